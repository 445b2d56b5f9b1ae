// Package watch looks at the tax servers for half an hour or a day, for faults
// that come and go.
//
// A round is the least that shows whether they serve: one connection to each
// primary endpoint and no other, see [checks.TouchOnce]. Only when the state
// changes is the whole run made that names a cause, and the more often it
// changes, the more seldom: servers ban callers that hammer. What is kept does
// not grow with time.
package watch

import (
	"context"
	"iter"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/report"
)

// Options say how to watch. The zero value watches once a minute until the
// context ends.
type Options struct {
	Every    time.Duration      // between the beginnings of two rounds, on average; 0: [Usual]
	For      time.Duration      // no round begins later; 0: until the context ends
	AtOnce   bool               // the first round begins at once, not after a random part of the first interval
	Deadline time.Duration      // of one full run; 0: 30 s
	Report   report.Options     // for the full runs
	OnCheck  func(checks.Event) // is told of a full run's checks, on the caller's goroutine; may be nil

	sleep func(context.Context, time.Duration) error // nil: really
}

// Usual is the time between two rounds where nothing else is said.
const Usual = time.Minute

// Least is the shortest time between two rounds that other people's servers
// should be asked in.
const Least = 10 * time.Second

const usualDeadline = 30 * time.Second

// Floor is the shortest time between two rounds for a profile: [Least], or a
// second where every primary endpoint is on this PC.
func Floor(p *profile.Profile) time.Duration {
	for _, e := range p.Endpoints {
		addr, literal := e.Addr()
		if e.Role == profile.Primary && !(literal && addr.IsLoopback() || e.Host == "localhost") {
			return Least
		}
	}
	return time.Second
}

// An Event tells of one thing that happened: a round ended (Round alone is set),
// a full run ended (Report is set, and Round is the one that called for it), or
// the watch is over (neither is set). Summary always sums up all until then.
type Event struct {
	Round   *Round
	Report  *report.Report
	Summary Summary
}

// Run watches until o.For is over, ctx ends or the caller leaves the loop. The
// last event comes also where ctx ended. What was under way then is not counted.
func Run(ctx context.Context, e *env.Env, p *profile.Profile, o Options) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		if o.Every <= 0 {
			o.Every = Usual
		}
		if o.Deadline <= 0 {
			o.Deadline = usualDeadline
		}
		if o.sleep == nil {
			o.sleep = sleep
		}
		w := &watch{env: e, profile: p, Options: o, clock: newClock(e.Now), last: map[int]checks.Touch{}}
		w.tally = newTally(p, o.Every, w.clock.now)
		if w.run(ctx, yield) {
			yield(Event{Summary: w.summary()})
		}
	}
}

// summary sums up until now.
func (w *watch) summary() Summary {
	s := w.tally.summary(w.clock.wall())
	s.LastedMS = w.clock.at.Milliseconds()
	return s
}

// watch is one watch under way.
type watch struct {
	Options
	env     *env.Env
	profile *profile.Profile
	clock   *clock
	tally   *tally
	pace    pace
	last    map[int]checks.Touch // by place in the profile
}

// run watches; it reports whether the caller still listens.
func (w *watch) run(ctx context.Context, yield func(Event) bool) bool {
	wait := firstWait(w.Every)
	if w.AtOnce {
		wait = 0
	}
	for w.For <= 0 || w.clock.at+wait <= w.For {
		if !w.rest(ctx, wait) {
			return true
		}
		began := w.clock.at
		round, ok := w.round(ctx)
		if ctx.Err() != nil {
			return true
		}
		if ok {
			w.tally.add(began, round)
			round.Looking = w.pace.look(began, w.Every, round.key)
			w.tally.looks(w.pace)
			if !yield(Event{Round: round, Summary: w.summary()}) {
				return false
			}
			if round.Looking && !w.look(ctx, round, yield) {
				return false
			}
			if ctx.Err() != nil {
				return true
			}
		}
		wait = max(nextWait(w.Every)-(w.clock.at-began), w.Every/10)
	}
	return true
}

// settle is how long a PC that woke up is left alone: its network comes back
// only after it.
const settle = 10 * time.Second

// rest waits; false where ctx ended. A sleep of the PC is noted as one, and
// followed by a little patience.
func (w *watch) rest(ctx context.Context, wait time.Duration) bool {
	for {
		began := w.clock.wall()
		if w.sleep(ctx, wait) != nil {
			w.clock.tick()
			return false
		}
		late := w.clock.tick() - wait
		if late < w.slack() {
			return true
		}
		w.tally.gap(began.Add(wait), w.clock.wall())
		wait = min(settle, w.Every)
	}
}

// slack is how late a timer may be before it was the PC that slept.
func (w *watch) slack() time.Duration { return max(30*time.Second, w.Every/2) }

// look makes the full run that a round called for. It reports whether the
// caller still listens.
func (w *watch) look(ctx context.Context, round *Round, yield func(Event) bool) bool {
	began := w.clock.wall()
	limited, cancel := context.WithTimeout(ctx, w.Deadline)
	r := report.Run(limited, w.env, w.profile, w.Report, w.OnCheck)
	cancel()
	took := w.clock.tick()
	if ctx.Err() != nil && !r.Complete {
		return true // stopped by the user, not by what was to be found out
	}
	if took > w.Deadline+w.slack() {
		w.tally.gap(began, w.clock.wall())
		w.pace.again()
		return true
	}
	w.tally.found(round, r)
	return yield(Event{Round: round, Report: r, Summary: w.summary()})
}

// sleep waits for d, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}
