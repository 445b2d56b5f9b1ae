package watch

import (
	"slices"
	"time"

	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
)

// Summary is everything a watch found, until now. Its JSON is the last line
// that kpcheck watch prints.
type Summary struct {
	Started     time.Time         `json:"started"`
	Ended       time.Time         `json:"ended"`     // or now, while it lasts
	LastedMS    int64             `json:"lasted_ms"` // more than between the two where the clock was put back
	EveryMS     int64             `json:"every_ms"`
	Rounds      int               `json:"rounds"`
	Good        int               `json:"good"`
	Slow        int               `json:"slow"` // served, but late
	Bad         int               `json:"bad"`
	State       State             `json:"state,omitempty"`   // of the last round; "" none ended yet
	Worst       State             `json:"worst,omitempty"`   // of all rounds
	SuccessRate float64           `json:"success_rate"`      // share of rounds that were served, 0 to 1; 0 where there was none
	Connect     Times             `json:"connect"`           // until the connection stood
	FirstByte   Times             `json:"first_byte"`        // of the answer
	Endpoints   []EndpointSummary `json:"endpoints"`         // the primary ones, in the profile's order
	Outages     []Outage          `json:"outages"`           // the newest maxOutages, oldest first
	Earlier     int               `json:"earlier_outages"`   // that there is no room for
	Gaps        []Gap             `json:"sleeps"`            // when the PC slept: neither good nor bad
	AsleepMS    int64             `json:"asleep_ms"`         // all sleeps together
	FullRuns    int               `json:"full_runs"`         //
	Deferred    int               `json:"changes_not_asked"` // changes for which a full run would have come too soon after the one before
	Plot        []Bucket          `json:"plot"`              // at most Buckets, of equal width
}

// EndpointSummary is one primary endpoint.
type EndpointSummary struct {
	Target      string  `json:"target"`
	Good        int     `json:"good"`
	Slow        int     `json:"slow"`
	Bad         int     `json:"bad"`
	SuccessRate float64 `json:"success_rate"`
	Connect     Times   `json:"connect"`
	FirstByte   Times   `json:"first_byte"`
}

// Outage is a time in which every round was bad, or every one slow.
type Outage struct {
	From     time.Time        `json:"from"`        // the first such round
	To       time.Time        `json:"to,omitzero"` // the first round that was otherwise; zero while it lasts
	State    State            `json:"state"`
	Rounds   int              `json:"rounds"`              // that failed, or were slow
	First    Endpoint         `json:"first"`               // what its first round found where it was worst
	AsleepMS int64            `json:"asleep_ms,omitempty"` // of it the PC slept
	Verdict  diagnose.Verdict `json:"verdict,omitempty"`   // of the full run that was made in it; "" none was, or none found anything
	Causes   []Cause          `json:"causes"`              // as they were found, the root of each run
	Runs     []string         `json:"runs"`                // ids of the full runs, the newest last
}

// Cause is what a full run named.
type Cause struct {
	Code  string `json:"code"`
	Blame string `json:"blame"`
}

// Gap is a time in which nothing was measured: the PC slept, or its clock was
// put forward.
type Gap struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// maxNoted is how many causes and runs one outage keeps.
const maxNoted = 10

// note takes down what a full run found while the outage was on.
func (o *Outage) note(r *report.Report) {
	if len(o.Runs) == maxNoted {
		o.Runs = o.Runs[1:]
	}
	o.Runs = append(slices.Clone(o.Runs), r.ID)
	o.Verdict = r.Diagnosis.Verdict
	if len(r.Diagnosis.Causes) == 0 {
		return
	}
	root := r.Diagnosis.Causes[0]
	known := slices.ContainsFunc(o.Causes, func(c Cause) bool { return c.Code == root.Code })
	if !known && len(o.Causes) < maxNoted {
		o.Causes = append(slices.Clone(o.Causes), Cause{Code: root.Code, Blame: root.Blame})
	}
}

// Lasted is how long the outage has been on at a moment, sleeps left out.
func (o Outage) Lasted(now time.Time) time.Duration {
	to := o.To
	if to.IsZero() {
		to = now
	}
	return max(to.Sub(o.From)-time.Duration(o.AsleepMS)*time.Millisecond, 0)
}

// ExitCode is the contract's exit status of the worst round: 1 bad, 3 slow, 0
// all well; 4 where no round ended.
func (s Summary) ExitCode() int {
	switch s.Worst {
	case OK:
		return 0
	case Slow:
		return 3
	case Bad:
		return 1
	}
	return 4
}

// summary is all of it as a value that later rounds do not change.
func (t *tally) summary(now time.Time) Summary {
	s := Summary{
		Started: t.started.Truncate(time.Second), Ended: now.Truncate(time.Second), EveryMS: t.every.Milliseconds(),
		Rounds: t.rounds, Good: t.good, Slow: t.slow, Bad: t.bad, State: t.state, Worst: t.worst,
		SuccessRate: share(t.good+t.slow, t.rounds), Connect: t.connect.times(), FirstByte: t.first.times(),
		Endpoints: []EndpointSummary{}, Outages: append([]Outage{}, t.outages...), Earlier: t.earlier,
		Gaps: append([]Gap{}, t.gaps...), AsleepMS: t.slept.Milliseconds(),
		FullRuns: t.fullRuns, Deferred: t.passed, Plot: t.plot.view(),
	}
	for i := range s.Outages { // the contract's arrays are never null
		s.Outages[i].Causes = append([]Cause{}, s.Outages[i].Causes...)
		s.Outages[i].Runs = append([]string{}, s.Outages[i].Runs...)
	}
	for i := range t.endpoints {
		e := &t.endpoints[i]
		s.Endpoints = append(s.Endpoints, EndpointSummary{
			Target: e.target, Good: e.good, Slow: e.slow, Bad: e.bad, SuccessRate: share(e.good+e.slow, e.good+e.slow+e.bad),
			Connect: e.connect.times(), FirstByte: e.first.times(),
		})
	}
	return s
}

func share(part, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(part) / float64(all)
}
