package lab

import (
	"syscall"

	"kpdoctor/checks/internal/fault"
)

// uploadOnly is an upload port that shows a TLS record.
func uploadOnly(p *Profile) {
	p.Endpoints = []Endpoint{{URL: "tls://" + upload + ":9008", Proof: "record"}}
}

// rawOnly is a plain TCP port by its address.
func rawOnly(p *Profile) { p.Endpoints = []Endpoint{{URL: "tcp://203.0.113.40:7001"}} }

const taxPort = taxIP + ":8443"

// port are faults of the way to one server's port.
var port = []Scenario{
	{
		Name: "port/refused 8443", Want: []string{"port.refused"}, Targets: []string{tax + ":8443"},
		Fault: func(l *Lab) { l.Stop(tax, 8443) },
		Prove: func(l *Lab) error { return l.Refuses(taxPort, syscall.ECONNREFUSED) },
	},
	{
		Name: "port/refused 443, dual stack", Want: []string{"port.refused"}, Office: Office{V6: true}, Profile: on443,
		Fault: func(l *Lab) { l.Stop(tax, 443) },
		Prove: func(l *Lab) error {
			return all(l.Refuses(taxIP+":443", syscall.ECONNREFUSED), l.Refuses("["+taxIP6+"]:443", syscall.ECONNREFUSED))
		},
	},
	{
		Name: "port/refused upload port", Want: []string{"port.refused"}, Profile: uploadOnly,
		Fault: func(l *Lab) { l.Stop(upload, 9008) },
		Prove: func(l *Lab) error { return l.Refuses(sites[upload][0]+":9008", syscall.ECONNREFUSED) },
	},
	{
		Name: "port/refused plain TCP by address", Want: []string{"port.refused"}, Profile: rawOnly,
		Fault: func(l *Lab) { l.Stop("203.0.113.40", 7001) },
		Prove: func(l *Lab) error { return l.Refuses("203.0.113.40:7001", syscall.ECONNREFUSED) },
	},
	{
		Name: "port/one of four endpoints refused", Want: []string{"port.refused"}, Profile: four, Targets: []string{upload + ":9008"},
		Fault: func(l *Lab) { l.Stop(upload, 9008) },
		Prove: func(l *Lab) error { return l.Refuses(sites[upload][0]+":9008", syscall.ECONNREFUSED) },
	},
	{
		Name: "port/support endpoint refused", Want: []string{"port.refused"}, Verdict: "degraded", Profile: four, Targets: []string{query + ":8080"},
		Fault: func(l *Lab) { l.Stop(query, 8080) },
		Prove: func(l *Lab) error { return l.Refuses(sites[query][0]+":8080", syscall.ECONNREFUSED) },
	},
	{
		Name: "port/filtered 8443 by the carrier", Want: []string{"port.filtered"},
		Fault: func(l *Lab) { l.Drop(l.Carrier, "forward", "tcp dport 8443", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent(taxPort), l.Hit(l.Carrier), l.Pings(taxIP, true)) },
	},
	{
		Name: "port/filtered 8443 by the router, server ignores ping", Want: []string{"port.filtered"},
		Fault: func(l *Lab) {
			l.Page(tax, 443, fault.Welcome())
			l.Drop(l.World, "input", "ip daddr "+taxIP+" icmp type echo-request", "drop")
			l.Drop(l.Router, "forward", "tcp dport 8443", "drop")
		},
		Prove: func(l *Lab) error {
			return all(l.Silent(taxPort), l.Hit(l.Router), l.Pings(taxIP, false), l.Connects(taxIP+":443"))
		},
	},
	{
		Name: "port/filtered upload port", Want: []string{"port.filtered"}, Profile: uploadOnly,
		Fault: func(l *Lab) { l.Drop(l.Router, "forward", "tcp dport 9008", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent(sites[upload][0]+":9008"), l.Hit(l.Router)) },
	},
	{
		Name: "port/filtered in both families", Want: []string{"port.filtered"}, Office: Office{V6: true}, Profile: two,
		Fault: func(l *Lab) { l.Drop(l.Carrier, "forward", "tcp dport 8443", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent(taxPort, "["+taxIP6+"]:8443"), l.Hit(l.Carrier)) },
	},
	{
		Name: "port/all but 80 and 443 filtered", Want: []string{"port.filtered"}, Profile: four,
		Fault: func(l *Lab) { l.Drop(l.Router, "forward", "tcp dport != { 53, 80, 443 }", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent(taxPort), l.Hit(l.Router)) },
	},
	{
		Name: "port/rejected, administratively", Want: []string{"port.rejected"},
		Fault: func(l *Lab) {
			l.Drop(l.Router, "forward", "tcp dport 8443", "reject with icmp type admin-prohibited")
		},
		Prove: func(l *Lab) error { return all(l.Refuses(taxPort, syscall.EHOSTUNREACH), l.Hit(l.Router)) },
	},
	{
		Name: "port/rejected, host prohibited by the carrier", Want: []string{"port.rejected"}, Profile: on443,
		Fault: func(l *Lab) {
			l.Drop(l.Carrier, "forward", "ip daddr "+taxIP, "reject with icmp type host-prohibited")
		},
		Prove: func(l *Lab) error { return all(l.Refuses(taxIP+":443", syscall.EHOSTUNREACH), l.Hit(l.Carrier)) },
	},
	{
		Name: "port/rejected, net prohibited", Want: []string{"port.rejected"}, Profile: rawOnly,
		Fault: func(l *Lab) {
			l.Drop(l.Router, "forward", "tcp dport 7001", "reject with icmp type net-prohibited")
		},
		Prove: func(l *Lab) error {
			return all(l.Refuses("203.0.113.40:7001", syscall.ENETUNREACH), l.Hit(l.Router))
		},
	},
	{
		Name: "port/rejected in both families", Want: []string{"port.rejected"}, Office: Office{V6: true},
		Fault: func(l *Lab) {
			l.Drop(l.Router, "forward", "tcp dport 8443", "reject with icmpx type admin-prohibited")
		},
		Prove: func(l *Lab) error {
			return all(l.Unreached(taxPort), l.Unreached("["+taxIP6+"]:8443"), l.Hit(l.Router))
		},
	},
	{
		Name: "port/rejected with port unreachable by the router", Want: []string{"port.rejected"},
		Fault: func(l *Lab) {
			l.Drop(l.Router, "forward", "tcp dport 8443", "reject with icmp type port-unreachable")
		},
		Prove: func(l *Lab) error { return all(l.Refuses(taxPort, syscall.ECONNREFUSED), l.Hit(l.Router)) },
	},
	{
		Name: "port/rejected by the server's own host", Want: []string{"port.rejected"},
		Fault: func(l *Lab) {
			l.Drop(l.World, "input", "tcp dport 8443", "reject with icmp type admin-prohibited")
		},
		Prove: func(l *Lab) error { return all(l.Refuses(taxPort, syscall.EHOSTUNREACH), l.Hit(l.World)) },
	},
	{
		Name: "route/host unreachable", Want: []string{"route.unreachable"},
		Fault: func(l *Lab) {
			l.Drop(l.Carrier, "forward", "ip daddr "+taxIP, "reject with icmp type host-unreachable")
		},
		Prove: func(l *Lab) error { return all(l.Refuses(taxPort, syscall.EHOSTUNREACH), l.Hit(l.Carrier)) },
	},
	{
		Name: "route/net unreachable", Want: []string{"route.unreachable"}, Profile: two,
		Fault: func(l *Lab) { l.must(l.Carrier.IP("route add unreachable 203.0.113.0/24\n")) },
		Prove: func(l *Lab) error { return l.Refuses(taxPort, syscall.EHOSTUNREACH) },
	},
	{
		Name: "route/no route, IPv6 alone", Want: []string{"route.unreachable"}, Office: Office{V6: true},
		Profile: func(p *Profile) { p.Endpoints = []Endpoint{{URL: "https://[" + taxIP6 + "]/"}} },
		Fault:   func(l *Lab) { l.must(l.Carrier.IP("route add unreachable 2408:8000:1::/64\n")) },
		Prove:   func(l *Lab) error { return l.Unreached("[" + taxIP6 + "]:443") },
	},
	{
		Name: "server/host silent", Want: []string{"server.unreachable"}, Blame: "tax_server",
		Fault: func(l *Lab) { l.Drop(l.World, "input", "ip daddr "+taxIP, "drop") },
		Prove: func(l *Lab) error {
			return all(l.Silent(taxPort), l.Pings(taxIP, false), l.Connects("198.51.100.10:443"))
		},
	},
	{
		Name: "server/host silent, dual stack, 443", Want: []string{"server.unreachable"}, Office: Office{V6: true}, Profile: on443,
		Fault: func(l *Lab) {
			l.Drop(l.World, "input", "ip daddr "+taxIP, "drop")
			l.Drop(l.World, "input", "ip6 daddr "+taxIP6, "drop")
		},
		Prove: func(l *Lab) error { return all(l.Silent(taxIP+":443", "["+taxIP6+"]:443"), l.Pings(taxIP, false)) },
	},
	{
		Name: "server/second host of the chain silent", Want: []string{"server.unreachable"}, Profile: two, Targets: []string{sso + ":443"},
		Fault: func(l *Lab) { l.Drop(l.World, "input", "ip daddr "+sites[sso][0], "drop") },
		Prove: func(l *Lab) error { return all(l.Silent(sites[sso][0]+":443"), l.Connects(taxPort)) },
	},
	{
		Name: "server/two hosts on 443 silent", Want: []string{"server.unreachable"}, Profile: func(p *Profile) { on443(p); two(p) },
		Fault: func(l *Lab) {
			l.Drop(l.World, "input", "ip daddr { "+taxIP+", "+sites[sso][0]+" }", "drop")
		},
		Prove: func(l *Lab) error { return all(l.Silent(sites[sso][0]+":443", taxIP+":443")) },
	},
	{
		Name: "server/one of three addresses silent", Want: []string{"server.partial_outage"}, Verdict: "degraded",
		Fault: func(l *Lab) {
			several(l, 8443, "203.0.113.11", "203.0.113.12")
			l.World.IP("addr del 203.0.113.12/32 dev lo\n")
		},
		Prove: func(l *Lab) error { return all(l.Silent("203.0.113.12:8443"), l.Connects("203.0.113.11:8443")) },
	},
	{
		Name: "server/one of two addresses refuses", Want: []string{"server.partial_outage"}, Verdict: "degraded", Profile: on443,
		Fault: func(l *Lab) { several(l, 443, "203.0.113.11"); l.Stop("203.0.113.11", 443) },
		Prove: func(l *Lab) error {
			return all(l.Refuses("203.0.113.11:443", syscall.ECONNREFUSED), l.Connects(taxIP+":443"))
		},
	},
	{
		Name: "server/IPv6 address of the server alone dead", Want: []string{"server.partial_outage"}, Verdict: "degraded", Office: Office{V6: true},
		Fault: func(l *Lab) { l.Drop(l.World, "input", "ip6 daddr "+taxIP6, "drop") },
		Prove: func(l *Lab) error {
			return all(l.Silent("["+taxIP6+"]:8443"), l.Connects(taxPort), l.Connects("["+sites[refOne][1]+"]:443"))
		},
	},
	{
		Name: "server/IPv4 address of the server alone dead", Want: []string{"server.partial_outage"}, Verdict: "degraded", Office: Office{V6: true}, Profile: on443,
		Fault: func(l *Lab) { l.Drop(l.World, "input", "ip daddr "+taxIP, "drop") },
		Prove: func(l *Lab) error { return all(l.Silent(taxIP+":443"), l.Connects("["+taxIP6+"]:443")) },
	},
	{
		Name: "port/blocked here with a message", Want: []string{"port.blocked_here"}, Blame: "this_pc",
		Fault: func(l *Lab) {
			l.Drop(l.Client, "output", "tcp dport 8443", "reject with icmp type admin-prohibited")
		},
		Prove: func(l *Lab) error { return all(l.Unreached(taxPort), l.Hit(l.Client)) },
	},
	{
		Name: "port/blocked here silently", Want: []string{"port.blocked_here"}, Blame: "this_pc",
		Fault: func(l *Lab) { l.Drop(l.Client, "output", "tcp dport 8443", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent(taxPort), l.Hit(l.Client)) },
	},
	{
		Name: "port/blocked here silently, upload port, dual stack", Want: []string{"port.blocked_here"}, Office: Office{V6: true}, Profile: uploadOnly,
		Fault: func(l *Lab) { l.Drop(l.Client, "output", "tcp dport 9008", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent(sites[upload][0]+":9008"), l.Hit(l.Client)) },
	},
	{
		Name: "port/blocked here, everything", Want: []string{"port.blocked_here"},
		Fault: func(l *Lab) { l.Drop(l.Client, "output", "oifname eth0", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent(taxPort), l.Hit(l.Client)) },
	},
	{
		Name: "port/exhausted", Want: []string{"port.exhausted"}, Blame: "this_pc",
		Fault: func(l *Lab) { l.Exhaust() },
		Prove: func(l *Lab) error { return l.Refuses(taxPort, syscall.EADDRNOTAVAIL) },
	},
	{
		Name: "port/exhausted, two endpoints", Want: []string{"port.exhausted"}, Profile: two,
		Fault: func(l *Lab) { l.Exhaust() },
		Prove: func(l *Lab) error { return l.Refuses(taxPort, syscall.EADDRNOTAVAIL) },
	},
}

// several gives the platform more addresses, all well.
func several(l *Lab, port uint16, more ...string) {
	l.Own(more...)
	n := fault.Name{Addresses: addrs(append([]string{taxIP}, more...)...)}
	l.Name(tax, n)
	for _, a := range more {
		l.Cert(a, port, l.leaf(tax), fault.Welcome())
	}
}
