package wizard

import (
	"slices"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
)

// A Remedy is what the program could do about a root cause: a plan in words, or
// why it must not be done.
type Remedy struct {
	Name    string // the repair's, for ever
	Title   Said   // a verb phrase
	Changes []Change
	Time    Said // how long it takes
	Risk    Said // what could go wrong, and what helps then
	Rights  bool // the system will ask for an administrator's consent
	Lasting bool // nothing of it can be put back, and nothing needs to be
	After   Said // what she does herself once it is done; empty nothing
	Refused Said // why it is not done here, and whom to ask; empty where it may be done
	Plan    any  // what Actions.Mend does; nothing in the window looks inside
}

// May reports whether the window may offer to do it.
func (r Remedy) May() bool { return r.Refused == Said{} }

// A Change is one thing that a remedy changes.
type Change struct {
	Sort     string // "hosts": what sort of value or act it is; the window has plain words for each
	Name     string // which of them: "eth0"
	Exact    Said   // from which value to which
	From, To string // the values as they are
}

// MendStage is how far a repair, or putting one back, is.
type MendStage string

const (
	Consenting MendStage = "consenting" // the list of changes lies before her
	Changing   MendStage = "changing"   // it is being done
	Asking     MendStage = "asking"     // everything is asked again
	Mended     MendStage = "mended"     // over: see Came
	Returning  MendStage = "returning"  // it is being put back
	Clashing   MendStage = "clashing"   // something else changed a value since: she is asked
	Returned   MendStage = "returned"   // over: see Came
)

// MendEnd is how a repair, or putting one back, ended.
type MendEnd string

const (
	Fixed    MendEnd = "fixed"    // measured: the cause is gone, and nothing that worked is worse
	NotYet   MendEnd = "still"    // measured: the cause is still there
	Worse    MendEnd = "worse"    // measured: something that worked does not
	Unsure   MendEnd = "unsure"   // not measured to the end
	Denied   MendEnd = "denied"   // no administrator's consent: nothing was changed
	Outdated MendEnd = "outdated" // the PC is not as it was looked at: nothing was changed
	Failed   MendEnd = "failed"   // it could not be done; what was done was put back
	HalfDone MendEnd = "halfdone" // it could not be done, nor all of it put back
	Taken    MendEnd = "taken"    // another window or program is changing something: nothing was done
	NoRecord MendEnd = "norecord" // what would be changed cannot be written down: nothing was changed
	Undone   MendEnd = "undone"   // put back, and proven
	Gone     MendEnd = "gone"     // an adapter or a device that is to be put back is not there any more
	Nothing  MendEnd = "nothing"  // there was nothing to put back
	Kept     MendEnd = "kept"     // a value that somebody changed since was left alone
)

// Mending is what the repair page shows.
type Mending struct {
	Stage     MendStage
	Remedy    Remedy
	Steps     []Step // one for each change; of putting back those that were
	Run       Run    // of asking everything again
	Came      MendEnd
	Worse     []Said     // what got worse
	Remaining []Said     // causes that are left, the root first
	Detail    string     // the machine's own words, for support
	Backs     []Repaired // what is being put back, the last repair first
	Clash     Clash
	From      Page     // where putting back was asked for
	Tried     []string // names of remedies that did not help with this outcome's cause
}

// PutBack is how a change looks that was put back.
const PutBack checks.Status = "back"

// A Step is how one change stands: waiting, busy, made (pass), failed, or put
// back.
type Step struct {
	Exact Said // of putting back, which has no list beforehand
	Look  checks.Status
}

// A Clash is a value that something else changed since a repair.
type Clash struct {
	What             Said   // what sort of value
	Before, Ours     string // before the repair, and what the repair made of it
	Now              string
	ByAdministrators bool // only an administrator's own kpcheck undo can overwrite it
}

// A Repaired is one repair as the journal has it.
type Repaired struct {
	ID     string
	Visit  string // those of one visit can be put back together
	When   time.Time
	Title  Said
	Cause  Said
	Before string // the values as they were
	After  string
	State  string // "applied", "failed", "undone" or "interrupted"
	Open   bool   // something of it can be put back
	Rights bool   // putting it back asks for an administrator's consent
}

// A MendEvent is one thing that happens while a repair is done or put back:
// exactly one field is set.
type MendEvent struct {
	Step  *StepEvent
	Check *Event // of asking everything again: its plan, or a check
	Over  *MendOver
}

// A StepEvent says how a change now stands.
type StepEvent struct {
	At    int // its place in the list
	Exact Said
	Look  checks.Status
}

// MendOver is how it ended, the last event.
type MendOver struct {
	Came      MendEnd
	Outcome   *Outcome // with the repair on record; nil: as it was
	Worse     []Said
	Remaining []Said // causes that are left, the root first
	Detail    string
	Visit     []Repaired // what was repaired in this sitting and can be put back
	Clash     Clash
}

// Remedies are those that may be done about the root cause now, what did not
// help last.
func (s State) Remedies() []Remedy {
	if !s.Outcome.actionable() {
		return nil
	}
	var fresh, tried []Remedy
	for _, r := range s.Outcome.Remedies {
		switch {
		case !r.May():
		case slices.Contains(s.Mending.Tried, r.Name):
			tried = append(tried, r)
		default:
			fresh = append(fresh, r)
		}
	}
	return append(fresh, tried...)
}

// Best is the remedy to offer; ok is false where none is left that was not tried.
func (s State) Best() (r Remedy, ok bool) {
	all := s.Remedies()
	if len(all) == 0 || slices.Contains(s.Mending.Tried, all[0].Name) {
		return r, false
	}
	return all[0], true
}

// Refusals are the reasons why nothing may be done about the root cause; none
// where something may be.
func (o Outcome) Refusals() (all []Said) {
	for _, r := range o.Remedies {
		if r.May() {
			return nil
		}
		if !slices.Contains(all, r.Refused) {
			all = append(all, r.Refused)
		}
	}
	return all
}

// Rehearsed reports whether a real PC with this root cause might be mended, and
// this is practice, which changes nothing.
func (o Outcome) Rehearsed() bool {
	root, found := o.Root()
	cause := catalogue.Find(root.Code)
	return o.Practice && found && cause != nil && len(cause.Repairs) > 0
}

// actionable reports whether an outcome is one to act on: of now, of this PC,
// and sure.
func (o Outcome) actionable() bool {
	return o.Past.IsZero() && !o.Practice && o.Complete && o.Diagnosis.Verdict != diagnose.Inconclusive
}

// Changes reports whether something is being changed right now.
func (m Mending) Changes() bool { return m.Stage == Changing || m.Stage == Returning }

// Busy reports whether something is being changed or asked, so that nothing
// else may be begun.
func (m Mending) Busy() bool { return m.Changes() || m.Stage == Asking }

// LastRepair is the last repair of this sitting that can be put back.
func (s State) LastRepair() (r Repaired, ok bool) {
	if len(s.Repaired) == 0 {
		return r, false
	}
	return s.Repaired[0], true
}

// HalfLeft offers those repairs that were cut off in the middle.
func (s State) HalfLeft(all []Repaired) State {
	s.Halves = nil
	for _, r := range all {
		if r.Open && r.State == "interrupted" {
			s.Halves = append(s.Halves, r)
		}
	}
	return s
}
