package demo

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"time"

	"kpdoctor/checks/internal/fault"
)

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
	w.closers = nil
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
