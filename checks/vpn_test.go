package checks

import (
	"context"
	"net"
	"net/netip"
	"testing"

	"kpdoctor/checks/env"
	"kpdoctor/checks/env/envtest"
	"kpdoctor/checks/profile"
)

func nic(name string, kind env.AdapterKind, up bool) env.Adapter {
	return env.Adapter{Name: name, Kind: kind, Enabled: up, Carrier: up}
}

func via(to, by string, metric int) env.Route {
	return env.Route{To: netip.MustParsePrefix(to), Adapter: by, Metric: metric}
}

// tunnelled leads everything into a tunnel, with a card that leads past it.
func tunnelled(d *desk, tunnel string) {
	e := envtest.New(
		envtest.Adapter(nic(tunnel, env.Tunnel, true), nic("eth0", env.Ethernet, true)),
		envtest.Routes(via("0.0.0.0/1", tunnel, 0), via("128.0.0.0/1", tunnel, 0), via("0.0.0.0/0", "eth0", 100)),
	)
	d.Env.Adapters, d.Env.Routes, d.Env.RouteTo = e.Adapters, e.Routes, e.RouteTo
}

func TestPastTunnel(t *testing.T) {
	tun, eth, wifi := nic("tun0", env.Tunnel, true), nic("eth0", env.Ethernet, true), nic("wlan0", env.WiFi, true)
	halves := []env.Route{via("0.0.0.0/1", "tun0", 0), via("128.0.0.0/1", "tun0", 0)}
	for what, c := range map[string]struct {
		cards  []env.Adapter
		routes []env.Route
		to     string
		want   string
	}{
		"no tunnel":            {[]env.Adapter{eth}, []env.Route{via("0.0.0.0/0", "eth0", 0)}, "198.51.100.1", ""},
		"a tunnel by halves":   {[]env.Adapter{tun, eth}, append(halves, via("0.0.0.0/0", "eth0", 100)), "198.51.100.1", "eth0"},
		"the cheapest":         {[]env.Adapter{tun, wifi, eth}, append(halves, via("0.0.0.0/0", "wlan0", 600), via("0.0.0.0/0", "eth0", 100)), "198.51.100.1", "eth0"},
		"a card without cable": {[]env.Adapter{tun, wifi, nic("eth0", env.Ethernet, false)}, append(halves, via("0.0.0.0/0", "eth0", 100), via("0.0.0.0/0", "wlan0", 600)), "198.51.100.1", "wlan0"},
		"dial-up only":         {[]env.Adapter{tun}, []env.Route{via("0.0.0.0/0", "tun0", 0)}, "198.51.100.1", ""},
		"other family":         {[]env.Adapter{tun, eth}, []env.Route{via("::/0", "tun0", 0), via("0.0.0.0/0", "eth0", 0)}, "2001:db8::1", ""},
		"only some of it":      {[]env.Adapter{tun, eth}, []env.Route{via("10.0.0.0/8", "tun0", 0), via("0.0.0.0/0", "eth0", 0)}, "198.51.100.1", ""},
		"no route at all":      {[]env.Adapter{tun, eth}, nil, "198.51.100.1", ""},
	} {
		e := envtest.New(envtest.Adapter(c.cards...), envtest.Routes(c.routes...))
		if got := pastTunnel(t.Context(), e, netip.MustParseAddr(c.to)); got != c.want {
			t.Errorf("%s: past it by %q, want %q", what, got, c.want)
		}
	}
}

func TestVPNThatSwallows(t *testing.T) {
	d := newDesk(t)
	tunnelled(d, "wg0")
	d.profile.References.DNS = []string{"192.0.2.53:53", "192.0.2.53:53", "127.0.0.1:53"}
	d.profile.References.HTTPS = []profile.URL{{Scheme: "https", Host: "192.0.2.80", Port: 443}, {Scheme: "https", Host: "named.example", Port: 443}}
	d.Env.Dial = func(ctx context.Context, network, addr string, o env.DialOptions) (net.Conn, error) {
		switch o.Device {
		case "":
			<-ctx.Done()
			return nil, ctx.Err()
		case "eth0":
			return nil, envtest.Fails(env.Refused, "ECONNREFUSED")
		}
		t.Errorf("dialled %s by %s", addr, o.Device)
		return nil, ctx.Err()
	}
	got := d.ask(t, "vpn")
	got.status(t, "vpn", Warn)
	ev := evidence[VPNEvidence](t, got, "vpn")
	if ev.Tunnel != "wg0" || ev.Past != "eth0" || len(ev.Through) != 2 || len(ev.Beside) != 2 {
		t.Fatalf("%+v", ev)
	}
	for i, want := range []string{"192.0.2.53", "192.0.2.80"} {
		if a, b := ev.Through[i], ev.Beside[i]; a.Address != want || a.Failure != "timeout" || a.Adapter != "" || b.Address != want || b.Failure != "refused" || b.Adapter != "eth0" {
			t.Errorf("through %+v, beside %+v", a, b)
		}
	}
}

// Only what the tunnel takes shows whether the tunnel carries anything.
func TestVPNForSomeNetworks(t *testing.T) {
	d := newDesk(t)
	e := envtest.New(
		envtest.Adapter(nic("tun0", env.Tunnel, true), nic("eth0", env.Ethernet, true)),
		envtest.Routes(via("192.0.2.0/24", "tun0", 0), via("0.0.0.0/0", "eth0", 0)),
	)
	d.Env.Adapters, d.Env.Routes, d.Env.RouteTo = e.Adapters, e.Routes, e.RouteTo
	d.profile.References.DNS = []string{"198.51.100.53:53", "192.0.2.53:53"}
	d.Env.Dial = func(ctx context.Context, network, addr string, o env.DialOptions) (net.Conn, error) {
		return nil, envtest.Fails(env.Refused, "ECONNREFUSED")
	}
	got := d.ask(t, "vpn")
	got.status(t, "vpn", Pass) // refused by the far side: it carries
	ev := evidence[VPNEvidence](t, got, "vpn")
	if len(ev.Through) != 1 || ev.Through[0].Address != "192.0.2.53" {
		t.Errorf("%+v", ev.Through)
	}
}

func TestVPNNone(t *testing.T) {
	d := newDesk(t)
	d.profile.References.DNS = []string{"192.0.2.53:53"}
	got := d.ask(t, "vpn")
	got.status(t, "vpn", Pass)
	if ev := evidence[VPNEvidence](t, got, "vpn"); ev.Tunnel != "" || ev.Through != nil || d.dials("") != 0 {
		t.Errorf("%+v after %d connections", ev, d.dials(""))
	}
}
