package diagnose

import (
	"slices"

	"kpdoctor/checks"
)

// Rules on the line itself: this PC's adapters, the gateway, what lies beyond.
// They apply only while nothing beyond this PC's network answers: where an
// endpoint is served, the line is what it should be.

// dead reports whether nothing beyond the gateway answered by any protocol,
// although something was asked.
func (w *world) dead() bool { return w.asked() && !w.beyond() }

// asked reports whether anything beyond the gateway was asked at all.
func (w *world) asked() bool { return len(w.endpoints) > 0 || len(w.refs) > 0 || len(w.pings) > 0 }

// beyond reports whether anything outside the local network answered.
func (w *world) beyond() bool {
	for _, e := range w.endpoints {
		for _, x := range e.ways {
			if !x.onLink() && (x.depth > closed || x.attempt != nil && answered(*x.attempt)) {
				return true
			}
		}
	}
	return w.referenceAnswered()
}

// neighbour reports whether an endpoint's address is on this PC's own network.
func (w *world) neighbour(address string) bool {
	return slices.ContainsFunc(w.endpoints, func(e *endpoint) bool {
		return slices.ContainsFunc(e.ways, func(x *way) bool { return x.address == address && x.onLink() })
	})
}

// referenceAnswered reports whether any reference answered by any protocol.
func (w *world) referenceAnswered() bool {
	for _, r := range w.refs {
		if slices.ContainsFunc(r.Attempts, answered) {
			return true
		}
	}
	for _, p := range w.pings {
		for _, t := range p.Targets {
			if t.Received > 0 && !w.neighbour(t.Address) {
				return true
			}
		}
	}
	if w.referencesAnswerDNS() {
		return true
	}
	if w.clock != nil && slices.ContainsFunc(w.clock.NTP, func(a checks.NTPAnswer) bool { return a.Failure == "" }) {
		return true
	}
	if w.proxy != nil {
		for _, p := range w.proxy.Proxies {
			if slices.ContainsFunc(p.Tunnels, func(t checks.TunnelInfo) bool { return t.Status/100 == 2 }) {
				return true
			}
		}
	}
	return false
}

// answered reports whether the host itself, or the way to its port, said
// something: an open port or a reset. A router's "unreachable" is no answer.
func answered(a checks.Attempt) bool {
	return a.Open || a.Failure == "reset" || a.Failure == "refused" && (a.ICMP == nil || a.ICMP.From == a.Address)
}

// lineDown makes the problem of a dead line: it claims every endpoint that lies
// beyond what is dead. Where all is served there is none.
func (w *world) lineDown(code string, confidence float64, targets []string, evidence []string, facts ...string) []Problem {
	p := Problem{Code: code, Targets: targets, Confidence: confidence, Evidence: evidence, Facts: withFacts(nil, facts...), blocks: true}
	for _, e := range w.endpoints {
		stopped := !e.served() || code == "internet.captive_portal" && e.Scheme == "http" // the portal's page passes for hers
		if stopped && !(e.onLink() && pastTheLink[code]) && !(e.reached() && code != "internet.captive_portal") && (code == "port.blocked_here" || !e.deniedHere()) {
			e.claimed = true
			p.Explains = appendNew(p.Explains, e.ids...)
		}
	}
	if p.Explains == nil { // none of hers was sent along it
		return nil
	}
	return []Problem{p}
}

// pastTheLink are the causes that leave this PC's own network alone. A portal is
// not among them: it may give its own address, there, for every name.
var pastTheLink = map[string]bool{"adapter.no_gateway": true, "gateway.unreachable": true, "internet.unreachable": true}

// reached reports whether the endpoint's host, or a portal in its stead, said
// anything at all: no dead line explains what it said.
func (e *endpoint) reached() bool {
	return slices.ContainsFunc(e.ways, func(x *way) bool { return x.depth > closed || x.attempt != nil && answered(*x.attempt) })
}

// deniedHere reports whether this PC itself refuses every way to an endpoint:
// that is known whatever lies beyond.
func (e *endpoint) deniedHere() bool {
	denied := false
	for _, x := range e.ways {
		if x.attempt != nil && x.failure() != "denied_here" {
			return false
		}
		denied = denied || x.attempt != nil
	}
	return denied && e.proxied == nil
}

