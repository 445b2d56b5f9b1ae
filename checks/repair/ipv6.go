package repair

import (
	"bytes"
	"context"
	"net/netip"

	"kpdoctor/checks/env"
)

// preferIPv4 lets programs try IPv4 first while IPv6 leads nowhere. IPv6 stays
// on: it is found dead as before, and nobody waits for it any more.
var preferIPv4 = &Repair{
	Name: "ipv6.prefer_ipv4", Fixes: []string{"ipv6.broken"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		old, err := c.read(ctx, env.Precedence, "")
		if err != nil {
			return Plan{}, err
		}
		to, ok := env.IPv4First(old)
		if !ok {
			return refuse("set_by_hand", "")
		}
		if same(old, to) {
			return Plan{}, ErrNothing
		}
		return Plan{Seconds: 3, Restart: env.PrecedenceNeeds(old), Changes: []Change{{
			Kind: env.Precedence, From: "IPv6, IPv4", To: "IPv4, IPv6", Old: old, New: to,
		}}}, nil
	},
	proven: func(ctx context.Context, c *Case) bool {
		asked := 0
		for _, e := range c.Profile.Endpoints {
			if _, err := netip.ParseAddr(e.Host); err == nil || c.first == nil {
				continue
			}
			first, err := c.first(ctx, e.Host)
			if err != nil || !first.Is4() {
				return false
			}
			asked++
		}
		return asked > 0
	},
}

// allowPort lets the tax port through this PC's own firewall by one named rule.
var allowPort = &Repair{
	Name: "firewall.allow_port", Fixes: []string{"port.blocked_here"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		if c.Ties.Joined {
			return refuse("policy", "")
		}
		places, err := c.read(ctx, env.FirewallRule, "")
		if err != nil {
			return Plan{}, err
		}
		p := Plan{Seconds: 3}
		for _, place := range gates(places) {
			for _, port := range c.ports() {
				name := string(place) + " kpdoctor_" + port
				ch, err := c.set(ctx, env.FirewallRule, name, env.LetThrough(string(place), port))
				if err != nil {
					return p, err
				}
				if !same(ch.Old, ch.New) {
					p.Changes = append(p.Changes, ch)
				}
			}
		}
		return p, nil
	},
}

// gates are the chains that a way out must pass: those for what leaves, and only
// where there is none those for what comes in.
func gates(places []byte) [][]byte {
	var out, in [][]byte
	for line := range bytes.Lines(places) {
		line = bytes.TrimSpace(line)
		if bytes.HasSuffix(line, []byte(" input")) {
			in = append(in, line)
		} else if len(line) > 0 {
			out = append(out, line)
		}
	}
	if len(out) == 0 {
		return in
	}
	return out
}
