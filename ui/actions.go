package ui

import (
	"context"
	"iter"

	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// Actions is everything that the window can cause or ask for. The program fills
// it with the engine, a test with funcs of its own. Errors that a person is to
// read are a [wizard.Trouble].
type Actions struct {
	// Authorities finds authorities by name, pinyin, initials or number, best
	// first; all of them for "".
	Authorities func(query string) []wizard.Authority
	// Faults are the codes that practice mode can inject.
	Faults func() []string
	// Hosts lists everything that a run would contact, and nothing else is.
	Hosts func(c wizard.Choice, lang string) ([]wizard.Contacted, error)
	// Check runs all checks and yields what happens; cancelling ends it early
	// with an Outcome of what is known.
	Check func(ctx context.Context, c wizard.Choice, lang string) iter.Seq[wizard.Event]
	// Summary is one sentence on an ended check, in "zh" or "en".
	Summary func(r checks.Result, lang string) string
	// Place is where a report would go: a folder that can be written, and a
	// file name without extension.
	Place func(wizard.Outcome) (folder, name string)
	// Save writes the report and returns its full path.
	Save func(o wizard.Outcome, to wizard.Report) (path string, err error)
	// Open shows a saved file, or a folder, in the system's own program for it.
	Open func(path string) error

	// What follows may be nil; the window then does not offer it.

	// Answers are what was checked before, the last used first, named in lang.
	Answers func(lang string) []wizard.Answer
	// Rename gives one of them another label; "" takes it away.
	Rename func(id, label string)
	// Forget removes one of them.
	Forget func(id string)

	// History is what was checked on this PC before.
	History func() wizard.History
	// Reopen reads one of its runs as it was then.
	Reopen func(id string) (wizard.Outcome, error)
	// DropRuns removes runs for good; all of them where none is named.
	DropRuns func(ids ...string) error
	// Drafts are runs that a crash cut short.
	Drafts func() []wizard.Draft
	// Adopt shows what was measured of one of them, and keeps it as a run.
	Adopt func(id string) (wizard.Outcome, error)
	// Discard removes one of them.
	Discard func(id string)

	// Named is what a choice checks, in words.
	Named func(c wizard.Choice, lang string) string
	// Watch watches a choice and yields how it stands after every round, an Over
	// event last. Cancelling ends it early with that event.
	Watch func(ctx context.Context, c wizard.Choice, o wizard.WatchOptions, lang string) iter.Seq[wizard.WatchEvent]
	// SaveWatch writes what a watch found to a file and returns its full path.
	SaveWatch func(e wizard.WatchEvent, lang string) (path string, err error)

	// Recheck asks only checks of these kinds again and yields what happens, a
	// whole Outcome last: what was asked again beside what was not. Cancelling
	// ends it with an Outcome that is not Complete.
	Recheck func(ctx context.Context, c wizard.Choice, o wizard.Outcome, kinds []string, lang string) iter.Seq[wizard.Event]
	// Mend does what a remedy of the outcome lists and nothing else, then measures
	// everything again; how it ended comes last. Cancelling ends the measuring alone.
	Mend func(ctx context.Context, c wizard.Choice, o wizard.Outcome, r wizard.Remedy, lang string) iter.Seq[wizard.MendEvent]
	// PutBack undoes repairs by their ids, in this order; what something else changed
	// since only where overwrite says so.
	PutBack func(ctx context.Context, ids []string, overwrite bool) iter.Seq[wizard.MendEvent]
	// Repairs are what was repaired on this PC, the newest first.
	Repairs func() []wizard.Repaired
	// Pace is how long each stage took to end in the last whole run of the choice.
	Pace func(c wizard.Choice) wizard.Pace
	// Clipboard is the verdict as a short text to paste into a chat.
	Clipboard func(o wizard.Outcome, lang string) string
	// Spoken is the code that carries the verdict over the telephone.
	Spoken func(o wizard.Outcome) string
	// Masked is what a report would hide, by kind; empty: nothing private is in it.
	Masked func(o wizard.Outcome, lang string) []wizard.Masked
}
