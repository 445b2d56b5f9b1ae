package diagnose

import (
	"slices"

	"kpdoctor/checks"
)

// Rules on a way that does not open. The failure's word was fixed where the
// error was born; what else the same host said decides whose it is.

// failure is how the way's connection failed; "" where it opened.
func (x *way) failure() string {
	if x.attempt == nil || x.attempt.Open {
		return ""
	}
	return x.attempt.Failure
}

func portDenied(w *world, e *endpoint, x *way) (match, bool) {
	return match{confidence: 0.95}, x.failure() == "denied_here" || x.failure() == "no_route" && x.attempt.OwnRoute
}

func portExhausted(w *world, e *endpoint, x *way) (match, bool) {
	return match{confidence: 0.95}, x.failure() == "no_local_port"
}

func portRefused(w *world, e *endpoint, x *way) (match, bool) {
	return match{confidence: 0.9}, x.failure() == "refused" && answered(*x.attempt)
}

// portRejected: someone on the way says no in so many words, or answers "port
// unreachable" in the server's stead.
func portRejected(w *world, e *endpoint, x *way) (match, bool) {
	f := x.failure()
	if f != "prohibited" && (f != "refused" || answered(*x.attempt)) {
		return match{}, false
	}
	return match{confidence: 0.95, facts: sender(x.attempt)}, true
}

func routeUnreachable(w *world, e *endpoint, x *way) (match, bool) {
	if x.failure() != "unreachable" {
		return match{}, false
	}
	confidence := 0.9
	if !w.beyondBut(e) {
		confidence = 0.6
	}
	return match{confidence: confidence, facts: sender(x.attempt)}, true
}

func sender(a *checks.Attempt) map[string]string {
	if a.ICMP == nil {
		return withFacts(nil, "from", a.Address)
	}
	return withFacts(nil, "from", a.ICMP.From)
}

// portFiltered: silence on this port, while the same host speaks elsewhere.
func portFiltered(w *world, e *endpoint, x *way) (match, bool) {
	if x.failure() != "timeout" {
		return match{}, false
	}
	if slices.ContainsFunc(e.ways, func(y *way) bool { // of several addresses a few are asked beside
		return y.effective == x.effective && y.failure() == "timeout" && w.hostSpeaks(e, y)
	}) {
		return match{confidence: 0.9, evidence: append(e.checkIDs("port"), w.pingIDs(e)...)}, true
	}
	// Several hosts silent on one uncommon port at once is rather a closed way
	// than so many dead servers; but it is not known.
	if hosts := w.silentHosts(portOf(e.Endpoint)); hosts > 1 && w.referenceAnswered() && !commonPort(portOf(e.Endpoint)) {
		return match{confidence: 0.55}, true
	}
	return match{}, false
}

func commonPort(p string) bool { return p == "443" || p == "80" }

// silentHosts counts the hosts that are silent on a port, if all that were
// asked on it are.
func (w *world) silentHosts(port string) int {
	hosts := map[string]bool{}
	for _, e := range w.endpoints {
		if portOf(e.Endpoint) != port || e.port == nil {
			continue
		}
		for _, x := range e.ways {
			if x.depth > closed || x.attempt != nil && x.attempt.Failure != "timeout" {
				return 0
			}
		}
		hosts[e.host] = true
	}
	return len(hosts)
}

// hostSpeaks reports whether the same address answered on another port, for the
// same or another endpoint, or to ping.
func (w *world) hostSpeaks(e *endpoint, x *way) bool {
	if e.port != nil && slices.ContainsFunc(e.port.Controls, func(a checks.Attempt) bool { return a.Address == x.address && answered(a) }) {
		return true
	}
	for _, o := range w.endpoints {
		if o != e && slices.ContainsFunc(o.ways, func(y *way) bool {
			return y.address == x.address && y.attempt != nil && answered(*y.attempt)
		}) {
			return true
		}
	}
	for _, p := range w.pings {
		if slices.ContainsFunc(p.Targets, func(t checks.PingInfo) bool { return t.Address == x.address && t.Received > 0 }) {
			return true
		}
	}
	return false
}

func (w *world) pingIDs(e *endpoint) []string {
	if w.has("ping:" + e.host) {
		return []string{"ping:" + e.host}
	}
	return nil
}

// serverUnreachable: the host says nothing anywhere, while others do.
func serverUnreachable(w *world, e *endpoint, x *way) (match, bool) {
	f := x.failure()
	if f != "timeout" && f != "no_route" && f != "unreachable" {
		return match{}, false
	}
	if !x.onLink() && !w.beyondBut(e) {
		confidence := 0.4
		if w.resolverBeyond() {
			confidence = 0.6
		}
		return match{confidence: confidence}, f == "timeout"
	}
	facts := withFacts(nil, "reference", w.answering())
	return match{confidence: 0.85, facts: facts, evidence: append(e.checkIDs("port"), w.pingIDs(e)...)}, true
}