// adapterRule holds where the line is dead and no adapter reaches one rung.
func adapterRule(code string, rung checks.AdapterTrouble) rule {
	return rule{code, func(w *world) []Problem {
		if w.adapter == nil || !w.dead() {
			return nil
		}
		trouble, names := w.adapter.Trouble()
		if trouble != rung {
			return nil
		}
		return w.lineDown(code, 0.95, names, []string{"adapter"}, "adapter", join(names))
	}}
}

// findConflict needs no dead line: two machines with one address hurt by turns.
func findConflict(w *world) []Problem {
	if w.gateway == nil || len(w.gateway.Conflicts) == 0 {
		return nil
	}
	for _, c := range w.gateway.Conflicts {
		macs := slices.DeleteFunc(slices.Clone(c.MACs), w.ownOrGatewayMAC)
		if len(macs) == 0 {
			continue
		}
		facts := []string{"adapter", c.Adapter, "address", c.Address, "mac", macs[0]}
		if w.dead() {
			return w.lineDown("adapter.address_conflict", 0.95, []string{c.Adapter}, []string{"gateway"}, facts...)
		}
		return []Problem{{Code: "adapter.address_conflict", Targets: []string{c.Adapter}, Confidence: 0.95, Evidence: []string{"gateway"}, Facts: withFacts(nil, facts...)}}
	}
	return nil
}

// ownOrGatewayMAC reports whether a claim to this PC's address comes from this
// PC itself or from a router that answers for everyone (proxy ARP).
func (w *world) ownOrGatewayMAC(mac string) bool {
	if w.adapter != nil && slices.ContainsFunc(w.adapter.Adapters, func(a checks.AdapterInfo) bool { return a.MAC == mac }) {
		return true
	}
	return slices.ContainsFunc(w.gateway.Gateways, func(g checks.GatewayInfo) bool { return g.MAC == mac })
}

// findGateway: the router that packets are handed to is not there.
func findGateway(w *world) []Problem {
	if w.namedLine() {
		return nil
	}
	used, down := w.usedGateways(false), w.lineDown4
	switch {
	case w.dead():
		used, down = append(used, w.usedGateways(true)...), w.lineDown
	case !w.dead4():
		return nil
	}
	var silent []string
	for _, g := range used {
		if !g.Silent() {
			return nil
		}
		silent = append(silent, g.Address)
	}
	if silent == nil {
		return nil
	}
	return down("gateway.unreachable", 0.95, silent, []string{"gateway"}, "gateway", silent[0], "adapter", used[0].Adapter)
}

// namedLine reports whether a deeper cause on the line was found.
func (w *world) namedLine() bool {
	return w.named("adapter.missing", "adapter.disabled", "adapter.unplugged", "adapter.no_address", "adapter.no_gateway", "adapter.address_conflict", "vpn.captures_traffic", "gateway.unreachable", "port.blocked_here", "port.exhausted")
}

// findDenied: this PC refuses its own packets, to the servers or to whoever
// would tell their addresses. Endpoints that alone are refused are wayRules' work.
func findDenied(w *world) []Problem {
	if w.namedLine() {
		return nil
	}
	var targets, ids []string
	for _, n := range w.endpointNames() {
		conf := sayings(w.names[n], "configured")
		if unresolved(w.names[n]) && conf.denied > 0 && len(conf.silent) == len(conf.servers) && len(w.needy(n)) > 0 {
			targets, ids = appendNew(targets, conf.servers...), append(ids, "dns:"+n)
		}
	}
	denied := w.deniedProxies()
	if w.dead() && targets == nil {
		for _, p := range denied {
			targets, ids = appendNew(targets, p.Address), []string{"proxy"}
		}
	}
	if w.dead() && targets == nil && w.allFail("denied_here") && !w.silentReference() {
		for _, e := range w.endpoints {
			targets, ids = append(targets, e.Endpoint), append(ids, e.checkIDs("port")...)
		}
	}
	if w.dead() && targets != nil {
		return w.lineDown("port.blocked_here", 0.95, targets, ids)
	}
	var found []Problem
	for _, p := range denied {
		found = append(found, w.proxyProblem("port.blocked_here", p, 0.95, []string{p.Address}, every)...)
	}
	if targets != nil {
		found = append(found, w.nameProblem("port.blocked_here", 0.95, targets, w.unresolvedNames())...)
	}
	return found
}

