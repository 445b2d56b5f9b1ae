package demo

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
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

	late   []func() error // further servers, started last
	office office
	hosts  string            // lines of the hosts file
	limits map[string]string // of the profile, where they are not the defaults
	tables string            // further tables of the profile
	proxy  *fault.Proxy
	dead   bool                        // the proxy that is set is not there
	fate   func(w *world, t trip) fate // nil: everything arrives
	ping   func(to netip.Addr, nth int) (rtt time.Duration, lost bool)

	// filled in by open
	dns     netip.AddrPort
	refDNS  []netip.AddrPort
	ntp     []netip.AddrPort
	ref204  netip.AddrPort
	void    netip.AddrPort // a UDP socket that never answers
	other   netip.AddrPort // a TLS port of its own that some faults lead to
	relay   netip.AddrPort // the proxy
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

// roots is what this PC trusts: the demo's root and nothing else.
func (w *world) roots() (*x509.CertPool, error) { return fault.Pool(w.root), nil }

// target is a site's "host:port".
func (w *world) target(name string) string {
	return fmt.Sprintf("%s:%d", name, w.sites[name].addr.Port())
}
