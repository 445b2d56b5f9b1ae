// Package wizard is what the window shows, as values: which page, what is
// chosen, how far the checks are, what came of them, where the report went.
//
// It knows no pixels and touches nothing outside: every method returns the next
// State and leaves its receiver as it was, so a page is tested with a literal.
package wizard

// Page is one of the four steps of a visit, or one beside them.
type Page string

const (
	Welcome Page = "welcome" // what is to be checked
	Checks  Page = "checks"  // the checks as they run
	Verdict Page = "verdict" // what is wrong, whose job it is, what to do
	Save    Page = "save"    // the report
	Message Page = "message" // what the words on her screen mean
	Past    Page = "past"    // what was checked before
	Watch   Page = "watch"   // looking for faults that come and go
	Mend    Page = "mend"    // what a repair changes, and what came of it
)

// Pages in the order of a visit.
var Pages = []Page{Welcome, Checks, Verdict, Save}

// State is everything that the window shows. The zero value shows nothing; a
// visit begins with [Begin].
type State struct {
	Page    Page
	Choice  Choice
	Answers []Answer    // what was checked before
	Meaning Meaning     // of Choice.Message
	From    Page        // where that was asked about
	Trouble *Trouble    // why the last thing asked for on this page did not happen; nil: nothing
	Hosts   []Contacted // what a run would talk to, when asked for; nil: not asked
	Run     Run
	Ran     Choice  // what was checked last, or is being
	Pace    Pace    // of the last whole run of that; nil: not measured
	Outcome Outcome // of the last run that ended
	Guide   Guide   // through the steps of that outcome
	Report  Report
	History History // as it was when it was last looked at
	Drafts  []Draft // runs that never came to their end, to be offered
	Watch   Watching

	Mending  Mending
	Repaired []Repaired // in this sitting, and can be put back: the last first
	Halves   []Repaired // that a crash cut off in the middle, to be offered
}

// Decided reports whether there is an outcome to look at.
func (s State) Decided() bool { return s.Outcome.Diagnosis.Verdict != "" }

// Begin is the first state of a visit.
func Begin(c Choice) State { return State{Page: Welcome}.Chose(c) }

// Goto shows another page; what stands on the pages stays.
func (s State) Goto(p Page) State {
	s.Page, s.Trouble, s.Hosts = p, nil, nil
	return s
}

// Chose changes what is to be checked, and looks its message up.
func (s State) Chose(c Choice) State {
	if c.Message != s.Choice.Message {
		s.Meaning = meaningOf(c.Message)
	}
	s.Choice, s.Trouble = c, nil
	return s
}

// Listed shows what a run would talk to; nil puts the list away.
func (s State) Listed(hosts []Contacted) State {
	s.Hosts, s.Trouble = hosts, nil
	return s
}

// Troubled stays on the page and says what could not be done.
func (s State) Troubled(t Trouble) State {
	s.Trouble = &t
	return s
}

// Trouble is a failure in words for people: a key of assets/text and what fills
// its places. Detail is the machine's own words, for support; "" if none.
type Trouble struct {
	Key    string
	Args   map[string]any
	Detail string
}

// Error is for logs; the window says Key in the user's language.
func (t Trouble) Error() string {
	if t.Detail == "" {
		return t.Key
	}
	return t.Key + ": " + t.Detail
}
