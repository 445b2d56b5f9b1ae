package lab

import (
	"crypto/tls"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"time"

	"kpdoctor/checks/internal/fault"
)

// A Lab is one office and its internet, at first all well.
type Lab struct {
	Office  Office
	Profile Profile
	Dir     string   // files of this lab
	Env     []string // more variables for kpcheck, "HTTPS_PROXY=http://…"
	Wrap    []string // words before kpcheck, to run it inside something
	Program []string // words that start kpcheck; empty: the one that is built here

	Client, Router, Carrier, World *Host
	Inner                          *fault.DNS    // the router's resolver
	Public                         [2]*fault.DNS // the reference resolvers

	id      string // before the names of its namespaces
	trust   *trust
	roots   []byte // PEM, more than the common one
	hosts   []*Host
	closers []io.Closer
	mu      sync.Mutex
	open    map[string]io.Closer // servers of the world by "address:port"
	filters int
}

// broken carries an error of building a lab out of a scenario's func.
type broken struct{ err error }

// must ends the scenario where the lab itself does not do as it is told.
func (l *Lab) must(err error) {
	if err != nil {
		panic(broken{err})
	}
}

// Try calls f and returns what must stopped it with.
func (l *Lab) Try(f func() error) (err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case broken:
			err = p.err
		default:
			panic(p)
		}
	}()
	return f()
}

// New builds an office and its healthy internet. Close removes it, also where
// New failed half-way.
func New(o Office, p Profile, dir string) (*Lab, error) {
	l := &Lab{Office: o, Profile: p, Dir: dir, open: map[string]io.Closer{}}
	var err error
	if l.trust, err = authority(); err != nil {
		return l, err
	}
	if err := l.build(); err != nil {
		return l, err
	}
	return l, l.Try(func() error { l.populate(); return nil })
}

// Close stops the servers and removes the namespaces.
func (l *Lab) Close() error {
	var failed error
	for _, s := range l.open {
		s.Close()
	}
	for _, c := range slices.Backward(l.closers) {
		c.Close()
	}
	for _, h := range l.hosts {
		failed = errors.Join(failed, h.remove())
	}
	return failed
}

// later closes c with the lab.
func (l *Lab) later(c io.Closer) { l.closers = append(l.closers, c) }

// populate opens the healthy world: resolvers, time servers, references and a
// server for every endpoint.
func (l *Lab) populate() {
	l.Hosts()
	l.Resolvers(routerIP)
	zone := map[string]fault.Name{}
	for name := range sites {
		zone[name] = fault.Name{Addresses: addrs(l.addressesOf(name)...)}
	}
	own := []string{dnsOne, dnsTwo}
	for name := range sites {
		own = append(own, l.addressesOf(name)...)
	}
	for _, e := range l.Profile.Endpoints {
		if isAddr(e.host()) {
			own = append(own, e.host())
		}
	}
	l.Own(own...)
	l.Inner = l.resolver(l.Router, routerIP, zone)
	l.Public = [2]*fault.DNS{l.resolver(l.World, dnsOne, zone), l.resolver(l.World, dnsTwo, zone)}
	for _, name := range []string{timeA, timeB} {
		l.Time(name, fault.Time{})
	}
	for _, name := range []string{refOne, refTwo} {
		l.Page(name, 80, fault.NoContent())
		l.Page(name, 443, fault.Welcome())
	}
	for _, e := range l.Profile.Endpoints {
		l.serveEndpoint(e)
	}
}

// serveEndpoint opens a healthy server of the endpoint's kind.
func (l *Lab) serveEndpoint(e Endpoint) {
	switch e.parsed().Scheme {
	case "tcp":
		l.Raw(e.host(), e.port(), func(ln net.Listener) io.Closer { return fault.Mute(ln) })
	case "tlcp":
		l.Hello(e.host(), e.port(), fault.TLCPOnly)
	case "http":
		l.Plain(e.host(), e.port(), fault.Welcome())
	default:
		l.Page(e.host(), e.port(), fault.Welcome())
	}
}

// Own gives addresses to the world, so that it answers for them.
func (l *Lab) Own(addresses ...string) {
	var lines string
	for _, a := range slices.Compact(slices.Sorted(slices.Values(addresses))) {
		if net.ParseIP(a).To4() == nil {
			lines += "addr add " + a + "/128 dev lo nodad\n"
		} else {
			lines += "addr add " + a + "/32 dev lo\n"
		}
	}
	l.must(l.World.IP(lines))
}

// resolver opens a DNS server with a copy of zone.
func (l *Lab) resolver(h *Host, addr string, zone map[string]fault.Name) *fault.DNS {
	pc, err := h.ListenPacket(net.JoinHostPort(addr, "53"))
	l.must(err)
	ln, err := h.Listen(net.JoinHostPort(addr, "53"))
	l.must(err)
	d := fault.NewDNS(pc, ln, maps.Clone(zone))
	l.later(d)
	return d
}

// Name sets how every resolver answers for a name.
func (l *Lab) Name(name string, n fault.Name) {
	for _, d := range []*fault.DNS{l.Inner, l.Public[0], l.Public[1]} {
		d.Set(name, n)
	}
}

