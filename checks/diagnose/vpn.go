package diagnose

import "slices"

func findVPN(w *world) []Problem {
	if w.vpn != nil && w.vpn.Tunnel != "" && w.dead() &&
		slices.ContainsFunc(w.vpn.Beside, answered) && !slices.ContainsFunc(w.vpn.Through, answered) {
		return w.lineDown("vpn.captures_traffic", 0.95, []string{w.vpn.Tunnel}, []string{"vpn"}, "adapter", w.vpn.Tunnel)
	}
	var found []Problem
	for _, e := range w.endpoints {
		if e.claimed || e.served() || e.port == nil {
			continue
		}
		for _, b := range e.port.Beside {
			through := slices.ContainsFunc(e.ways, func(x *way) bool { return x.address == b.Address && x.depth == closed })
			if b.Open && through {
				e.claimed = true
				tunnel := ""
				if w.vpn != nil {
					tunnel = w.vpn.Tunnel
				}
				found = append(found, Problem{
					Code: "vpn.captures_traffic", Targets: appendNew(nil, tunnel, e.Endpoint), Confidence: 0.95, blocks: e.primary(),
					Evidence: e.checkIDs("port"), Facts: withFacts(nil, "adapter", tunnel, "address", b.Address),
				})
				break
			}
		}
	}
	return found
}
