package lab

import (
	"slices"

	"kpdoctor/checks/diagnose"
)

// The oracle knows what was injected and what the office is like; it never sees
// evidence. Its funcs are the specification: who is struck, what stops and what
// only hurts, what hides what, what each fault is called, and where physics
// leaves two readings.

// A truth is what may be said of a case.
type truth struct {
	items    []item
	verdicts []diagnose.Verdict
}

// An item is one fault that acts.
type item struct {
	fault    Fault
	codes    []string // what it may be called, the best first
	blocks   bool     // it stops a primary endpoint, or what she needs
	optional bool     // another hides it, or nobody can tell: it may be named and need not
}

// solve is what is true of a case.
func solve(c Case) truth {
	var a truth
	for _, f := range c.Faults {
		if !acts(c, f) {
			continue
		}
		a.items = append(a.items, item{fault: f, codes: called(c, f), blocks: blocks(c, f), optional: !seen(c, f)})
	}
	a.verdicts = verdicts(c, a.items)
	return a
}

// share is how much of an endpoint a fault strikes.
type share int

const (
	none  share = iota
	some        // some of its addresses, and others serve
	whole       // every way that programs go
)

// ways are the addresses that programs connect to for an endpoint.
func ways(c Case, i int) []string {
	e := c.Endpoints[i]
	if e.By == "" && (c.Proxy != "" || c.site(e.Host).Pinned) {
		return c.addresses(i)[:1]
	}
	return c.addresses(i)
}

// strikes says how much of endpoint i a fault strikes.
func strikes(c Case, f Fault, i int) share {
	e := c.Endpoints[i]
	same := c.Endpoints[f.At].Host == e.Host
	when := func(struck bool) share {
		if struck {
			return whole
		}
		return none
	}
	switch f.Kind {
	case "adapter": // the proxy of the office stands on the LAN: no way out is needed
		return when(f.How != "no_gateway" || c.Proxy == "")
	case "ipv6 dead":
		return struck(ways(c, i), func(a string) bool { return family(a) == "ip6" })
	case "no route":
		return struck(ways(c, i), func(a string) bool { return slices.Contains(c.addresses(f.At), a) })
	case "one address dead":
		list := c.addresses(f.At)
		victim := list[len(list)-1]
		if f.How == "refuses" && i != f.At {
			return none
		}
		return struck(ways(c, i), func(a string) bool { return a == victim })
	case "mtu":
		return when(e.Scheme == "https" || e.Scheme == "tls")
	case "intercepted":
		return when(slices.Contains(c.boxed(f), i))
	case "resolver silent", "resolver of another office", "first resolver dead", "no resolver", "dns blocked", "dns slow":
		return when(c.byName(i))
	case "resolver fails", "name gone", "domain fails", "hijacked", "hosts pins":
		return when(same && c.byName(i))
	case "host silent":
		return when(same)
	case "port dropped":
		return when(e.Port == c.Endpoints[f.At].Port && (same || f.How == "router" || f.How == "carrier"))
	case "port rejected":
		return when(same && e.Port == c.Endpoints[f.At].Port)
	case "pc blocks port":
		return when(e.Port == c.Endpoints[f.At].Port)
	case "proxy refuses", "refused", "tls old", "tls reset", "tls plain", "tls wants certificate", "tls gm only", "mute", "cert", "cert bad but held", "page":
		return when(i == f.At)
	case "zone", "device missing", "disk full", "memory low", "software not running": // nothing on the way
		return none
	}
	return whole // the line, the proxy, the clock
}

func struck(list []string, bad func(string) bool) share {
	n := 0
	for _, a := range list {
		if bad(a) {
			n++
		}
	}
	switch n {
	case 0:
		return none
	case len(list):
		return whole
	}
	return some
}

// stops reports whether an endpoint that is struck wholly is not served; what
// does not stop it hurts.
func stops(c Case, f Fault, i int) bool {
	switch f.Kind {
	case "first resolver dead", "dns slow", "loses", "line slow", "zone", "memory low":
		return false
	case "cert bad but held":
		return f.How == "revoked"
	case "page":
		return f.How != "slow"
	case "clock": // two years out of time no certificate holds
		return (f.How == "2y" || f.How == "-2y") && c.checksCertificate(i)
	}
	return true
}

// acts reports whether a fault does anything to her: one that strikes no
// endpoint is none of her business.
func acts(c Case, f Fault) bool {
	switch kindOf(f).layer {
	case atDesk, atClock:
		return true
	}
	for i := range c.Endpoints {
		if strikes(c, f, i) != none {
			return true
		}
	}
	return false
}

// blocks reports whether a fault alone would stop her.
func blocks(c Case, f Fault) bool {
	switch f.Kind {
	case "device missing", "disk full", "software not running":
		return true
	}
	for i, e := range c.Endpoints {
		if e.Role == "primary" && strikes(c, f, i) == whole && stops(c, f, i) {
			return true
		}
	}
	return false
}

// seen reports whether physics lets a fault be known while the others are in
// force.
func seen(c Case, f Fault) bool {
	layer := kindOf(f).layer
	if f.Kind == "line dead" && c.forbidden() || layer == atLine && f.Kind != "adapter" && c.denied() {
		return false
	}
	switch {
	case layer == atDesk:
		return true
	case f.Kind == "clock":
		return dated(c, f)
	case (f.Kind == "dns slow" || f.Kind == "first resolver dead") && !asksReferences(c): // late, and nobody to say that it could be quicker
		return false
	case f.Kind == "loses" || f.Kind == "line slow":
		return pingsReferences(c) && (f.How != "lan" || !c.RouterMute)
	}
	for i := range c.Endpoints {
		if strikes(c, f, i) == none || slices.ContainsFunc(c.Faults, func(g Fault) bool { return g != f && hides(c, g, f, i) }) {
			continue
		}
		return true
	}
	return false
}

