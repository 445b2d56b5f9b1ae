package repair

import (
	"context"
	"net/netip"
	"slices"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// A Repair can put some causes right. Repairs are constants, listed in [All].
type Repair struct {
	Name    string   // for ever: "dns.use_public"
	Fixes   []string // codes of the catalogue
	Admin   bool     // needs administrator rights
	PerUser bool     // changes this user's own settings: never done elevated

	// plan looks and says what would change. It returns a Plan with Refused set where
	// it must not be done, and [ErrNothing] where there is nothing to change.
	plan func(ctx context.Context, c *Case) (Plan, error)

	// proven reports whether the repair works although its cause is still measured: it
	// goes round it. nil: the cause must be gone.
	proven func(ctx context.Context, c *Case) bool
}

// A Case is what a plan may look at. There is nothing in it to change things with.
type Case struct {
	Env     *env.Env
	Profile *profile.Profile
	Problem diagnose.Problem
	Results []checks.Result // of the run that named the problem
	Ties    env.Ties

	read  func(ctx context.Context, kind env.Kind, name string) ([]byte, error)
	able  func(act env.Act) bool
	first func(ctx context.Context, host string) (netip.Addr, error) // nil: not known here
}

// All lists every repair, the gentle ones of a cause before the rough ones.
var All = []*Repair{
	enableAdapter, renewLease,
	automaticDNS, flushDNS, publicDNS, commentHosts,
	proxyOff, winHTTPOff, commentOwnVariables, commentVariables,
	preferIPv4, allowPort, forgetNeighbour, dropRoute,
	syncClock, startTimeService, setZone,
	startDeviceService, enableDevice, rescanUSB, restartHelper,
	resetWinsock,
}

// Find returns the repair with this name, or nil.
func Find(name string) *Repair {
	for _, r := range All {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// For lists the repairs for a cause.
func For(code string) []*Repair {
	var list []*Repair
	for _, r := range All {
		if slices.Contains(r.Fixes, code) {
			list = append(list, r)
		}
	}
	return list
}

// evidence calls f with the evidence of each result of its kind.
func evidence[E any](results []checks.Result, f func(E)) {
	for _, r := range results {
		if e, ok := r.Evidence.(E); ok {
			f(e)
		}
	}
}

// throughAdapter is the session from afar that runs over an adapter, if one does.
func (c *Case) throughAdapter(ctx context.Context, adapter string) (env.Remote, bool) {
	for _, r := range c.Ties.Remote {
		way, err := c.Env.RouteTo(ctx, r.Peer)
		if err == nil && way.Adapter == adapter {
			return r, true
		}
	}
	return env.Remote{}, false
}

// tunnel is a VPN that stands on this PC, "" where none does.
func (c *Case) tunnel() string {
	name := ""
	evidence(c.Results, func(e *checks.AdapterEvidence) {
		for _, a := range e.Adapters {
			if a.Kind == string(env.Tunnel) && a.Enabled && len(a.Addresses) > 0 {
				name = a.Name
			}
		}
	})
	return name
}

// resolvers are the DNS servers that this PC was set to use, as measured.
func (c *Case) resolvers() []netip.AddrPort {
	var all []netip.AddrPort
	evidence(c.Results, func(e *checks.DNSEvidence) {
		for _, a := range e.Answers {
			if to, err := netip.ParseAddrPort(a.Server); err == nil && a.Role == "configured" && !slices.Contains(all, to) {
				all = append(all, to)
			}
		}
	})
	return all
}
