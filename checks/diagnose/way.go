package diagnose

import (
	"slices"

	"kpdoctor/checks"
)

// depth is how far a way to an endpoint got.
type depth int

const (
	closed   depth = iota // no connection
	open                  // TCP, or a tunnel through the proxy
	shaken                // the TLS handshake ended, the certificate did not hold
	verified              // and the certificate holds
	served                // and the endpoint's proof is there
)

// way is one address, or the proxy, that leads to an endpoint.
type way struct {
	address, via string
	sources      []string
	effective    bool // programs on this PC go this way
	attempt      *checks.Attempt
	handshake    *checks.Handshake
	answers      []*checks.Answer
	depth        depth
}

// v6 reports whether the way is an IPv6 one.
func (x *way) v6() bool { return x.attempt != nil && x.attempt.V6 }

// onLink reports whether the way leads to a neighbour of this PC.
func (x *way) onLink() bool { return x.attempt != nil && x.attempt.OnLink }

// onLink reports whether all ways to an endpoint do.
func (e *endpoint) onLink() bool {
	return len(e.ways) > 0 && !slices.ContainsFunc(e.ways, func(x *way) bool { return !x.onLink() })
}

// waysOf joins what the port, certificate and service checks saw of each way.
func waysOf(e *endpoint, name *checks.DNSEvidence) []*way {
	var ways []*way
	if e.port != nil {
		for i := range e.port.Attempts {
			a := &e.port.Attempts[i]
			ways = append(ways, &way{address: a.Address, sources: a.Sources, attempt: a})
		}
	}
	find := func(address, via string) *way {
		for _, x := range ways {
			if x.address == address && x.via == via {
				return x
			}
		}
		x := &way{address: address, via: via}
		ways = append(ways, x)
		return x
	}
	if e.proxied != nil {
		find("", e.proxied.Address)
	}
	if e.cert != nil {
		for i := range e.cert.Handshakes {
			h := &e.cert.Handshakes[i]
			find(h.Address, h.Via).handshake = h
		}
	}
	for _, s := range e.service {
		for i := range s.Answers {
			x := find(s.Answers[i].Address, s.Answers[i].Via)
			x.answers = append(x.answers, &s.Answers[i])
		}
	}
	pinned := slices.ContainsFunc(ways, func(x *way) bool { return slices.Contains(x.sources, "hosts") })
	for _, x := range ways {
		switch {
		case e.proxied != nil:
			x.effective = x.via != ""
		case pinned:
			x.effective = slices.Contains(x.sources, "hosts")
		default:
			x.effective = slices.Contains(x.sources, "configured") || slices.Contains(x.sources, "literal")
		}
		if nameRefused(name) && !slices.Contains(x.sources, "hosts") && e.proxied == nil {
			x.effective = false // the system itself was told that there is no such name
		}
		x.depth = depthOf(e, x)
	}
	return ways
}

// nameRefused reports whether programs here are told that a name does not exist
// although one of several configured servers knows it: the first answer counts.
func nameRefused(ev *checks.DNSEvidence) bool {
	return ev != nil && ev.System.Failure == "not_found" && slices.ContainsFunc(ev.Answers, func(a checks.DNSAnswer) bool {
		return a.Role == "configured" && a.Rcode == "NXDOMAIN"
	})
}

func depthOf(e *endpoint, x *way) depth {
	isOpen := x.attempt != nil && x.attempt.Open || x.handshake != nil || len(x.answers) > 0 ||
		x.via != "" && e.proxied != nil && tunnelOf(*e.proxied, e).Status/100 == 2
	switch e.Proof {
	case "open":
		if isOpen {
			return served
		}
	case "record":
		if e.recordCame(x) {
			return served
		}
	case "tls":
		if x.handshake != nil && x.handshake.Verified {
			return served
		}
	default:
		if len(x.answers) > 0 && !slices.ContainsFunc(x.answers, func(a *checks.Answer) bool { return !a.Expected }) {
			return served
		}
	}
	switch {
	case x.handshake != nil && x.handshake.Verified:
		return verified
	case x.handshake != nil && x.handshake.Complete:
		return shaken
	case isOpen:
		return open
	}
	return closed
}

// recordCame reports whether a TLS or TLCP record came back on a way, in the
// first hello or in another manner. An alert to TLCP shows only that the port
// does not speak it: that hello bears no name, and passes what looks for one.
func (e *endpoint) recordCame(x *way) bool {
	if x.handshake == nil {
		return false
	}
	return x.handshake.Record || slices.ContainsFunc(e.cert.Retries, func(h checks.Handshake) bool {
		return h.Record && h.Address == x.address && h.Variant != "other_name" && (h.Variant != "tlcp" || h.Complete)
	})
}

// served reports whether a program on this PC gets through.
func (e *endpoint) served() bool { return e.best(effective) >= served }

// best is the deepest that any of the chosen ways got.
func (e *endpoint) best(choose func(*way) bool) depth {
	d := closed
	for _, x := range e.ways {
		if choose(x) {
			d = max(d, x.depth)
		}
	}
	return d
}

func effective(x *way) bool { return x.effective }

func fromHosts(x *way) bool { return slices.Contains(x.sources, "hosts") }

func fromDNS(x *way) bool { return x.via == "" && !fromHosts(x) }

func onlyReference(x *way) bool { return slices.Equal(x.sources, []string{"reference"}) }

// judged returns the ways on which an endpoint's own fault is looked for: those
// that programs use, or where the name is the fault, those that the references
// gave. The deepest come first.
func (e *endpoint) judged() []*way {
	list := e.deepest(effective)
	if !slices.ContainsFunc(list, func(x *way) bool { return x.depth > closed || fromDNS(x) }) || e.misled() {
		if dns := e.deepest(fromDNS); len(dns) > 0 { // past a proxy that only repeats what it met, too
			list = dns
		}
	}
	return list
}

// deepest returns the ways that are chosen, the deepest first and those
// that were answered before the silent, without those of
// an IPv6 that this PC has not.
func (e *endpoint) deepest(choose func(*way) bool) []*way {
	var list []*way
	for _, x := range e.ways {
		if choose(x) && !(x.depth == closed && x.attempt != nil && x.attempt.Failure == "no_route" && len(e.ways) > 1 && x.v6()) {
			list = append(list, x)
		}
	}
	slices.SortStableFunc(list, func(a, b *way) int {
		if a.depth != b.depth {
			return int(b.depth - a.depth)
		}
		return silence(a) - silence(b)
	})
	return list
}

// silence orders what was said before what was not: routers limit how often they
// say that there is no way, so beside one such word silence is no evidence.
func silence(x *way) int {
	if x.failure() == "timeout" {
		return 1
	}
	return 0
}

// misled reports whether the hosts file or DNS leads programs to a place that
// fails earlier than where the other source leads.
func (e *endpoint) misled() bool {
	return e.proxied == nil && (e.best(fromHosts) < e.best(fromDNS) && slices.ContainsFunc(e.ways, fromHosts) ||
		e.best(onlyReference) > e.best(effective) && slices.ContainsFunc(e.ways, effective))
}
