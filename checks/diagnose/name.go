package diagnose

import (
	"slices"

	"kpdoctor/checks"
)

// Rules on names. A name that does not resolve, or to the wrong place, stops an
// endpoint; where the references know better, the endpoint is judged at their
// address all the same, so that a second fault is not hidden by the first.

// answer sorts what one group of servers said of a name.
type answer struct {
	servers  []string // asked
	silent   []string // gave no answer at all
	none     int      // answers NXDOMAIN or without an address
	failed   int      // SERVFAIL, REFUSED and the like
	denied   int      // questions that this PC itself refused to send
	has      bool     // an address came
	rcode    string   // of the last bad answer
	quickest float64  // ms until an address came
}

func sayings(ev *checks.DNSEvidence, role string) answer {
	var s answer
	replied := map[string]bool{}
	empty := map[string]int{}
	for _, a := range ev.Answers {
		if a.Role != role {
			continue
		}
		s.servers = appendNew(s.servers, a.Server)
		if a.Rcode != "" {
			replied[a.Server] = true
		}
		switch {
		case len(a.Addresses) > 0:
			if !s.has || a.RTTMS < s.quickest {
				s.quickest = a.RTTMS
			}
			s.has = true
		case a.Rcode == "NXDOMAIN":
			s.none++
			s.rcode = a.Rcode
		case a.Rcode == "NOERROR":
			if empty[a.Server]++; empty[a.Server] == 2 {
				s.none++
			}
		case a.Rcode != "":
			s.failed++
			s.rcode = a.Rcode
		case a.Failure == "denied_here":
			s.denied++
		}
	}
	for _, server := range s.servers {
		if !replied[server] {
			s.silent = append(s.silent, server)
		}
	}
	return s
}

// needy are the endpoints of a name that programs cannot reach by it.
func (w *world) needy(name string) []*endpoint {
	var list []*endpoint
	for _, e := range w.endpoints {
		if e.host == name && !e.claimed && !e.named && !e.served() && e.proxied == nil {
			list = append(list, e)
		}
	}
	return list
}

// unresolved reports whether programs here get no address for the name.
func unresolved(ev *checks.DNSEvidence) bool {
	if len(ev.Hosts) > 0 {
		return false
	}
	return nameRefused(ev) || !sayings(ev, "configured").has && len(ev.System.Addresses) == 0
}

// nameProblem names a cause for endpoints whose name is the fault. They count as
// explained, unless they fail at the right address too: then judgeEndpoint adds
// the second cause.
func (w *world) nameProblem(code string, confidence float64, targets []string, names []string, facts ...string) []Problem {
	p := Problem{Code: code, Targets: targets, Confidence: confidence, Facts: withFacts(nil, facts...)}
	for _, name := range names {
		for _, e := range w.needy(name) {
			p.blocks = p.blocks || e.primary()
			p.Evidence = appendNew(p.Evidence, "dns:"+name)
			if e.best(fromDNS) == served || len(e.ways) == 0 {
				e.claimed = true
			}
			e.named = true
		}
	}
	if p.Evidence == nil {
		return nil
	}
	return []Problem{p}
}

// endpointNames lists the names of endpoints, in order.
func (w *world) endpointNames() []string {
	var list []string
	for _, e := range w.endpoints {
		if w.names[e.host] != nil {
			list = appendNew(list, e.host)
		}
	}
	return list
}

// unresolvedNames lists the endpoint names that programs here cannot resolve.
func (w *world) unresolvedNames() []string {
	return slices.DeleteFunc(w.endpointNames(), func(n string) bool { return !unresolved(w.names[n]) || len(w.needy(n)) == 0 })
}

// configuredServers are all servers that this PC is set to use, as far as
// they were asked, and whether every one of them was silent on every name.
func (w *world) configuredServers() (servers []string, allSilent bool) {
	allSilent = true
	for _, ev := range w.names {
		s := sayings(ev, "configured")
		servers = appendNew(servers, s.servers...)
		allSilent = allSilent && len(s.silent) == len(s.servers)
	}
	slices.Sort(servers)
	return servers, allSilent && len(servers) > 0
}

