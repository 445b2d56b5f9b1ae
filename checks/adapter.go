package checks

import (
	"context"
	"fmt"
	"slices"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// maxRoutes is how many routes a report keeps besides the defaults. Split
// tunnels install thousands; nobody reads them.
const maxRoutes = 100

// adapterCheck asks whether a network card of this PC is on, joined, addressed
// and has a way out.
func adapterCheck(p *profile.Profile) Check {
	return Check{ID: "adapter", Stage: StageAdapter, Run: runAdapter}
}

func runAdapter(ctx context.Context, j *Job) (Finding, error) {
	adapters, err := j.Env.Adapters(ctx)
	if err != nil {
		return Finding{}, fmt.Errorf("listing adapters: %w", err)
	}
	routes, routesErr := j.Env.Routes(ctx)
	e := &AdapterEvidence{Adapters: []AdapterInfo{}}
	for _, a := range adapters {
		e.Adapters = append(e.Adapters, adapterInfo(a))
	}
	if routesErr == nil {
		e.Routes = routeInfos(routes)
	}
	f := Finding{Status: Pass, Evidence: e}
	switch trouble, _ := e.Trouble(); {
	case trouble != AdapterFine:
		f.Status = Fail
	case routesErr != nil:
		f.Status = Error
		f.Reason = fmt.Sprintf("reading routes: %v", routesErr)
	}
	return f, nil
}

func adapterInfo(a env.Adapter) AdapterInfo {
	info := AdapterInfo{
		Name: a.Name, Kind: string(a.Kind), Enabled: a.Enabled, Carrier: a.Carrier,
		MAC: a.MAC.String(), MTU: a.MTU, DHCP: a.DHCP, Signal: a.Signal,
	}
	for _, p := range a.Addresses {
		info.Addresses = append(info.Addresses, p.String())
	}
	return info
}

// routeInfos keeps every default route and the first maxRoutes others. The
// result is never nil: nil routes in evidence mean that they are not known.
func routeInfos(routes []env.Route) []RouteInfo {
	infos, others := []RouteInfo{}, 0
	for _, r := range routes {
		if r.To.Bits() != 0 {
			if others++; others > maxRoutes {
				continue
			}
		}
		info := RouteInfo{To: r.To.String(), Adapter: r.Adapter, Metric: r.Metric, Reject: r.Reject}
		if r.Gateway.IsValid() {
			info.Gateway = r.Gateway.String()
		}
		infos = append(infos, info)
	}
	return infos
}

// IsDefault reports whether the route is a way out to everywhere.
func (r RouteInfo) IsDefault() bool {
	return (r.To == "0.0.0.0/0" || r.To == "::/0") && !r.Reject
}

// AdapterTrouble is the first rung that no adapter reaches, as in the codes
// "adapter.*".
type AdapterTrouble string

const (
	AdapterFine      AdapterTrouble = ""
	AdapterMissing   AdapterTrouble = "missing"
	AdapterDisabled  AdapterTrouble = "disabled"
	AdapterUnplugged AdapterTrouble = "unplugged"
	AdapterNoAddress AdapterTrouble = "no_address"
	AdapterNoGateway AdapterTrouble = "no_gateway"
)

// Trouble climbs the ladder card, enabled, carrier, address, default route,
// and returns the first rung that no adapter reaches with the names of those
// that stand below it. With routes not known (nil) the last rung is not judged.
func (e *AdapterEvidence) Trouble() (AdapterTrouble, []string) {
	cards := e.cards()
	if len(cards) == 0 {
		return AdapterMissing, nil
	}
	rungs := []struct {
		missing AdapterTrouble
		stands  func(AdapterInfo) bool
	}{
		{AdapterDisabled, func(a AdapterInfo) bool { return a.Enabled }},
		{AdapterUnplugged, func(a AdapterInfo) bool { return a.Carrier }},
		{AdapterNoAddress, hasAddress},
		{AdapterNoGateway, func(a AdapterInfo) bool { return e.Routes == nil || e.defaultVia(a.Name) || e.defaultVia("") }},
	}
	for _, rung := range rungs {
		var above []AdapterInfo
		for _, a := range cards {
			if rung.stands(a) {
				above = append(above, a)
			}
		}
		if len(above) == 0 {
			var names []string
			for _, a := range cards {
				names = append(names, a.Name)
			}
			return rung.missing, names
		}
		cards = above
	}
	return AdapterFine, nil
}

// cards are the adapters that can carry this PC's traffic: real ones, and any
// that has a default route. A virtual switch or tunnel that only has an
// address counts where there is nothing better, so that it hides no pulled
// cable and a container is not called cardless.
func (e *AdapterEvidence) cards() []AdapterInfo {
	var best, spare []AdapterInfo
	for _, a := range e.Adapters {
		switch kind := env.AdapterKind(a.Kind); {
		case kind == env.Loopback:
		case kind != env.Virtual && kind != env.Tunnel, e.defaultVia(a.Name):
			best = append(best, a)
		case hasAddress(a):
			spare = append(spare, a)
		}
	}
	if len(best) == 0 {
		return spare
	}
	return best
}

// defaultVia reports whether a default route leaves by the adapter; "" is one
// that the system did not name.
func (e *AdapterEvidence) defaultVia(adapter string) bool {
	for _, r := range e.Routes {
		if r.IsDefault() && r.Adapter == adapter {
			return true
		}
	}
	return false
}

// hasAddress reports whether the adapter has an address that reaches beyond its
// own link.
func hasAddress(a AdapterInfo) bool {
	return slices.ContainsFunc(a.Addresses, func(s string) bool {
		switch Scope(s) {
		case ScopePublic, ScopePrivate, ScopeLoopback:
			return true
		}
		return false
	})
}
