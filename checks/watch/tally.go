package watch

import (
	"time"

	"kpdoctor/checks/profile"
	"kpdoctor/checks/report"
)

// What is kept of a watch is bounded: so many outages and sleeps, the newest.
const (
	maxOutages = 100
	maxGaps    = 50
)

// tally adds everything up as it comes.
type tally struct {
	started          time.Time
	every            time.Duration
	rounds           int
	good, slow, bad  int
	worst, state     State
	connect, first   histogram
	endpoints        []endpointTally
	outages          []Outage
	earlier          int // outages that were dropped
	gaps             []Gap
	gapCount         int
	slept            time.Duration
	plot             *plot
	fullRuns, passed int
}

type endpointTally struct {
	target          string
	good, slow, bad int
	connect, first  histogram
}

func newTally(p *profile.Profile, every time.Duration, now func() time.Time) *tally {
	t := &tally{started: now().Round(0), every: every, plot: newPlot(every)}
	for _, e := range p.Endpoints {
		if e.Role == profile.Primary {
			t.endpoints = append(t.endpoints, endpointTally{target: e.Target()})
		}
	}
	return t
}

// add counts a round that began at a moment since the beginning.
func (t *tally) add(at time.Duration, r *Round) {
	b := t.plot.at(at)
	t.rounds++
	count(r.State, &t.good, &t.slow, &t.bad)
	count(r.State, &b.good, &b.slow, &b.bad)
	for i, e := range r.Endpoints {
		own := &t.endpoints[i]
		count(e.State, &own.good, &own.slow, &own.bad)
		if e.ConnectMS > 0 {
			own.connect.add(e.ConnectMS)
			t.connect.add(e.ConnectMS)
			b.connect.add(e.ConnectMS)
		}
		if e.FirstByteMS > 0 {
			own.first.add(e.FirstByteMS)
			t.first.add(e.FirstByteMS)
			b.firstByte.add(e.FirstByteMS)
		}
	}
	if t.worst == "" || rank(r.State) > rank(t.worst) {
		t.worst = r.State
	}
	if r.State != t.state {
		t.turn(r)
	}
	t.state = r.State
	if o := t.open(); o != nil {
		o.Rounds++
	}
}

func count(s State, good, slow, bad *int) {
	switch s {
	case OK:
		*good++
	case Slow:
		*slow++
	case Bad:
		*bad++
	}
}

// turn ends the outage that is on, and begins one where the state calls for it.
func (t *tally) turn(r *Round) {
	if o := t.open(); o != nil {
		o.To = r.At
	}
	if r.State == OK {
		return
	}
	if len(t.outages) == maxOutages {
		t.outages = append(t.outages[:0], t.outages[1:]...)
		t.earlier++
	}
	o := Outage{From: r.At, State: r.State}
	for _, e := range r.Endpoints {
		if e.State == r.State {
			o.First = e
			break
		}
	}
	t.outages = append(t.outages, o)
}

// open is the outage that is on, nil if there is none.
func (t *tally) open() *Outage {
	if n := len(t.outages); n > 0 && t.outages[n-1].To.IsZero() {
		return &t.outages[n-1]
	}
	return nil
}

// gap notes that nothing was measured because the PC slept.
func (t *tally) gap(from, to time.Time) {
	if len(t.gaps) == maxGaps {
		t.gaps = append(t.gaps[:0], t.gaps[1:]...)
	}
	t.gaps = append(t.gaps, Gap{From: from, To: to})
	t.gapCount++
	t.slept += to.Sub(from)
	if o := t.open(); o != nil {
		o.AsleepMS += to.Sub(from).Milliseconds()
	}
}

func (t *tally) looks(p pace) { t.fullRuns, t.passed = p.runs, p.deferred }

// found notes what a full run says of the outage that is on.
func (t *tally) found(round *Round, r *report.Report) {
	if o := t.open(); o != nil && round.State != OK {
		o.note(r)
	}
}
