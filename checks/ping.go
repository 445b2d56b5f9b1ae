package checks

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

const (
	pingCount    = 20                     // the least that a share of lost pings is judged by
	pingInterval = 40 * time.Millisecond  // a series under a second
	pingSlower   = 100 * time.Millisecond // the second series: under the ten a second that many routers answer
	pingWait     = time.Second            // for the last answer; a satellite needs 600 ms
)

// pingCheck asks how many echo requests a host answers, and how quickly.
// Silence proves nothing: many servers ignore ping.
func pingCheck(p *profile.Profile, host, role string) Check {
	return Check{
		ID: "ping:" + host, Stage: StagePing, Target: host, Needs: needsName(host),
		Run: func(ctx context.Context, j *Job) (Finding, error) { return runPing(ctx, j, host, role) },
	}
}

func runPing(ctx context.Context, j *Job, host, role string) (Finding, error) {
	limits := j.Profile.Limits
	e := &PingEvidence{Role: role, MaxLoss: limits.MaxLoss, MaxRTTMS: ms(limits.MaxRTT)}
	addrs := firstOfEachFamily(addressesOf(j, host))
	if len(addrs) == 0 {
		return Finding{Status: Skip, Reason: "no address to ping"}, nil
	}
	e.Targets = make([]PingInfo, len(addrs))
	var all group
	for i, a := range addrs {
		all.Go(func() {
			e.Targets[i] = pingAddress(ctx, j.Env, a, limits.MaxLoss, pingCount, pingInterval, pingWait+limits.MaxRTT)
		})
	}
	all.Wait()
	f := judgePings(e)
	f.Evidence = e
	return f, nil
}

// judgePings passes when whatever answers keeps the limits; what does not
// answer at all, while something else does, is left to the evidence.
func judgePings(e *PingEvidence) Finding {
	f := Finding{Status: Pass}
	answered, asked, failure := false, false, ""
	for _, t := range e.Targets {
		switch {
		case t.Error != "":
			failure = t.Error
		case t.Received == 0:
			asked = true
		default:
			answered = true
			if t.Sent >= pingCount && t.Loss > e.MaxLoss || t.AvgMS > e.MaxRTTMS {
				f.Status = Warn
			}
		}
	}
	switch {
	case answered:
	case asked:
		f.Status, f.Reason = Skip, "no echo reply; many servers ignore ping"
	default:
		f.Status, f.Reason = Error, failure
	}
	return f
}

// firstOfEachFamily returns the first IPv4 and the first IPv6 address.
func firstOfEachFamily(addrs []netip.Addr) []netip.Addr {
	var chosen []netip.Addr
	for _, a := range addrs {
		if !slices.ContainsFunc(chosen, func(c netip.Addr) bool { return family(c) == family(a) }) {
			chosen = append(chosen, a)
		}
	}
	return chosen
}

// pingAddress sends a series to one address. Where more are lost than maxLoss
// and some are not, a slower series decides: a router that answers so many a
// second and no more loses none of it. Where that one loses any, both count.
func pingAddress(ctx context.Context, e *env.Env, a netip.Addr, maxLoss float64, count int, interval, wait time.Duration) PingInfo {
	quick, err := pingSeries(ctx, e, a, count, interval, wait)
	if err != nil {
		return PingInfo{Address: a.String(), Error: err.Error()}
	}
	info := pingInfo(a, quick)
	if info.Received == 0 || info.Loss <= maxLoss {
		return info
	}
	slow, err := pingSeries(ctx, e, a, pingCount, pingSlower, wait)
	if err != nil {
		return info
	}
	if again := pingInfo(a, slow); again.Received > 0 && again.Loss == 0 {
		return again
	}
	slow.Sent += quick.Sent
	slow.Received += quick.Received
	slow.RTT = slices.Concat(quick.RTT, slow.RTT)
	both := pingInfo(a, slow)
	both.First = quick.Received
	return both
}

// pingSeries sends one series and waits for the answer to its last request. A
// run that was stopped meanwhile is an error: its unanswered are not lost.
func pingSeries(ctx context.Context, e *env.Env, a netip.Addr, count int, interval, wait time.Duration) (env.PingStats, error) {
	limited, cancel := context.WithTimeout(ctx, time.Duration(count)*interval+wait)
	defer cancel()
	stats, err := e.Ping(limited, a, count, interval)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return stats, fmt.Errorf("sending echo requests: %w", err)
	}
	return stats, nil
}

func pingInfo(a netip.Addr, s env.PingStats) PingInfo {
	info := PingInfo{Address: a.String(), Sent: s.Sent, Received: s.Received, Method: s.Method}
	if s.Sent > 0 {
		info.Loss = float64(s.Sent-s.Received) / float64(s.Sent)
	}
	if len(s.RTT) > 0 {
		var sum time.Duration
		for _, d := range s.RTT {
			sum += d
		}
		info.MinMS, info.MaxMS = ms(slices.Min(s.RTT)), ms(slices.Max(s.RTT))
		info.AvgMS = ms(sum / time.Duration(len(s.RTT)))
	}
	return info
}
