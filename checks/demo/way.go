package demo

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"runtime"
	"strings"
	"time"

	"kpdoctor/checks/env"
)

// trip is one connection that the engine asks for.
type trip struct {
	network string
	to      netip.AddrPort
	options env.DialOptions
}

func (t trip) tcp() bool { return strings.HasPrefix(t.network, "tcp") }

// fate is what becomes of a trip; the zero value arrives.
type fate struct {
	lost    bool           // no answer ever comes
	failure *env.DialError // it fails at once
	to      netip.AddrPort // it arrives elsewhere
	late    time.Duration  // it takes so long
}

// dial goes out as the made-up network lets it. Only what arrives is really
// dialled, and that is always on this PC.
func (w *world) dial(ctx context.Context, network, addr string, o env.DialOptions) (net.Conn, error) {
	to, err := netip.ParseAddrPort(addr)
	if err != nil {
		return nil, err
	}
	t := trip{network: network, to: to, options: o}
	f := w.fateOf(t)
	if f.late > 0 {
		select {
		case <-time.After(f.late):
		case <-ctx.Done():
			return nil, ended(ctx)
		}
	}
	switch {
	case f.failure != nil:
		return nil, f.failure
	case f.lost && t.tcp():
		<-ctx.Done()
		return nil, ended(ctx)
	case f.lost:
		return w.system.Dial(ctx, "udp4", w.void.String(), env.DialOptions{})
	case f.to.IsValid():
		to = f.to
	}
	return w.system.Dial(ctx, network[:3]+"4", to.String(), env.DialOptions{})
}

// fateOf asks the fault, and then the way things are: this PC's servers and the
// router are there, and beyond them is nothing.
func (w *world) fateOf(t trip) fate {
	if w.fate != nil {
		if f := w.fate(w, t); f != (fate{}) {
			return f
		}
	}
	switch to := t.to.Addr(); {
	case to == here:
		return fate{}
	case to == router:
		return fate{to: netip.AddrPortFrom(here, t.to.Port())}
	}
	return fate{lost: true}
}

// ended is the error of an attempt that nothing answered.
func ended(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return &env.DialError{Failure: env.Cancelled, Err: ctx.Err()}
	}
	return &env.DialError{Failure: env.TimedOut, Errno: errno("ETIMEDOUT"), Err: errors.New("no answer")}
}

// errno is the name of an error on this system.
func errno(unix string) string {
	if runtime.GOOS == "windows" {
		return "WSA" + unix
	}
	return unix
}

func noRoute() *env.DialError {
	return &env.DialError{Failure: env.NoRoute, Errno: errno("ENETUNREACH"), Err: errors.New("network is unreachable")}
}

// cutOff lets no packet out: this PC knows no way.
func cutOff(*world, trip) fate { return fate{failure: noRoute()} }

// echo pings. What is there answers really; elsewhere is silence, or no way out.
func (w *world) echo(ctx context.Context, to netip.Addr, count int, interval time.Duration) (env.PingStats, error) {
	f := w.fateOf(trip{network: "ip4:icmp", to: netip.AddrPortFrom(to, 0)})
	switch {
	case f.failure != nil && f.failure.Failure == env.NoRoute:
		return env.PingStats{}, f.failure
	case f.failure != nil || f.lost:
		return w.series(ctx, count, interval, func(int) (time.Duration, bool) { return 0, true })
	case w.ping != nil:
		return w.series(ctx, count, interval, func(nth int) (time.Duration, bool) { return w.ping(to, nth) })
	}
	return w.system.Ping(ctx, here, count, interval)
}

// series plays count echo requests, each answered or not as reply says.
func (w *world) series(ctx context.Context, count int, interval time.Duration, reply func(nth int) (time.Duration, bool)) (env.PingStats, error) {
	s := env.PingStats{Method: "icmp-unprivileged"}
	var last time.Duration
	for nth := range count {
		rtt, lost := reply(nth)
		s.Sent++
		if lost {
			last = time.Hour
			continue
		}
		last = rtt
		s.Received++
		s.RTT = append(s.RTT, rtt)
	}
	select {
	case <-time.After(time.Duration(count-1)*interval + last):
	case <-ctx.Done():
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return s, ctx.Err()
	}
	return s, nil
}
