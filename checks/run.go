package checks

import (
	"context"
	"fmt"
	"io"
	"iter"
	"sync"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// abandonAfter is how long a check may go on once the run was stopped. A func
// that ignores its context would otherwise hold the report back.
const abandonAfter = 500 * time.Millisecond

// Run asks every check of the profile, each as soon as its needs have ended,
// and yields events as they happen. Leaving the loop cancels what is still
// running. Ending ctx ends the run early: what was not measured is skipped.
func Run(ctx context.Context, e *env.Env, p *profile.Profile) iter.Seq[Event] {
	return stream(ctx, e, p, Plan(p), nil)
}

// stream asks the checks of plan, where what prior says is already known.
func stream(ctx context.Context, e *env.Env, p *profile.Profile, plan []Check, prior []Result) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		ctx, cancel := context.WithCancel(ctx)
		r := start(ctx, e, p, plan, prior...)
		defer r.close()
		defer cancel() // first, so that nothing new opens while the rest is let go
		for ev := range r.events {
			if !yield(ev) {
				return
			}
		}
	}
}

// run is one run under way.
type run struct {
	env     *env.Env
	profile *profile.Profile
	began   time.Time
	events  chan Event // closed when the last check has ended
	mu      sync.Mutex
	ended   map[string]outcome
	closed  bool // nobody takes connections any more
}

func start(ctx context.Context, e *env.Env, p *profile.Profile, plan []Check, prior ...Result) *run {
	r := &run{
		env: e, profile: p, began: time.Now(),
		events: make(chan Event, 2*len(plan)), // every event has room: no check waits for its listener
		ended:  make(map[string]outcome, len(plan)),
	}
	for _, known := range prior {
		r.ended[known.ID] = outcome{result: known}
	}
	done := make(map[string]chan struct{}, len(plan))
	for _, c := range plan {
		done[c.ID] = make(chan struct{})
	}
	var all sync.WaitGroup
	for _, c := range plan {
		all.Go(func() {
			defer close(done[c.ID])
			for _, need := range c.Needs {
				if done[need] == nil {
					continue // not asked in this run
				}
				select {
				case <-done[need]:
				case <-ctx.Done(): // its need may never end; ask nothing more
				}
			}
			r.ask(ctx, c)
		})
	}
	go func() { all.Wait(); close(r.events) }()
	return r
}

// ask runs one check, keeps its outcome and tells of both ends.
func (r *run) ask(ctx context.Context, c Check) {
	res := Result{ID: c.ID, Stage: c.Stage, Target: c.Target, Started: time.Since(r.began)}
	var found Finding
	if ctx.Err() != nil {
		found = Finding{Status: Skip, Reason: "the run was stopped before this was asked"}
	} else {
		r.events <- Event{ID: c.ID, Stage: c.Stage, Target: c.Target}
		found = r.call(ctx, c)
	}
	res.Took = time.Since(r.began) - res.Started
	res.Status, res.Reason, res.Evidence = found.Status, found.Reason, found.Evidence
	r.keep(outcome{result: res, value: found.Value})
	r.events <- Event{ID: c.ID, Stage: c.Stage, Target: c.Target, Result: &res}
}

// call runs the check's func in a goroutine of its own, so that one which
// panics or ignores its context harms nothing but its own answer.
func (r *run) call(ctx context.Context, c Check) Finding {
	job := &Job{Env: r.env, Profile: r.profile, prior: r.priors(c.Needs)}
	answer := make(chan Finding, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				answer <- Finding{Status: Error, Reason: fmt.Sprintf("the check itself broke: %v", p)}
			}
		}()
		f, err := c.Run(ctx, job)
		if err != nil {
			f.Status, f.Reason = Error, err.Error()
		}
		answer <- f
	}()
	var late <-chan time.Time
	stopped := ctx.Done()
	for {
		select {
		case f := <-answer:
			if ctx.Err() == nil || f.Status == Pass {
				return f
			}
			release(f.Value)
			return stoppedInside
		case <-stopped:
			stopped, late = nil, time.After(abandonAfter)
		case <-late:
			go func() { release((<-answer).Value) }()
			return stoppedInside
		}
	}
}

// stoppedInside stands for a check that was under way when the run was stopped.
// What it saw fail then is no failure, and must not stand in the evidence as one.
var stoppedInside = Finding{Status: Skip, Reason: "the run was stopped while this was asked"}

// keep stores an outcome for the checks that need it.
func (r *run) keep(o outcome) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ended[o.result.ID] = o
	if r.closed {
		release(o.value)
	}
}

func (r *run) priors(ids []string) map[string]outcome {
	r.mu.Lock()
	defer r.mu.Unlock()
	prior := make(map[string]outcome, len(ids))
	for _, id := range ids {
		if o, ok := r.ended[id]; ok {
			prior[id] = o
		}
	}
	return prior
}

// close lets go of connections that no later check took, now and later.
func (r *run) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	for _, o := range r.ended {
		release(o.value)
	}
}

// release closes what a check handed on, if it holds anything open.
func release(value any) {
	if c, ok := value.(io.Closer); ok {
		c.Close()
	}
}
