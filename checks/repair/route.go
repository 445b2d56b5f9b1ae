package repair

import (
	"bytes"
	"context"
	"net"
	"net/netip"
	"slices"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
)

// forgetNeighbour drops what this PC wrongly holds for its router's link address.
var forgetNeighbour = &Repair{
	Name: "neighbour.forget", Fixes: []string{"gateway.unreachable", "internet.unreachable", "adapter.address_conflict"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		p := Plan{Seconds: 3}
		for _, g := range c.gateways() {
			at, err := netip.ParseAddr(g.Address)
			if err != nil {
				continue
			}
			n, err := c.Env.Neighbour(ctx, g.Adapter, at)
			if err != nil || n.State != env.NeighbourAnswers {
				continue // nobody knows better
			}
			name := g.Adapter + " " + at.WithZone("").String()
			old, err := c.read(ctx, env.NeighbourLine, name)
			if err != nil {
				return p, err
			}
			held := env.NeighbourMAC(old)
			if held == nil || bytes.Equal(held, n.MAC) {
				continue
			}
			if s, cut := c.throughAdapter(ctx, g.Adapter); cut {
				return refuse("remote", s.Kind)
			}
			p.Changes = append(p.Changes, Change{Kind: env.NeighbourLine, Name: name,
				From: held.String(), To: net.HardwareAddr(n.MAC).String(), Old: old})
		}
		return p, nil
	},
}

// dropRoute takes out the routes that lead the tax servers' packets into a VPN
// that carries nothing any more.
var dropRoute = &Repair{
	Name: "route.drop", Fixes: []string{"vpn.captures_traffic"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		tunnel := ""
		alive := false
		evidence(c.Results, func(e *checks.VPNEvidence) {
			tunnel = e.Tunnel
			for _, a := range e.Through {
				alive = alive || a.Open || a.Failure == string(env.Refused)
			}
		})
		if tunnel == "" {
			tunnel = c.Problem.Facts["adapter"]
		}
		if alive || tunnel == "" {
			return refuse("vpn", tunnel)
		}
		if s, cut := c.throughAdapter(ctx, tunnel); cut {
			return refuse("remote", s.Kind)
		}
		routes, err := c.Env.Routes(ctx)
		if err != nil {
			return Plan{}, err
		}
		p := Plan{Seconds: 3}
		for _, r := range routes {
			if r.Adapter != tunnel || r.Reject || !c.leads(r.To) {
				continue
			}
			if !otherWay(routes, r) {
				return refuse("only_way", tunnel)
			}
			name := env.RouteName(r)
			old, err := c.read(ctx, env.RouteLine, name)
			if err != nil {
				return p, err
			}
			if old != nil {
				p.Changes = append(p.Changes, Change{Kind: env.RouteLine, Name: name, From: name, Old: old})
			}
		}
		return p, nil
	},
}

func (c *Case) gateways() []checks.GatewayInfo {
	var all []checks.GatewayInfo
	evidence(c.Results, func(e *checks.GatewayEvidence) { all = e.Gateways })
	return all
}

// leads reports whether a route is one for half the world or more, or for an
// address of the profile's servers.
func (c *Case) leads(to netip.Prefix) bool {
	if to.Bits() <= 1 {
		return true
	}
	hit := false
	evidence(c.Results, func(e *checks.PortEvidence) {
		for _, a := range e.Attempts {
			at, err := netip.ParseAddr(a.Address)
			hit = hit || err == nil && to.Contains(at)
		}
	})
	return hit
}

// otherWay reports whether packets have a way by another adapter once r is gone.
func otherWay(routes []env.Route, r env.Route) bool {
	return slices.ContainsFunc(routes, func(o env.Route) bool {
		return o.Adapter != r.Adapter && !o.Reject && o.To.Bits() <= r.To.Bits() && o.To.Contains(r.To.Addr())
	})
}

// ports are the TCP ports of the problem's endpoints that the profile names.
func (c *Case) ports() []string {
	var all []string
	for _, e := range c.Profile.Endpoints {
		_, port, err := net.SplitHostPort(e.Target())
		hit := slices.Contains(c.Problem.Targets, e.Target()) || len(c.Problem.Targets) == 0
		if err == nil && hit && !slices.Contains(all, port) {
			all = append(all, port)
		}
	}
	return all
}
