package lab

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kpdoctor/checks/internal/fault"
)

// game is a case on its way into a lab.
type game struct {
	*Lab
	c      Case
	served []*served
	ahead  time.Duration // everybody else's clock minus this PC's
	life   func(now time.Time) (from, to time.Time)
	eye    *Host // from where faults beyond the office are proved
}

// served is what stands behind an endpoint: each fault changes one thing, so
// that two of them on one endpoint are both there.
type served struct {
	fat     bool                                                // a chain of several packets
	subject func(*fault.Subject)                                // changes to the certificate
	issue   func(*game, fault.Subject) (tls.Certificate, error) // nil: the trusted authority
	config  func(tls.Certificate) *tls.Config                   // nil: an ordinary one
	judge   fault.Judge                                         // looks at every ClientHello; nil: none
	raw     func(net.Listener) io.Closer                        // in place of all that
	page    http.Handler                                        // what it answers
	stopped bool                                                // nothing listens
}

// play builds the case, breaks it, proves each fault and asks kpcheck.
func (c Case) play(dir string) (out Outcome, err error) {
	out = Outcome{Name: "generated " + strconv.FormatUint(c.Seed, 10), Dir: dir}
	office := Office{V6: c.V6, NoNAT: c.NoNAT, DelayMS: c.DelayMS}
	for _, f := range c.Faults {
		if f.Kind == "line slow" {
			office.DelayMS = 220
		}
	}
	l, err := New(office, c.profile(), dir)
	defer func() {
		if e := l.Close(); err == nil {
			err = e
		}
	}()
	if err != nil {
		return out, err
	}
	if err := l.ready(); err != nil {
		return out, err
	}
	g := &game{Lab: l, c: c, eye: l.Client, life: long}
	if err := l.Try(func() error { g.furnish(); return g.breakAll() }); err != nil {
		return out, err
	}
	r, took, err := l.Check()
	out.Took, out.Report = took, r
	if err != nil {
		return out, err
	}
	out.Verdict = r.Diagnosis.Verdict
	for _, cause := range r.Diagnosis.Causes {
		out.Got = append(out.Got, cause.Code)
	}
	return out, nil
}

// profile is what kpcheck is asked.
func (c Case) profile() Profile {
	p := defaultProfile()
	p.Endpoints = nil
	for i, e := range c.Endpoints {
		host := c.name(i)
		if strings.Contains(host, ":") {
			host = "[" + host + "]"
		}
		p.Endpoints = append(p.Endpoints, Endpoint{URL: fmt.Sprintf("%s://%s:%d/", e.Scheme, host, e.Port), Role: e.Role, Proof: e.Proof})
	}
	switch c.References {
	case "none":
		p.References = false
	case "names":
		p.HTTP, p.HTTPS, p.NTP = nil, nil, nil
	case "pages":
		p.DNS, p.Ping, p.NTP = nil, nil, nil
	}
	for _, f := range c.Faults {
		if e := kindOf(f).extra; e != "" {
			p.Extra += e
		}
	}
	return p
}

// furnish makes the healthy oddities.
func (g *game) furnish() {
	var pins []string
	for h, host := range generatedHosts {
		own := g.c.hostAddresses(h, sites[host])
		g.Own(slices.DeleteFunc(slices.Clone(own), func(a string) bool { return slices.Contains(sites[host], a) })...)
		g.Name(host, fault.Name{Addresses: addrs(own...)})
		if g.c.site(h).Pinned {
			pins = append(pins, own[0]+" "+host)
		}
	}
	g.Hosts(pins...)
	for i := range g.c.Endpoints {
		g.served = append(g.served, &served{page: fault.Welcome()})
		g.open(i)
	}
	switch g.c.Resolvers {
	case "public":
		g.Lab.Resolvers(dnsOne, dnsTwo)
	case "both":
		g.Lab.Resolvers(routerIP, dnsOne)
	}
	if g.c.RouterMute {
		g.Drop(g.Router, "input", "icmp type echo-request", "drop")
		g.Drop(g.Router, "input", "icmpv6 type echo-request", "drop")
	}
	if g.c.Mute {
		g.each("input", "icmp type echo-request", "icmpv6 type echo-request")
	}
	if g.c.Shut {
		for h := range generatedHosts {
			ports := "65535"
			for _, e := range g.c.Endpoints {
				if e.Host == h {
					ports += fmt.Sprintf(", %d", e.Port)
				}
			}
			g.toHost(g.World, "input", h, "tcp dport != { "+ports+" }", "drop")
		}
	}
	if g.c.MTU != 0 {
		g.Shrink(g.c.MTU, true)
	}
	if g.c.References == "blocked" {
		g.Drop(g.Router, "forward", "ip daddr { 198.51.100.0/24, "+dnsOne+", "+dnsTwo+" }", "drop")
		g.Drop(g.Router, "forward", "ip6 daddr 2409:8000:2::/64", "drop")
	}
	if g.c.Proxy != "" {
		g.SetProxy(g.Lab.Proxy(g.proxyRules()))
	}
	if g.c.Proxy == "only" {
		g.Drop(g.Router, "forward", "iifname lan", "drop")
		g.eye = g.Router
	}
}

