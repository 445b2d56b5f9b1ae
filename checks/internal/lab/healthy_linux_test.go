package lab

import (
	"crypto/tls"
	"encoding/pem"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/beevik/ntp"
	"github.com/miekg/dns"

	"kpdoctor/checks/internal/fault"
)

// healthy are networks in which nothing is wrong, however odd: nothing may be
// named.
var healthy = []Scenario{
	{Name: "healthy/plain office"},
	{Name: "healthy/dual stack", Office: Office{V6: true}},
	{Name: "healthy/four endpoints, dual stack", Office: Office{V6: true}, Profile: four},
	{Name: "healthy/no translation of addresses", Office: Office{NoNAT: true, V6: true}, Profile: two},
	{Name: "healthy/no references at all", Profile: func(p *Profile) { p.References = false }},
	{
		Name:  "healthy/router ignores ping",
		Fault: func(l *Lab) { l.Drop(l.Router, "input", "icmp type echo-request", "drop") },
		Prove: func(l *Lab) error { return l.Pings(routerIP, false) },
	},
	{
		Name:  "healthy/server ignores ping",
		Fault: func(l *Lab) { l.Drop(l.World, "input", "ip daddr "+taxIP+" icmp type echo-request", "drop") },
		Prove: func(l *Lab) error { return l.Pings(taxIP, false) },
	},
	{
		Name: "healthy/nobody answers ping", Office: Office{V6: true},
		Fault: func(l *Lab) {
			l.Drop(l.Router, "prerouting", "icmp type echo-request", "drop")
			l.Drop(l.Router, "prerouting", "icmpv6 type echo-request", "drop")
		},
		Prove: func(l *Lab) error { return all(l.Pings(routerIP, false), l.Pings(dnsOne, false)) },
	},
	{
		Name: "healthy/router answers ten pings a second",
		Fault: func(l *Lab) {
			l.Drop(l.Router, "input", "icmp type echo-request limit rate over 10/second burst 10 packets", "drop")
		},
		Prove: func(l *Lab) error { return loses(l, routerIP) },
	},
	{
		Name: "healthy/carrier limits ping",
		Fault: func(l *Lab) {
			l.Drop(l.Carrier, "forward", "icmp type echo-request limit rate over 20/second burst 5 packets", "drop")
		},
		Prove: func(l *Lab) error { return loses(l, dnsOne) },
	},
	{
		Name: "healthy/names have IPv6, the office has none",
		Fault: func(l *Lab) {
			for n, list := range sites {
				l.Name(n, fault.Name{Addresses: addrs(list...)})
			}
		},
		Prove: func(l *Lab) error {
			return all(l.Says(routerIP, tax, 0, taxIP6), l.Refuses("["+taxIP6+"]:8443", syscall.ENETUNREACH))
		},
	},
	{
		Name: "healthy/an IPv6 address and no route", Office: Office{V6: true},
		Fault: func(l *Lab) { l.must(l.Client.IP("route del ::/0\n")) },
		Prove: func(l *Lab) error { return l.Refuses("["+taxIP6+"]:8443", syscall.ENETUNREACH) },
	},
	{
		Name: "healthy/IPv6 ends at the router, which says so at once", Office: Office{V6: true},
		Fault: func(l *Lab) { l.must(l.Router.IP("route del ::/0\n")) },
		Prove: func(l *Lab) error { return l.Refuses("["+taxIP6+"]:8443", syscall.ENETUNREACH) },
	},
	{
		Name: "healthy/each resolver gives another address, all serve",
		Fault: func(l *Lab) {
			several(l, 8443, "203.0.113.11", "203.0.113.12")
			l.Inner.Set(tax, fault.Name{CNAME: "dppt.cdn.example", Addresses: addrs("203.0.113.11")})
			l.Public[0].Set(tax, fault.Name{CNAME: "dppt.cdn.example", Addresses: addrs("203.0.113.12")})
			l.Public[1].Set(tax, fault.Name{Addresses: addrs(taxIP)})
		},
		Prove: func(l *Lab) error {
			return all(l.Says(routerIP, tax, 0, "203.0.113.11"), l.Says(dnsOne, tax, 0, "203.0.113.12"), l.Connects("203.0.113.12:8443"))
		},
	},
	{
		Name: "healthy/an inner address from the inner resolver, and it serves", Profile: on443,
		Fault: func(l *Lab) {
			l.Own("10.30.0.10")
			l.Cert("10.30.0.10", 443, l.leaf(tax), fault.Welcome())
			l.Inner.Set(tax, fault.Name{Addresses: addrs("10.30.0.10")})
		},
		Prove: func(l *Lab) error {
			return all(l.Says(routerIP, tax, 0, "10.30.0.10"), l.Handshake("10.30.0.10:443", tax))
		},
	},
	{
		Name: "healthy/a name that only the inner resolver knows",
		Fault: func(l *Lab) {
			for _, d := range l.Public {
				d.Set(tax, fault.Name{Rcode: dns.RcodeNameError})
			}
		},
		Prove: func(l *Lab) error {
			return all(l.Says(routerIP, tax, 0, taxIP), l.Says(dnsOne, tax, dns.RcodeNameError, ""))
		},
	},
	{
		Name: "healthy/locked office, all but the tax servers dropped", Profile: two,
		Fault: func(l *Lab) {
			l.Drop(l.Router, "forward", "iifname lan ip daddr != 203.0.113.0/24", "drop")
		},
		Prove: func(l *Lab) error { return all(l.Silent("198.51.100.10:443"), l.Mum(dnsOne, tax), l.Connects(taxPort)) },
	},
	{
		Name: "healthy/locked office, all but the tax servers rejected",
		Fault: func(l *Lab) {
			l.Drop(l.Router, "forward", "iifname lan ip daddr != 203.0.113.0/24", "reject with icmp type admin-prohibited")
		},
		Prove: func(l *Lab) error {
			return all(l.Refuses("198.51.100.10:443", syscall.EHOSTUNREACH), l.Connects(taxPort))
		},
	},
	{
		Name: "healthy/only DNS and the tax port pass",
		Fault: func(l *Lab) {
			l.Drop(l.Router, "forward", "iifname lan meta l4proto != udp tcp dport != 8443", "drop")
			l.Drop(l.Router, "forward", "iifname lan udp dport != 53", "drop")
			l.Drop(l.Router, "forward", "iifname lan icmp type echo-request", "drop")
		},
		Prove: func(l *Lab) error { return all(l.Silent("198.51.100.10:443"), l.Connects(taxPort)) },
	},
	{
		Name: "healthy/proxy-only office",
		Fault: func(l *Lab) {
			l.SetProxy(l.Proxy(fault.Proxy{}))
			l.Drop(l.Router, "forward", "iifname lan", "drop")
		},
		Prove: func(l *Lab) error { return all(l.Silent(taxPort), connects(l, routerIP+":3128", tax+":8443", "200")) },
	},
	{
		Name: "healthy/proxy-only office, names resolve nowhere but at the proxy", Profile: two,
		Fault: func(l *Lab) {
			l.SetProxy(l.Proxy(fault.Proxy{}))
			l.Drop(l.Router, "forward", "iifname lan", "drop")
			for n := range sites {
				l.Inner.Set(n, fault.Name{Rcode: dns.RcodeNameError})
			}
		},
		Prove: func(l *Lab) error {
			return all(l.Says(routerIP, tax, dns.RcodeNameError, ""), connects(l, routerIP+":3128", tax+":8443", "200"))
		},
	},
	{
		Name: "healthy/a proxy that is well, beside a direct way", Profile: func(p *Profile) {
			on443(p)
			p.Endpoints = append(p.Endpoints, Endpoint{URL: "http://" + query + ":8080/"})
		},
		Fault: func(l *Lab) { l.SetProxy(l.Proxy(fault.Proxy{})) },
		Prove: func(l *Lab) error { return connects(l, routerIP+":3128", tax+":443", "200") },
	},
	{
		Name: "healthy/a dead proxy, and the tax name goes past it",
		Fault: func(l *Lab) {
			l.SetProxy("http://192.168.1.77:8080")
			l.Env = append(l.Env, "NO_PROXY=localhost,.chinatax.gov.cn")
		},
		Prove: func(l *Lab) error { return all(l.Unreached("192.168.1.77:8080"), l.Connects(taxPort)) },
	},
	{
		Name: "healthy/upload port with TLS 1.0", Profile: uploadOnly,
		Fault: func(l *Lab) { l.TLS(upload, 9008, fault.TLS10(l.leaf(upload)), fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Fails(sites[upload][0]+":9008", upload, "version") },
	},
	{
		Name: "healthy/upload port with TLCP", Profile: uploadOnly,
		Fault: func(l *Lab) { l.Hello(upload, 9008, fault.TLCPOnly) },
		Prove: func(l *Lab) error { return l.Fails(sites[upload][0]+":9008", upload, "") },
	},
	{Name: "healthy/a tlcp endpoint", Profile: func(p *Profile) { p.Endpoints = append(p.Endpoints, Endpoint{URL: "tlcp://" + upload + ":9443"}) }},
	{
		Name: "healthy/upload port that answers with an alert", Profile: uploadOnly, Office: Office{V6: true},
		Fault: func(l *Lab) { l.Hello(upload, 9008, fault.AlertOnHello(fault.AlertHandshakeFailure)) },
		Prove: func(l *Lab) error { return l.Fails(sites[upload][0]+":9008", upload, "handshake failure") },
	},
	{
		Name: "healthy/upload port that wants a client certificate", Profile: uploadOnly,
		Fault: func(l *Lab) {
			l.TLS(upload, 9008, fault.WantsClientCertificate(l.leaf(upload), tls.VersionTLS12), fault.Welcome())
		},
		Prove: func(l *Lab) error { return l.Fails(sites[upload][0]+":9008", upload, "remote error") },
	},
	{
		Name: "healthy/upload port with an expired certificate and proof record", Profile: uploadOnly,
		Fault: func(l *Lab) { l.Cert(upload, 9008, expired(l, upload), fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Fails(sites[upload][0]+":9008", upload, "expired") },
	},
	{Name: "healthy/plain TCP by address", Profile: rawOnly},
	{
		Name:  "healthy/firewall answers 412 to a program",
		Fault: func(l *Lab) { l.Page(tax, 8443, fault.WAF(412)) },
		Prove: func(l *Lab) error { return l.Answers(taxPort, tax, 412, true) },
	},
	{
		Name: "healthy/403 and the profile expects it", Profile: func(p *Profile) { p.Endpoints[0].Expect = []string{"200-403"} },
		Fault: func(l *Lab) { l.Page(tax, 8443, fault.WAF(403)) },
		Prove: func(l *Lab) error { return l.Answers(taxPort, tax, 403, true) },
	},
	{
		Name: "healthy/a redirect to the login server", Profile: on443,
		Fault: func(l *Lab) { l.Page(tax, 443, http.RedirectHandler("https://"+sso+"/login", http.StatusFound)) },
		Prove: func(l *Lab) error { return l.Answers(taxIP+":443", tax, 302, true) },
	},
	{
		Name:  "healthy/time servers blocked",
		Fault: func(l *Lab) { l.Drop(l.Router, "forward", "udp dport 123", "drop") },
		Prove: func(l *Lab) error {
			if offBy(l, 0) == nil {
				return errors.New("proof: a time server answers")
			}
			return l.Hit(l.Router)
		},
	},
	{
		Name:  "healthy/one time server lies",
		Fault: func(l *Lab) { l.Time(timeA, fault.Time{Offset: 3 * time.Hour}) },
		Prove: func(l *Lab) error { return offBy(l, 3*time.Hour) },
	},
	{
		Name:  "healthy/clock two minutes off",
		Fault: func(l *Lab) { l.Then(2*time.Minute, long) },
		Prove: func(l *Lab) error { return offBy(l, 2*time.Minute) },
	},
	{
		Name: "healthy/time servers send us away",
		Fault: func(l *Lab) {
			l.Time(timeA, fault.Time{KissOfDeath: "RATE"})
			l.Time(timeB, fault.Time{Unsynchronised: true})
		},
		Prove: func(l *Lab) error {
			return l.Client.Do(func() error {
				r, err := ntp.QueryWithOptions(sites[timeA][0], ntp.QueryOptions{Timeout: probePatience})
				if err == nil && r.Validate() == nil {
					err = errors.New("proof: the time server is fine")
				}
				return err
			})
		},
	},
	{
		Name:  "healthy/resolver refuses AAAA",
		Fault: func(l *Lab) { l.Resolvers("192.168.1.2"); stubborn(l, "192.168.1.2") },
		Prove: func(l *Lab) error {
			r, err := l.Ask("192.168.1.2", tax, dns.TypeAAAA)
			if err == nil && r.Rcode != dns.RcodeRefused {
				err = errors.New("proof: AAAA is answered")
			}
			return err
		},
	},
	{
		Name: "healthy/a long answer comes over TCP",
		Fault: func(l *Lab) {
			l.Name(tax, fault.Name{Addresses: addrs(taxIP), Truncate: true})
		},
		Prove: func(l *Lab) error {
			r, err := l.Ask(routerIP, tax, dns.TypeA)
			if err == nil && !r.Truncated {
				err = errors.New("proof: not truncated")
			}
			return err
		},
	},
	{
		Name: "healthy/second of two resolvers dead", Profile: two,
		Fault: func(l *Lab) { l.Resolvers(routerIP, "192.168.1.53") },
		Prove: func(l *Lab) error { return l.Mum("192.168.1.53", tax) },
	},
	{
		Name:  "healthy/a reference resolver is silent",
		Fault: func(l *Lab) { l.Public[0].Silence() },
		Prove: func(l *Lab) error { return l.Mum(dnsOne, tax) },
	},
	{
		Name: "healthy/slow, within the limits",
		Fault: func(l *Lab) {
			l.Inner.Set(tax, fault.Name{Addresses: addrs(taxIP), Delay: 600 * time.Millisecond})
			l.Page(tax, 8443, fault.Slow(2*time.Second, fault.Welcome()))
		},
		Prove: func(l *Lab) error { return noAnswer(l, taxPort, tax, true) },
	},
	{Name: "healthy/a line of 120 ms", Office: Office{DelayMS: 60, V6: true}, Profile: two},
	{
		Name: "healthy/an expired cross-signed certificate in the chain",
		Fault: func(l *Lab) {
			old, err := fault.NewRoot(fault.Subject{CommonName: "Old Root", NotBefore: year(-9), NotAfter: year(-1)})
			l.must(err)
			cross, err := old.Intermediate(fault.Subject{CommonName: "Lab Issuing CA", NotBefore: year(-8), NotAfter: year(-1)})
			l.must(err)
			c := l.leaf(tax)
			c.Certificate = append(append([][]byte{}, c.Certificate...), cross.Cert.Raw, old.Cert.Raw)
			l.Cert(tax, 8443, c, fault.Welcome())
		},
		Prove: func(l *Lab) error { return l.Handshake(taxPort, tax) },
	},
	{
		Name: "healthy/a long chain", Office: Office{V6: true},
		Fault: func(l *Lab) { l.Cert(tax, 8443, l.Fat(tax), fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Handshake(taxPort, tax) },
	},
	{
		Name: "healthy/MTU 1400, and the messages come through", Office: Office{V6: true},
		Fault: func(l *Lab) { l.Cert(tax, 8443, l.Fat(tax), fault.Welcome()); l.Shrink(1400, true) },
		Prove: func(l *Lab) error { return all(l.Handshake(taxPort, tax), l.Handshake("["+taxIP6+"]:8443", tax)) },
	},
	{
		Name: "healthy/a private root in the profile",
		Profile: func(p *Profile) {
			p.Endpoints[0].Roots = []string{"private-root.pem"}
		},
		Fault: func(l *Lab) {
			ca, err := fault.NewRoot(fault.Subject{CommonName: "Provincial Private Root"})
			l.must(err)
			c, err := ca.Leaf(fault.Subject{CommonName: tax, Names: []string{tax}})
			l.must(err)
			l.Cert(tax, 8443, c, fault.Welcome())
			text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.Cert.Raw})
			l.must(os.WriteFile(filepath.Join(l.Dir, "private-root.pem"), text, 0o644))
		},
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "unknown authority") },
	},
	{
		Name:  "healthy/the portal probe answers with a page",
		Fault: func(l *Lab) { l.Page(refOne, 80, fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Answers("198.51.100.10:80", refOne, 200, false) },
	},
	{
		Name: "healthy/the portal probe is redirected, all references too",
		Fault: func(l *Lab) {
			l.Redirect("80, 443", 8080)
			ln, err := l.Router.Listen(routerIP + ":8080")
			l.must(err)
			l.later(fault.HTTP(ln, nil, fault.PortalRedirect("http://192.168.1.1/")))
		},
		Prove: func(l *Lab) error { return l.Answers("198.51.100.10:80", refOne, 302, false) },
	},
	{
		Name: "healthy/references are down",
		Fault: func(l *Lab) {
			for _, n := range []string{refOne, refTwo} {
				l.Stop(n, 80)
				l.Stop(n, 443)
			}
		},
		Prove: func(l *Lab) error { return l.Refuses("198.51.100.10:443", syscall.ECONNREFUSED) },
	},
	{
		Name:  "healthy/references are intercepted, the tax port is not",
		Fault: func(l *Lab) { l.Intercept("443", fault.Subject{CommonName: "Office Gateway CA"}) },
		Prove: func(l *Lab) error {
			return all(l.Fails("198.51.100.10:443", refOne, "unknown authority"), l.Handshake(taxPort, tax))
		},
	},
	{
		Name: "healthy/the hosts file pins the right address", Profile: two,
		Fault: func(l *Lab) { l.Hosts(taxIP + " " + tax) },
		Prove: func(l *Lab) error { return l.Connects(taxPort) },
	},
	{
		Name:  "healthy/the hosts file pins another name wrongly",
		Fault: func(l *Lab) { l.Hosts("127.0.0.1 "+refOne, dead+" "+query) },
		Prove: func(l *Lab) error { return l.Connects(taxPort) },
	},
	{
		Name: "healthy/one port, three pages",
		Profile: func(p *Profile) {
			p.Endpoints = append(p.Endpoints, Endpoint{URL: "https://" + tax + ":8443/api/a"}, Endpoint{URL: "https://" + tax + ":8443/api/b"})
		},
	},
	{
		Name: "healthy/six addresses",
		Fault: func(l *Lab) {
			several(l, 8443, "203.0.113.11", "203.0.113.12", "203.0.113.13", "203.0.113.14", "203.0.113.15")
		},
		Prove: func(l *Lab) error { return l.Connects("203.0.113.15:8443") },
	},
	{
		Name: "healthy/a name without a dot", Profile: func(p *Profile) { p.Endpoints = []Endpoint{{URL: "https://etax:8443/"}} },
	},
	{
		Name:  "healthy/a second default route, worse and dead",
		Fault: func(l *Lab) { l.must(l.Client.IP("route add default via 192.168.1.253 metric 900\n")) },
		Prove: func(l *Lab) error { return all(l.Pings("192.168.1.253", false), l.Connects(taxPort)) },
	},
	{
		Name: "healthy/a second card, unplugged, and a container's bridge",
		Fault: func(l *Lab) {
			l.must(l.Client.IP("link add eth1 type veth peer name far\nlink set eth1 up\nlink add docker0 type bridge\naddr add 172.17.0.1/16 dev docker0\nlink set docker0 up\n"))
		},
		Prove: func(l *Lab) error { return l.Connects(taxPort) },
	},
	{
		Name:  "healthy/a VPN that carries all",
		Fault: func(l *Lab) { l.Tunnel("0.0.0.0/1", "128.0.0.0/1") },
		Prove: func(l *Lab) error {
			out, err := l.Client.command("", "ip", "route", "get", taxIP)
			if err == nil && !strings.Contains(out, "tun0") {
				err = errors.New("proof: " + out)
			}
			return all(err, l.Connects(taxPort))
		},
	},
	{
		Name:  "healthy/a VPN to another office, dead",
		Fault: func(l *Lab) { l.Swallow("10.99.0.0/16") },
		Prove: func(l *Lab) error { return all(l.Silent("10.99.0.1:80"), l.Connects(taxPort)) },
	},
	{
		Name: "healthy/a user without rights", Office: Office{V6: true},
		Fault: func(l *Lab) { l.AsUser() },
		Prove: func(l *Lab) error {
			out, err := l.within("id", "-u")
			if err == nil && strings.TrimSpace(out) != "65534" {
				err = errors.New("proof: " + out)
			}
			return err
		},
	},
	{
		Name: "healthy/the device is there", Profile: extra(wantsKey),
		Fault: func(l *Lab) { l.USB(ukey) },
		Prove: func(l *Lab) error { return usbIs(l, "101d") },
	},
	{
		Name: "healthy/no device, and none is required", Profile: extra("[device]\nkind = \"ukey\"\nrequired = false\nusb = [\"101d:0005\"]\n"),
		Prove: func(l *Lab) error { return usbIs(l, "") },
	},
	{
		Name: "healthy/the software runs, its helper answers", Profile: extra("[invoice_software]\nname = \"开票软件\"\nprocesses = [\"" + here() + "\"]\nlocal_ports = [8081]\n"),
		Fault: func(l *Lab) { helper(l, 8081) },
		Prove: func(l *Lab) error { return l.Connects("127.0.0.1:8081") },
	},
	{
		Name:  "healthy/Shanghai by another name",
		Fault: func(l *Lab) { l.Env = append(l.Env, "TZ=CST-8") },
		Prove: zoneIs("+0800"),
	},
}

// stubborn is a resolver on the LAN that refuses every question but for A.
func stubborn(l *Lab, addr string) {
	h := l.Rival(addr+"/24", "52:54:00:d5:00:02")
	pc, err := h.ListenPacket(addr + ":53")
	l.must(err)
	s := &dns.Server{PacketConn: pc, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetReply(q)
		list, known := sites[strings.TrimSuffix(q.Question[0].Name, ".")]
		switch {
		case q.Question[0].Qtype != dns.TypeA:
			m.Rcode = dns.RcodeRefused
		case !known:
			m.Rcode = dns.RcodeNameError
		default:
			m.Answer = []dns.RR{&dns.A{Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeA, Class: dns.ClassINET, Ttl: 60}, A: addrs(list[0])[0].AsSlice()}}
		}
		w.WriteMsg(m)
	})}
	go s.ActivateAndServe()
	l.later(pc)
}
