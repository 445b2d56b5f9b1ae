package checks

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"testing"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// card is an adapter that is on and joined, with the addresses.
func card(name string, kind env.AdapterKind, addrs ...string) env.Adapter {
	a := env.Adapter{Name: name, Kind: kind, Enabled: true, Carrier: true}
	for _, s := range addrs {
		a.Addresses = append(a.Addresses, netip.MustParsePrefix(s))
	}
	return a
}

func route(to, gateway, adapter string) env.Route {
	r := env.Route{To: netip.MustParsePrefix(to), Adapter: adapter}
	if gateway != "" {
		r.Gateway = netip.MustParseAddr(gateway)
	}
	return r
}

func without(a env.Adapter, change func(*env.Adapter)) env.Adapter { change(&a); return a }

func TestAdapterTrouble(t *testing.T) {
	off := func(a *env.Adapter) { a.Enabled, a.Carrier = false, false }
	unplug := func(a *env.Adapter) { a.Carrier = false }
	lo := card("lo", env.Loopback, "127.0.0.1/8", "::1/128")
	eth := card("eth0", env.Ethernet, "192.168.1.7/24", "fe80::7/64")
	bare := card("eth0", env.Ethernet, "169.254.3.4/16", "fe80::7/64")
	wifi := card("wlan0", env.WiFi)
	docker := card("docker0", env.Virtual, "172.17.0.1/16")
	out := route("0.0.0.0/0", "192.168.1.1", "eth0")
	link := route("192.168.1.0/24", "", "eth0")
	reject := env.Route{To: netip.MustParsePrefix("::/0"), Adapter: "lo", Reject: true}

	for name, c := range map[string]struct {
		adapters []env.Adapter
		routes   []env.Route
		want     AdapterTrouble
		at       []string
	}{
		"healthy":                         {[]env.Adapter{lo, eth}, []env.Route{link, out}, AdapterFine, nil},
		"healthy beside an unjoined wifi": {[]env.Adapter{lo, without(wifi, unplug), eth, docker}, []env.Route{out}, AdapterFine, nil},
		"IPv6 alone":                      {[]env.Adapter{card("eth0", env.Ethernet, "2001:db8::7/64")}, []env.Route{route("::/0", "fe80::1", "eth0")}, AdapterFine, nil},
		"a container's only link":         {[]env.Adapter{lo, card("eth0", env.Virtual, "172.17.0.2/16")}, []env.Route{route("0.0.0.0/0", "172.17.0.1", "eth0")}, AdapterFine, nil},
		"dial-up":                         {[]env.Adapter{lo, without(bare, func(a *env.Adapter) { a.Addresses = nil }), card("ppp0", env.Tunnel, "10.64.0.9/32")}, []env.Route{route("0.0.0.0/0", "", "ppp0")}, AdapterFine, nil},
		"a route of no named adapter":     {[]env.Adapter{lo, eth}, []env.Route{route("0.0.0.0/0", "192.168.1.1", "")}, AdapterFine, nil},
		"nothing":                         {nil, nil, AdapterMissing, nil},
		"only loopback":                   {[]env.Adapter{lo}, nil, AdapterMissing, nil},
		"only an idle virtual switch":     {[]env.Adapter{lo, card("vSwitch", env.Virtual)}, nil, AdapterMissing, nil},
		"switched off":                    {[]env.Adapter{lo, without(eth, off)}, nil, AdapterDisabled, []string{"eth0"}},
		"cable out":                       {[]env.Adapter{lo, without(eth, unplug)}, nil, AdapterUnplugged, []string{"eth0"}},
		"cable out, Wi-Fi off":            {[]env.Adapter{lo, without(eth, unplug), without(wifi, off)}, nil, AdapterUnplugged, []string{"eth0"}},
		"cable out beside a VM's switch":  {[]env.Adapter{without(eth, unplug), docker}, nil, AdapterUnplugged, []string{"eth0"}},
		"cable out, route left behind":    {[]env.Adapter{without(eth, unplug)}, []env.Route{out}, AdapterUnplugged, []string{"eth0"}},
		"no DHCP":                         {[]env.Adapter{lo, bare}, []env.Route{route("169.254.0.0/16", "", "eth0")}, AdapterNoAddress, []string{"eth0"}},
		"no default route":                {[]env.Adapter{lo, eth}, []env.Route{link}, AdapterNoGateway, []string{"eth0"}},
		"only a rejecting default":        {[]env.Adapter{lo, eth}, []env.Route{link, reject}, AdapterNoGateway, []string{"eth0"}},
	} {
		e := &env.Env{
			Adapters: func(context.Context) ([]env.Adapter, error) { return c.adapters, nil },
			Routes:   func(context.Context) ([]env.Route, error) { return c.routes, nil },
		}
		f, err := runAdapter(t.Context(), &Job{Env: e, Profile: &profile.Profile{}})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := Fail
		if c.want == AdapterFine {
			want = Pass
		}
		got, at := f.Evidence.(*AdapterEvidence).Trouble()
		if got != c.want || !slices.Equal(at, c.at) || f.Status != want {
			t.Errorf("%s: %s, %q at %q; want %s, %q at %q", name, f.Status, got, at, want, c.want, c.at)
		}
	}
}

func TestAdapterMasked(t *testing.T) {
	e := &AdapterEvidence{
		Adapters: []AdapterInfo{{Name: "eth0", Kind: "ethernet", Enabled: true, Carrier: true, Addresses: []string{"inner-1/24"}}},
		Routes:   []RouteInfo{{To: "0.0.0.0/0", Gateway: "inner-2", Adapter: "eth0"}},
	}
	if got, _ := e.Trouble(); got != AdapterFine {
		t.Errorf("masked: %q", got)
	}
	e.Adapters[0].Addresses = []string{"linklocal-1/16"}
	if got, _ := e.Trouble(); got != AdapterNoAddress {
		t.Errorf("masked link-local: %q", got)
	}
}

func TestAdapterUnknownRoutes(t *testing.T) {
	e := &env.Env{
		Adapters: func(context.Context) ([]env.Adapter, error) {
			return []env.Adapter{card("eth0", env.Ethernet, "10.0.0.7/8")}, nil
		},
		Routes: func(context.Context) ([]env.Route, error) { return nil, errors.ErrUnsupported },
	}
	f, err := runAdapter(t.Context(), &Job{Env: e, Profile: &profile.Profile{}})
	if ev := f.Evidence.(*AdapterEvidence); err != nil || f.Status != Error || f.Reason == "" || ev.Routes != nil {
		t.Errorf("got %+v, %v", f, err)
	}
}

func TestRoutesKept(t *testing.T) {
	var many []env.Route
	for i := range 5000 {
		many = append(many, route(fmt.Sprintf("10.%d.%d.0/24", i/256, i%256), "", "tun0"))
	}
	many = append(many, route("0.0.0.0/0", "192.168.1.1", "eth0"))
	kept := routeInfos(many)
	if len(kept) != maxRoutes+1 || !kept[maxRoutes].IsDefault() {
		t.Errorf("kept %d routes, the last %+v", len(kept), kept[len(kept)-1])
	}
	if routeInfos(nil) == nil {
		t.Error("no routes must not look like routes that are not known")
	}
}
