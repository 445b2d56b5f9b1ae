package checks

import (
	"context"
	"fmt"
	"net/netip"
	"slices"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// vpnCheck asks, where the way out runs into a VPN or tunnel, whether that
// carries anything, and whether the same addresses answer past it. A tunnel
// that swallows everything takes the resolvers with it, so only addresses that
// need no resolving are asked: literals of the profile and its reference
// resolvers, by TCP.
func vpnCheck(p *profile.Profile) Check {
	return Check{ID: "vpn", Stage: StageAdapter, Run: runVPN}
}

func runVPN(ctx context.Context, j *Job) (Finding, error) {
	ev := &VPNEvidence{}
	f := Finding{Status: Pass, Evidence: ev}
	var targets []netip.AddrPort // those that the same tunnel swallows and the same card leads past
	for _, t := range literals(j.Profile) {
		past := pastTunnel(ctx, j.Env, t.Addr())
		if past == "" {
			continue
		}
		way, err := j.Env.RouteTo(ctx, t.Addr())
		if err != nil {
			return f, fmt.Errorf("asking for the route to %s: %w", t.Addr(), err)
		}
		if ev.Tunnel == "" {
			ev.Tunnel, ev.Past = way.Adapter, past
		}
		if way.Adapter == ev.Tunnel && past == ev.Past {
			targets = append(targets, t)
		}
	}
	if ev.Tunnel == "" {
		return f, nil
	}
	ev.Through, ev.Beside = make([]Attempt, len(targets)), make([]Attempt, len(targets))
	var all group
	try := func(to netip.AddrPort, device string, out *Attempt) {
		all.Go(func() {
			a, conn := connect(ctx, j, to.Addr(), to.Port(), env.DialOptions{Device: device})
			if conn != nil {
				conn.Close()
			}
			*out = a
		})
	}
	for i, t := range targets {
		try(t, "", &ev.Through[i])
		try(t, ev.Past, &ev.Beside[i])
	}
	all.Wait()
	carries := false
	for _, a := range ev.Through {
		carries = carries || a.Open || a.Failure == string(env.Refused)
	}
	if !carries {
		f.Status = Warn
	}
	return f, nil
}

// literals are the addresses of a profile that need no resolving, at most four.
func literals(p *profile.Profile) []netip.AddrPort {
	var list []netip.AddrPort
	add := func(a netip.Addr, port uint16) {
		if to := netip.AddrPortFrom(a, port); len(list) < 4 && !a.IsLoopback() && !slices.Contains(list, to) {
			list = append(list, to)
		}
	}
	for _, e := range p.Endpoints {
		if a, ok := e.Addr(); ok {
			add(a, e.Port)
		}
	}
	for _, s := range p.References.DNS {
		if ap, err := netip.ParseAddrPort(s); err == nil {
			add(ap.Addr(), ap.Port())
		}
	}
	for _, u := range append(append([]profile.URL{}, p.References.HTTP...), p.References.HTTPS...) {
		if a, err := netip.ParseAddr(u.Host); err == nil {
			add(a, u.Port)
		}
	}
	return list
}
