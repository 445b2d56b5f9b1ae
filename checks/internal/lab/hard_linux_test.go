package lab

import (
	"errors"
	"syscall"

	"github.com/miekg/dns"

	"kpdoctor/checks/internal/fault"
)

// hard are faults whose twin is nearer at hand than the truth.
var hard = []Scenario{
	{
		Name: "hard/IPv6 alone", Office: Office{V6: true}, Profile: two,
		Fault: func(l *Lab) {
			l.must(l.Client.IP("addr del " + clientIP + "/24 dev eth0\n"))
			l.innerByIPv6()
		},
		Prove: func(l *Lab) error {
			return all(l.Refuses("198.51.100.10:443", syscall.ENETUNREACH), l.Handshake("["+taxIP6+"]:8443", tax))
		},
	},
	{
		Name: "hard/IPv4 of the line dead, the server has IPv4 alone", Want: []string{"internet.unreachable"}, Office: Office{V6: true},
		Profile: func(p *Profile) { p.Endpoints = []Endpoint{{URL: "https://" + taxIP + ":8443/"}} },
		Fault:   func(l *Lab) { l.Drop(l.Carrier, "forward", "meta nfproto ipv4", "drop") },
		Prove: func(l *Lab) error {
			return all(l.Silent(taxPort), l.Silent("198.51.100.10:443"), l.Connects("["+sites[refOne][1]+"]:443"))
		},
	},
	{
		Name: "hard/two default routes, the better one's router is gone", Want: []string{"gateway.unreachable"}, Targets: []string{"192.168.1.254"},
		Fault: func(l *Lab) {
			l.must(l.Client.IP("route del default\nroute add default via 192.168.1.254 metric 10\nroute add default via " + routerIP + " metric 100\n"))
		},
		Prove: func(l *Lab) error { return all(l.Unreached(taxPort), l.Pings(routerIP, true)) },
	},
	{
		Name: "hard/an address of another network set by hand", Want: []string{"gateway.unreachable"}, Targets: []string{"192.168.0.1"},
		Fault: func(l *Lab) {
			l.must(l.Client.IP("addr flush dev eth0\naddr add 192.168.0.100/24 brd + dev eth0\nroute add default via 192.168.0.1\n"))
		},
		Prove: func(l *Lab) error { return l.Unreached(taxPort) },
	},
	{
		Name: "hard/all TCP dropped, names and pings pass", Want: []string{"port.filtered"},
		Fault: func(l *Lab) { l.Drop(l.Router, "forward", "meta l4proto tcp", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent(taxPort, "198.51.100.10:443"), l.Pings(taxIP, true)) },
	},
	{
		Name: "hard/portal that answers for every name and resolver", Want: []string{"internet.captive_portal"},
		Fault: func(l *Lab) {
			for n := range sites {
				l.Inner.Set(n, fault.Name{Addresses: addrs(routerIP)})
			}
			l.interceptDNS()
			ln, err := l.Router.Listen(routerIP + ":80")
			l.must(err)
			l.later(fault.HTTP(ln, nil, fault.PortalRedirect("http://192.168.1.1/login")))
			l.Drop(l.Router, "forward", "iifname lan", "drop")
		},
		Prove: func(l *Lab) error {
			return all(l.Says(dnsOne, tax, 0, routerIP), l.Answers(routerIP+":80", refOne, 302, false))
		},
	},
	{
		Name:  "hard/router answers for every resolver, rightly",
		Fault: func(l *Lab) { l.interceptDNS() },
		Prove: func(l *Lab) error { return all(l.Says(dnsOne, tax, 0, taxIP), l.Says("8.8.8.8", tax, 0, taxIP)) },
	},
	{
		Name: "hard/router answers for every resolver, with a private address", Want: []string{"dns.hijacked"},
		Mistaken: "where every resolver gives one private address that is dead, nobody contradicts: a server of an inner network that is off looks the same",
		Fault: func(l *Lab) {
			l.Inner.Set(tax, fault.Name{Addresses: addrs("192.168.1.250")})
			l.interceptDNS()
		},
		Prove: func(l *Lab) error {
			return all(l.Says(dnsOne, tax, 0, "192.168.1.250"), l.Unreached("192.168.1.250:8443"))
		},
	},
	{
		Name: "hard/first resolver denies the name, the second knows it", Want: []string{"dns.resolver_fails"},
		Fault: func(l *Lab) {
			l.Inner.Set(tax, fault.Name{Rcode: dns.RcodeNameError})
			l.Resolvers(routerIP, dnsOne)
		},
		Prove: func(l *Lab) error {
			return all(l.Says(routerIP, tax, dns.RcodeNameError, ""), l.Says(dnsOne, tax, 0, taxIP))
		},
	},
	{
		Name: "hard/resolver swallows AAAA, an IPv6 office", Want: []string{"dns.slow"}, Verdict: "degraded", Office: Office{V6: true},
		Fault: func(l *Lab) { l.Inner.Set(tax, fault.Name{Addresses: addrs(taxIP), DropAAAA: true}) },
		Prove: func(l *Lab) error {
			if _, err := l.Ask(routerIP, tax, dns.TypeAAAA); err == nil {
				return errAnswered
			}
			return l.Says(routerIP, tax, 0, taxIP)
		},
	},
	{
		Name:  "hard/resolver swallows AAAA, an office without IPv6",
		Fault: func(l *Lab) { l.Inner.Set(tax, fault.Name{Addresses: addrs(taxIP), DropAAAA: true}) },
		Prove: func(l *Lab) error {
			if _, err := l.Ask(routerIP, tax, dns.TypeAAAA); err == nil {
				return errAnswered
			}
			return l.Says(routerIP, tax, 0, taxIP)
		},
	},
	{
		Name: "hard/one of two addresses has an expired certificate", Want: []string{"server.partial_outage"}, Verdict: "degraded",
		Fault: func(l *Lab) {
			several(l, 8443, "203.0.113.11")
			l.Cert("203.0.113.11", 8443, expired(l, tax), fault.Welcome())
		},
		Prove: func(l *Lab) error {
			return all(l.Fails("203.0.113.11:8443", tax, "expired"), l.Handshake(taxPort, tax))
		},
	},
	{
		Name: "hard/one of two addresses answers 502", Want: []string{"server.partial_outage"}, Verdict: "degraded", Profile: on443,
		Fault: func(l *Lab) {
			several(l, 443, "203.0.113.11")
			l.Cert("203.0.113.11", 443, l.leaf(tax), fault.Status(502))
		},
		Prove: func(l *Lab) error {
			return all(l.Answers("203.0.113.11:443", tax, 502, true), l.Answers(taxIP+":443", tax, 200, true))
		},
	},
	{
		Name: "hard/two addresses, one refuses, the other is expired", Want: []string{"cert.expired"},
		Fault: func(l *Lab) {
			several(l, 8443, "203.0.113.11")
			l.Stop("203.0.113.11", 8443)
			l.Cert(tax, 8443, expired(l, tax), fault.Welcome())
		},
		Prove: func(l *Lab) error {
			return all(l.Refuses("203.0.113.11:8443", syscall.ECONNREFUSED), l.Fails(taxPort, tax, "expired"))
		},
	},
	{
		Name: "hard/one address unreachable by ICMP, the other serves", Want: []string{"server.partial_outage"}, Verdict: "degraded",
		Fault: func(l *Lab) {
			several(l, 8443, "203.0.113.11")
			l.Drop(l.Carrier, "forward", "ip daddr 203.0.113.11", "reject with icmp type host-unreachable")
		},
		Prove: func(l *Lab) error {
			return all(l.Refuses("203.0.113.11:8443", syscall.EHOSTUNREACH), l.Connects(taxPort))
		},
	},
	{
		Name: "hard/small packets, the references stall as well", Want: []string{"internet.small_mtu"},
		Fault: func(l *Lab) {
			l.Cert(tax, 8443, l.Fat(tax), fault.Welcome())
			for _, n := range []string{refOne, refTwo} {
				l.Cert(n, 443, l.Fat(n), fault.Welcome())
			}
			l.Shrink(1280, false)
		},
		Prove: func(l *Lab) error { return stalls(l, taxPort) },
	},
	{
		Name: "hard/a VPN that carries all but the tax network", Want: []string{"vpn.captures_traffic"},
		Fault: func(l *Lab) {
			l.Tunnel("0.0.0.0/1", "128.0.0.0/1")
			l.Drop(l.World, "input", "iifname vpn ip daddr 203.0.113.0/24", "drop")
		},
		Prove: func(l *Lab) error { return all(l.Silent(taxPort), l.Connects("198.51.100.10:443"), l.Hit(l.World)) },
	},
	{
		Name: "hard/references intercepted, the tax server has a root of its own", Want: []string{"cert.untrusted_root"},
		Fault: func(l *Lab) {
			l.Intercept("443", fault.Subject{CommonName: "Office Gateway CA"})
			l.Cert(tax, 8443, strange(l, "Provincial Private Root", tax), fault.Welcome())
		},
		Prove: func(l *Lab) error {
			return all(l.Fails("198.51.100.10:443", refOne, "unknown authority"), l.Fails(taxPort, tax, "unknown authority"))
		},
	},
	{
		Name: "hard/an expired intermediate", Want: []string{"cert.expired"},
		Fault: func(l *Lab) {
			old, err := l.trust.root.Intermediate(fault.Subject{CommonName: "Lab Old CA", NotBefore: year(-4), NotAfter: year(0).AddDate(0, 0, -3)})
			l.must(err)
			c, err := old.Leaf(fault.Subject{CommonName: tax, Names: []string{tax}})
			l.must(err)
			l.Cert(tax, 8443, c, fault.Welcome())
		},
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "expired") },
	},
	{
		Name: "hard/clock a month slow, and the certificate is expired anyhow", Want: []string{"cert.expired", "clock.skewed"},
		Fault: func(l *Lab) {
			l.Then(30*day, long)
			l.Cert(tax, 8443, expired(l, tax), fault.Dated(30*day, fault.Welcome()))
		},
		Prove: func(l *Lab) error { return all(offBy(l, 30*day), l.Fails(taxPort, tax, "expired")) },
	},
	{
		Name: "hard/proxy takes the request and says nothing", Want: []string{"proxy.unreachable"},
		Fault: func(l *Lab) { l.SetProxy(l.Proxy(fault.Proxy{Silent: true})) },
		Prove: func(l *Lab) error { return l.Connects(routerIP + ":3128") },
	},
	{
		Name: "hard/port 8443 shut at the router, servers that show nothing else", Want: []string{"port.filtered"},
		Profile: func(p *Profile) { p.Endpoints = append(p.Endpoints, Endpoint{URL: "https://" + sso + ":8443/"}) },
		Fault: func(l *Lab) {
			l.Drop(l.World, "input", "ip daddr 203.0.113.0/24 icmp type echo-request", "drop")
			l.Drop(l.World, "input", "ip daddr 203.0.113.0/24 tcp dport != 8443", "drop")
			l.Drop(l.Router, "forward", "tcp dport 8443", "drop")
		},
		Prove: func(l *Lab) error {
			return all(l.Silent(taxPort, sites[sso][0]+":8443"), l.Pings(taxIP, false), l.Hit(l.Router))
		},
	},
	{
		Name: "hard/hosts file pins both families to nothing", Want: []string{"dns.hosts_override"}, Office: Office{V6: true},
		Fault: func(l *Lab) { l.Hosts(dead+" "+tax, dead6+" "+tax) },
		Prove: func(l *Lab) error { return l.Silent(dead+":8443", "["+dead6+"]:8443") },
	},
	{
		Name: "hard/the router's own RST for the port", Want: []string{"port.rejected"}, Blame: "local_network",
		Mistaken: "a packet filter's RST bears the server's address; only its time to live could tell, and a load balancer in front of the server looks the same",
		Fault:    func(l *Lab) { l.Drop(l.Router, "forward", "tcp dport 8443", "reject with tcp reset") },
		Prove:    func(l *Lab) error { return all(l.Refuses(taxPort, syscall.ECONNREFUSED), l.Hit(l.Router)) },
	},
	{
		Name: "hard/the carrier's RST for the port, dual stack", Want: []string{"port.rejected"}, Office: Office{V6: true}, Profile: on443,
		Mistaken: "as by the router",
		Fault: func(l *Lab) {
			l.Page(tax, 80, fault.NoContent())
			l.Drop(l.Carrier, "forward", "ip daddr "+taxIP+" tcp dport 443", "reject with tcp reset")
			l.Drop(l.Carrier, "forward", "ip6 daddr "+taxIP6+" tcp dport 443", "reject with tcp reset")
		},
		Prove: func(l *Lab) error { return all(l.Refuses(taxIP+":443", syscall.ECONNREFUSED), l.Hit(l.Carrier)) },
	},
	{
		Name: "hard/hijacked to a private address that is dead", Want: []string{"dns.hijacked"}, Profile: on443,
		Fault: func(l *Lab) { l.Inner.Set(tax, fault.Name{Addresses: addrs("10.0.0.5")}) },
		Prove: func(l *Lab) error { return all(l.Says(routerIP, tax, 0, "10.0.0.5"), l.Unreached("10.0.0.5:443")) },
	},
	{
		Name: "hard/this PC drops the server's answers", Want: []string{"port.blocked_here"}, Blame: "this_pc",
		Fault: func(l *Lab) { l.Drop(l.Client, "input", "tcp sport 8443", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent(taxPort), l.Hit(l.Client)) },
	},
	{
		Name: "hard/this PC drops all TCP that comes in, dual stack", Want: []string{"port.blocked_here"}, Blame: "this_pc", Office: Office{V6: true}, Profile: two,
		Fault: func(l *Lab) { l.Drop(l.Client, "input", "iifname eth0 meta l4proto tcp", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent(taxPort, "["+taxIP6+"]:8443"), l.Hit(l.Client)) },
	},
	{
		Name: "hard/this PC drops what comes in", Want: []string{"port.blocked_here"}, Blame: "this_pc",
		Fault: func(l *Lab) { l.Drop(l.Client, "input", "iifname eth0", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent(taxPort), l.Hit(l.Client)) },
	},
}

// interceptDNS makes the router answer every question itself, whoever is asked.
func (l *Lab) interceptDNS() {
	l.must(l.Router.Filter("table ip dnsbox { chain pre { type nat hook prerouting priority dstnat; iifname lan udp dport 53 dnat to " + routerIP + "; iifname lan tcp dport 53 dnat to " + routerIP + "; }; }"))
}

// innerByIPv6 lets the router's resolver hear IPv6, and the PC ask it there.
func (l *Lab) innerByIPv6() {
	zone := map[string]fault.Name{}
	for n := range sites {
		zone[n] = fault.Name{Addresses: addrs(l.addressesOf(n)...)}
	}
	l.resolver(l.Router, routerIP6, zone)
	l.Resolvers(routerIP6)
}

var errAnswered = errors.New("proof: AAAA is answered")
