package checks

import (
	"crypto/tls"
	"net"
	"testing"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/env/envtest"
	"kpdoctor/checks/internal/fault"
	"kpdoctor/checks/profile"
)

// TestTouch: what one touch says, and that it is one connection.
func TestTouch(t *testing.T) {
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	_, other := authority(t, fault.Subject{Names: []string{site}})
	with := func(c tls.Certificate) *tls.Config { return &tls.Config{Certificates: []tls.Certificate{c}} }
	for _, c := range []struct {
		what    string
		url     string
		start   func(net.Listener) *fault.Server
		ok      bool
		step    Stage
		failure string
		status  int
	}{
		{"https", "https://" + site + "/", func(l net.Listener) *fault.Server { return fault.HTTP(l, with(leaf), fault.Welcome()) }, true, "", "", 200},
		{"http", "http://" + site + "/", func(l net.Listener) *fault.Server { return fault.HTTP(l, nil, fault.Welcome()) }, true, "", "", 200},
		{"tls", "tls://" + site, func(l net.Listener) *fault.Server { return fault.HTTP(l, with(leaf), fault.Never()) }, true, "", "", 0},
		{"tcp", "tcp://" + site, fault.Mute, true, "", "", 0},
		{"503", "http://" + site + "/", func(l net.Listener) *fault.Server { return fault.HTTP(l, nil, fault.Status(503)) }, false, StageService, "status", 503},
		{"reset", "http://" + site + "/", func(l net.Listener) *fault.Server { return fault.HTTP(l, nil, fault.Drop(true)) }, false, StageService, "reset", 0},
		{"silent", "http://" + site + "/", func(l net.Listener) *fault.Server { return fault.HTTP(l, nil, fault.Never()) }, false, StageService, "timeout", 0},
		{"untrusted", "https://" + site + "/", func(l net.Listener) *fault.Server { return fault.HTTP(l, with(other), fault.Welcome()) }, false, StageCertificate, "untrusted", 0},
		{"no TLS", "https://" + site + "/", func(l net.Listener) *fault.Server { return fault.Banner(l, "220 mail\r\n") }, false, StageCertificate, "not_tls", 0},
		{"national ciphers", "tlcp://" + site, func(l net.Listener) *fault.Server {
			return fault.HTTP(fault.OnHello(l, fault.TLCPOnly), with(leaf), fault.Welcome())
		}, true, "", "", 0},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.trusting(root)
			l := local(t)
			s := c.start(l)
			t.Cleanup(func() { s.Close() })
			e := d.serving(c.url, portOf(l))
			got := TouchOnce(t.Context(), d.Env, d.profile, e, Touch{})
			if got.OK != c.ok || got.Step != c.step || got.Failure != c.failure || got.Status != c.status || got.Address != "127.0.0.1" {
				t.Errorf("%+v", got)
			}
			if got.Connect <= 0 || (got.FirstByte > 0) != (c.status > 0) {
				t.Errorf("connect %v, first byte %v", got.Connect, got.FirstByte)
			}
			if n := d.dials(""); n != 1 {
				t.Errorf("%d connections", n)
			}
		})
	}
}

// Through a proxy it is one connection too, to the proxy alone.
func TestTouchThroughProxy(t *testing.T) {
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	for what, c := range map[string]struct {
		url     string
		proxy   fault.Proxy
		ok      bool
		failure string
		status  int
	}{
		"tunnel":    {"https://" + site + "/", fault.Proxy{}, true, "", 200},
		"plain":     {"http://" + site + "/", fault.Proxy{}, true, "", 200},
		"forbidden": {"https://" + site + "/", fault.Proxy{Refuse: map[string]int{site: 403}}, false, "status", 403},
		"closing":   {"https://" + site + "/", fault.Proxy{Closing: true}, false, "closed", 0},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.trusting(root)
			l := local(t)
			e := d.serving(c.url, portOf(l))
			var config *tls.Config
			if e.Scheme == "https" {
				config = &tls.Config{Certificates: []tls.Certificate{leaf}}
			}
			web(t, l, config, fault.Welcome())
			proxy, address := behind(t, d, c.proxy)
			got := TouchOnce(t.Context(), d.Env, d.profile, e, Touch{})
			if got.OK != c.ok || got.Failure != c.failure || got.Status != c.status || got.Via != address || got.Address != "" {
				t.Errorf("%+v", got)
			}
			if !c.ok && got.Step != StageAdapter {
				t.Errorf("stopped at %s", got.Step)
			}
			if d.dials("") != 1 || proxy.Asked() != 1 {
				t.Errorf("%d connections, the proxy was asked %d times", d.dials(""), proxy.Asked())
			}
		})
	}
}

// A name that leads nowhere needs no connection; a refused one is the one.
func TestTouchNowhere(t *testing.T) {
	d := newDesk(t)
	gone := profile.Endpoint{Scheme: "tcp", Host: "gone.example", Port: 443, Proof: profile.ProofOpen}
	envtest.Host(gone.Host)(d.Env)
	if got := TouchOnce(t.Context(), d.Env, d.profile, gone, Touch{}); got.OK || got.Step != StageDNS || got.Failure != "not_found" || !got.Unconnected || d.dials("") != 0 {
		t.Errorf("%+v after %d connections", got, d.dials(""))
	}
	closed, err := fault.Closed()
	if err != nil {
		t.Fatal(err)
	}
	e := d.serving("tcp://"+site, uint16(closed.(*net.TCPAddr).Port))
	if got := TouchOnce(t.Context(), d.Env, d.profile, e, Touch{}); got.OK || got.Step != StagePort || got.Failure != string(env.Refused) || got.Connect != 0 || d.dials("") != 1 {
		t.Errorf("%+v after %d connections", got, d.dials(""))
	}
	setProxy(d, "http://"+closed.String())
	if got := TouchOnce(t.Context(), d.Env, d.profile, e, Touch{}); got.OK || got.Step != StageAdapter || got.Failure != string(env.Refused) {
		t.Errorf("%+v", got)
	}
}

// An address that serves is asked again; one that does not makes place.
func TestTouchTurnsToTheNextAddress(t *testing.T) {
	list := []string{"192.0.2.1", "192.0.2.2", "192.0.2.3"}
	for _, c := range []struct {
		last Touch
		want string
	}{
		{Touch{}, "192.0.2.1"},
		{Touch{Address: "192.0.2.2", OK: true}, "192.0.2.2"},
		{Touch{Address: "192.0.2.2"}, "192.0.2.3"},
		{Touch{Address: "192.0.2.3"}, "192.0.2.1"},
		{Touch{Address: "198.51.100.9", OK: true}, "192.0.2.1"}, // the name no longer leads there
		{Touch{Address: "198.51.100.9"}, "192.0.2.1"},
	} {
		if got := nextAddress(list, c.last); got.String() != c.want {
			t.Errorf("after %+v: %s, want %s", c.last, got, c.want)
		}
	}
}

func TestTouchIsSoonOver(t *testing.T) {
	d := newDesk(t)
	l := local(t)
	s := fault.Mute(l)
	t.Cleanup(func() { s.Close() })
	e := d.serving("https://"+site+"/", portOf(l))
	began := time.Now()
	got := TouchOnce(t.Context(), d.Env, d.profile, e, Touch{})
	if got.OK || got.Step != StageCertificate || got.Failure != string(env.TimedOut) || time.Since(began) > 5*time.Second {
		t.Errorf("%+v after %v", got, time.Since(began))
	}
}
