package repair

import (
	"cmp"
	"context"
	"errors"
	"net/netip"
	"slices"
	"strings"

	"kpdoctor/checks/env"
)

// public are the resolvers that may be set: Chinese, public, and constants of
// this program, so that nobody can slip in another.
var public = []netip.Addr{netip.AddrFrom4([4]byte{223, 5, 5, 5}), netip.AddrFrom4([4]byte{119, 29, 29, 29})}

// automaticDNS takes back servers that were set by hand.
var automaticDNS = &Repair{
	Name: "dns.automatic", Fixes: []string{"dns.resolver_down", "dns.resolver_fails", "dns.hijacked", "dns.slow", "dns.no_resolver"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		for _, a := range c.adapters() {
			if a.Enabled && a.DHCP != nil && !*a.DHCP && c.hasIPv4(a.Name) {
				return Plan{}, ErrNothing // an address set by hand: nothing would come by itself
			}
		}
		return c.resolverPlan(ctx, nil)
	},
}

// publicDNS sets Chinese public resolvers where the ones that came by themselves
// are the fault, and only where nothing says that the firm's own are needed.
var publicDNS = &Repair{
	Name: "dns.use_public", Fixes: []string{"dns.resolver_down", "dns.resolver_fails", "dns.hijacked", "dns.slow", "dns.no_resolver"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		var good []netip.Addr
		for _, server := range public {
			if c.answers(ctx, server) {
				good = append(good, server)
			}
		}
		if len(good) == 0 {
			return refuse("public_silent", "")
		}
		return c.resolverPlan(ctx, good)
	},
}

// flushDNS empties the cache of names.
var flushDNS = &Repair{
	Name: "dns.flush", Fixes: []string{"dns.hijacked", "dns.name_not_found", "dns.resolver_fails"}, Admin: true,
	plan: func(_ context.Context, c *Case) (Plan, error) {
		if !c.able(env.FlushDNS) {
			return Plan{}, ErrNothing
		}
		return Plan{Seconds: 3, Changes: []Change{{Act: env.FlushDNS}}}, nil
	},
}

// resolverPlan sets the servers, none for automatic, wherever they are kept.
func (c *Case) resolverPlan(ctx context.Context, servers []netip.Addr) (Plan, error) {
	if reason, about := c.needsInnerNames(ctx); reason != "" {
		return refuse(reason, about)
	}
	names, err := c.read(ctx, env.ResolverList, "")
	if err != nil {
		return Plan{}, err
	}
	p := Plan{Seconds: 5}
	for _, name := range strings.Fields(string(names)) {
		old, err := c.read(ctx, env.ResolverList, name)
		if err != nil {
			return p, err
		}
		to := env.ResolverValue(name, old, servers)
		if same(old, to) {
			continue
		}
		ch := Change{Kind: env.ResolverList, Name: name, From: list(c.resolvers()), To: cmp.Or(list(servers), "automatic"), Old: old, New: to}
		p.Changes = append(p.Changes, ch)
	}
	return p, nil
}

func list[A interface{ String() string }](all []A) string {
	var words []string
	for _, a := range all {
		words = append(words, strings.TrimSuffix(a.String(), ":53"))
	}
	return strings.Join(words, ", ")
}

func unsupported(err error) bool { return errors.Is(err, errors.ErrUnsupported) }

// needsInnerNames says why this PC's resolvers may be needed for names that only
// the office knows: then nobody but the firm's IT changes them.
func (c *Case) needsInnerNames(ctx context.Context) (reason, about string) {
	switch {
	case c.Ties.Joined:
		return "domain", ""
	case len(c.Ties.Search) > 0:
		return "search", strings.Join(c.Ties.Search, ", ")
	case c.tunnel() != "":
		return "vpn", c.tunnel()
	}
	if proxies, err := c.Env.Proxies(ctx); err == nil && len(proxies) > 0 {
		return "proxy", proxies[0].Source
	}
	for _, own := range c.ownAddresses() {
		for _, server := range c.resolvers() {
			if name := c.nameOf(ctx, server, own); name != "" {
				return "inner_names", name
			}
		}
	}
	return "", ""
}

// ownAddresses are this PC's private addresses and its gateways: an office's
// resolver may have names for them.
func (c *Case) ownAddresses() []netip.Addr {
	var all []netip.Addr
	for _, a := range c.adapters() {
		for _, text := range a.Addresses {
			if p, err := netip.ParsePrefix(text); err == nil && p.Addr().IsPrivate() && !slices.Contains(all, p.Addr()) {
				all = append(all, p.Addr())
			}
		}
	}
	return all
}
