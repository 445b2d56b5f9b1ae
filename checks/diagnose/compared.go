package diagnose

import (
	"slices"

	"kpdoctor/checks"
)

// Where a profile names no references, silence has two readings: the line, or
// the servers. Both are said, and neither is sure.

// compared reports whether anything was asked that is not the tax servers'.
func (w *world) compared() bool {
	return len(w.refs) > 0 || w.anyReferenceDNS() || w.clock != nil && len(w.clock.NTP) > 0 ||
		slices.ContainsFunc(w.pings, func(p *checks.PingEvidence) bool { return p.Role == "reference" })
}

// resolverBeyond reports whether a configured resolver answered whose address is
// not of the kind that inner networks use.
func (w *world) resolverBeyond() bool {
	for _, ev := range w.names {
		for _, a := range ev.Answers {
			if a.Role == "configured" && a.Rcode != "" && checks.Scope(hostOf(a.Server)) == checks.ScopePublic {
				return true
			}
		}
	}
	return false
}

// findPerhapsServer is the other reading of a silence that nothing was compared
// with: the servers themselves.
func findPerhapsServer(w *world) []Problem {
	if !w.named("internet.unreachable") || w.compared() {
		return nil
	}
	p := Problem{Code: "server.unreachable", Confidence: 0.4, blocks: true}
	for _, e := range w.endpoints {
		for _, x := range e.ways {
			if !e.served() && x.failure() == "timeout" {
				p.Targets = appendNew(p.Targets, e.Endpoint)
				p.Evidence = appendNew(p.Evidence, e.checkIDs("port")...)
				p.Facts = withFacts(p.Facts, "host", e.host, "port", portOf(e.Endpoint), "address", x.address)
			}
		}
	}
	if p.Targets == nil {
		return nil
	}
	return []Problem{p}
}
