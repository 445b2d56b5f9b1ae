package lab

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"

	"github.com/miekg/dns"

	"kpdoctor/checks/internal/fault"
)

// local is a machine of the LAN that plays the platform.
const local = "192.168.1.50"

// onLAN moves the platform into the LAN.
func onLAN(l *Lab) *Host {
	h := l.Rival(local+"/24", "52:54:00:5e:12:50")
	l.Name(tax, fault.Name{Addresses: addrs(local)})
	return h
}

// odd are networks and faults that are made otherwise than one expects.
var odd = []Scenario{
	{
		Name: "odd/the platform stands in the LAN, no way out at all", Profile: func(p *Profile) { p.References = false },
		Fault: func(l *Lab) {
			serveOn(l, onLAN(l), local+":8443", l.leaf(tax), fault.Welcome())
			l.must(l.Client.IP("route del default\n"))
		},
		Prove: func(l *Lab) error {
			return all(l.Handshake(local+":8443", tax), l.Refuses("198.51.100.10:443", syscall.ENETUNREACH))
		},
	},
	{
		Name: "odd/the platform in the LAN refuses", Want: []string{"port.refused"},
		Fault: func(l *Lab) { onLAN(l) },
		Prove: func(l *Lab) error { return l.Refuses(local+":8443", syscall.ECONNREFUSED) },
	},
	{
		Name: "odd/the platform in the LAN is off", Want: []string{"server.unreachable"},
		Fault: func(l *Lab) { l.Name(tax, fault.Name{Addresses: addrs("192.168.1.51")}) },
		Prove: func(l *Lab) error { return l.Unreached("192.168.1.51:8443") },
	},
	{
		Name: "odd/a route of this PC rejects the tax network", Want: []string{"port.blocked_here"}, Blame: "this_pc",
		Fault: func(l *Lab) { l.must(l.Client.IP("route add unreachable 203.0.113.0/24\n")) },
		Prove: func(l *Lab) error { return l.Refuses(taxPort, syscall.EHOSTUNREACH) },
	},
	{
		Name: "odd/a route of this PC swallows the tax network", Want: []string{"port.blocked_here"}, Blame: "this_pc",
		Fault: func(l *Lab) { l.must(l.Client.IP("route add blackhole 203.0.113.0/24\n")) },
		Prove: func(l *Lab) error { return l.Refuses(taxPort, syscall.EINVAL) },
	},
	{
		Name: "odd/the server bans who connects four times a minute", Profile: two,
		Fault: func(l *Lab) {
			l.Drop(l.World, "input", "tcp dport { 443, 8443 } ip daddr 203.0.113.0/24 tcp flags & (syn | ack) == syn limit rate over 3/minute burst 3 packets", "drop")
		},
		Prove: func(l *Lab) error { return l.Connects(taxPort) },
	},
	{
		Name: "odd/the server needs two seconds for a handshake",
		Fault: func(l *Lab) {
			l.Hello(tax, 8443, func(*fault.Hello, net.Conn) bool { time.Sleep(2 * time.Second); return true })
		},
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "timeout") },
	},
	{
		Name: "odd/TLS 1.2 with RSA key exchange alone",
		Fault: func(l *Lab) {
			c := l.Issue(fault.Subject{CommonName: tax, Names: []string{tax}, Key: fault.RSA2048})
			l.TLS(tax, 8443, &tls.Config{Certificates: []tls.Certificate{c}, MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA}}, fault.Welcome())
		},
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "handshake failure") },
	},
	{
		Name: "odd/TLS 1.1 alone", Want: []string{"tls.version_unsupported"},
		Fault: func(l *Lab) {
			l.TLS(tax, 8443, &tls.Config{Certificates: []tls.Certificate{l.leaf(tax)}, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}, fault.Welcome())
		},
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "version") },
	},
	{
		Name: "odd/a wildcard certificate, the chain in a wrong order",
		Fault: func(l *Lab) {
			c := l.Issue(fault.Subject{CommonName: "*.lab.chinatax.gov.cn", Names: []string{"*.lab.chinatax.gov.cn"}})
			other, err := l.trust.root.Intermediate(fault.Subject{CommonName: "Another CA"})
			l.must(err)
			c.Certificate = [][]byte{c.Certificate[0], l.trust.root.Cert.Raw, other.Cert.Raw, c.Certificate[1]}
			l.Cert(tax, 8443, c, fault.Welcome())
		},
		Prove: func(l *Lab) error { return l.Handshake(taxPort, tax) },
	},
	{
		Name: "odd/an alias without an address", Want: []string{"dns.resolver_fails"},
		Fault: func(l *Lab) { l.Inner.Set(tax, fault.Name{CNAME: "dppt.cdn.example"}) },
		Prove: func(l *Lab) error {
			r, err := l.Ask(routerIP, tax, dns.TypeA)
			if err == nil && len(r.Answer) != 1 {
				err = errors.New("proof: no alias alone")
			}
			return err
		},
	},
	{
		Name: "odd/two dead resolvers before the good one", Want: []string{"dns.slow"}, Verdict: "degraded",
		Fault: func(l *Lab) { l.Resolvers("10.1.1.1", "10.1.1.2", routerIP) },
		Prove: func(l *Lab) error { return all(l.Mum("10.1.1.1", tax), l.Says(routerIP, tax, 0, taxIP)) },
	},
	{
		Name: "odd/a hosts file in GBK with old line ends", Want: []string{"dns.hosts_override"},
		Fault: func(l *Lab) {
			l.must(l.etc("hosts", "127.0.0.1 localhost\r\n# \xb5\xe7\xd7\xd3\xb7\xa2\xc6\xb1\r\n"+dead+"\t"+tax+" # \xbe\xc9\r\n"))
		},
		Prove: func(l *Lab) error {
			text, err := os.ReadFile(etcDir + "/" + l.Client.Name + "/hosts")
			if err == nil && len(text) == 0 {
				err = io.ErrUnexpectedEOF
			}
			return all(err, l.Silent(dead+":8443"))
		},
	},
	{
		Name: "odd/both time servers lie alike, three servers' dates are right", Profile: two,
		Fault: func(l *Lab) {
			l.Time(timeA, fault.Time{Offset: time.Hour})
			l.Time(timeB, fault.Time{Offset: time.Hour})
		},
		Prove: func(l *Lab) error { return offBy(l, time.Hour) },
	},
	{
		Name:  "odd/the tax server's own clock is wrong by a day",
		Fault: func(l *Lab) { l.Page(tax, 8443, fault.Dated(-day, fault.Welcome())) },
		Prove: func(l *Lab) error { return l.Answers(taxPort, tax, 200, true) },
	},
	{
		Name: "odd/the tax server's own clock is wrong, nobody else can be asked",
		Fault: func(l *Lab) {
			l.Page(tax, 8443, fault.Dated(day, fault.Welcome()))
			l.Drop(l.Router, "forward", "iifname lan ip daddr != 203.0.113.0/24", "drop")
		},
		Prove: func(l *Lab) error { return all(l.Answers(taxPort, tax, 200, true), l.Silent("198.51.100.10:443")) },
	},
	{
		Name: "odd/portal, and the endpoint is plain HTTP", Want: []string{"internet.captive_portal"}, Profile: func(p *Profile) {
			p.Endpoints = []Endpoint{{URL: "http://" + query + "/"}}
		},
		Fault: func(l *Lab) { l.Portal(fault.PortalPage()) },
		Prove: func(l *Lab) error { return l.Answers(sites[query][0]+":80", query, 200, false) },
	},
	{
		Name: "odd/the company opens TLS, and this PC trusts it", Profile: two,
		Fault: func(l *Lab) { l.Trust(l.Intercept("443, 8443", fault.Subject{CommonName: "Company Inspection CA"})) },
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "unknown authority") },
	},
	{
		Name: "odd/the server speaks no HTTP", Want: []string{}, Verdict: "inconclusive",
		Fault: func(l *Lab) {
			c := l.leaf(tax)
			l.Raw(tax, 8443, func(ln net.Listener) io.Closer {
				return fault.Banner(tls.NewListener(ln, &tls.Config{Certificates: []tls.Certificate{c}}), "\x00\x01\x02\x03hello\r\n\r\n")
			})
		},
		Prove: func(l *Lab) error { return l.Handshake(taxPort, tax) },
	},
	{
		Name: "odd/an empty page, HTTP/1.0", Profile: plainPage,
		Fault: func(l *Lab) {
			l.Raw(query, 8080, func(ln net.Listener) io.Closer { return fault.Banner(ln, "HTTP/1.0 200 OK\r\n\r\n") })
		},
		Prove: func(l *Lab) error { return l.Answers(sites[query][0]+":8080", query, 200, false) },
	},
	{
		Name:  "odd/maintenance with 200",
		Fault: func(l *Lab) { l.Page(tax, 8443, fault.Maintenance(200, true)) },
		Prove: func(l *Lab) error { return l.Answers(taxPort, tax, 200, true) },
	},
	{
		Name: "odd/503 of one page, the other serves", Want: []string{"server.overloaded"},
		Profile: func(p *Profile) {
			p.Endpoints = append(p.Endpoints, Endpoint{URL: "https://" + tax + ":8443/invoice", Role: "support"})
		},
		Fault: func(l *Lab) {
			l.Page(tax, 8443, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/" {
					w.WriteHeader(503)
					return
				}
				fault.Welcome().ServeHTTP(w, r)
			}))
		},
		Prove: func(l *Lab) error { return l.Answers(taxPort, tax, 503, true) },
	},
	{
		Name: "odd/a support page fails, the platform serves", Want: []string{"server.error"}, Verdict: "degraded",
		Profile: func(p *Profile) {
			p.Endpoints = append(p.Endpoints, Endpoint{URL: "https://" + tax + ":8443/update", Role: "support"})
		},
		Fault: func(l *Lab) {
			l.Page(tax, 8443, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/update" {
					w.WriteHeader(500)
					return
				}
				fault.Welcome().ServeHTTP(w, r)
			}))
		},
		Prove: func(l *Lab) error { return l.Answers(taxPort, tax, 200, true) },
	},
	{
		Name: "odd/cut right after it connects", Want: []string{"tls.reset"}, Profile: on443,
		Fault: func(l *Lab) { l.Raw(tax, 443, func(ln net.Listener) io.Closer { return fault.Cut(ln) }) },
		Prove: func(l *Lab) error { return l.Fails(taxIP+":443", tax, "") },
	},
}

// serveOn opens a server on another host than the world.
func serveOn(l *Lab, h *Host, addr string, c tls.Certificate, page http.Handler) {
	ln, err := h.Listen(addr)
	l.must(err)
	l.later(fault.HTTP(ln, &tls.Config{Certificates: []tls.Certificate{c}}, page))
}
