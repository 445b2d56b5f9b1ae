package checks

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/env/envtest"
	"kpdoctor/checks/profile"
)

// door is what a check may hand on; it notes that it was closed.
type door struct{ shut atomic.Int32 }

func (d *door) Close() error { d.shut.Add(1); return nil }

func (d *door) closed() int { return int(d.shut.Load()) }

// takes is a check that takes a while and passes.
func takes(id string, d time.Duration, needs ...string) Check {
	return Check{ID: id, Needs: needs, Run: func(ctx context.Context, _ *Job) (Finding, error) {
		select {
		case <-time.After(d):
			return Finding{Status: Pass}, nil
		case <-ctx.Done():
			return Finding{Status: Fail, Reason: "cut off"}, nil
		}
	}}
}

// runAll collects the events of a plan, in a bubble of synctest.
func runAll(ctx context.Context, plan ...Check) (ends map[string]Result, events []Event) {
	r := start(ctx, envtest.New(), &profile.Profile{}, plan)
	defer r.close()
	ends = map[string]Result{}
	for ev := range r.events {
		events = append(events, ev)
		if ev.Result != nil {
			ends[ev.ID] = *ev.Result
		}
	}
	return ends, events
}

func TestRunAsksWhatIsReadyAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ends, events := runAll(t.Context(),
			takes("last", time.Second, "a", "b"), takes("a", time.Second), takes("b", 3*time.Second), takes("c", 2*time.Second, "a", "not in this run"))
		for id, want := range map[string][2]time.Duration{"a": {0, 1}, "b": {0, 3}, "c": {1, 2}, "last": {3, 1}} {
			if got := ends[id]; got.Started != want[0]*time.Second || got.Took != want[1]*time.Second || got.Status != Pass {
				t.Errorf("%s: started after %v, took %v, %s", id, got.Started, got.Took, got.Status)
			}
		}
		begun, ended := map[string]int{}, map[string]int{}
		for _, ev := range events {
			switch {
			case ev.Result == nil:
				begun[ev.ID]++
			case begun[ev.ID] != 1 || ev.Result.ID != ev.ID:
				t.Errorf("%s ended as %q after %d beginnings", ev.ID, ev.Result.ID, begun[ev.ID])
			default:
				ended[ev.ID]++
			}
		}
		for _, id := range []string{"a", "b", "c", "last"} {
			if begun[id] != 1 || ended[id] != 1 {
				t.Errorf("%s began %d times and ended %d times", id, begun[id], ended[id])
			}
		}
	})
}

func TestRunDoesNotSleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		runAll(t.Context(), takes("a", 0), takes("b", 0, "a"), takes("c", 0, "b"))
		if took := time.Since(began); took != 0 {
			t.Errorf("checks that take no time took %v", took)
		}
	})
}

func TestRunHandsOnWhatWasFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		handed := &door{}
		ends, _ := runAll(t.Context(),
			Check{ID: "port:x", Stage: StagePort, Target: "x", Run: func(context.Context, *Job) (Finding, error) {
				return Finding{Status: Warn, Reason: "so so", Evidence: &PortEvidence{}, Value: handed}, nil
			}},
			Check{ID: "service:x", Needs: []string{"port:x"}, Run: func(_ context.Context, j *Job) (Finding, error) {
				if r := j.Prior("port:x"); r.Status != Warn || r.Kind() != "port" || r.Target != "x" || r.Stage != StagePort || j.prior["port:x"].value != handed {
					t.Errorf("prior %+v", r)
				}
				if r := j.Prior("other"); r.ID != "" {
					t.Errorf("unasked prior %+v", r)
				}
				return Finding{}, errors.New("no way to ask")
			}})
		if r := ends["service:x"]; r.Status != Error || r.Reason != "no way to ask" {
			t.Errorf("%+v", r)
		}
		if r := ends["port:x"]; r.Reason != "so so" || r.Evidence == nil {
			t.Errorf("%+v", r)
		}
		if handed.closed() != 1 {
			t.Errorf("what nobody took was closed %d times", handed.closed())
		}
	})
}

func TestRunPanicIsTheChecksError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ends, _ := runAll(t.Context(), takes("fine", time.Second),
			Check{ID: "inside", Run: func(context.Context, *Job) (Finding, error) { panic("boom") }},
			Check{ID: "beside", Run: func(context.Context, *Job) (Finding, error) {
				var all group
				all.Go(func() { panic("bang") })
				all.Go(func() { time.Sleep(time.Second) })
				all.Wait()
				return Finding{Status: Pass}, nil
			}})
		for id, word := range map[string]string{"inside": "boom", "beside": "bang"} {
			if r := ends[id]; r.Status != Error || !strings.Contains(r.Reason, word) {
				t.Errorf("%s: %s %q", id, r.Status, r.Reason)
			}
		}
		if ends["fine"].Status != Pass {
			t.Error("another check's panic did harm")
		}
	})
}

func TestRunStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		late, polite := &door{}, &door{}
		began := time.Now()
		ends, events := runAll(ctx, takes("done", 500*time.Millisecond),
			Check{ID: "deaf", Run: func(context.Context, *Job) (Finding, error) {
				time.Sleep(time.Hour)
				return Finding{Status: Pass, Value: late}, nil
			}},
			Check{ID: "polite", Run: func(ctx context.Context, _ *Job) (Finding, error) {
				<-ctx.Done()
				return Finding{Status: Fail, Evidence: &PortEvidence{}, Value: polite}, nil
			}},
			Check{ID: "ready", Run: func(ctx context.Context, _ *Job) (Finding, error) {
				<-ctx.Done()
				return Finding{Status: Pass, Evidence: &ClockEvidence{}}, nil
			}},
			takes("never asked", 0, "deaf"))
		if took := time.Since(began); took != time.Second+abandonAfter {
			t.Errorf("ended after %v", took)
		}
		for id, want := range map[string]Status{"done": Pass, "deaf": Skip, "polite": Skip, "ready": Pass, "never asked": Skip} {
			if ends[id].Status != want {
				t.Errorf("%s: %s", id, ends[id].Status)
			}
		}
		if r := ends["polite"]; r.Evidence != nil || r.Reason == "" {
			t.Errorf("what was cut off stands in the evidence: %+v", r)
		}
		if slices.ContainsFunc(events, func(ev Event) bool { return ev.ID == "never asked" && ev.Result == nil }) {
			t.Error("a check began after the stop")
		}
		if polite.closed() != 1 || late.closed() != 0 {
			t.Errorf("closed %d and %d", polite.closed(), late.closed())
		}
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		if late.closed() != 1 {
			t.Errorf("what an abandoned check brought late was closed %d times", late.closed())
		}
	})
}

// Leaving the loop stops everything; the bubble ends only when every goroutine has.
func TestRunLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var began, ended atomic.Int32
		wait := func(ctx context.Context) error {
			began.Add(1)
			defer ended.Add(1)
			<-ctx.Done()
			return ctx.Err()
		}
		e := envtest.New()
		e.Host = func(ctx context.Context) (env.Host, error) { return env.Host{}, wait(ctx) }
		e.Proxies = func(ctx context.Context) ([]env.Proxy, error) { return nil, wait(ctx) }
		p := &profile.Profile{Proxy: "system", Limits: profile.DefaultLimits()}
		for range Run(context.Background(), e, p) {
			synctest.Wait() // until both wait
			break
		}
		synctest.Wait()
		if began.Load() != 2 || ended.Load() != 2 {
			t.Errorf("%d checks began and %d ended", began.Load(), ended.Load())
		}
	})
}

func TestRunClosedLetsGoOfWhatComesLater(t *testing.T) {
	first, second := &door{}, &door{}
	r := &run{ended: map[string]outcome{}}
	r.keep(outcome{result: Result{ID: "a"}, value: first})
	r.close()
	r.keep(outcome{result: Result{ID: "b"}, value: second})
	if first.closed() != 1 || second.closed() != 1 {
		t.Errorf("closed %d and %d times", first.closed(), second.closed())
	}
}

// A whole run that is left midway, with real connections: none stays open.
func TestRunLeavesNoConnectionOpen(t *testing.T) {
	d := newDesk(t)
	gone := make(chan struct{}, 1)
	open := make(chan struct{}, 1)
	port := raw(t, func(c net.Conn) {
		open <- struct{}{}
		c.Read(make([]byte, 1))
		gone <- struct{}{}
	})
	d.serving("tcp://"+site, port)
	for ev := range Run(t.Context(), d.Env, d.profile) {
		if ev.ID == "port:"+at(port) && ev.Result != nil {
			break
		}
	}
	<-open
	select {
	case <-gone:
	case <-time.After(5 * time.Second):
		t.Error("the connection is still open")
	}
}

// An env whose every func ignores its context holds no stopped run back.
func TestRunStoppedOnADeafComputer(t *testing.T) {
	d := newDesk(t)
	release := make(chan struct{})
	t.Cleanup(func() { close(release) })
	d.Env.Resolvers = func(context.Context) ([]env.Resolver, error) { <-release; return nil, nil }
	d.Env.Proxies = func(context.Context) ([]env.Proxy, error) { <-release; return nil, nil }
	d.Env.Adapters = func(context.Context) ([]env.Adapter, error) { <-release; return nil, nil }
	d.serving("https://"+site, 443)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var stopped time.Time
	n := 0
	for ev := range Run(ctx, d.Env, d.profile) {
		if ev.Result == nil {
			continue
		}
		if n++; n == 1 {
			stopped = time.Now()
			cancel()
		}
	}
	if took := time.Since(stopped); took > abandonAfter+400*time.Millisecond {
		t.Errorf("the run ended %v after it was stopped", took)
	}
	if n != len(Plan(d.profile)) {
		t.Errorf("%d of %d checks ended", n, len(Plan(d.profile)))
	}
}
