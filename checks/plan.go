package checks

import (
	"net/netip"
	"slices"
	"strings"

	"kpdoctor/checks/profile"
)

// Plan lists the checks that a profile asks for, in the order of the road from
// this PC to the server. It asks nothing itself.
func Plan(p *profile.Profile) []Check {
	plan := []Check{hostCheck(p), adapterCheck(p), gatewayCheck(p), vpnCheck(p), proxyCheck(p)}

	names := map[string]bool{}
	name := func(host string, reference bool) {
		if _, err := netip.ParseAddr(host); err == nil || names[host] {
			return
		}
		names[host] = true
		plan = append(plan, dnsCheck(p, host, reference))
	}
	pinged := map[string]bool{}
	ping := func(host, role string) {
		if !pinged[host] {
			pinged[host] = true
			plan = append(plan, pingCheck(p, host, role))
		}
	}

	for _, e := range p.Endpoints {
		name(e.Host, false)
	}
	for _, u := range append(append([]profile.URL{}, p.References.HTTP...), p.References.HTTPS...) {
		name(u.Host, true)
	}
	for _, t := range append(append([]string{}, p.References.NTP...), p.References.Ping...) {
		name(hostOf(t), true)
	}
	for _, h := range p.References.Ping {
		ping(h, "reference")
	}
	pages := map[string]bool{}
	shared := sharedPorts(p)
	for _, e := range p.Endpoints {
		ping(e.Host, string(e.Role))
		port, first := shared[e.Target()], !pages[e.Target()]
		if first {
			pages[e.Target()] = true
			plan = append(plan, portCheck(p, port))
			if tlsSpoken(port) {
				plan = append(plan, certificateCheck(p, port))
			}
		}
		if e.Proof != profile.ProofResponse {
			continue
		}
		id := e.Target()
		if !first { // the same port by another path: only its page differs
			id += pathOf(e)
		}
		if e.Scheme != port.Scheme {
			id = e.Scheme + "://" + id
		}
		plan = append(plan, serviceCheck(p, e, port, id))
	}
	for _, u := range p.References.HTTP {
		plan = append(plan, referenceCheck(p, u))
	}
	for _, u := range p.References.HTTPS {
		plan = append(plan, referenceCheck(p, u))
	}
	plan = append(plan, clockCheck(p))
	if p.Device != nil {
		plan = append(plan, deviceCheck(p))
	}
	if p.Invoice != nil {
		plan = append(plan, softwareCheck(p))
	}
	return plan
}

// sharedPorts sums up, for each host and port, the endpoints that share it: its
// connection and handshake are measured once, for the one that asks most of it.
func sharedPorts(p *profile.Profile) map[string]profile.Endpoint {
	ports := map[string]profile.Endpoint{}
	for _, e := range p.Endpoints {
		sum, known := ports[e.Target()]
		if !known {
			ports[e.Target()] = e
			continue
		}
		most, other := sum, e
		if demands(e) > demands(sum) {
			most, other = e, sum
		}
		if other.Role == profile.Primary {
			most.Role = profile.Primary
		}
		most.Roots = slices.Concat(most.Roots, other.Roots)
		if most.Group != other.Group { // one of them stands alone
			most.Group = ""
		}
		ports[e.Target()] = most
	}
	return ports
}

// demands orders endpoints by how much their proof asks of the port.
func demands(e profile.Endpoint) int {
	n := slices.Index([]profile.Proof{profile.ProofOpen, profile.ProofRecord, profile.ProofTLS, profile.ProofResponse}, e.Proof)
	if tlsSpoken(e) {
		n += 4
	}
	return n
}

// tlsSpoken reports whether the endpoint's proof needs a TLS or TLCP record.
func tlsSpoken(e profile.Endpoint) bool {
	return e.Scheme == "https" || e.Scheme == "tls" || e.Scheme == "tlcp"
}

// hostOf is the host of "host:port" or of a bare host.
func hostOf(s string) string {
	if a, err := netip.ParseAddrPort(s); err == nil {
		return a.Addr().String()
	}
	if _, err := netip.ParseAddr(s); err == nil {
		return s
	}
	if i := strings.LastIndexByte(s, ':'); i >= 0 {
		return s[:i]
	}
	return s
}

// needsName is the dns check that must have ended before host is asked; none
// for an IP literal.
func needsName(host string) []string {
	if _, err := netip.ParseAddr(host); err == nil {
		return nil
	}
	return []string{"dns:" + host}
}