// proxyRules is how the office's proxy answers.
func (g *game) proxyRules() fault.Proxy {
	p := fault.Proxy{Refuse: map[string]int{}}
	for _, f := range g.c.Faults {
		switch f.Kind {
		case "proxy auth":
			p.Auth = []string{f.How}
		case "proxy refuses":
			p.Refuse[net.JoinHostPort(g.c.name(f.At), strconv.Itoa(int(g.c.Endpoints[f.At].Port)))], _ = strconv.Atoi(f.How)
		}
	}
	return p
}

// each drops what goes to the tax servers and matches, of either family.
func (g *game) each(hook, v4, v6 string) {
	g.Drop(g.World, hook, "ip daddr 203.0.113.0/24 "+v4, "drop")
	g.Drop(g.World, hook, "ip6 daddr 2408:8000:1::/64 "+v6, "drop")
}

// toHost filters what goes to one host, at all its addresses.
func (g *game) toHost(at *Host, hook string, host int, match, verdict string) {
	var four, six []string
	for _, a := range slices.Concat(g.c.hostAddresses(host, sites[generatedHosts[host]]), sites[generatedHosts[host]]) {
		if strings.Contains(a, ":") {
			six = append(six, a)
		} else {
			four = append(four, a)
		}
	}
	slices.Sort(four)
	slices.Sort(six)
	g.Drop(at, hook, "ip daddr { "+strings.Join(slices.Compact(four), ", ")+" } "+match, verdict)
	g.Drop(at, hook, "ip6 daddr { "+strings.Join(slices.Compact(six), ", ")+" } "+match, verdict)
}

// open starts an endpoint's servers as they are to be.
func (g *game) open(i int) {
	e, s := g.c.Endpoints[i], g.served[i]
	for _, a := range g.c.addresses(i) {
		if s.stopped {
			g.Stop(a, e.Port)
			continue
		}
		g.Raw(a, e.Port, g.server(i))
	}
}

// server is what an endpoint's port does with connections.
func (g *game) server(i int) func(net.Listener) io.Closer {
	e, s := g.c.Endpoints[i], g.served[i]
	page := s.page
	if g.c.ServerMS > 0 {
		page = fault.Slow(time.Duration(g.c.ServerMS)*time.Millisecond, page)
	}
	if g.ahead != 0 {
		page = fault.Dated(g.ahead, page)
	}
	switch {
	case s.raw != nil:
		return s.raw
	case e.Scheme == "tcp":
		return func(ln net.Listener) io.Closer { return fault.Mute(ln) }
	case e.Scheme == "http":
		return func(ln net.Listener) io.Closer { return fault.HTTP(ln, nil, page) }
	case e.Scheme == "tlcp" && s.judge == nil:
		return func(ln net.Listener) io.Closer { return fault.HTTP(fault.OnHello(ln, fault.TLCPOnly), nil, page) }
	}
	config := &tls.Config{Certificates: []tls.Certificate{g.certificate(i)}}
	if s.config != nil {
		config = s.config(config.Certificates[0])
	}
	return func(ln net.Listener) io.Closer {
		if s.judge != nil {
			ln = fault.OnHello(ln, s.judge)
		}
		return fault.HTTP(ln, config, page)
	}
}

// certificate is the endpoint's, at the true time.
func (g *game) certificate(i int) tls.Certificate {
	s, name := g.served[i], g.c.name(i)
	if s.subject == nil && s.issue == nil && !s.fat && g.ahead == 0 {
		return g.leaf(name)
	}
	now := time.Now().Add(g.ahead)
	from, to := g.life(now)
	subject := fault.Subject{CommonName: name, Names: []string{name}, NotBefore: from, NotAfter: to}
	if s.fat {
		subject.Key = fault.RSA2048
		for n := range 60 {
			subject.Names = append(subject.Names, fmt.Sprintf("service-%02d.province.chinatax.gov.cn", n))
		}
	}
	if s.subject != nil {
		s.subject(&subject)
	}
	issue := s.issue
	if issue == nil {
		issue = func(g *game, s fault.Subject) (tls.Certificate, error) { return g.trust.issuing.Leaf(s) }
	}
	c, err := issue(g, subject)
	g.must(err)
	return c
}

// breakAll breaks and proves, what is furthest away first: what lies nearer may
// hide it afterwards.
func (g *game) breakAll() error {
	order := slices.Clone(g.c.Faults)
	slices.SortStableFunc(order, func(a, b Fault) int { return int(kindOf(b).layer - kindOf(a).layer) })
	for _, f := range order {
		k := kindOf(f)
		if k.do != nil {
			k.do(g, f)
		}
		if k.prove == nil {
			continue
		}
		if err := k.prove(g, f); err != nil {
			return fmt.Errorf("%s: %w", f, err)
		}
	}
	return nil
}
