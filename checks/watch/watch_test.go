package watch

import (
	"context"
	"encoding/json"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kpdoctor/checks/profile"
)

// TestConnections counts at real listeners: one connection to each primary
// endpoint a round and none to the others, and one full run for each change.
func TestConnections(t *testing.T) {
	o := newOffice(t, 2, 2)
	// On a busy machine an answer may take seconds: only that of the three planted
	// rounds is slow.
	const slow, never = 1500 * time.Millisecond, time.Minute
	o.profile.Limits.SlowResponse, o.profile.Limits.ResponseTimeout = never, never
	plan := map[int]func(){ // before the round
		20: func() { o.servers[0].status.Store(503) },
		30: func() { o.servers[0].status.Store(200) },
		60: func() {
			o.profile.Limits.SlowResponse = slow
			o.servers[1].delay.Store(int64(slow + 50*time.Millisecond))
		},
		63: func() {
			o.profile.Limits.SlowResponse = never
			o.servers[1].delay.Store(0)
		},
		75: func() { o.servers[2].status.Store(503) }, // of support: nobody's business
	}
	rounds, full := 0, 0
	before, first := o.accepted(), o.accepted()
	inFull := make([]int, 4)
	var last Summary
	options := Options{Every: time.Minute, For: 100 * time.Minute, sleep: func(ctx context.Context, d time.Duration) error {
		if f := plan[rounds]; f != nil {
			f()
		}
		return o.pass(ctx, d)
	}}
	for ev := range Run(t.Context(), o.Env, o.profile, options) {
		now := o.accepted()
		came := since(now, before)
		before = now
		last = ev.Summary
		switch {
		case ev.Report != nil:
			full++
			if !slices.Contains([]int{20, 30, 60, 63}, ev.Round.Number-1) {
				t.Errorf("full run after round %d", ev.Round.Number)
			}
			for i, n := range came {
				inFull[i] += n
				if n == 0 {
					t.Errorf("a full run asked server %d nothing", i)
				}
			}
		case ev.Round != nil:
			rounds++
			if want := []int{1, 1, 0, 0}; !slices.Equal(came, want) {
				t.Errorf("round %d: connections %v, want %v", ev.Round.Number, came, want)
			}
			if ev.Round.Number != rounds {
				t.Errorf("round %d is called %d", rounds, ev.Round.Number)
			}
		default:
			if !slices.Equal(came, []int{0, 0, 0, 0}) {
				t.Errorf("at the end: connections %v", came)
			}
		}
	}
	if rounds < 90 || rounds > 112 || last.Rounds != rounds {
		t.Errorf("%d rounds, the summary says %d", rounds, last.Rounds)
	}
	if full != 4 || last.FullRuns != 4 || last.Deferred != 0 {
		t.Errorf("%d full runs, the summary says %d and %d not made", full, last.FullRuns, last.Deferred)
	}
	all := since(o.accepted(), first)
	for i, want := range []int{rounds, rounds, 0, 0} {
		if all[i]-inFull[i] != want {
			t.Errorf("server %d: %d connections beside the full runs, want %d", i, all[i]-inFull[i], want)
		}
	}
	t.Logf("%d rounds; connections in all %v, of them in %d full runs %v", rounds, all, full, inFull)
	checkOutages(t, last)
}

func checkOutages(t *testing.T, s Summary) {
	t.Helper()
	if len(s.Outages) != 2 || s.Good+s.Slow+s.Bad != s.Rounds || s.Bad != 10 || s.Slow != 3 {
		t.Fatal(said(s))
	}
	down, slow := s.Outages[0], s.Outages[1]
	if down.State != Bad || down.Rounds != 10 || len(down.Causes) != 1 || down.Causes[0].Code != "server.error" && down.Causes[0].Code != "server.overloaded" || len(down.Runs) != 1 {
		t.Errorf("%+v", down)
	}
	if lasted := down.Lasted(s.Ended); lasted < 8*time.Minute || lasted > 12*time.Minute || down.To.IsZero() {
		t.Errorf("lasted %v", lasted)
	}
	if slow.State != Slow || slow.Rounds != 3 || len(slow.Causes) != 1 || slow.Causes[0].Code != "server.slow" {
		t.Errorf("%+v", slow)
	}
	if s.ExitCode() != 1 || s.State != OK || s.Worst != Bad {
		t.Errorf("exit status %d, %s, %s", s.ExitCode(), s.State, s.Worst)
	}
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var again Summary
	if err := json.Unmarshal(data, &again); err != nil || !reflect.DeepEqual(again.Plot, s.Plot) || strings.Contains(string(data), "null") {
		t.Errorf("read back: %v\n%.300s", err, data)
	}
}

// A line that is down from the first round is looked into at once.
func TestBadFromTheStart(t *testing.T) {
	o := newOffice(t, 1, 0)
	o.servers[0].status.Store(503)
	var kinds []string
	for ev := range Run(t.Context(), o.Env, o.profile, Options{For: 3 * time.Minute, sleep: o.pass}) {
		switch {
		case ev.Report != nil:
			kinds = append(kinds, "full")
		case ev.Round != nil:
			kinds = append(kinds, string(ev.Round.State))
		}
	}
	if got := strings.Join(kinds[:3], " "); got != "bad full bad" || slices.Contains(kinds[3:], "full") {
		t.Errorf("%v", kinds)
	}
}

