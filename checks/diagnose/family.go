package diagnose

import (
	"slices"

	"kpdoctor/checks"
)

// Rules on a line that carries IPv6 and no IPv4: most servers have IPv4 alone,
// and theirs is not the fault. (IPv6 dead beside a living IPv4 costs only time:
// findIPv6.)

// dead4 reports whether nobody beyond the gateway answers by IPv4, references
// asked among them, while somebody does by IPv6.
func (w *world) dead4() bool {
	asked, alive4, alive6 := 0, false, false
	saw := func(address string, there, reference bool) {
		switch {
		case checks.Family(address) == 6:
			alive6 = alive6 || there
		case there:
			alive4 = true
		case reference:
			asked++
		}
	}
	for _, r := range w.refs {
		for _, a := range r.Attempts {
			saw(a.Address, answered(a), a.Failure != "no_route")
		}
	}
	for _, p := range w.pings {
		for _, t := range p.Targets {
			saw(t.Address, t.Received > 0, false)
		}
	}
	for _, n := range w.names {
		for _, a := range n.Answers {
			if a.Role == "reference" {
				saw(a.Server, a.Rcode != "", false)
			}
		}
	}
	for _, e := range w.endpoints {
		for _, x := range e.ways {
			if x.attempt != nil {
				saw(x.address, x.depth > closed || answered(*x.attempt), false)
			}
		}
	}
	return asked > 0 && !alive4 && alive6
}

// onlyIPv6: where no reference gets through by IPv6 either, a server that has
// nothing else is not the fault.
func onlyIPv6(w *world, e *endpoint, x *way) (match, bool) {
	f := x.failure()
	fits := x.v6() && (f == "timeout" || f == "unreachable") && !slices.ContainsFunc(e.ways, v4) && w.dead6()
	return match{confidence: 0.9}, fits
}

// needing4 are the endpoints that are not served and have no way by IPv6.
func (w *world) needing4() []*endpoint {
	return slices.DeleteFunc(slices.Clone(w.endpoints), func(e *endpoint) bool {
		return e.served() || e.claimed || e.proxied != nil || len(e.ways) == 0 || slices.ContainsFunc(e.ways, (*way).v6)
	})
}

// lineDown4 is lineDown for the endpoints that have IPv4 alone.
func (w *world) lineDown4(code string, confidence float64, targets []string, evidence []string, facts ...string) []Problem {
	p := Problem{Code: code, Targets: targets, Confidence: confidence, Evidence: evidence, Facts: withFacts(nil, facts...)}
	for _, e := range w.needing4() {
		e.claimed = true
		p.blocks = p.blocks || e.primary()
		p.Explains = appendNew(p.Explains, e.ids...)
	}
	if p.Explains == nil {
		return nil
	}
	return []Problem{p}
}

// usedGateways are the gateways that packets to anywhere are handed to now: of
// each family those of the default routes with the lowest metric.
func (w *world) usedGateways(v6 bool) []checks.GatewayInfo {
	if w.gateway == nil {
		return nil
	}
	var best []checks.RouteInfo
	if w.adapter != nil {
		for _, r := range w.adapter.Routes {
			if !r.IsDefault() || (r.To == "::/0") != v6 {
				continue
			}
			if len(best) > 0 && r.Metric < best[0].Metric {
				best = nil
			}
			if len(best) == 0 || r.Metric == best[0].Metric {
				best = append(best, r)
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(w.gateway.Gateways), func(g checks.GatewayInfo) bool {
		return (checks.Family(g.Address) == 6) != v6 || len(best) > 0 && !slices.ContainsFunc(best, func(r checks.RouteInfo) bool {
			return r.Adapter == g.Adapter && (r.Gateway == g.Address || r.Gateway+"%"+r.Adapter == g.Address)
		})
	})
}