// forbidden reports whether the office's router rejects every endpoint in so
// many words: that it then lets nobody else out may be its will as well.
func (c Case) forbidden() bool {
	for i := range c.Endpoints {
		if !slices.ContainsFunc(c.Faults, func(g Fault) bool { return g.Kind == "port rejected" && strikes(c, g, i) == whole }) {
			return false
		}
	}
	return true
}

// hides reports whether f keeps g from being seen at an endpoint: f stands
// nearer, stops all, and no question gets past it. What only hurts does not
// matter where something else stops the same endpoint.
func hides(c Case, f, g Fault, i int) bool {
	if strikes(c, f, i) != whole || !stops(c, f, i) {
		return false
	}
	near, far := kindOf(f).layer, kindOf(g).layer
	if f.Kind == "line dead" && far == atProxy || g.Kind == "line dead" && near == atProxy {
		return g.Kind == "line dead" // the office's proxy stands before its line, and who says that there is another way out
	}
	unnamed := f.Kind == "vpn swallows" && c.Resolvers != "router" && !asksReferences(c) // it takes the resolvers with it
	if near == atLine && f.Kind != "adapter" && far == atPC && !unnamed {                // what this PC refuses it refuses whatever lies beyond
		return false
	}
	if f.Kind == "line dead" && f.How == "drops" && g.Kind == "port rejected" { // the router answers before the line is asked
		return false
	}
	minor := !stops(c, g, i) || strikes(c, g, i) == some
	switch {
	case minor && near != atDesk:
		return true
	case near == atClock: // behind a date that fails nothing is read but the time
		return far >= atCert && far < atClock
	case near >= far || near == atDesk:
		return false
	case near == atName: // past a lie or a silence the references know the address
		return !resolvedAnyway(c, f)
	}
	return true
}

// resolvedAnyway reports whether the right address is known in spite of a fault
// of names.
func resolvedAnyway(c Case, f Fault) bool {
	switch f.Kind {
	case "hosts pins":
		return true
	case "name gone", "domain fails", "dns blocked":
		return false
	}
	return asksReferences(c)
}

// asksReferences reports whether reference resolvers answer.
func asksReferences(c Case) bool { return c.References == "full" || c.References == "names" }

// pingsReferences reports whether references answer pings.
func pingsReferences(c Case) bool { return c.References == "full" || c.References == "names" }

// anyReference reports whether any reference answers by any protocol.
func anyReference(c Case) bool { return asksReferences(c) || c.References == "pages" }

// dated reports whether two hosts tell the time: time servers, pages of
// references, and pages of endpoints that get as far as answering.
func dated(c Case, f Fault) bool {
	hosts := map[int]bool{}
	for _, g := range c.Faults {
		switch kindOf(g).layer {
		case atLine:
			if stops(c, g, 0) {
				return false
			}
		case atProxy:
			return false
		case atName:
			if kindOf(g).everywhere && stops(c, g, 0) && !asksReferences(c) {
				return false
			}
		}
	}
	if c.Proxy != "only" && (c.References == "full" || c.References == "pages") { // nobody's time comes through a proxy but the servers'
		return true
	}
	for i, e := range c.Endpoints {
		fine := !slices.ContainsFunc(c.Faults, func(g Fault) bool { return g != f && strikes(c, g, i) == whole && stops(c, g, i) })
		if fine && e.Proof == "response" {
			hosts[e.Host] = true
		}
	}
	return len(hosts) > 1
}

// verdicts are what may be said in one word.
func verdicts(c Case, items []item) []diagnose.Verdict {
	blocked, hurt, doubt := false, false, false
	for _, it := range items {
		blocked = blocked || it.blocks
		hurt = hurt || !it.optional
		doubt = doubt || len(it.codes) > 1 || it.optional
	}
	switch {
	case blocked && doubt:
		return []diagnose.Verdict{diagnose.Broken, diagnose.Inconclusive}
	case blocked:
		return []diagnose.Verdict{diagnose.Broken}
	case hurt && doubt:
		return []diagnose.Verdict{diagnose.Degraded, diagnose.Inconclusive}
	case hurt:
		return []diagnose.Verdict{diagnose.Degraded}
	case len(items) > 0:
		return []diagnose.Verdict{diagnose.OK, diagnose.Degraded}
	}
	return []diagnose.Verdict{diagnose.OK}
}

// before reports whether a must be named before b: what stops her before what
// hurts, and of two that stop the same endpoint the nearer.
func before(c Case, a, b item) bool {
	if a.blocks != b.blocks {
		return a.blocks
	}
	if !a.blocks || kindOf(a.fault).layer >= kindOf(b.fault).layer {
		return false
	}
	if kindOf(b.fault).layer == atPC { // at her desk: mended first or last, as one likes
		return false
	}
	for i := range c.Endpoints {
		if strikes(c, a.fault, i) == whole && strikes(c, b.fault, i) == whole && kindOf(b.fault).layer != atClock {
			return true
		}
	}
	return false
}
