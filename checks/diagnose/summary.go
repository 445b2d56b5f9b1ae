package diagnose

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kpdoctor/checks"
)

func itoa(n int) string { return strconv.Itoa(n) }

func join(list []string) string { return strings.Join(list, ", ") }

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// milliseconds and percent are bare numbers: the catalogue says the unit.
func milliseconds(ms float64) string { return fmt.Sprintf("%.0f", ms) }

func percent(share float64) string { return fmt.Sprintf("%.0f", 100*share) }

// size is a number of bytes for people.
func size(b uint64) string {
	if b >= 1<<30 {
		return fmt.Sprintf("%.1f GiB", float64(b)/(1<<30))
	}
	return fmt.Sprintf("%.0f MiB", float64(b)/(1<<20))
}

// fine lists the stretches of the road that work, nearest first, as far as it
// was measured; nothing is said of a stretch that a cause lies on.
func (w *world) fine(causes []Problem) []string {
	free := func(areas ...string) bool {
		return !slices.ContainsFunc(causes, func(p Problem) bool {
			area, _, _ := strings.Cut(p.Code, ".")
			return slices.Contains(areas, area)
		})
	}
	var list []string
	add := func(key string, ok bool) {
		if ok {
			list = append(list, key)
		}
	}
	beyond := w.beyond()
	there := w.gateway != nil && slices.ContainsFunc(w.gateway.Gateways, checks.GatewayInfo.There)
	add("adapter", free("adapter") && (beyond || there))
	add("gateway", free("adapter", "gateway", "lan") && (beyond || there))
	add("internet", free("internet", "gateway", "adapter", "vpn", "lan") && w.referenceAnswered())
	names := w.endpointNames()
	add("dns", free("dns") && len(names) > 0 && !slices.ContainsFunc(names, func(n string) bool { return unresolved(w.names[n]) }))
	if w.clock != nil {
		s := w.skew()
		add("clock", free("clock") && s.sources > 0 && !s.off)
	}
	add("device", free("device") && len(w.present()) > 0)
	return list
}

// ruledOut lists the codes that were tested and are not so: those of areas whose
// evidence is there, less those that are named.
func (w *world) ruledOut(causes []Problem) []string {
	tested := map[string]bool{
		"adapter": w.adapter != nil, "gateway": w.gateway != nil && len(w.gateway.Gateways) > 0, "proxy": w.proxy != nil,
		"dns": len(w.names) > 0, "clock": w.clock != nil, "device": w.device != nil, "software": w.software != nil, "host": w.host != nil,
		"vpn": w.vpn != nil, "internet": w.referenceAnswered(),
	}
	reached := closed
	for _, e := range w.endpoints {
		reached = max(reached, e.best(effective))
		if e.port != nil {
			tested["port"], tested["route"] = true, true
		}
	}
	tested["tls"], tested["cert"], tested["server"] = reached >= shaken, reached >= shaken, reached >= served
	var out []string
	for _, c := range allCodes() {
		area, _, _ := strings.Cut(c, ".")
		named := slices.ContainsFunc(causes, func(p Problem) bool { return p.Code == c })
		if tested[area] && !named && w.testable(c) {
			out = append(out, c)
		}
	}
	return out
}

// testable excludes codes whose evidence this run did not have although their
// area was measured.
func (w *world) testable(code string) bool {
	switch code {
	case "adapter.address_conflict":
		return w.gateway != nil
	case "internet.small_mtu", "internet.slow", "internet.lossy":
		return len(w.pings) > 0
	case "clock.skewed":
		return w.skew().sources > 1
	case "device.storage_blocked":
		return w.device.Storage != nil
	case "software.not_installed":
		return w.software.Installed != nil
	case "software.not_running":
		return len(w.software.Processes) > 0 && !w.software.Optional
	case "software.helper_down", "software.helper_port_taken":
		return len(w.software.Ports) > 0 && !w.software.Optional
	case "software.outdated":
		return w.software.Version != "" && w.software.MinVersion != ""
	case "port.exhausted":
		return false
	case "cert.revoked": // only a stapled answer could tell
		return false
	}
	return true
}

// allCodes are the codes that any rule can name, in the order of the rules.
func allCodes() []string {
	var codes []string
	for _, r := range rules {
		codes = appendNew(codes, r.code)
	}
	for _, r := range wayRules {
		codes = appendNew(codes, r.code)
	}
	for _, r := range lateRules {
		codes = appendNew(codes, r.code)
	}
	return codes
}
