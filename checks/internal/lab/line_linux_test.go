package lab

import (
	"errors"
	"net"
	"slices"
	"strings"
	"syscall"
	"time"

	"kpdoctor/checks/internal/fault"
)

// line are faults of the PC's adapters, the router and the carrier.
var line = []Scenario{
	{
		Name: "adapter/missing", Want: []string{"adapter.missing"},
		Fault: func(l *Lab) { l.must(l.Client.IP("link del eth0\n")) },
		Prove: func(l *Lab) error { return adapters(l, "lo") },
	},
	{
		Name: "adapter/disabled", Want: []string{"adapter.disabled"}, Targets: []string{"eth0"},
		Fault: func(l *Lab) { l.must(l.Client.IP("link set eth0 down\n")) },
		Prove: func(l *Lab) error { return l.Refuses("198.51.100.10:443", syscall.ENETUNREACH) },
	},
	{
		Name: "adapter/unplugged", Want: []string{"adapter.unplugged"}, Targets: []string{"eth0"},
		Fault: func(l *Lab) { l.must(l.Router.IP("link set lan1 down\n")) },
		Prove: func(l *Lab) error { return l.Unreached("198.51.100.10:443") },
	},
	{
		Name: "adapter/unplugged, dual stack", Want: []string{"adapter.unplugged"}, Office: Office{V6: true},
		Fault: func(l *Lab) { l.must(l.Router.IP("link set lan1 down\n")) },
		Prove: func(l *Lab) error { return l.Unreached("198.51.100.10:443") },
	},
	{
		Name: "adapter/no address", Want: []string{"adapter.no_address"},
		Fault: func(l *Lab) { l.must(l.Client.IP("addr flush dev eth0\n")) },
		Prove: func(l *Lab) error { return l.Refuses("198.51.100.10:443", syscall.ENETUNREACH) },
	},
	{
		Name: "adapter/only 169.254", Want: []string{"adapter.no_address"},
		Fault: func(l *Lab) {
			l.must(l.Client.IP("addr flush dev eth0\naddr add 169.254.33.7/16 brd + dev eth0\nroute add default dev eth0\n"))
		},
		Prove: func(l *Lab) error { return l.Unreached("198.51.100.10:443") },
	},
	{
		Name: "adapter/no gateway", Want: []string{"adapter.no_gateway"},
		Fault: func(l *Lab) { l.must(l.Client.IP("route del default\n")) },
		Prove: func(l *Lab) error {
			return all(l.Refuses("198.51.100.10:443", syscall.ENETUNREACH), l.Pings(routerIP, true))
		},
	},
	{
		Name: "adapter/no gateway, dual stack", Want: []string{"adapter.no_gateway"}, Office: Office{V6: true},
		Fault: func(l *Lab) { l.must(l.Client.IP("route del default\nroute del ::/0\n")) },
		Prove: func(l *Lab) error { return l.Refuses("198.51.100.10:443", syscall.ENETUNREACH) },
	},
	{
		Name: "adapter/address conflict, cut off", Want: []string{"adapter.address_conflict"},
		Fault: func(l *Lab) {
			l.Rival(clientIP+"/24", "52:54:00:0b:ad:02")
			l.must(l.Router.IP("neigh replace " + clientIP + " lladdr 52:54:00:0b:ad:02 nud permanent dev lan\n")) // the router keeps to the other
		},
		Prove: func(l *Lab) error { return all(l.Silent("198.51.100.10:443")) },
	},
	{
		Name: "adapter/address conflict, still alive", Want: []string{"adapter.address_conflict"}, Verdict: "degraded",
		Fault: func(l *Lab) {
			l.must(l.Router.IP("neigh replace " + clientIP + " lladdr " + clientMAC + " nud permanent dev lan\n"))
			l.Rival(clientIP+"/24", "52:54:00:0b:ad:03")
		},
		Prove: func(l *Lab) error {
			out, err := l.Router.command("", "bridge", "fdb", "show", "br", "lan")
			if err == nil && !strings.Contains(out, "lan2") {
				err = errors.New("proof: no second machine on the bridge")
			}
			return all(err, l.Connects("198.51.100.10:443"))
		},
	},
	{
		Name: "gateway/router off", Want: []string{"gateway.unreachable"}, Targets: []string{routerIP},
		Fault: func(l *Lab) { l.must(l.Router.IP("link set lan down\n")) },
		Prove: func(l *Lab) error { return all(l.Unreached("198.51.100.10:443"), l.Pings(routerIP, false)) },
	},
	{
		Name: "gateway/router off, dual stack", Want: []string{"gateway.unreachable"}, Office: Office{V6: true},
		Fault: func(l *Lab) { l.must(l.Router.IP("link set lan down\n")) },
		Prove: func(l *Lab) error { return all(l.Unreached("198.51.100.10:443"), l.Pings(routerIP, false)) },
	},
	{
		Name: "gateway/wrong address set", Want: []string{"gateway.unreachable"}, Targets: []string{"192.168.1.254"},
		Fault: func(l *Lab) { l.must(l.Client.IP("route del default\nroute add default via 192.168.1.254\n")) },
		Prove: func(l *Lab) error { return all(l.Unreached("198.51.100.10:443"), l.Pings(routerIP, true)) },
	},
	{
		Name: "internet/carrier drops all", Want: []string{"internet.unreachable"},
		Fault: func(l *Lab) { l.Drop(l.Carrier, "forward", "", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent("198.51.100.10:443"), l.Pings(routerIP, true)) },
	},
	{
		Name: "internet/carrier drops all, dual stack", Want: []string{"internet.unreachable"}, Office: Office{V6: true},
		Fault: func(l *Lab) { l.Drop(l.Carrier, "forward", "", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent("198.51.100.10:443"), l.Pings(routerIP, true)) },
	},
	{
		Name: "internet/router lost its line", Want: []string{"internet.unreachable"},
		Fault: func(l *Lab) { l.must(l.Router.IP("link set wan down\n")) },
		Prove: func(l *Lab) error {
			return all(l.Refuses("198.51.100.10:443", syscall.ENETUNREACH), l.Pings(routerIP, true))
		},
	},
	{
		Name: "internet/router ignores ping and its line is dead", Want: []string{"internet.unreachable"},
		Fault: func(l *Lab) {
			l.Drop(l.Router, "input", "icmp type echo-request", "drop")
			l.Drop(l.Carrier, "forward", "", "drop")
		},
		Prove: func(l *Lab) error { return all(l.Silent("198.51.100.10:443"), l.Pings(routerIP, false)) },
	},
	{
		Name: "internet/four endpoints, public resolvers", Want: []string{"internet.unreachable"}, Profile: four,
		Fault: func(l *Lab) {
			l.Resolvers(dnsOne, dnsTwo)
			l.Drop(l.Carrier, "forward", "", "drop")
		},
		Prove: func(l *Lab) error { return all(l.Silent("198.51.100.10:443"), l.Mum(dnsOne, tax)) },
	},
	{
		Name: "portal/redirect", Want: []string{"internet.captive_portal"},
		Fault: func(l *Lab) { l.Portal(fault.PortalRedirect("http://192.168.1.1/login")) },
		Prove: func(l *Lab) error {
			return all(l.Answers("198.51.100.10:80", refOne, 302, false), l.Silent(taxIP+":8443"))
		},
	},
	{
		Name: "portal/page", Want: []string{"internet.captive_portal"},
		Fault: func(l *Lab) { l.Portal(fault.PortalPage()) },
		Prove: func(l *Lab) error {
			return all(l.Answers("198.51.100.10:80", refOne, 200, false), l.Silent(taxIP+":8443"))
		},
	},
	{
		Name: "portal/page, all TLS with its own certificate", Want: []string{"internet.captive_portal"},
		Fault: func(l *Lab) {
			l.Intercept("443, 8443", fault.Subject{CommonName: "gateway.local"})
			l.Portal(fault.PortalPage())
		},
		Prove: func(l *Lab) error {
			return all(l.Answers("198.51.100.10:80", refOne, 200, false), l.Fails(taxIP+":8443", tax, "unknown authority"))
		},
	},
	{
		Name: "loss/lan", Want: []string{"lan.lossy"}, Verdict: "degraded",
		Fault: func(l *Lab) { lose(l, l.Router, "prerouting", "iifname lan") },
		Prove: func(l *Lab) error { return all(l.Connects("198.51.100.10:443"), loses(l, routerIP)) },
	},
	{
		Name: "loss/internet", Want: []string{"internet.lossy"}, Verdict: "degraded",
		Fault: func(l *Lab) { lose(l, l.Carrier, "forward", "") },
		Prove: func(l *Lab) error { return all(l.Connects("198.51.100.10:443"), loses(l, dnsOne)) },
	},
	{
		Name: "loss/internet, dual stack, 443", Want: []string{"internet.lossy"}, Verdict: "degraded", Office: Office{V6: true}, Profile: on443,
		Fault: func(l *Lab) { lose(l, l.Carrier, "forward", "") },
		Prove: func(l *Lab) error { return all(l.Connects("198.51.100.10:443"), loses(l, dnsOne)) },
	},
	{
		Name: "slow/line", Want: []string{"internet.slow"}, Verdict: "degraded", Office: Office{DelayMS: 220},
		Prove: func(l *Lab) error { return slower(l, "198.51.100.10:443", 400*time.Millisecond) },
	},
	{
		Name: "slow/line, two endpoints", Want: []string{"internet.slow"}, Verdict: "degraded", Office: Office{DelayMS: 260}, Profile: two,
		Prove: func(l *Lab) error { return slower(l, "198.51.100.10:443", 500*time.Millisecond) },
	},
	{
		Name: "mtu/1280, messages eaten, 8443", Want: []string{"internet.small_mtu"},
		Fault: func(l *Lab) { l.Cert(tax, 8443, l.Fat(tax), fault.Welcome()); l.Shrink(1280, false) },
		Prove: func(l *Lab) error { return stalls(l, taxIP+":8443") },
	},
	{
		Name: "mtu/1280, messages eaten, 443", Want: []string{"internet.small_mtu"}, Profile: on443,
		Fault: func(l *Lab) { l.Cert(tax, 443, l.Fat(tax), fault.Welcome()); l.Shrink(1280, false) },
		Prove: func(l *Lab) error { return stalls(l, taxIP+":443") },
	},
	{
		Name: "mtu/1280, messages eaten, IPv6 alone", Want: []string{"internet.small_mtu"}, Office: Office{V6: true},
		Profile: func(p *Profile) { p.Endpoints = []Endpoint{{URL: "https://[" + taxIP6 + "]:8443/"}} },
		Fault:   func(l *Lab) { l.Cert(taxIP6, 8443, l.Fat(taxIP6), fault.Welcome()); l.Shrink(1280, false) },
		Prove:   func(l *Lab) error { return stalls(l, "["+taxIP6+"]:8443") },
	},
	{
		Name: "vpn/swallows all", Want: []string{"vpn.captures_traffic"}, Targets: []string{"tun0"},
		Fault: func(l *Lab) { l.Swallow("0.0.0.0/1", "128.0.0.0/1") },
		Prove: func(l *Lab) error { return all(l.Silent("198.51.100.10:443"), l.Pings(routerIP, true)) },
	},
	{
		Name: "vpn/swallows all, the resolver too", Want: []string{"vpn.captures_traffic"},
		Fault: func(l *Lab) { l.Resolvers(dnsOne); l.Swallow("0.0.0.0/1", "128.0.0.0/1") },
		Prove: func(l *Lab) error { return all(l.Silent("198.51.100.10:443"), l.Mum(dnsOne, tax)) },
	},
	{
		Name: "vpn/swallows the tax network only", Want: []string{"vpn.captures_traffic"},
		Fault: func(l *Lab) { l.Swallow("203.0.113.0/24") },
		Prove: func(l *Lab) error { return all(l.Silent(taxIP+":8443"), l.Connects("198.51.100.10:443")) },
	},
	{
		Name: "vpn/a default route of its own", Want: []string{"vpn.captures_traffic"},
		Fault: func(l *Lab) {
			l.must(l.Client.IP("route del default\nroute add default via " + routerIP + " metric 100\n"))
			l.Swallow("default metric 50")
		},
		Prove: func(l *Lab) error { return all(l.Silent("198.51.100.10:443"), l.Pings(routerIP, true)) },
	},
	{
		Name: "ipv6/carrier drops it", Want: []string{"ipv6.broken"}, Verdict: "degraded", Office: Office{V6: true},
		Fault: func(l *Lab) { l.Drop(l.Carrier, "forward", "meta nfproto ipv6", "drop") },
		Prove: func(l *Lab) error { return all(l.Silent("["+taxIP6+"]:8443"), l.Connects(taxIP+":8443")) },
	},
	{
		Name: "ipv6/carrier drops it, two endpoints on 443", Want: []string{"ipv6.broken"}, Verdict: "degraded", Office: Office{V6: true}, Profile: two,
		Fault: func(l *Lab) { l.Drop(l.Carrier, "forward", "meta nfproto ipv6", "drop") },
		Prove: func(l *Lab) error {
			return all(l.Silent("[2408:8000:1::20]:443"), l.Connects(taxIP+":8443"))
		},
	},
}