// Time opens, or replaces, a time server on all addresses of a name.
func (l *Lab) Time(name string, t fault.Time) {
	for _, a := range l.addressesOf(name) {
		addr := net.JoinHostPort(a, "123")
		l.stop("ntp " + addr)
		pc, err := l.World.ListenPacket(addr)
		for range 50 {
			if !errors.Is(err, syscall.EADDRINUSE) {
				break
			}
			time.Sleep(10 * time.Millisecond)
			pc, err = l.World.ListenPacket(addr)
		}
		l.must(err)
		l.keep("ntp "+addr, fault.NewNTP(pc, t))
	}
}

func (l *Lab) stop(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.open[key]; s != nil {
		s.Close()
		delete(l.open, key)
	}
}

func (l *Lab) keep(key string, c io.Closer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open[key] = c
}

// Stop closes the server on a port of a name or address: nothing listens then.
func (l *Lab) Stop(name string, port uint16) {
	for _, a := range l.addressesOf(name) {
		l.stop(net.JoinHostPort(a, strconv.Itoa(int(port))))
	}
}

// Raw replaces the server on a port of a name's addresses, or of one address.
func (l *Lab) Raw(name string, port uint16, serve func(net.Listener) io.Closer) {
	for _, a := range l.addressesOf(name) {
		addr := net.JoinHostPort(a, strconv.Itoa(int(port)))
		l.stop(addr)
		l.keep(addr, serve(l.listen(addr)))
	}
}

// listen opens a port of the world again that was just closed: a child process
// that another scenario is starting may hold the old socket for a moment more.
func (l *Lab) listen(addr string) net.Listener {
	for try := 0; ; try++ {
		ln, err := l.World.Listen(addr)
		if err == nil {
			return ln
		}
		if !errors.Is(err, syscall.EADDRINUSE) || try == 50 {
			l.must(err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// Plain serves h over HTTP.
func (l *Lab) Plain(name string, port uint16, h http.Handler) {
	l.Raw(name, port, func(ln net.Listener) io.Closer { return fault.HTTP(ln, nil, h) })
}

// Page serves h with the name's good certificate, on port 80 without.
func (l *Lab) Page(name string, port uint16, h http.Handler) {
	if port == 80 {
		l.Plain(name, port, h)
		return
	}
	l.Cert(name, port, l.leaf(name), h)
}

// leaf is the good certificate of a name.
func (l *Lab) leaf(name string) tls.Certificate {
	c, err := l.trust.leaf(name)
	l.must(err)
	return c
}

// Cert serves h with a certificate.
func (l *Lab) Cert(name string, port uint16, c tls.Certificate, h http.Handler) {
	l.TLS(name, port, &tls.Config{Certificates: []tls.Certificate{c}}, h)
}

// TLS serves h with a configuration.
func (l *Lab) TLS(name string, port uint16, config *tls.Config, h http.Handler) {
	l.Raw(name, port, func(ln net.Listener) io.Closer { return fault.HTTP(ln, config, h) })
}

// Hello lets judge look at every ClientHello; what it lets through meets a
// healthy server.
func (l *Lab) Hello(name string, port uint16, judge fault.Judge) {
	c := l.leaf(name)
	l.Raw(name, port, func(ln net.Listener) io.Closer {
		return fault.HTTP(fault.OnHello(ln, judge), &tls.Config{Certificates: []tls.Certificate{c}}, fault.Welcome())
	})
}

// Trust adds an authority to those that this lab's PC trusts.
func (l *Lab) Trust(a *fault.Authority) {
	l.roots = append(l.roots, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.Cert.Raw})...)
}

// Drop loads a filter of one chain into a host, with a counter in front of the
// verdict: "router", "forward", "tcp dport 8443", "drop".
func (l *Lab) Drop(h *Host, hook, match, verdict string) {
	l.filters++
	l.must(h.Filter(fmt.Sprintf("table inet lab%d {\n counter hit {}\n chain c { type filter hook %s priority 0; policy accept;\n %s counter name hit %s\n }\n}\n", l.filters, hook, match, verdict)))
}

// ready waits until the healthy net carries, which takes the kernel a moment.
func (l *Lab) ready() error {
	targets := []string{net.JoinHostPort(sites[refOne][0], "443")}
	if l.Office.V6 {
		targets = append(targets, net.JoinHostPort(sites[refOne][1], "443"))
	}
	for _, t := range targets {
		var err error
		for range 40 {
			var c net.Conn
			if c, err = l.Client.Dial("tcp", t, 500*time.Millisecond+time.Duration(4*l.Office.DelayMS)*time.Millisecond); err == nil {
				c.Close()
				break
			}
			time.Sleep(25 * time.Millisecond)
		}
		if err != nil {
			return fmt.Errorf("the healthy net does not carry: %w", err)
		}
	}
	return nil
}

// Missing says what this machine lacks for a lab; nil if nothing.
func Missing() []string {
	var why []string
	if runtime.GOOS != "linux" {
		return []string{"not Linux"}
	}
	if os.Geteuid() != 0 {
		why = append(why, "not root")
	}
	for _, tool := range []string{"ip", "nft"} {
		if !onPath(tool) {
			why = append(why, "no "+tool)
		}
	}
	return why
}
