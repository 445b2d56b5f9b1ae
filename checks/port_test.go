package checks

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kpdoctor/checks/env"
	"kpdoctor/checks/env/envtest"
	"kpdoctor/checks/internal/fault"
	"kpdoctor/checks/profile"
)

// same opens a listener on one port of every address.
func same(t *testing.T, addrs ...string) (uint16, []net.Listener) {
	t.Helper()
	for range 20 {
		first := listener(t, addrs[0]+":0")
		ls := []net.Listener{first}
		for _, a := range addrs[1:] {
			l, err := net.Listen("tcp", net.JoinHostPort(a, strconv.Itoa(int(portOf(first)))))
			if err != nil {
				break
			}
			t.Cleanup(func() { l.Close() })
			ls = append(ls, l)
		}
		if len(ls) == len(addrs) {
			return portOf(first), ls
		}
	}
	t.Skipf("no port is free on all of %v", addrs)
	return 0, nil
}

// A healthy endpoint sees one connection on each address in a whole run: its
// handshake and its request go over the one that the port check opened.
func TestHealthyEndpointIsAskedOnce(t *testing.T) {
	d := newDesk(t, "127.0.0.1", "127.0.0.2", "::1")
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	d.trusting(root)
	port, ls := same(t, "127.0.0.1", "127.0.0.2", "::1")
	var servers []*fault.Server
	for _, l := range ls {
		servers = append(servers, web(t, l, config(leaf), fault.Welcome()))
	}
	d.serving("https://"+site+"/", port)
	got := d.ask(t, "service:"+at(port))
	for _, kind := range []string{"port", "certificate", "service"} {
		got.status(t, kind+":"+at(port), Pass)
	}
	for i, s := range servers {
		if s.Accepted() != 1 {
			t.Errorf("%v accepted %d connections", ls[i].Addr(), s.Accepted())
		}
	}
	ev := evidence[PortEvidence](t, got, "port:"+at(port))
	want := &PortEvidence{
		EndpointInfo: EndpointInfo{Endpoint: at(port), Scheme: "https", Role: "primary", Proof: "response"},
		Attempts: []Attempt{
			{Address: "127.0.0.1", Port: port, Sources: []string{"configured"}, Open: true, OnLink: true},
			{Address: "127.0.0.2", Port: port, Sources: []string{"configured"}, Open: true, OnLink: true},
			{Address: "::1", V6: true, Port: port, Sources: []string{"configured"}, Open: true, OnLink: true},
		},
	}
	if diff := cmp.Diff(want, ev, timeless); diff != "" {
		t.Error(diff)
	}
}

