package history

import (
	"slices"
	"time"

	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
)

// Incident is a time in which a profile was not served. It opens at the first
// bad run and closes at the next good one.
type Incident struct {
	Key      string // of the profile
	Profile  report.Profile
	Before   string    // id of the last good run before; "" none is kept
	Runs     []string  // ids of its bad runs, oldest first
	Opened   time.Time // the first bad run
	LastSeen time.Time // the newest bad run
	Closed   time.Time // the first good run after; zero while it is open
	After    string    // its id
	Causes   []Cause   // roots as they were found, each once
	Repairs  []report.Action
}

// Open reports whether it is still on.
func (i Incident) Open() bool { return i.Closed.IsZero() }

// Lasted is how long it was on, or has been until now.
func (i Incident) Lasted(now time.Time) time.Duration {
	if !i.Open() {
		now = i.Closed
	}
	return max(now.Sub(i.Opened), 0)
}

// Incidents finds the incidents in a list of runs, in whatever order, and
// returns them with the newest first.
func Incidents(entries []Entry) []Incident {
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(a, b Entry) int { return a.Started.Compare(b.Started) })
	var found []Incident
	open, good := map[string]int{}, map[string]string{} // by key: place in found; id
	for _, e := range entries {
		at, on := open[e.Key]
		switch {
		case e.failed() && !on:
			found = append(found, Incident{Key: e.Key, Profile: e.Profile, Before: good[e.Key], Opened: e.Started})
			at = len(found) - 1
			open[e.Key] = at
			fallthrough
		case e.failed():
			found[at].add(e)
		case e.Served():
			if on {
				in := &found[at]
				in.Closed, in.After = e.Started, e.ID
				in.repaired(e.Actions)
				delete(open, e.Key)
			}
			good[e.Key] = e.ID
		}
	}
	slices.SortStableFunc(found, func(a, b Incident) int { return b.Opened.Compare(a.Opened) })
	return found
}

// add counts one bad run.
func (i *Incident) add(e Entry) {
	i.Runs = append(i.Runs, e.ID)
	i.LastSeen = e.Started
	i.repaired(e.Actions)
	if len(e.Causes) > 0 && !slices.ContainsFunc(i.Causes, func(c Cause) bool { return c.Code == e.Causes[0].Code }) {
		i.Causes = append(i.Causes, e.Causes[0])
	}
}

func (i *Incident) repaired(actions []report.Action) {
	for _, a := range actions {
		if !slices.Contains(i.Repairs, a) {
			i.Repairs = append(i.Repairs, a)
		}
	}
}

// LastGood is the newest earlier run of the same profile that was better: for a
// run that is merely degraded, one where all was well.
func (h *History) LastGood(r *report.Report) (Entry, bool) {
	entries, _ := h.List()
	return lastGood(entries, r)
}

func lastGood(entries []Entry, r *report.Report) (Entry, bool) {
	for _, e := range entries { // the newest first
		if e.Key == Key(r.Profile) && e.Started.Before(r.Started) && e.ID != r.ID &&
			(e.Verdict == diagnose.OK || e.Served() && r.Diagnosis.Verdict != diagnose.Degraded) {
			return e, true
		}
	}
	return Entry{}, false
}

// Since says when what a run shows began.
type Since struct {
	LastGood *Entry // nil: no good run is kept
	FirstBad *Entry // the first bad run after it; nil: the run itself, or it is not bad
}

// Since finds when what r shows began, by the kept runs of the same profile.
func (h *History) Since(r *report.Report) Since {
	entries, _ := h.List()
	var s Since
	good, ok := lastGood(entries, r)
	if ok {
		s.LastGood = &good
	}
	if r.Diagnosis.Verdict == diagnose.OK {
		return s
	}
	for _, e := range slices.Backward(entries) { // the oldest first
		if e.Key == Key(r.Profile) && e.Started.Before(r.Started) && (!ok || e.Started.After(good.Started)) &&
			(e.failed() || r.Diagnosis.Verdict == diagnose.Degraded && e.Verdict == diagnose.Degraded) {
			s.FirstBad = &e
			break
		}
	}
	return s
}