// answering names a reference that answered; "" where none was asked.
func (w *world) answering() string {
	for _, r := range w.refs {
		if slices.ContainsFunc(r.Attempts, answered) {
			return hostOf(r.Target)
		}
	}
	for _, p := range w.pings {
		for _, t := range p.Targets {
			if p.Role == "reference" && t.Received > 0 {
				return t.Address
			}
		}
	}
	return ""
}

// beyondBut reports whether anything beyond this network answered, one
// endpoint aside.
func (w *world) beyondBut(e *endpoint) bool {
	if w.referenceAnswered() {
		return true
	}
	for _, o := range w.endpoints {
		if o.host != e.host && slices.ContainsFunc(o.ways, func(y *way) bool {
			return !y.onLink() && (y.depth > closed || y.attempt != nil && answered(*y.attempt))
		}) {
			return true
		}
	}
	return false
}

// cutTLS and cutPlain: the connection stood and was reset before a word was
// said. What is asked for sooner than the cut shows as the same.
func cutTLS(w *world, e *endpoint, x *way) (match, bool) {
	return match{confidence: 0.7, facts: withFacts(nil, "sni", "false")}, x.failure() == "reset" && e.speaksTLS()
}

func cutPlain(w *world, e *endpoint, x *way) (match, bool) {
	return match{confidence: 0.7}, x.failure() == "reset" && !e.speaksTLS()
}

func (e *endpoint) speaksTLS() bool { return e.Scheme != "http" && e.Scheme != "tcp" }

// findIPv6 claims nothing: where IPv4 works, dead IPv6 only costs time. It is
// the line's where no reference gets through by IPv6 either.
func findIPv6(w *world) []Problem {
	if !w.dead6() {
		return nil
	}
	p := Problem{Code: "ipv6.broken", Confidence: 0.9}
	for _, e := range w.endpoints {
		for _, x := range e.ways {
			if used(e, x) && x.v6() && x.failure() == "timeout" && e.best(v4) > closed {
				p.Targets = appendNew(p.Targets, e.Endpoint)
				p.Evidence = appendNew(p.Evidence, e.checkIDs("port")...)
				p.Facts = withFacts(p.Facts, "address", x.address, "host", e.host)
			}
		}
	}
	if p.Targets == nil {
		return nil
	}
	return []Problem{p}
}

func v4(x *way) bool { return !x.v6() }

// used reports whether programs here take a way, or will once the name resolves.
func used(e *endpoint, x *way) bool {
	return x.effective || !slices.ContainsFunc(e.ways, effective)
}

// dead6 reports whether IPv6 has a route here and yet nobody answers by it,
// references asked among them.
func (w *world) dead6() bool {
	asked := 0
	count := func(a checks.Attempt) (alive bool) {
		if a.V6 && a.Failure != "no_route" {
			asked++
		}
		return a.V6 && answered(a)
	}
	for _, r := range w.refs {
		if slices.ContainsFunc(r.Attempts, count) {
			return false
		}
	}
	references := asked
	for _, e := range w.endpoints {
		if e.port != nil && slices.ContainsFunc(e.port.Attempts, count) {
			return false
		}
	}
	return references > 0 && asked > references || references == 0 && asked > 1 && len(w.refs) == 0
}

// findPartial: some addresses of a name serve, others do not.
func findPartial(w *world) []Problem {
	var found []Problem
	lossy, dead4 := w.named("lan.lossy", "internet.lossy"), w.dead4()
	for _, e := range w.endpoints {
		if !e.served() || e.proxied != nil {
			continue
		}
		var bad []string
		for _, x := range e.ways {
			if !x.effective || x.depth == served || x.failure() == "no_route" {
				continue
			}
			if !x.v6() && dead4 || x.v6() && (w.dead6() || x.failure() == "denied_here") || lossy && x.failure() == "timeout" {
				continue
			}
			if w.explainedElsewhere(e, x) {
				continue
			}
			bad = append(bad, x.address)
		}
		if len(bad) > 0 {
			found = append(found, Problem{
				Code: "server.partial_outage", Targets: []string{e.Endpoint}, Confidence: 0.9, Evidence: e.checkIDs("port", "certificate", "service"),
				Facts: withFacts(nil, "host", e.host, "addresses", join(bad)),
			})
		}
	}
	return found
}

// explainedElsewhere reports whether the way's address as a whole is what
// another endpoint's cause is about: one dead host is one cause.
func (w *world) explainedElsewhere(e *endpoint, x *way) bool {
	if f := x.failure(); f != "timeout" && f != "unreachable" {
		return false
	}
	return slices.ContainsFunc(w.endpoints, func(o *endpoint) bool {
		return o != e && o.claimed && o.best(effective) == closed && slices.ContainsFunc(o.ways, func(y *way) bool {
			return y.address == x.address && y.failure() == x.failure() && y.effective
		})
	})
}
