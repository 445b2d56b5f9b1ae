package checks

import (
	"net/netip"
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
	ports := map[string]bool{}
	for _, e := range p.Endpoints {
		ping(e.Host, string(e.Role))
		again := ports[e.Target()] // the same port by another path: only its page differs
		ports[e.Target()] = true
		if !again {
			plan = append(plan, portCheck(p, e))
		}
		if !again && tlsSpoken(e) {
			plan = append(plan, certificateCheck(p, e))
		}
		switch {
		case e.Proof != profile.ProofResponse:
		case again:
			plan = append(plan, serviceCheck(p, e, e.Target()+e.Path))
		default:
			plan = append(plan, serviceCheck(p, e, e.Target()))
		}
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