// referencesAnswerDNS reports whether a reference resolver does its work. One
// that denies even the references' own names is somebody else, answering in its
// stead.
func (w *world) referencesAnswerDNS() bool {
	known, replied, gave := false, false, false
	for _, ev := range w.names {
		known = known || ev.Reference
		s := sayings(ev, "reference")
		replied = replied || len(s.silent) < len(s.servers)
		gave = gave || s.has
	}
	return gave || replied && !known
}

func (w *world) referenceServer() string {
	for _, n := range w.endpointNames() {
		return first(sayings(w.names[n], "reference").servers)
	}
	return ""
}

func findNoResolver(w *world) []Problem {
	names := w.unresolvedNames()
	if servers, _ := w.configuredServers(); len(servers) > 0 || len(names) == 0 || w.names[names[0]].Unknown != "" {
		return nil
	}
	return w.nameProblem("dns.no_resolver", 0.95, nil, names)
}

func findResolverDown(w *world) []Problem {
	names := w.unresolvedNames()
	servers, silent := w.configuredServers()
	if len(names) == 0 || !silent {
		return nil
	}
	confidence := 0.95
	if !w.referencesAnswerDNS() {
		if w.anyReferenceDNS() {
			return nil
		}
		confidence = 0.6 // no other resolver to compare with
	}
	return w.nameProblem("dns.resolver_down", confidence, servers, names, "resolver", servers[0], "reference", w.referenceServer())
}

func findDNSBlocked(w *world) []Problem {
	names := w.unresolvedNames()
	servers, silent := w.configuredServers()
	if len(names) == 0 || !silent || !w.anyReferenceDNS() || w.referencesAnswerDNS() || !w.beyond() {
		return nil
	}
	return w.nameProblem("dns.blocked", 0.9, servers, names, "resolver", servers[0], "reference", w.referenceServer())
}

func findResolverFails(w *world) []Problem {
	var found []Problem
	for _, n := range w.unresolvedNames() {
		conf, ref := sayings(w.names[n], "configured"), sayings(w.names[n], "reference")
		if len(conf.servers) == 0 || w.named("dns.resolver_down", "dns.no_resolver") {
			continue
		}
		confidence := 0.95
		if !ref.has {
			// Nobody to compare with: a refusal is the resolver's own, and so is
			// failing on every name.
			if w.nameCompared(n) || conf.failed == 0 || conf.rcode != "REFUSED" && w.otherNamesResolve(n) {
				continue
			}
			confidence = 0.6
		}
		found = append(found, w.nameProblem("dns.resolver_fails", confidence, append(slices.Clone(conf.servers), n), []string{n}, "resolver", conf.servers[0], "status", conf.rcode, "host", n, "reference", first(ref.servers))...)
	}
	return found
}

func findNameNotFound(w *world) []Problem {
	var found []Problem
	for _, n := range w.unresolvedNames() {
		conf, ref := sayings(w.names[n], "configured"), sayings(w.names[n], "reference")
		if ref.has || ref.failed > 0 || conf.none+ref.none == 0 || conf.failed > 0 && ref.none == 0 || w.deniesAll() {
			continue
		}
		confidence := 0.95
		switch {
		case ref.none == 0:
			confidence = 0.6 // only the configured servers say so
		case conf.none == 0:
			confidence = 0.7
		}
		whose := w.needy(n)[0]
		for _, p := range w.nameProblem("dns.name_not_found", confidence, []string{n}, []string{n}, "host", n) {
			p.Facts = whose.unsure(p.Facts, n)
			found = append(found, p)
		}
	}
	return found
}

// deniesAll reports whether the references' names are denied as well: then it is
// not this one name that does not exist.
func (w *world) deniesAll() bool {
	asked := false
	for _, ev := range w.names {
		if !ev.Reference {
			continue
		}
		asked = true
		if sayings(ev, "configured").has || sayings(ev, "reference").has {
			return false
		}
	}
	return asked
}

