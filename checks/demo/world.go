package demo

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/internal/fault"
)

// The names of the made-up tax servers and of a reference that does not belong
// to them.
const (
	etax      = "etax.demo.example"
	tpass     = "tpass.demo.example"
	dppt      = "dppt.demo.example"
	message   = "sms.demo.example"
	reference = "www.reference.example"
)

// taxNames are all names of the tax authority.
var taxNames = []string{etax, tpass, dppt, message}

var here = netip.AddrFrom4([4]byte{127, 0, 0, 1})

// world is everything that a fault may change before it is opened. What newWorld
// returns is healthy.
type world struct {
	system *env.Env
	now    time.Time
	zone   string
	place  *time.Location

	root, issuer *fault.Authority
	sites        map[string]*site // by name; the reference is one too
	generate204  http.Handler     // the http reference

	answers    map[string]fault.Name // what the configured DNS server says
	referenced map[string]fault.Name // what the reference DNS servers say
	dnsDown    bool                  // the configured server is silent
	refsDown   bool                  // the references too
	time       fault.Time
	shift      time.Duration // how far this PC's clock is behind everyone else's

	office office
	hosts  string // lines of the hosts file
	limits map[string]string
	tables string // further tables of the profile
	proxy  *fault.Proxy
	dead   bool                        // the proxy that is set is not there
	fate   func(w *world, t trip) fate // nil: everything arrives
	ping   func(to netip.Addr, nth int) (rtt time.Duration, lost bool)

	// filled in by open
	dns     netip.AddrPort
	refDNS  []netip.AddrPort
	ntp     []netip.AddrPort
	ref204  netip.AddrPort
	void    netip.AddrPort // reads and never answers, UDP and TCP
	other   netip.AddrPort // a TLS port of its own that some faults lead to
	relay   netip.AddrPort // the proxy
	late    []func() error // started with the servers
	closers []io.Closer
}

// site is one TLS server with a web server behind it.
type site struct {
	label   string // what the profile calls it
	page    http.Handler
	subject fault.Subject
	chain   func(w *world, s fault.Subject) (tls.Certificate, error) // nil: by the intermediate, complete
	config  func(tls.Certificate) *tls.Config                        // nil: an ordinary one
	judge   fault.Judge                                              // nil: every hello passes
	plain   bool                                                     // no TLS at all
	closed  bool                                                     // nothing listens
	aside   bool                                                     // has no name: some trips end here instead
	addr    netip.AddrPort
}

func newWorld() (*world, error) {
	w := &world{
		system: env.System(), now: time.Now(), limits: map[string]string{},
		generate204: fault.NoContent(),
		answers:     map[string]fault.Name{}, referenced: map[string]fault.Name{},
		sites: map[string]*site{
			etax:      {label: "电子税务局"},
			tpass:     {label: "统一身份认证"},
			dppt:      {label: "电子发票服务平台"},
			message:   {label: "短信服务"},
			reference: {label: "参照"},
		},
	}
	for name, s := range w.sites {
		s.page = fault.Welcome()
		s.subject = fault.Subject{CommonName: name, Organization: "Demo", Names: []string{name}}
		at := fault.Name{Addresses: []netip.Addr{here}}
		w.answers[name], w.referenced[name] = at, at
	}
	w.office = healthyOffice()
	w.ownZone()
	var err error
	if w.root, err = fault.NewRoot(fault.Subject{CommonName: "Demo Root CA", Organization: "Demo", NotBefore: w.now.AddDate(-5, 0, 0), NotAfter: w.now.AddDate(10, 0, 0)}); err != nil {
		return nil, err
	}
	w.issuer, err = w.root.Intermediate(fault.Subject{CommonName: "Demo Issuing CA", Organization: "Demo", NotBefore: w.now.AddDate(-5, 0, 0), NotAfter: w.now.AddDate(5, 0, 0)})
	return w, err
}

// ownZone takes this PC's zone, or UTC where it cannot be told.
func (w *world) ownZone() {
	name, place, err := w.system.Zone()
	if err != nil || name == "" || place == nil {
		name, place = "UTC", time.UTC
	}
	w.zone, w.place = name, place
}

// open starts every server.
func (w *world) open() error {
	for _, step := range []func() error{w.openVoid, w.openSites, w.open204, w.openDNS, w.openNTP, w.openProxy} {
		if err := step(); err != nil {
			return err
		}
	}
	for _, start := range w.late {
		if err := start(); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) close() error {
	var all []error
	for i := len(w.closers) - 1; i >= 0; i-- {
		all = append(all, w.closers[i].Close())
	}
	return errors.Join(all...)
}

func (w *world) keep(c io.Closer) { w.closers = append(w.closers, c) }

func listen() (net.Listener, error) { return net.Listen("tcp4", "127.0.0.1:0") }

// openVoid opens the sockets where lost packets go.
func (w *world) openVoid() error {
	pc, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		return err
	}
	w.keep(pc)
	w.void = pc.LocalAddr().(*net.UDPAddr).AddrPort()
	return nil
}

