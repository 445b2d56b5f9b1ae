package wizard

import (
	"slices"
	"time"

	"kpdoctor/checks/diagnose"
)

// A Said is one sentence in both languages; the zero value says nothing.
type Said struct{ ZH, EN string }

// In returns it in "zh" or "en".
func (s Said) In(lang string) string {
	if lang == "en" {
		return s.EN
	}
	return s.ZH
}

// History is what was checked on this PC before, and what was wrong when.
type History struct {
	Runs      []PastRun  // the newest first
	Incidents []Incident // the newest first
	Repairs   []Repaired // the newest first
	Broken    []string   // files that cannot be read
	Tab       Tab        // which of them is looked at
	At        string     // PastRun.ID of the marked one; "" none
}

// Tab is a leaf of the history.
type Tab string

const (
	Runs      Tab = "runs"
	Incidents Tab = "incidents"
	Repairs   Tab = "repairs"
)

// PastRun is one kept run.
type PastRun struct {
	ID       string
	Started  time.Time
	Title    string // what was checked
	Verdict  diagnose.Verdict
	Complete bool
	Cause    Said // the root cause; empty where none was named
}

// Incident is a time in which it was wrong.
type Incident struct {
	Title  string // what was checked
	Open   bool
	Opened time.Time
	Said   Said     // since when, for how long, why
	Ended  Said     // what ended it; empty while it is open
	Runs   []string // PastRun.ID, the oldest first
}

// A Draft is a run that a crash, or the power, cut short.
type Draft struct {
	ID      string
	Started time.Time
	Title   string // what was checked
	Results int    // that were measured
}

// Recalled shows the history as it now is; what was looked at stays so.
func (s State) Recalled(h History) State {
	if s.Page != Past {
		s = s.Goto(Past)
	}
	h.Tab, h.At = s.History.Tab, s.History.At
	if h.Tab == "" {
		h.Tab = Runs
	}
	if !slices.ContainsFunc(h.Runs, func(r PastRun) bool { return r.ID == h.At }) {
		h.At = ""
		if len(h.Runs) > 0 {
			h.At = h.Runs[0].ID
		}
	}
	s.History = h
	return s
}

// Turned shows another leaf of the history.
func (s State) Turned(t Tab) State {
	s.History.Tab, s.Trouble = t, nil
	return s
}

// Marked marks one of the kept runs; "" none.
func (s State) Marked(id string) State {
	s.History.At, s.Trouble = id, nil
	return s
}

// Reopened shows the verdict of an earlier run, as it was then.
func (s State) Reopened(o Outcome) State {
	s.Outcome = o
	s.Report = s.Report.forgotten()
	return s.Goto(Verdict)
}

// Left offers the runs that never came to their end; nil takes the offer away.
func (s State) Left(drafts []Draft) State {
	s.Drafts = drafts
	return s
}
