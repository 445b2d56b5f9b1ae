package lab

import (
	"net"
	"time"

	"github.com/miekg/dns"

	"kpdoctor/checks/internal/fault"
)

// dead is an address in the world's range that no machine has.
const dead, dead6 = "203.0.113.99", "2408:8000:1::99"

// name are faults of resolving.
var name = []Scenario{
	{
		Name: "dns/no resolver set", Want: []string{"dns.no_resolver"},
		Fault: func(l *Lab) { l.Resolvers() },
		Prove: func(l *Lab) error { return l.Connects(taxIP + ":8443") },
	},
	{
		Name: "dns/resolver silent", Want: []string{"dns.resolver_down"}, Targets: []string{routerIP + ":53"},
		Fault: func(l *Lab) { l.Inner.Silence() },
		Prove: func(l *Lab) error { return all(l.Mum(routerIP, tax), l.Says(dnsOne, tax, 0, taxIP)) },
	},
	{
		Name: "dns/resolver closed", Want: []string{"dns.resolver_down"},
		Fault: func(l *Lab) { l.Inner.Close() },
		Prove: func(l *Lab) error { return all(l.Mum(routerIP, tax), l.Says(dnsOne, tax, 0, taxIP)) },
	},
	{
		Name: "dns/resolver of another office set", Want: []string{"dns.resolver_down"},
		Fault: func(l *Lab) { l.Resolvers("10.20.30.40", "192.168.1.53") },
		Prove: func(l *Lab) error { return all(l.Mum("192.168.1.53", tax), l.Says(dnsOne, tax, 0, taxIP)) },
	},
	{
		Name: "dns/resolver silent, dual stack, four endpoints", Want: []string{"dns.resolver_down"}, Office: Office{V6: true}, Profile: four,
		Fault: func(l *Lab) { l.Inner.Silence() },
		Prove: func(l *Lab) error { return all(l.Mum(routerIP, tax), l.Says(dnsOne, tax, 0, taxIP6)) },
	},
	{
		Name: "dns/carrier's resolver filtered", Want: []string{"dns.resolver_down"},
		Fault: func(l *Lab) {
			l.Own("61.49.0.53")
			l.resolver(l.World, "61.49.0.53", map[string]fault.Name{tax: {Addresses: addrs(taxIP)}})
			l.Resolvers("61.49.0.53")
			l.Drop(l.Carrier, "forward", "ip daddr 61.49.0.53 meta l4proto { tcp, udp } th dport 53", "drop")
		},
		Prove: func(l *Lab) error { return all(l.Mum("61.49.0.53", tax), l.Hit(l.Carrier)) },
	},
	{
		Name: "dns/resolver fails, SERVFAIL to the tax name", Want: []string{"dns.resolver_fails"},
		Fault: func(l *Lab) { l.Inner.Set(tax, fault.Name{Rcode: dns.RcodeServerFailure}) },
		Prove: func(l *Lab) error { return l.Says(routerIP, tax, dns.RcodeServerFailure, "") },
	},
	{
		Name: "dns/resolver refuses everything", Want: []string{"dns.resolver_fails"}, Profile: two,
		Fault: func(l *Lab) {
			for n := range sites {
				l.Inner.Set(n, fault.Name{Rcode: dns.RcodeRefused})
			}
		},
		Prove: func(l *Lab) error { return l.Says(routerIP, tax, dns.RcodeRefused, "") },
	},
	{
		Name: "dns/resolver denies a name that exists", Want: []string{"dns.resolver_fails"},
		Fault: func(l *Lab) { l.Inner.Set(tax, fault.Name{Rcode: dns.RcodeNameError}) },
		Prove: func(l *Lab) error { return l.Says(routerIP, tax, dns.RcodeNameError, "") },
	},
	{
		Name: "dns/resolver gives no address", Want: []string{"dns.resolver_fails"}, Office: Office{V6: true}, Profile: on443,
		Fault: func(l *Lab) { l.Inner.Set(tax, fault.Name{}) },
		Prove: func(l *Lab) error { return l.Says(routerIP, tax, dns.RcodeSuccess, "") },
	},
	{
		Name: "dns/blocked by the carrier", Want: []string{"dns.blocked"},
		Fault: func(l *Lab) {
			l.Resolvers(dnsOne)
			l.Drop(l.Carrier, "forward", "meta l4proto { tcp, udp } th dport 53", "drop")
		},
		Prove: func(l *Lab) error { return all(l.Mum(dnsOne, tax), l.Pings(dnsOne, true), l.Hit(l.Carrier)) },
	},
	{
		Name: "dns/blocked, the router's forwarder with it", Want: []string{"dns.blocked"}, Profile: two,
		Fault: func(l *Lab) {
			l.Inner.Silence()
			l.Drop(l.Router, "forward", "meta l4proto { tcp, udp } th dport 53", "drop")
		},
		Prove: func(l *Lab) error { return all(l.Mum(dnsOne, tax), l.Pings(dnsOne, true), l.Hit(l.Router)) },
	},
	{
		Name: "dns/name not found", Want: []string{"dns.name_not_found"}, Targets: []string{tax},
		Fault: func(l *Lab) { l.Name(tax, fault.Name{Rcode: dns.RcodeNameError}) },
		Prove: func(l *Lab) error { return l.Says(dnsOne, tax, dns.RcodeNameError, "") },
	},
	{
		Name: "dns/one of two names not found", Want: []string{"dns.name_not_found"}, Profile: two, Targets: []string{sso},
		Fault: func(l *Lab) { l.Name(sso, fault.Name{Rcode: dns.RcodeNameError}) },
		Prove: func(l *Lab) error { return l.Says(dnsOne, sso, dns.RcodeNameError, "") },
	},
	{
		Name: "dns/name of a support endpoint not found", Want: []string{"dns.name_not_found"}, Verdict: "degraded",
		Profile: func(p *Profile) { two(p); p.Endpoints[1].Role = "support" },
		Fault:   func(l *Lab) { l.Name(sso, fault.Name{Rcode: dns.RcodeNameError}) },
		Prove:   func(l *Lab) error { return l.Says(dnsOne, sso, dns.RcodeNameError, "") },
	},
	{
		Name: "dns/domain fails everywhere", Want: []string{"dns.domain_failing"},
		Fault: func(l *Lab) { l.Name(tax, fault.Name{Rcode: dns.RcodeServerFailure}) },
		Prove: func(l *Lab) error { return l.Says(dnsTwo, tax, dns.RcodeServerFailure, "") },
	},
	{
		Name: "dns/domain silent everywhere", Want: []string{"dns.domain_failing"}, Profile: on443,
		Fault: func(l *Lab) { l.Name(tax, fault.Name{Silent: true}) },
		Prove: func(l *Lab) error { return all(l.Mum(dnsTwo, tax), l.Says(dnsTwo, refOne, 0, sites[refOne][0])) },
	},
	{
		Name: "dns/hijacked to nothing", Want: []string{"dns.hijacked"},
		Fault: func(l *Lab) { l.Inner.Set(tax, fault.Name{Addresses: addrs(dead)}) },
		Prove: func(l *Lab) error { return all(l.Says(routerIP, tax, 0, dead), l.Silent(dead+":8443")) },
	},
	{
		Name: "dns/hijacked to an impostor, 443", Want: []string{"dns.hijacked"}, Profile: on443,
		Fault: func(l *Lab) {
			l.Inner.Set(tax, fault.Name{Addresses: addrs("203.0.113.66")})
			l.Own("203.0.113.66")
			c, err := fault.SelfSigned(fault.Subject{CommonName: tax, Names: []string{tax}})
			l.must(err)
			l.Cert("203.0.113.66", 443, c, fault.Welcome())
		},
		Prove: func(l *Lab) error {
			return all(l.Says(routerIP, tax, 0, "203.0.113.66"), l.Fails("203.0.113.66:443", tax, "unknown authority"), l.Handshake(taxIP+":443", tax))
		},
	},
	{
		Name: "dns/hijacked to a portal on the router", Want: []string{"dns.hijacked"},
		Fault: func(l *Lab) {
			l.Inner.Set(tax, fault.Name{Addresses: addrs(routerIP)})
			ln, err := l.Router.Listen(net.JoinHostPort(routerIP, "80"))
			l.must(err)
			l.later(fault.HTTP(ln, nil, fault.PortalPage()))
		},
		Prove: func(l *Lab) error { return l.Says(routerIP, tax, 0, routerIP) },
	},
	{
		Name: "dns/hijacked to this PC", Want: []string{"dns.hijacked"},
		Fault: func(l *Lab) { l.Inner.Set(tax, fault.Name{Addresses: addrs("127.0.0.1")}) },
		Prove: func(l *Lab) error { return l.Says(routerIP, tax, 0, "127.0.0.1") },
	},
	{
		Name: "dns/hijacked to 0.0.0.0", Want: []string{"dns.hijacked"},
		Fault: func(l *Lab) { l.Inner.Set(tax, fault.Name{Addresses: addrs("0.0.0.0")}) },
		Prove: func(l *Lab) error { return l.Says(routerIP, tax, 0, "0.0.0.0") },
	},
	{
		Name: "dns/hijacked to another site with a good certificate", Want: []string{"dns.hijacked"}, Profile: on443,
		Fault: func(l *Lab) { l.Inner.Set(tax, fault.Name{Addresses: addrs(sites[refTwo][0])}) },
		Prove: func(l *Lab) error {
			return all(l.Says(routerIP, tax, 0, sites[refTwo][0]), l.Fails(sites[refTwo][0]+":443", tax, "not "+tax))
		},
	},
	{
		Name: "dns/hijacked in both families", Want: []string{"dns.hijacked"}, Office: Office{V6: true},
		Fault: func(l *Lab) { l.Inner.Set(tax, fault.Name{Addresses: addrs(dead, dead6)}) },
		Prove: func(l *Lab) error {
			return all(l.Says(routerIP, tax, 0, dead), l.Says(routerIP, tax, 0, dead6), l.Silent("["+dead6+"]:8443"))
		},
	},
	{
		Name: "hosts/pins a dead address", Want: []string{"dns.hosts_override"},
		Fault: func(l *Lab) { l.Hosts(dead + " " + tax) },
		Prove: func(l *Lab) error { return all(l.Silent(dead+":8443"), l.Connects(taxIP+":8443")) },
	},
	{
		Name: "hosts/pins an old server that refuses", Want: []string{"dns.hosts_override"}, Profile: on443,
		Fault: func(l *Lab) { l.Own("203.0.113.77"); l.Hosts("# 电子税务局", "203.0.113.77\t"+tax+" "+sso) },
		Prove: func(l *Lab) error { return all(l.Unreached("203.0.113.77:443"), l.Connects(taxIP+":443")) },
	},
	{
		Name: "hosts/pins another site", Want: []string{"dns.hosts_override"}, Profile: on443,
		Fault: func(l *Lab) { l.Hosts(sites[refTwo][0] + " " + tax) },
		Prove: func(l *Lab) error {
			return all(l.Fails(sites[refTwo][0]+":443", tax, "not "+tax), l.Handshake(taxIP+":443", tax))
		},
	},
	{
		Name: "hosts/pins this PC", Want: []string{"dns.hosts_override"},
		Fault: func(l *Lab) { l.Hosts("127.0.0.1 " + tax) },
		Prove: func(l *Lab) error { return l.Connects(taxIP + ":8443") },
	},
	{
		Name: "hosts/pins IPv6 to nothing", Want: []string{"dns.hosts_override"}, Office: Office{V6: true},
		Fault: func(l *Lab) { l.Hosts(dead6 + " " + tax) },
		Prove: func(l *Lab) error { return all(l.Silent("["+dead6+"]:8443"), l.Connects(taxIP+":8443")) },
	},
	{
		Name: "dns/slow", Want: []string{"dns.slow"}, Verdict: "degraded",
		Fault: func(l *Lab) { l.Inner.Set(tax, fault.Name{Addresses: addrs(taxIP), Delay: 1700 * time.Millisecond}) },
		Prove: func(l *Lab) error { return l.Mum(routerIP, tax) },
	},
	{
		Name: "dns/first of two resolvers dead", Want: []string{"dns.slow"}, Verdict: "degraded",
		Fault: func(l *Lab) { l.Resolvers("192.168.1.53", routerIP) },
		Prove: func(l *Lab) error { return all(l.Mum("192.168.1.53", tax), l.Says(routerIP, tax, 0, taxIP)) },
	},
	{
		Name: "dns/first of two resolvers dead, dual stack", Want: []string{"dns.slow"}, Verdict: "degraded", Office: Office{V6: true}, Profile: two,
		Fault: func(l *Lab) { l.Resolvers("10.1.1.1", routerIP) },
		Prove: func(l *Lab) error { return all(l.Mum("10.1.1.1", tax), l.Says(routerIP, tax, 0, taxIP6)) },
	},
}
