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
	// Open shows a saved file in the system's own program for it.
	Open func(path string) error
}