// silentReference reports whether a question left this PC for a reference and
// was not answered.
func (w *world) silentReference() bool {
	timedOut := func(a checks.Attempt) bool { return a.Failure == "timeout" }
	for _, ev := range w.names {
		if slices.ContainsFunc(ev.Answers, func(a checks.DNSAnswer) bool { return a.Role == "reference" && a.Failure == "timeout" }) {
			return true
		}
	}
	return slices.ContainsFunc(w.refs, func(r *checks.ReferenceEvidence) bool { return slices.ContainsFunc(r.Attempts, timedOut) })
}

// deniedProxies are those that this PC refuses to connect to.
func (w *world) deniedProxies() []checks.ProxyInfo {
	if w.proxy == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(w.proxy.Proxies), func(p checks.ProxyInfo) bool {
		return len(p.Connect) == 0 || slices.ContainsFunc(p.Connect, func(a checks.Attempt) bool { return a.Failure != "denied_here" })
	})
}

// allFail reports whether every connection to an endpoint failed in one way.
func (w *world) allFail(failure string) bool {
	tried := false
	for _, e := range w.endpoints {
		for _, x := range e.ways {
			tried = tried || x.attempt != nil
			if x.attempt != nil && x.attempt.Failure != failure {
				return false
			}
		}
	}
	return tried
}

// findExhausted: with no local port left nothing gets out, and the line looks dead.
func findExhausted(w *world) []Problem {
	if !w.dead() || w.namedLine() || !w.allFail("no_local_port") {
		return nil
	}
	var targets, ids []string
	for _, e := range w.endpoints {
		targets, ids = append(targets, e.Endpoint), append(ids, e.checkIDs("port")...)
	}
	return w.lineDown("port.exhausted", 0.9, targets, ids)
}

func findInternet(w *world) []Problem {
	if !w.namedLine() && !w.dead() && w.dead4() {
		gateway := ""
		for _, g := range w.usedGateways(false) {
			gateway = g.Address
		}
		return w.lineDown4("internet.unreachable", 0.85, appendNew(nil, gateway), []string{"gateway"}, "gateway", gateway, "reference", w.firstReference())
	}
	if !w.dead() || w.namedLine() || !w.questioned() {
		return nil
	}
	if w.proxied() && !w.proxyLost() || w.allFail("prohibited") { // the way out is the proxy; or someone says that he forbids it
		return nil
	}
	confidence, gateway := 0.6, ""
	if w.gateway != nil {
		for _, g := range w.gateway.Gateways {
			gateway = g.Address
			if g.There() {
				confidence = 0.95
				break
			}
		}
	}
	if !w.compared() {
		if w.resolverBeyond() {
			return nil // the line carries as far as there
		}
		confidence = 0.4 // nothing else was asked: it may as well be the server
	}
	return w.lineDown("internet.unreachable", confidence, appendNew(nil, gateway), []string{"gateway"}, "gateway", gateway, "reference", w.firstReference())
}

// questioned reports whether anything was really sent beyond this network: where
// no name resolves, no page was asked for, and the line is not known.
func (w *world) questioned() bool {
	return slices.ContainsFunc(w.endpoints, func(e *endpoint) bool { return len(e.ways) > 0 }) ||
		slices.ContainsFunc(w.refs, func(r *checks.ReferenceEvidence) bool { return len(r.Attempts) > 0 }) ||
		slices.ContainsFunc(w.pings, func(p *checks.PingEvidence) bool { return len(p.Targets) > 0 }) || w.anyReferenceDNS()
}

// proxyLost reports whether a proxy that answers finds no way to anybody, a
// reference among them: 502 to 504 are its word for that.
func (w *world) proxyLost() bool {
	asked := false
	for _, p := range w.proxy.Proxies {
		for _, t := range p.Tunnels {
			if t.Status < 502 || t.Status > 504 {
				return false
			}
			asked = asked || t.Role == "reference"
		}
	}
	return asked
}

// firstReference names one of the references that did not answer.
func (w *world) firstReference() string {
	for _, r := range w.refs {
		return r.Target
	}
	for _, p := range w.pings {
		for _, t := range p.Targets {
			if p.Role == "reference" {
				return t.Address
			}
		}
	}
	return ""
}

func (w *world) proxied() bool {
	return slices.ContainsFunc(w.endpoints, func(e *endpoint) bool { return e.proxied != nil })
}

func (w *world) anyReferenceDNS() bool {
	for _, n := range w.names {
		if slices.ContainsFunc(n.Answers, func(a checks.DNSAnswer) bool { return a.Role == "reference" }) {
			return true
		}
	}
	return false
}
