package checks

import (
	"context"
	"errors"
	"math"
	"net/netip"
	"slices"
	"testing"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// series answers received of 20 requests, each after rtt.
func series(received int, rtt time.Duration) env.PingStats {
	return env.PingStats{Sent: pingCount, Received: received, RTT: slices.Repeat([]time.Duration{rtt}, received), Method: "icmp-raw"}
}

// pingsBy makes an Env.Ping that answers by interval: first the quick series,
// then the slow one.
func pingsBy(quick, slow env.PingStats) func(context.Context, netip.Addr, int, time.Duration) (env.PingStats, error) {
	return func(_ context.Context, _ netip.Addr, count int, interval time.Duration) (env.PingStats, error) {
		if count != pingCount {
			return env.PingStats{}, errors.New("another count")
		}
		if interval == pingSlower {
			return slow, nil
		}
		return quick, nil
	}
}

func pingJob(ping func(context.Context, netip.Addr, int, time.Duration) (env.PingStats, error)) *Job {
	return &Job{Env: &env.Env{Ping: ping}, Profile: &profile.Profile{Limits: profile.DefaultLimits()}}
}

func TestPingStatus(t *testing.T) {
	const rtt = 20 * time.Millisecond
	for name, c := range map[string]struct {
		quick, slow env.PingStats
		want        Status
		sent        int
		loss        float64
	}{
		"healthy":                  {series(20, rtt), env.PingStats{}, Pass, 20, 0},
		"one lost is the limit":    {series(19, rtt), env.PingStats{}, Pass, 20, 0.05},
		"a router that rations":    {series(12, rtt), series(20, rtt), Pass, 20, 0},
		"lossy in both":            {series(15, rtt), series(17, rtt), Warn, 40, 0.2},
		"lossy, then nothing":      {series(15, rtt), series(0, 0), Warn, 40, 0.625},
		"slow":                     {series(20, 400*time.Millisecond), env.PingStats{}, Warn, 20, 0},
		"ignores ping":             {series(0, 0), series(20, rtt), Skip, 20, 1},
		"too few to judge loss by": {env.PingStats{Sent: 4, Received: 3, RTT: []time.Duration{rtt, rtt, rtt}}, env.PingStats{Sent: 4, Received: 3}, Pass, 8, 0.25},
	} {
		f, err := runPing(t.Context(), pingJob(pingsBy(c.quick, c.slow)), "192.0.2.7", "primary")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := f.Evidence.(*PingEvidence).Targets[0]
		if f.Status != c.want || got.Sent != c.sent || math.Abs(got.Loss-c.loss) > 1e-9 {
			t.Errorf("%s: %s, %d sent, loss %v; want %s, %d, %v", name, f.Status, got.Sent, got.Loss, c.want, c.sent, c.loss)
		}
	}
}

func TestPingFamilies(t *testing.T) {
	j := pingJob(func(_ context.Context, to netip.Addr, _ int, _ time.Duration) (env.PingStats, error) {
		if to.Is6() {
			return env.PingStats{}, errors.New("network is unreachable")
		}
		return series(20, time.Millisecond), nil
	})
	var addrs []netip.Addr
	for _, s := range []string{"192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2"} {
		addrs = append(addrs, netip.MustParseAddr(s))
	}
	j.prior = map[string]outcome{"dns:tax.example": {value: &names{configured: addrs}}}
	f, err := runPing(t.Context(), j, "tax.example", "primary")
	if err != nil || f.Status != Pass {
		t.Fatalf("got %s, %v", f.Status, err)
	}
	targets := f.Evidence.(*PingEvidence).Targets
	if len(targets) != 2 || targets[0].Address != "192.0.2.1" || targets[1].Address != "2001:db8::1" || targets[1].Error == "" {
		t.Errorf("got %+v", targets)
	}
}

func TestPingImpossible(t *testing.T) {
	denied := func(context.Context, netip.Addr, int, time.Duration) (env.PingStats, error) {
		return env.PingStats{}, errors.ErrUnsupported
	}
	f, err := runPing(t.Context(), pingJob(denied), "192.0.2.7", "primary")
	if err != nil || f.Status != Error || f.Reason == "" || f.Evidence == nil {
		t.Errorf("no rights: %+v, %v", f, err)
	}
	f, err = runPing(t.Context(), pingJob(denied), "unresolved.example", "primary")
	if err != nil || f.Status != Skip {
		t.Errorf("no address: %+v, %v", f, err)
	}
	stopped, stop := context.WithCancel(t.Context())
	half := func(context.Context, netip.Addr, int, time.Duration) (env.PingStats, error) {
		stop()
		return env.PingStats{Sent: 20, Received: 2}, nil
	}
	if f, _ := runPing(stopped, pingJob(half), "192.0.2.7", "primary"); f.Status != Error {
		t.Errorf("a stopped run must not look like loss: %s", f.Status)
	}
}