func (w *world) openSites() error {
	for _, s := range w.sites {
		if err := w.openSite(s); err != nil {
			return fmt.Errorf("%s: %w", s.subject.CommonName, err)
		}
	}
	return nil
}

func (w *world) openSite(s *site) error {
	if s.closed {
		a, err := fault.Closed()
		if err != nil {
			return err
		}
		s.addr = a.(*net.TCPAddr).AddrPort()
		return nil
	}
	l, err := listen()
	if err != nil {
		return err
	}
	var config *tls.Config
	if !s.plain {
		if config, err = w.configOf(s); err != nil {
			l.Close()
			return err
		}
	}
	s.addr = l.Addr().(*net.TCPAddr).AddrPort()
	if s.aside {
		w.other = s.addr
	}
	if s.judge != nil {
		l = fault.OnHello(l, s.judge)
	}
	w.keep(fault.HTTP(l, config, w.dated(s.page)))
	return nil
}

func (w *world) configOf(s *site) (*tls.Config, error) {
	subject := s.subject
	if subject.NotBefore.IsZero() {
		subject.NotBefore = w.now.Add(w.shift).AddDate(0, -1, 0)
	}
	if subject.NotAfter.IsZero() {
		subject.NotAfter = w.now.Add(w.shift).AddDate(0, 11, 0)
	}
	chain := s.chain
	if chain == nil {
		chain = func(w *world, s fault.Subject) (tls.Certificate, error) { return w.issuer.Leaf(s) }
	}
	c, err := chain(w, subject)
	if err != nil {
		return nil, err
	}
	if s.config == nil {
		return &tls.Config{Certificates: []tls.Certificate{c}}, nil
	}
	return s.config(c), nil
}

// dated shifts a page's Date header where this PC's clock is wrong.
func (w *world) dated(h http.Handler) http.Handler {
	if w.shift == 0 {
		return h
	}
	return fault.Dated(w.shift, h)
}

func (w *world) open204() error {
	l, err := listen()
	if err != nil {
		return err
	}
	s := fault.HTTP(l, nil, w.dated(w.generate204))
	w.ref204 = s.Addr
	w.keep(s)
	return nil
}

// openDNS starts the server that this PC is set to use and two references.
func (w *world) openDNS() error {
	start := func(names map[string]fault.Name, silent bool) (netip.AddrPort, error) {
		pc, l, err := fault.ListenDNS()
		if err != nil {
			return netip.AddrPort{}, err
		}
		d := fault.NewDNS(pc, l, names)
		w.keep(d)
		if silent {
			d.Silence()
		}
		return d.Addr, nil
	}
	var err error
	if w.dns, err = start(w.answers, w.dnsDown); err != nil {
		return err
	}
	for range 2 {
		at, err := start(w.referenced, w.refsDown)
		if err != nil {
			return err
		}
		w.refDNS = append(w.refDNS, at)
	}
	return nil
}

func (w *world) openNTP() error {
	w.time.Offset = w.shift
	for range 2 {
		pc, err := net.ListenPacket("udp4", "127.0.0.1:0")
		if err != nil {
			return err
		}
		n := fault.NewNTP(pc, w.time)
		w.ntp = append(w.ntp, n.Addr)
		w.keep(n)
	}
	return nil
}

// openProxy starts the proxy where one is set, or finds a port where none is.
func (w *world) openProxy() error {
	if w.dead {
		a, err := fault.Closed()
		if err != nil {
			return err
		}
		w.relay = a.(*net.TCPAddr).AddrPort()
		return nil
	}
	if w.proxy == nil {
		return nil
	}
	l, err := listen()
	if err != nil {
		return err
	}
	w.proxy.Dial = w.dialNamed
	s := fault.NewProxy(l, *w.proxy)
	w.relay = s.Addr
	w.keep(s)
	return nil
}

// dialNamed connects as the proxy does, which knows the true addresses.
func (w *world) dialNamed(hostport string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		return nil, err
	}
	if s, ok := w.sites[host]; ok {
		return net.DialTimeout("tcp4", s.addr.String(), 5*time.Second)
	}
	return net.DialTimeout("tcp4", hostport, 5*time.Second)
}

// roots is what this PC trusts: the demo's root and nothing else.
func (w *world) roots() (*x509.CertPool, error) { return fault.Pool(w.root), nil }

// target is a site's "host:port".
func (w *world) target(name string) string {
	return fmt.Sprintf("%s:%d", name, w.sites[name].addr.Port())
}
