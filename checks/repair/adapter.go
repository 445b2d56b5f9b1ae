package repair

import (
	"context"
	"fmt"
	"net/netip"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
)

// enableAdapter switches on what was switched off, and asks for an address where
// the adapter has none of its own.
var enableAdapter = &Repair{
	Name: "adapter.enable", Fixes: []string{"adapter.disabled"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		p := Plan{Seconds: 15}
		for _, name := range c.Problem.Targets {
			ch, err := c.set(ctx, env.AdapterSwitch, name, []byte("up"))
			if err != nil {
				return p, err
			}
			if same(ch.Old, ch.New) {
				continue
			}
			p.Changes = append(p.Changes, ch)
			if !c.hasIPv4(name) && c.able(env.RenewLease) {
				lease, err := c.renewal(ctx, name)
				if err != nil {
					return p, err
				}
				p.Changes = append(p.Changes, lease)
			}
		}
		return p, nil
	},
}

// renewLease asks the DHCP server again. It is refused where the adapter carries
// the connection that somebody works through.
var renewLease = &Repair{
	Name: "lease.renew", Fixes: []string{"adapter.no_address", "adapter.no_gateway", "adapter.address_conflict", "dns.no_resolver"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		if !c.able(env.RenewLease) {
			return Plan{}, ErrNothing
		}
		p := Plan{Seconds: 20}
		for _, a := range c.adapters() {
			if !a.Enabled || !a.Carrier || a.Kind != string(env.Ethernet) && a.Kind != string(env.WiFi) || !c.concerns(a.Name) {
				continue
			}
			if s, cut := c.throughAdapter(ctx, a.Name); cut {
				return refuse("remote", s.Kind)
			}
			if t := c.tunnel(); t != "" && c.hasIPv4(a.Name) {
				return refuse("vpn", t)
			}
			if a.DHCP != nil && !*a.DHCP { // set by hand: no lease to renew
				continue
			}
			ch, err := c.renewal(ctx, a.Name)
			if err != nil {
				return p, err
			}
			p.Changes = append(p.Changes, ch)
		}
		return p, nil
	},
}

// renewal is the step of asking for an address; what the lease brings can be
// put back where this PC can tell it exactly.
func (c *Case) renewal(ctx context.Context, adapter string) (Change, error) {
	ch := Change{Act: env.RenewLease, Kind: env.Lease, Name: adapter, From: c.addresses(adapter), To: "DHCP"}
	old, err := c.read(ctx, env.Lease, adapter)
	if unsupported(err) {
		ch.Kind, err = "", nil
	}
	ch.Old = old
	return ch, err
}

func (c *Case) adapters() []checks.AdapterInfo {
	var all []checks.AdapterInfo
	evidence(c.Results, func(e *checks.AdapterEvidence) { all = e.Adapters })
	return all
}

// concerns reports whether the problem names this adapter, or none at all.
func (c *Case) concerns(adapter string) bool {
	named := false
	for _, t := range c.Problem.Targets {
		for _, a := range c.adapters() {
			named = named || a.Name == t
		}
		if t == adapter {
			return true
		}
	}
	return !named
}

// hasIPv4 reports whether the adapter had an address of a network when it was measured.
func (c *Case) hasIPv4(adapter string) bool {
	for _, a := range c.adapters() {
		for _, text := range a.Addresses {
			at, err := netip.ParsePrefix(text)
			if a.Name == adapter && err == nil && at.Addr().Is4() && !at.Addr().IsLinkLocalUnicast() {
				return true
			}
		}
	}
	return false
}

func (c *Case) addresses(adapter string) string {
	for _, a := range c.adapters() {
		if a.Name == adapter && len(a.Addresses) > 0 {
			return fmt.Sprint(a.Addresses)
		}
	}
	return ""
}
