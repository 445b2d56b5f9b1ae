package lab

import (
	"syscall"
	"time"

	"github.com/miekg/dns"

	"kpdoctor/checks/internal/fault"
)

// double are two faults at once: both are named, what stops her first.
var double = []Scenario{
	{
		Name: "double/resolver down, and the port is refused", Want: []string{"dns.resolver_down", "port.refused"},
		Fault: func(l *Lab) { l.Inner.Silence(); l.Stop(tax, 8443) },
		Prove: func(l *Lab) error { return all(l.Mum(routerIP, tax), l.Refuses(taxPort, syscall.ECONNREFUSED)) },
	},
	{
		Name: "double/resolver down, and the certificate is expired", Want: []string{"dns.resolver_down", "cert.expired"}, Profile: on443,
		Fault: func(l *Lab) { l.Inner.Silence(); l.Cert(tax, 443, expired(l, tax), fault.Welcome()) },
		Prove: func(l *Lab) error { return all(l.Mum(routerIP, tax), l.Fails(taxIP+":443", tax, "expired")) },
	},
	{
		Name: "double/hosts file wrong, and the server is overloaded", Want: []string{"dns.hosts_override", "server.overloaded"},
		Fault: func(l *Lab) { l.Hosts(dead + " " + tax); l.Page(tax, 8443, fault.Status(503)) },
		Prove: func(l *Lab) error { return all(l.Silent(dead+":8443"), l.Answers(taxPort, tax, 503, true)) },
	},
	{
		Name: "double/hijacked, and the certificate is expired at the right place", Want: []string{"dns.hijacked", "cert.expired"},
		Fault: func(l *Lab) {
			l.Inner.Set(tax, fault.Name{Addresses: addrs(dead)})
			l.Cert(tax, 8443, expired(l, tax), fault.Welcome())
		},
		Prove: func(l *Lab) error { return all(l.Says(routerIP, tax, 0, dead), l.Fails(taxPort, tax, "expired")) },
	},
	{
		Name: "double/port filtered, and the zone is wrong", Want: []string{"port.filtered", "clock.timezone"},
		Fault: func(l *Lab) {
			l.Drop(l.Carrier, "forward", "tcp dport 8443", "drop")
			l.Env = append(l.Env, "TZ=America/New_York")
		},
		Prove: func(l *Lab) error { return all(l.Silent(taxPort), l.Hit(l.Carrier)) },
	},
	{
		Name: "double/port refused, and the clock is an hour off", Want: []string{"port.refused", "clock.skewed"},
		Fault: func(l *Lab) { l.Then(time.Hour, long); l.Stop(tax, 8443) },
		Prove: func(l *Lab) error { return all(offBy(l, time.Hour), l.Refuses(taxPort, syscall.ECONNREFUSED)) },
	},
	{
		Name: "double/one server refuses, the other's certificate is expired", Want: []string{"port.refused", "cert.expired"}, Profile: two,
		Fault: func(l *Lab) { l.Stop(tax, 8443); l.Cert(sso, 443, expired(l, sso), fault.Welcome()) },
		Prove: func(l *Lab) error {
			return all(l.Refuses(taxPort, syscall.ECONNREFUSED), l.Fails(sites[sso][0]+":443", sso, "expired"))
		},
	},
	{
		Name: "double/IPv6 dead, and the server is overloaded", Want: []string{"server.overloaded", "ipv6.broken"}, Office: Office{V6: true},
		Fault: func(l *Lab) {
			l.Drop(l.Carrier, "forward", "meta nfproto ipv6", "drop")
			l.Page(tax, 8443, fault.Status(503))
		},
		Prove: func(l *Lab) error { return all(l.Silent("["+taxIP6+"]:8443"), l.Answers(taxPort, tax, 503, true)) },
	},
	{
		Name: "double/line loses, and the certificate is expired", Want: []string{"cert.expired", "internet.lossy"},
		Fault: func(l *Lab) { lose(l, l.Carrier, "forward", ""); l.Cert(tax, 8443, expired(l, tax), fault.Welcome()) },
		Prove: func(l *Lab) error { return all(loses(l, dnsOne), l.Fails(taxPort, tax, "expired")) },
	},
	{
		Name: "double/cable out, and no device", Want: []string{"adapter.unplugged", "device.missing"}, Profile: extra(wantsKey),
		Fault: func(l *Lab) { l.must(l.Router.IP("link set lan1 down\n")) },
		Prove: func(l *Lab) error { return all(l.Unreached("198.51.100.10:443"), usbIs(l, "")) },
	},
	{
		Name: "double/proxy wants a login, and no device", Want: []string{"proxy.auth_required", "device.missing"}, Profile: extra(wantsKey),
		Fault: func(l *Lab) { l.SetProxy(l.Proxy(fault.Proxy{Auth: []string{"Basic"}})) },
		Prove: func(l *Lab) error { return all(l.Answers(routerIP+":3128", tax, 407, false), usbIs(l, "")) },
	},
	{
		Name: "double/resolver slow, and maintenance", Want: []string{"server.maintenance", "dns.slow"},
		Fault: func(l *Lab) {
			l.Inner.Set(tax, fault.Name{Addresses: addrs(taxIP), Delay: 1700 * time.Millisecond})
			l.Page(tax, 8443, fault.Maintenance(503, true))
		},
		Prove: func(l *Lab) error { return all(l.Mum(routerIP, tax), l.Answers(taxPort, tax, 503, true)) },
	},
	{
		Name: "double/blocked here, and the other server refuses", Want: []string{"port.blocked_here", "port.refused"}, Profile: two,
		Fault: func(l *Lab) { l.Drop(l.Client, "output", "tcp dport 8443", "drop"); l.Stop(sso, 443) },
		Prove: func(l *Lab) error {
			return all(l.Silent(taxPort), l.Hit(l.Client), l.Refuses(sites[sso][0]+":443", syscall.ECONNREFUSED))
		},
	},
	{
		Name: "double/intercepted on 443, filtered on 8443", Want: []string{"port.filtered", "tls.intercepted"}, Profile: two,
		Fault: func(l *Lab) {
			l.Intercept("443", fault.Subject{CommonName: "Office Gateway CA"})
			l.Drop(l.Router, "forward", "tcp dport 8443", "drop")
		},
		Prove: func(l *Lab) error {
			return all(l.Silent(taxPort), l.Fails(sites[sso][0]+":443", sso, "unknown authority"))
		},
	},
	{
		Name: "double/router off, and the zone is wrong", Want: []string{"gateway.unreachable", "clock.timezone"},
		Fault: func(l *Lab) { l.must(l.Router.IP("link set lan down\n")); l.Env = append(l.Env, "TZ=UTC") },
		Prove: func(l *Lab) error { return l.Pings(routerIP, false) },
	},
	{
		Name: "double/disk full, and the server fails", Want: []string{"server.error", "host.disk_full"}, Profile: extra("[host]\nmin_free_disk = \"1048576GiB\"\n"),
		Fault: func(l *Lab) { l.Page(tax, 8443, fault.Status(500)) },
		Prove: func(l *Lab) error { return l.Answers(taxPort, tax, 500, true) },
	},
	{
		Name: "double/server dead, and the support name does not exist", Want: []string{"server.unreachable", "dns.name_not_found"},
		Profile: func(p *Profile) { two(p); p.Endpoints[1].Role = "support" },
		Fault: func(l *Lab) {
			l.Drop(l.World, "input", "ip daddr "+taxIP, "drop")
			l.Name(sso, fault.Name{Rcode: dns.RcodeNameError})
		},
		Prove: func(l *Lab) error { return all(l.Silent(taxPort), l.Says(dnsOne, sso, dns.RcodeNameError, "")) },
	},
	{
		Name: "double/VPN swallows the tax network, the login server is expired", Want: []string{"vpn.captures_traffic", "cert.expired"},
		Profile: func(p *Profile) { p.Endpoints = append(p.Endpoints, Endpoint{URL: "https://" + refTwo + "/"}) },
		Fault: func(l *Lab) {
			l.Swallow("203.0.113.0/24")
			l.Cert(refTwo, 443, expired(l, refTwo), fault.Welcome())
		},
		Prove: func(l *Lab) error { return all(l.Silent(taxPort), l.Fails(sites[refTwo][0]+":443", refTwo, "expired")) },
	},
	{
		Name: "double/no resolver set, and IPv6 dead", Want: []string{"dns.no_resolver", "ipv6.broken"}, Office: Office{V6: true},
		Fault: func(l *Lab) { l.Resolvers(); l.Drop(l.Carrier, "forward", "meta nfproto ipv6", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent("["+taxIP6+"]:8443"), l.Connects(taxPort)) },
	},
	{
		Name: "double/resolver down, and small packets only", Want: []string{"dns.resolver_down", "internet.small_mtu"},
		Fault: func(l *Lab) {
			l.Inner.Silence()
			l.Cert(tax, 8443, l.Fat(tax), fault.Welcome())
			l.Shrink(1280, false)
		},
		Prove: func(l *Lab) error { return all(l.Mum(routerIP, tax), stalls(l, taxPort)) },
	},
}
