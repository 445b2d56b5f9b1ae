//go:build unix

package env

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"time"

	goping "github.com/go-ping/ping"
)

// echo sends count echo requests without rights where the system allows it,
// else by a raw socket; for IPv6 the other way round, because there only the
// raw socket says that a packet filter of this PC threw the request away. An
// error that is os.ErrPermission and errors.ErrUnsupported means that this
// user may do neither.
func echo(ctx context.Context, to netip.Addr, count int, interval time.Duration) (PingStats, error) {
	raw := to.Is6()
	stats, err := echoBy(ctx, to, count, interval, raw)
	if socketDenied(err) {
		stats, err = echoBy(ctx, to, count, interval, !raw)
	}
	if socketDenied(err) {
		return PingStats{}, fmt.Errorf("pinging %s: %w: %w", to, errors.ErrUnsupported, os.ErrPermission)
	}
	return stats, err
}

// socketDenied tells a refused socket from a refused packet: a packet filter
// answers the second with the same errno.
func socketDenied(err error) bool {
	var sys *os.SyscallError
	return errors.As(err, &sys) && sys.Syscall == "socket" && errors.Is(err, os.ErrPermission)
}

func echoBy(ctx context.Context, to netip.Addr, count int, interval time.Duration, raw bool) (PingStats, error) {
	if err := ctx.Err(); err != nil {
		return PingStats{}, dialError(err)
	}
	pinger := goping.New(to.String())
	pinger.SetIPAddr(&net.IPAddr{IP: to.WithZone("").AsSlice(), Zone: to.Zone()})
	pinger.SetPrivileged(raw)
	pinger.SetLogger(goping.NoopLogger{})
	pinger.Count, pinger.Interval = max(count, 1), max(interval, time.Millisecond)

	p := patience{count: pinger.Count}
	timer := time.AfterFunc(time.Hour, pinger.Stop)
	defer timer.Stop()
	defer context.AfterFunc(ctx, pinger.Stop)()
	// Both are called by the same goroutine.
	pinger.OnSend = func(*goping.Packet) { p.sent(time.Now()); timer.Reset(time.Until(p.until())) }
	pinger.OnRecv = func(r *goping.Packet) { p.received(r.Rtt); timer.Reset(time.Until(p.until())) }

	err := pinger.Run()
	stats := PingStats{Sent: len(p.sends), Received: len(p.rtts), RTT: p.rtts, Method: "icmp-unprivileged"}
	if raw {
		stats.Method = "icmp-raw"
	}
	if err != nil && stats.Sent == 0 {
		if socketDenied(err) {
			return PingStats{}, err
		}
		return PingStats{}, dialError(fmt.Errorf("pinging %s: %w", to, err))
	}
	return stats, nil
}

// patience says how long a series of echo requests waits for more answers.
type patience struct {
	count int
	sends []time.Time
	rtts  []time.Duration
	worst time.Duration
}

func (p *patience) sent(at time.Time) { p.sends = append(p.sends, at) }

func (p *patience) received(rtt time.Duration) {
	p.rtts = append(p.rtts, rtt)
	p.worst = max(p.worst, rtt)
}

// until is when to give up: a second after the first request where nothing
// came; after the last one, a little longer than the slowest answer took.
func (p *patience) until() time.Time {
	switch {
	case len(p.rtts) == 0:
		return p.sends[0].Add(time.Second)
	case len(p.sends) < p.count:
		return p.sends[len(p.sends)-1].Add(time.Hour)
	}
	return p.sends[len(p.sends)-1].Add(min(time.Second, 3*p.worst+100*time.Millisecond))
}