// Whatever ends a connection is named in the evidence by its own word.
func TestPortFailures(t *testing.T) {
	hang := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	for what, c := range map[string]struct {
		fail func(context.Context) error
		want Attempt
	}{
		"refused":  {func(context.Context) error { return envtest.Fails(env.Refused, "ECONNREFUSED") }, Attempt{Failure: "refused", Errno: "ECONNREFUSED"}},
		"silent":   {hang, Attempt{Failure: "timeout"}},
		"denied":   {func(context.Context) error { return envtest.Fails(env.Denied, "EPERM") }, Attempt{Failure: "denied_here", Errno: "EPERM"}},
		"no ports": {func(context.Context) error { return envtest.Fails(env.NoPorts, "EADDRNOTAVAIL") }, Attempt{Failure: "no_local_port", Errno: "EADDRNOTAVAIL"}},
		"no route": {func(context.Context) error { return envtest.Fails(env.NoRoute, "ENETUNREACH") }, Attempt{Failure: "no_route", Errno: "ENETUNREACH"}},
		"prohibited": {func(context.Context) error {
			return &env.DialError{Failure: env.Prohibited, Errno: "EHOSTUNREACH", Err: context.Canceled, ICMP: &env.ICMP{Type: 3, Code: 13, From: netip.MustParseAddr("192.0.2.1")}}
		}, Attempt{Failure: "prohibited", Errno: "EHOSTUNREACH", ICMP: &ICMPInfo{Type: 3, Code: 13, From: "192.0.2.1"}}},
		"unreachable": {func(context.Context) error {
			return &env.DialError{Failure: env.Unreachable, Errno: "EHOSTUNREACH", Err: context.Canceled, ICMP: &env.ICMP{Type: 1, Code: 3, From: netip.MustParseAddr("fe80::1"), V6: true}}
		}, Attempt{Failure: "unreachable", Errno: "EHOSTUNREACH", ICMP: &ICMPInfo{Type: 1, Code: 3, From: "fe80::1", V6: true}}},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.profile.Limits.ConnectTimeout = besidePatience + 200*time.Millisecond // asked beside while it is slow, and not again when it has failed
			e := d.serving("tcp://192.0.2.9", 8443)
			d.Env.Dial = func(ctx context.Context, _, _ string, _ env.DialOptions) (net.Conn, error) { return nil, c.fail(ctx) }
			got := d.ask(t, "port:"+e.Target())
			got.status(t, "port:"+e.Target(), Fail)
			ev := evidence[PortEvidence](t, got, "port:"+e.Target())
			c.want.Address, c.want.Port, c.want.Sources, c.want.OnLink = "192.0.2.9", 8443, []string{"literal"}, true
			if diff := cmp.Diff([]Attempt{c.want}, ev.Attempts, timeless); diff != "" {
				t.Error(diff)
			}
			if len(ev.Controls) != 2 || ev.Controls[0].Port != 80 || ev.Controls[1].Port != 443 || ev.Beside != nil {
				t.Errorf("controls %+v, beside %+v", ev.Controls, ev.Beside)
			}
		})
	}
}

// Real sockets: nobody listens on the port, while the host answers elsewhere.
func TestPortRefusedForReal(t *testing.T) {
	d := newDesk(t)
	nobody, err := fault.Closed()
	if err != nil {
		t.Fatal(err)
	}
	port := uint16(nobody.(*net.TCPAddr).Port)
	d.serving("tcp://"+site, port)
	got := d.ask(t, "port:"+at(port))
	a := evidence[PortEvidence](t, got, "port:"+at(port)).Attempts[0]
	if got["port:"+at(port)].Status != Fail || a.Failure != "refused" || a.Errno != "ECONNREFUSED" || a.MS > 300 {
		t.Errorf("%+v", a)
	}
}

// Controls are asked for at most two addresses, each port once, and not the
// endpoint's own port again.
func TestControlsAreFew(t *testing.T) {
	d := newDesk(t, "127.0.0.11", "127.0.0.12", "127.0.0.13", "127.0.0.14", "127.0.0.15", "127.0.0.16")
	e := d.serving("https://"+site, 443)
	d.Env.Dial = deaf(d)
	got := d.ask(t, "port:"+e.Target())
	ev := evidence[PortEvidence](t, got, "port:"+e.Target())
	if len(ev.Attempts) != maxPerFamily {
		t.Errorf("%d addresses tried", len(ev.Attempts))
	}
	if len(ev.Controls) != maxBeside || ev.Controls[0].Address == ev.Controls[1].Address {
		t.Errorf("controls %+v", ev.Controls)
	}
	for _, c := range ev.Controls {
		if c.Port != 80 || d.dials(c.Address+":80") != 1 || d.dials(c.Address+":443") != 1 {
			t.Errorf("%+v", c)
		}
	}
	if !slices.IsSortedFunc(ev.Controls, func(a, b Attempt) int { return cmpText(a.Address, b.Address) }) {
		t.Errorf("controls in no order: %+v", ev.Controls)
	}
}

func cmpText(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}

// deaf is a line on which no TCP connection is ever answered.
func deaf(d *desk) func(context.Context, string, string, env.DialOptions) (net.Conn, error) {
	real := d.Env.Dial
	return func(ctx context.Context, network, addr string, o env.DialOptions) (net.Conn, error) {
		if network[:3] == "udp" {
			return real(ctx, network, addr, o)
		}
		d.mu.Lock()
		d.dialled = append(d.dialled, network+" "+addr)
		d.mu.Unlock()
		<-ctx.Done()
		return nil, ctx.Err()
	}
}

