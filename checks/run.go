package checks

import (
	"context"
	"fmt"
	"io"
	"iter"
	"maps"
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
	return func(yield func(Event) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		r := start(ctx, e, p, Plan(p))
		defer r.close()
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
}

func start(ctx context.Context, e *env.Env, p *profile.Profile, plan []Check) *run {
	r := &run{
		env: e, profile: p, began: time.Now(),
		events: make(chan Event, 2*len(plan)), // every event has room: no check waits for its listener
		ended:  make(map[string]outcome, len(plan)),
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
	r.mu.Lock()
	r.ended[c.ID] = outcome{result: res, value: found.Value}
	r.mu.Unlock()
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
	select {
	case f := <-answer:
		return f
	case <-ctx.Done():
	}
	select {
	case f := <-answer:
		return f
	case <-time.After(abandonAfter):
		return Finding{Status: Skip, Reason: "the run was stopped while this was asked"}
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

// close lets go of connections that no later check took.
func (r *run) close() {
	r.mu.Lock()
	values := maps.Clone(r.ended)
	r.mu.Unlock()
	for _, o := range values {
		if c, ok := o.value.(io.Closer); ok {
			c.Close()
		}
	}
}