// on443 asks the platform on the common port.
func on443(p *Profile) { p.Endpoints = []Endpoint{{URL: "https://" + tax + "/"}} }

// two adds the login server on the common port.
func two(p *Profile) { p.Endpoints = append(p.Endpoints, Endpoint{URL: "https://" + sso + "/"}) }

// four adds the login server, an upload port and a query server.
func four(p *Profile) {
	two(p)
	p.Endpoints = append(p.Endpoints, Endpoint{URL: "tls://" + upload + ":9008", Proof: "record"}, Endpoint{URL: "http://" + query + ":8080/", Role: "support"})
}

func adapters(l *Lab, want ...string) error {
	return l.Client.Do(func() error {
		list, err := net.Interfaces()
		if err != nil {
			return err
		}
		var names []string
		for _, i := range list {
			names = append(names, i.Name)
		}
		if !slices.Equal(names, want) {
			return errors.New("proof: adapters " + strings.Join(names, " "))
		}
		return nil
	})
}

// lose drops at random: pings much, so that twenty show it for certain, and the
// rest as much as lets most of it through.
func lose(l *Lab, h *Host, hook, match string) {
	l.Drop(h, hook, match+" icmp type { echo-request, echo-reply } numgen random mod 100 < 35", "drop")
	if l.Office.V6 {
		l.Drop(h, hook, match+" icmpv6 type { echo-request, echo-reply } numgen random mod 100 < 35", "drop")
	}
	l.Drop(h, hook, match+" meta l4proto udp numgen random mod 100 < 15", "drop")
	l.Drop(h, hook, match+" tcp flags & (syn | fin | rst) == 0 numgen random mod 100 < 4", "drop")
}

// loses sends twenty pings and wants some unanswered.
func loses(l *Lab, addr string) error {
	out, _ := l.Client.command("", "ping", "-n", "-q", "-i", "0.02", "-c", "20", "-W", "1", addr)
	if strings.Contains(out, " 0% packet loss") || strings.Contains(out, " 100% packet loss") {
		return errors.New("proof: " + out)
	}
	return nil
}

func slower(l *Lab, addr string, than time.Duration) error {
	began := time.Now()
	if err := l.Connects(addr); err != nil {
		return err
	}
	if time.Since(began) < than {
		return errors.New("proof: the line is quick")
	}
	return nil
}

// stalls wants a port that opens and a handshake that never ends.
func stalls(l *Lab, addr string) error {
	host, _, _ := net.SplitHostPort(addr)
	name := tax
	if host == taxIP6 {
		name = taxIP6
	}
	return all(l.Connects(addr), l.Fails(addr, name, "timeout"))
}