func TestPortSomeAddressesOpen(t *testing.T) {
	d := newDesk(t, "127.0.0.1", "127.0.0.2")
	l := local(t) // on 127.0.0.1 only
	running(t, fault.Mute(l))
	d.serving("tcp://"+site, portOf(l))
	got := d.ask(t, "port:"+at(portOf(l)))
	got.status(t, "port:"+at(portOf(l)), Warn)
}

func TestPortCandidates(t *testing.T) {
	ip := func(list ...string) (out []netip.Addr) {
		for _, s := range list {
			out = append(out, netip.MustParseAddr(s))
		}
		return out
	}
	for what, c := range map[string]struct {
		names names
		want  []string
	}{
		"agreeing":           {names{configured: ip("10.0.0.1"), reference: ip("10.0.0.1", "10.0.0.2")}, []string{"10.0.0.1 configured,reference"}},
		"a CDN's difference": {names{configured: ip("10.0.0.1", "10.0.0.2"), reference: ip("10.0.0.2", "10.0.0.3")}, []string{"10.0.0.1 configured", "10.0.0.2 configured,reference"}},
		"another answer":     {names{configured: ip("10.0.0.1"), reference: ip("10.0.0.2", "10.0.0.3", "2001:db8::1")}, []string{"10.0.0.1 configured", "10.0.0.2 reference", "2001:db8::1 reference"}},
		"pinned":             {names{hosts: ip("127.0.0.1"), configured: ip("10.0.0.1", "10.0.0.4"), reference: ip("10.0.0.1")}, []string{"127.0.0.1 hosts", "10.0.0.1 configured,reference"}},
		"reference only":     {names{reference: ip("10.0.0.2")}, []string{"10.0.0.2 reference"}},
		"too many":           {names{configured: ip("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "2001:db8::1")}, []string{"10.0.0.1 configured", "10.0.0.2 configured", "10.0.0.3 configured", "10.0.0.4 configured", "2001:db8::1 configured"}},
	} {
		j := &Job{prior: map[string]outcome{"dns:" + site: {value: &c.names}}}
		var got []string
		for _, p := range candidates(j, profile.Endpoint{Host: site}) {
			s := p.addr.String() + " "
			for i, from := range p.sources {
				if i > 0 {
					s += ","
				}
				s += from
			}
			got = append(got, s)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
}

func TestPortWithoutAddress(t *testing.T) {
	d := newDesk(t)
	d.dns.Set(site, fault.Name{Rcode: 3})
	d.Env.Lookup = envtest.New(envtest.Host(site)).Lookup
	d.serving("https://"+site, 443)
	got := d.ask(t, "service:"+at(443))
	for _, kind := range []string{"port", "certificate", "service"} {
		got.status(t, kind+":"+at(443), Skip)
		if got[kind+":"+at(443)].Reason == "" {
			t.Errorf("%s does not say why", kind)
		}
	}
}

// The cut-off endpoint is asked beside by another card past the tunnel.
func TestPortPastTheTunnel(t *testing.T) {
	d := newDesk(t)
	l := local(t)
	running(t, fault.Mute(l))
	e := d.serving("tcp://127.0.0.1", portOf(l))
	tunnelled(d, "tun0")
	real := d.Env.Dial
	d.Env.Dial = func(ctx context.Context, network, addr string, o env.DialOptions) (net.Conn, error) {
		if o.Device == "" {
			return nil, envtest.Fails(env.Unreachable, "EHOSTUNREACH")
		}
		return real(ctx, network, addr, env.DialOptions{})
	}
	ev := evidence[PortEvidence](t, d.ask(t, "port:"+e.Target()), "port:"+e.Target())
	if len(ev.Beside) != 1 || !ev.Beside[0].Open || ev.Beside[0].Adapter != "eth0" || ev.Attempts[0].Open {
		t.Errorf("%+v, beside %+v", ev.Attempts, ev.Beside)
	}
}
