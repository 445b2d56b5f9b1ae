package lab

import "slices"

// called are the codes that a fault may be named by, the best first: more than
// one where the same packets would be seen with another cause, or where nothing
// can be compared.
func called(c Case, f Fault) []string {
	switch kindOf(f).layer {
	case atLine:
		return calledLine(c, f)
	case atName:
		return calledName(c, f)
	case atPC, atPort:
		return calledPort(c, f)
	}
	switch f.Kind {
	case "proxy gone":
		return []string{"proxy.unreachable"}
	case "proxy auth":
		return []string{"proxy.auth_required"}
	case "proxy refuses":
		if c.Proxy == "only" && c.Endpoints[f.At].Scheme == "http" { // of a plain page it looks like the server's own
			return []string{"proxy.refuses", "server.access_denied"}
		}
		return []string{"proxy.refuses"}
	case "intercepted": // an issuer nobody knows is a strange root too, unless it names a product or a reference meets it
		if f.How == "Sangfor SSL CA" || c.References == "full" || c.References == "pages" {
			return []string{"tls.intercepted"}
		}
		return []string{"tls.intercepted", "cert.untrusted_root", "cert.chain_incomplete"} // its leaf comes alone
	case "mtu":
		return []string{"internet.small_mtu"}
	case "clock":
		if seen(c, f) {
			return []string{"clock.skewed"}
		}
		return []string{"clock.skewed", "cert.not_yet_valid", "cert.expired", "cert.expiring"} // one voice, or none, against this PC's
	}
	if c.Proxy == "only" && c.Endpoints[f.At].Scheme == "http" && (f.How == "rst" || f.How == "fin") { // a proxy says 502 for that
		return []string{"server.drops_connection", "server.error"}
	}
	return []string{plainNames[f.Kind+" "+f.How]}
}

// plainNames are the faults with one name whatever the office is like.
var plainNames = map[string]string{
	"zone ": "clock.timezone", "device missing ": "device.missing", "disk full ": "host.disk_full", "memory low ": "host.memory_low",
	"software not running ": "software.not_running",
	"tls old version":       "tls.version_unsupported", "tls old handshake failure": "tls.cipher_unsupported",
	"tls reset name": "tls.reset", "tls reset any": "tls.reset", "tls reset fin": "tls.reset", "tls plain ": "tls.not_tls",
	"tls wants certificate TLS 1.2": "tls.client_cert_required", "tls wants certificate TLS 1.3": "tls.client_cert_required",
	"tls gm only ": "tls.gm_only", "mute ": "server.no_response",
	"cert expired": "cert.expired", "cert not yet valid": "cert.not_yet_valid", "cert valid for": "cert.name_mismatch",
	"cert self-signed": "cert.untrusted_root", "cert unknown root": "cert.untrusted_root", "cert no intermediate": "cert.chain_incomplete",
	"cert bad but held revoked": "cert.revoked", "cert bad but held RSA 1024": "cert.weak", "cert bad but held expiring": "cert.expiring",
	"page 500": "server.error", "page 502": "server.error", "page 503": "server.overloaded", "page 504": "server.overloaded",
	"page 503 retry": "server.maintenance", "page 500 notice": "server.maintenance", "page 503 notice GBK": "server.maintenance",
	"page 401": "server.unauthorized", "page 403": "server.access_denied", "page 404": "server.interface_gone", "page 410": "server.interface_gone",
	"page 429": "server.rate_limited", "page never": "server.no_response", "page rst": "server.drops_connection", "page fin": "server.drops_connection",
	"page slow": "server.slow",
}

// calledLine: a dead line is one for certain where something beyond was to
// answer for certain. Through a proxy that answers, only the proxy is heard.
func calledLine(c Case, f Fault) []string {
	switch f.Kind {
	case "adapter":
		return []string{"adapter." + f.How}
	case "router off":
		return []string{"gateway.unreachable"}
	case "portal":
		if slices.ContainsFunc(c.Faults, func(g Fault) bool { return kindOf(g).layer == atName && kindOf(g).everywhere && stops(c, g, 0) }) { // it shows where names resolve
			return []string{"internet.captive_portal", "internet.unreachable", "dns.resolver_down", "dns.blocked", "dns.no_resolver"}
		}
		return []string{"internet.captive_portal"}
	case "vpn swallows":
		if c.has("dns blocked") { // the only addresses that are known without a name are resolvers', whose port is shut past the VPN too
			return []string{"vpn.captures_traffic", "internet.unreachable"}
		}
		if c.References == "none" || c.References == "pages" { // no address to try past it, where names do not resolve
			if c.Resolvers == "public" {
				return []string{"vpn.captures_traffic", "internet.unreachable", "dns.resolver_down", "dns.blocked"}
			}
		}
		if c.References == "blocked" && c.denied() { // nothing that leaves this PC would be answered past it either
			return []string{"vpn.captures_traffic", "internet.unreachable"}
		}
		return []string{"vpn.captures_traffic"}
	case "pc blocks all":
		return []string{"port.blocked_here"}
	case "line slow":
		if pingsReferences(c) {
			return []string{"internet.slow"}
		}
		return []string{"internet.slow", "server.slow", "dns.slow"}
	case "loses":
		return calledLoss(c, f)
	}
	list := []string{"internet.unreachable"}
	if c.References == "none" || c.References == "pages" && c.Resolvers != "router" { // no address is known but those of the resolvers
		list = append(list, "server.unreachable", "port.filtered", "route.unreachable", "dns.resolver_down", "dns.blocked")
	}
	if c.Proxy != "" {
		list = append(list, "proxy.refuses", "server.error")
	}
	return list
}

