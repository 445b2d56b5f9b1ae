package checks

import (
	"context"
	"net/netip"
	"slices"
	"sync"

	"kpdoctor/checks/env"
)

// askConflicts asks, for each IPv4 address of a card that is up, who else
// claims it. Another card of this PC on the same network is no one else.
func askConflicts(ctx context.Context, e *env.Env, seen *AdapterEvidence) []ConflictInfo {
	ctx, cancel := context.WithTimeout(ctx, gatewayPatience)
	defer cancel()
	own := map[string]bool{}
	for _, a := range seen.Adapters {
		own[a.MAC] = true
	}
	var mu sync.Mutex
	var found []ConflictInfo
	var all group
	for _, a := range seen.Adapters {
		kind := env.AdapterKind(a.Kind)
		if kind != env.Ethernet && kind != env.WiFi || !a.Enabled || !a.Carrier {
			continue
		}
		for _, s := range a.Addresses {
			p, err := netip.ParsePrefix(s)
			if err != nil || !p.Addr().Is4() || p.Addr().IsLinkLocalUnicast() {
				continue
			}
			all.Go(func() {
				macs, err := e.Conflicts(ctx, a.Name, p.Addr())
				if err != nil {
					return // not allowed or not possible here: nothing is known, nothing is claimed
				}
				c := ConflictInfo{Address: p.Addr().String(), Adapter: a.Name}
				for _, m := range macs {
					if !own[m.String()] {
						c.MACs = append(c.MACs, m.String())
					}
				}
				if len(c.MACs) > 0 {
					mu.Lock()
					found = append(found, c)
					mu.Unlock()
				}
			})
		}
	}
	all.Wait()
	slices.SortFunc(found, func(a, b ConflictInfo) int {
		return netip.MustParseAddr(a.Address).Compare(netip.MustParseAddr(b.Address))
	})
	return found
}