func findDomainFailing(w *world) []Problem {
	var found []Problem
	for _, n := range w.unresolvedNames() {
		conf, ref := sayings(w.names[n], "configured"), sayings(w.names[n], "reference")
		if ref.has || len(conf.servers) == 0 || ref.none > 0 || conf.failed+ref.failed == 0 && !w.otherNamesResolve(n) {
			continue
		}
		if w.named("dns.resolver_down", "dns.no_resolver", "dns.blocked", "dns.name_not_found") {
			continue
		}
		confidence := 0.9
		if !w.otherNamesResolve(n) || !w.nameCompared(n) {
			confidence = 0.6
		}
		found = append(found, w.nameProblem("dns.domain_failing", confidence, []string{n}, []string{n}, "host", n)...)
	}
	return found
}

// nameCompared reports whether a reference resolver said anything: of the name, or
// of others where it is silent on this one.
func (w *world) nameCompared(name string) bool {
	ref := sayings(w.names[name], "reference")
	return len(ref.silent) < len(ref.servers) || len(ref.servers) > 0 && w.referencesAnswerDNS()
}

func (w *world) otherNamesResolve(but string) bool {
	for n, ev := range w.names {
		if n != but && sayings(ev, "configured").has {
			return true
		}
	}
	return false
}

// findSlowDNS needs no failing endpoint: it works and hurts.
func findSlowDNS(w *world) []Problem {
	var found []Problem
	for _, n := range w.endpointNames() {
		ev := w.names[n]
		if !w.resolvedHere(n) {
			continue
		}
		conf, ref := sayings(ev, "configured"), sayings(ev, "reference")
		wait := max(checks.ResolveMS(ev), w.swallowed(ev))
		if len(conf.silent) == 0 && w.named("lan.lossy", "internet.lossy") {
			continue // a question that was lost is asked again a second later
		}
		if len(ev.Hosts) > 0 || !conf.has || wait <= ev.SlowMS || !ref.has || ref.quickest >= wait || ref.quickest > ev.SlowMS {
			continue
		}
		found = append(found, Problem{
			Code: "dns.slow", Targets: slices.Clone(conf.servers), Confidence: 0.9, Evidence: []string{"dns:" + n},
			Facts: withFacts(nil, "resolver", conf.servers[0], "ms", milliseconds(wait), "limit", milliseconds(ev.SlowMS), "host", n),
		})
	}
	return found
}

// swallowed is how long programs wait for the answer to AAAA from a server that
// answers A, in an office that has IPv6, where a reference answers it; 0 where
// it comes. Without an IPv6 address of their own programs do not ask.
func (w *world) swallowed(ev *checks.DNSEvidence) float64 {
	if !w.hasIPv6() {
		return 0
	}
	first, wait, reference := "", 0.0, false
	for _, a := range ev.Answers {
		switch {
		case a.Role == "reference":
			reference = reference || a.Type == "AAAA" && a.Rcode != "" && a.RTTMS <= ev.SlowMS
		case a.Type == "A" && a.Rcode == "NOERROR" && first == "":
			first = a.Server
		case a.Type == "AAAA" && a.Rcode == "" && a.Server == first:
			wait = a.RTTMS
		}
	}
	if !reference {
		return 0
	}
	return wait
}

// hasIPv6 reports whether this PC has an IPv6 address and a way out by IPv6.
func (w *world) hasIPv6() bool {
	if w.adapter == nil {
		return false
	}
	address := slices.ContainsFunc(w.adapter.Adapters, func(a checks.AdapterInfo) bool {
		return slices.ContainsFunc(a.Addresses, func(s string) bool {
			return checks.Family(s) == 6 && (checks.Scope(s) == checks.ScopePublic || checks.Scope(s) == checks.ScopePrivate)
		})
	})
	return address && slices.ContainsFunc(w.adapter.Routes, func(r checks.RouteInfo) bool { return r.IsDefault() && r.To == "::/0" })
}

// resolvedHere reports whether programs on this PC resolve the name themselves:
// through a proxy they hand it on.
func (w *world) resolvedHere(name string) bool {
	return slices.ContainsFunc(w.endpoints, func(e *endpoint) bool { return e.host == name && e.proxied == nil })
}