// has reports whether a kind of fault is among those injected.
func (c Case) has(kind string) bool {
	return slices.ContainsFunc(c.Faults, func(g Fault) bool { return g.Kind == kind })
}

// denied reports whether the PC itself refuses every endpoint.
func (c Case) denied() bool {
	for i := range c.Endpoints {
		if !slices.ContainsFunc(c.Faults, func(g Fault) bool { return kindOf(g).layer == atPC && strikes(c, g, i) == whole }) {
			return false
		}
	}
	return true
}

// calledLoss: a router that ignores ping cannot be told clean.
func calledLoss(c Case, f Fault) []string {
	switch {
	case c.RouterMute || !pingsReferences(c):
		return []string{f.How + ".lossy", "internet.lossy", "lan.lossy", "internet.slow"}
	}
	return []string{f.How + ".lossy"}
}

// calledName: which server is wrong shows only beside another.
func calledName(c Case, f Fault) []string {
	compared := asksReferences(c)
	var list []string
	var doubt []string // where nothing can be compared
	switch f.Kind {
	case "resolver silent", "resolver of another office":
		list, doubt = []string{"dns.resolver_down"}, []string{"dns.blocked", "internet.unreachable"}
	case "no resolver":
		if c.References == "blocked" { // no name leads out, and the addresses that are known say nothing
			return []string{"dns.no_resolver", "internet.unreachable"}
		}
		return []string{"dns.no_resolver"}
	case "first resolver dead", "dns slow":
		return []string{"dns.slow"}
	case "dns blocked":
		list, doubt = []string{"dns.blocked"}, []string{"dns.resolver_down", "internet.unreachable"}
	case "resolver fails":
		list, doubt = []string{"dns.resolver_fails"}, []string{"dns.name_not_found", "dns.domain_failing"}
	case "name gone":
		list, doubt = []string{"dns.name_not_found"}, []string{"dns.resolver_fails"}
	case "domain fails":
		list, doubt = []string{"dns.domain_failing"}, []string{"dns.resolver_fails", "dns.resolver_down"}
		if f.How == "silent" && c.References != "full" && !c.otherNames(f.At) { // silent on the only name that anybody is asked
			return []string{"dns.domain_failing", "dns.blocked", "dns.resolver_down", "internet.unreachable"}
		}
	case "hijacked": // nobody says where it should lead
		list, doubt = []string{"dns.hijacked"}, map[string][]string{
			"dead": {"server.unreachable", "port.filtered"}, "other": {"cert.name_mismatch", "port.refused", "server.unreachable"}, "impostor": {"cert.untrusted_root"},
		}[f.How]
	case "hosts pins":
		return []string{"dns.hosts_override"}
	}
	if !compared {
		list = append(list, doubt...)
	}
	if !anyReference(c) && !c.aliveBut(f) { // nobody beyond the office says anything
		list = append(list, "internet.unreachable")
	}
	return list
}

// otherNames reports whether another name of the profile is resolved as well.
func (c Case) otherNames(at int) bool {
	return slices.ContainsFunc(c.Endpoints, func(e Asked) bool { return e.By == "" && e.Host != c.Endpoints[at].Host })
}

// calledPort: silence of one port beside a host that speaks is a filter;
// silence of all that a host was asked may be the host or the way to it.
func calledPort(c Case, f Fault) []string {
	var list []string
	switch f.Kind {
	case "refused":
		list = []string{"port.refused"}
	case "port rejected":
		list = []string{"port.rejected"}
		if f.How == "tcp reset" { // sent in the server's name
			list = []string{"port.refused", "port.rejected"}
		}
	case "no route":
		list = []string{"route.unreachable"}
	case "pc blocks port":
		return []string{"port.blocked_here"}
	case "port dropped":
		list = []string{"port.filtered"}
		if !speaksElsewhere(c, f) {
			list = append(list, "server.unreachable")
		}
	case "host silent":
		list = []string{"server.unreachable"}
		if c.Mute && c.Shut {
			list = append(list, "port.filtered")
		}
	case "ipv6 dead":
		list = []string{"ipv6.broken"}
		if c.References != "full" && c.References != "pages" { // no reference has IPv6
			list = append(list, "server.partial_outage", "server.unreachable", "internet.unreachable")
		}
	case "one address dead":
		return []string{"server.partial_outage"}
	}
	if !anyReference(c) && !c.aliveBut(f) {
		list = append(list, "internet.unreachable", "server.unreachable")
	}
	if c.Proxy == "only" || c.Proxy != "" && !anyReference(c) { // the proxy's error is all that is heard; asked for a page it is one of the page
		list = append(list, "proxy.refuses", "server.error")
	}
	return list
}

// speaksElsewhere reports whether the struck hosts say anything beside the
// struck port: to ping, on a closed port, or on another endpoint's port.
func speaksElsewhere(c Case, f Fault) bool {
	for i, e := range c.Endpoints {
		if strikes(c, f, i) == none || !c.Mute || !c.Shut {
			continue
		}
		if !slices.ContainsFunc(c.Endpoints, func(o Asked) bool { return o.Host == e.Host && o.Port != e.Port }) {
			return false
		}
	}
	return true
}

// aliveBut reports whether an endpoint that the fault does not strike, and none
// other stops on the way, answers.
func (c Case) aliveBut(f Fault) bool {
	for i := range c.Endpoints {
		if !slices.ContainsFunc(c.Faults, func(g Fault) bool {
			return (g == f || kindOf(g).layer <= atPort) && strikes(c, g, i) == whole && stops(c, g, i)
		}) {
			return true
		}
	}
	return false
}

// broken reports whether another fault strikes the endpoint too.
func (c Case) broken(but Fault, i int) bool {
	return slices.ContainsFunc(c.Faults, func(g Fault) bool { return g != but && strikes(c, g, i) != none })
}