// A PC that sleeps has no outage, whatever the first moments after are like.
func TestSleepIsNoOutage(t *testing.T) {
	o := newOffice(t, 1, 0)
	naps := 0
	sleep := func(ctx context.Context, d time.Duration) error {
		if naps++; naps == 5 {
			d += 3 * time.Hour
		}
		return o.pass(ctx, d)
	}
	var last Summary
	for ev := range Run(t.Context(), o.Env, o.profile, Options{For: 4 * time.Hour, sleep: sleep}) {
		last = ev.Summary
	}
	if len(last.Outages) != 0 || len(last.Gaps) != 1 || last.FullRuns != 0 {
		t.Fatal(said(last))
	}
	if nap := time.Duration(last.AsleepMS) * time.Millisecond; nap < 3*time.Hour-time.Minute || nap > 3*time.Hour+time.Minute {
		t.Errorf("slept for %v", nap)
	}
	if last.Rounds < 55 || last.Rounds > 70 {
		t.Errorf("%d rounds in an hour awake", last.Rounds)
	}
	if words := strings.Join(last.Words("zh"), "\n"); !strings.Contains(words, "全部正常") || !strings.Contains(words, "3 小时") || !strings.Contains(words, "不算故障") {
		t.Error(words)
	}
}

// An outage goes on over a sleep, and the sleep does not count.
func TestOutageOverSleep(t *testing.T) {
	o := newOffice(t, 1, 0)
	o.servers[0].status.Store(503)
	naps := 0
	sleep := func(ctx context.Context, d time.Duration) error {
		if naps++; naps == 5 {
			d += 3 * time.Hour
		}
		return o.pass(ctx, d)
	}
	var last Summary
	for ev := range Run(t.Context(), o.Env, o.profile, Options{For: 3*time.Hour + 10*time.Minute, sleep: sleep}) {
		last = ev.Summary
	}
	if len(last.Outages) != 1 || last.FullRuns != 1 || last.Outages[0].Rounds != last.Rounds {
		t.Fatal(said(last))
	}
	if lasted := last.Outages[0].Lasted(last.Ended); lasted < 5*time.Minute || lasted > 15*time.Minute {
		t.Errorf("lasted %v", lasted)
	}
}

// A sleep in the midst of a round spoils it: it is not counted.
func TestSleepWithinRound(t *testing.T) {
	o := newOffice(t, 1, 0)
	lookup, asked := o.Env.Lookup, 0

	o.Env.Lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
		if asked++; asked == 3 {
			o.pass(ctx, time.Hour)
			return nil, context.DeadlineExceeded
		}
		return lookup(ctx, host)
	}
	var last Summary
	for ev := range Run(t.Context(), o.Env, o.profile, Options{For: 70 * time.Minute, sleep: o.pass}) {
		last = ev.Summary
	}
	if last.Bad != 0 || len(last.Gaps) != 1 || last.Rounds < 5 {
		t.Error(said(last))
	}
}

// A clock that is put back shortens nothing and makes no outage.
func TestClockPutBack(t *testing.T) {
	o := newOffice(t, 1, 0)
	rounds := 0
	var last Summary
	for ev := range Run(t.Context(), o.Env, o.profile, Options{For: 30 * time.Minute, sleep: o.pass}) {
		if last = ev.Summary; ev.Round != nil {
			if rounds++; rounds == 10 {
				o.pass(t.Context(), -8*time.Hour)
			}
		}
	}
	if len(last.Gaps) != 0 || len(last.Outages) != 0 || last.Rounds < 27 || last.Rounds > 34 {
		t.Error(said(last))
	}
	if words := last.Words("en")[0]; last.LastedMS < 28*60000 || last.LastedMS > 30*60000 || !strings.Contains(words, " min") {
		t.Errorf("lasted %d ms: %s", last.LastedMS, words)
	}
}

// Where the watch is stopped, the last event still comes, and half a round does
// not count.
func TestStopped(t *testing.T) {
	o := newOffice(t, 1, 0)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	rounds := 0
	var last Event
	for ev := range Run(ctx, o.Env, o.profile, Options{sleep: o.pass}) {
		if last = ev; ev.Round != nil {
			if rounds++; rounds == 3 {
				cancel()
			}
		}
	}
	if last.Round != nil || last.Report != nil || last.Summary.Rounds != 3 || last.Summary.ExitCode() != 0 {
		t.Error(said(last.Summary))
	}
	for ev := range Run(ctx, o.Env, o.profile, Options{}) {
		last = ev
	}
	if last.Summary.Rounds != 0 || last.Summary.ExitCode() != 4 || last.Summary.Words("en")[0] != "Nothing was measured yet." {
		t.Error(said(last.Summary))
	}
	for range Run(t.Context(), o.Env, o.profile, Options{sleep: o.pass}) {
		break // and nothing panics
	}
}

// Of endpoints that stand for each other one is enough.
func TestGroups(t *testing.T) {
	o := newOffice(t, 2, 0)
	for i := range o.profile.Endpoints {
		o.profile.Endpoints[i].Group = o.profile.Endpoints[0].Target()
	}
	o.servers[0].status.Store(503)
	var last Summary
	for ev := range Run(t.Context(), o.Env, o.profile, Options{For: 5 * time.Minute, sleep: o.pass}) {
		last = ev.Summary
	}
	if last.Bad != 0 || last.Endpoints[0].Bad != last.Rounds || last.Endpoints[1].Good != last.Rounds {
		t.Error(said(last))
	}
}

func TestFloor(t *testing.T) {
	for url, want := range map[string]time.Duration{
		"http://127.0.0.1:80/": time.Second, "https://localhost/": time.Second, "tcp://[::1]:8443": time.Second,
		"https://dppt.beijing.chinatax.gov.cn:8443/": Least, "http://192.168.1.9/": Least,
	} {
		p, err := profile.Custom([]string{url})
		if err != nil {
			t.Fatal(err)
		}
		if got := Floor(p); got != want {
			t.Errorf("%s: %v", url, got)
		}
	}
}
