package watch

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/profile"
)

// State is how the primary endpoints are, all together: the worst counts, and of
// endpoints that stand for each other the best.
type State string

const (
	OK   State = "ok"
	Slow State = "slow" // served, and the answer came later than the profile's limit
	Bad  State = "bad"  // one that must work does not
)

// Round is one look at every primary endpoint.
type Round struct {
	Number    int        `json:"round"` // from 1
	At        time.Time  `json:"at"`
	State     State      `json:"state"`
	Changed   bool       `json:"changed"`   // not what the round before found; the first counts as changed where it is not ok
	Looking   bool       `json:"full_run"`  // a full run follows at once
	Endpoints []Endpoint `json:"endpoints"` // the primary ones, in the profile's order

	key string // what makes one state another; "" is ok
}

// Endpoint is what one round found of one endpoint.
type Endpoint struct {
	Target      string       `json:"target"` // host:port
	State       State        `json:"state"`
	Address     string       `json:"address,omitempty"`
	Via         string       `json:"via,omitempty"`     // the proxy; "" is direct
	Stage       checks.Stage `json:"stage,omitempty"`   // where it failed
	Failure     string       `json:"failure,omitempty"` // checks.Touch.Failure
	Status      int          `json:"status,omitempty"`  // of HTTP
	ConnectMS   float64      `json:"connect_ms,omitempty"`
	FirstByteMS float64      `json:"first_byte_ms,omitempty"`
}

// round touches every primary endpoint at once; ok is false where the PC slept
// in the midst of it.
func (w *watch) round(ctx context.Context) (r *Round, ok bool) {
	began := w.clock.wall()
	r = &Round{Number: w.tally.rounds + 1, At: began.Truncate(time.Millisecond)}
	var primary []int
	for i, e := range w.profile.Endpoints {
		if e.Role == profile.Primary {
			primary = append(primary, i)
		}
	}
	touches := make([]checks.Touch, len(primary))
	var all sync.WaitGroup
	for n, i := range primary {
		all.Go(func() { touches[n] = checks.TouchOnce(ctx, w.env, w.profile, w.profile.Endpoints[i], w.last[i]) })
	}
	all.Wait()
	if took := w.clock.tick(); took > roundLimit(w.profile.Limits)+w.slack() {
		w.tally.gap(began, w.clock.wall())
		return nil, false
	}
	if ctx.Err() != nil {
		return nil, false
	}
	for n, i := range primary {
		w.last[i] = touches[n]
		r.Endpoints = append(r.Endpoints, endpointOf(touches[n], w.profile.Limits))
	}
	r.judge(w.profile, primary)
	r.Changed = r.key != w.pace.seen
	return r, true
}

// roundLimit is more than one endpoint can take: its name, the proxy, the
// connection, the handshake, the answer and the rest of the page.
func roundLimit(l profile.Limits) time.Duration {
	return 5*l.ConnectTimeout + l.ResponseTimeout + 20*time.Second
}

func endpointOf(t checks.Touch, l profile.Limits) Endpoint {
	e := Endpoint{
		Target: t.Endpoint, State: OK, Address: t.Address, Via: t.Via, Stage: t.Step, Failure: t.Failure, Status: t.Status,
		ConnectMS: ms(t.Connect), FirstByteMS: ms(t.FirstByte),
	}
	switch {
	case !t.OK:
		e.State = Bad
	case t.FirstByte > l.SlowResponse:
		e.State = Slow
	}
	return e
}

// judge sums the endpoints up.
func (r *Round) judge(p *profile.Profile, primary []int) {
	type unit struct {
		name string
		best Endpoint
	}
	var units []unit
	for n, i := range primary {
		e, name := r.Endpoints[n], p.Endpoints[i].Group
		at := slices.IndexFunc(units, func(u unit) bool { return name != "" && u.name == name })
		switch {
		case at < 0:
			units = append(units, unit{name, e})
		case rank(e.State) < rank(units[at].best.State):
			units[at].best = e
		}
	}
	r.State = OK
	var key []string
	for _, u := range units {
		if rank(u.best.State) > rank(r.State) {
			r.State = u.best.State
		}
		switch u.best.State {
		case Slow:
			key = append(key, u.best.Target+" slow")
		case Bad:
			key = append(key, u.best.Target+" "+string(u.best.Stage)+" "+u.best.Failure)
		}
	}
	r.key = strings.Join(key, "\n")
}

// rank orders states, the best first.
func rank(s State) int { return slices.Index([]State{OK, Slow, Bad}, s) }

// ms is a duration in milliseconds, to the microsecond.
func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
