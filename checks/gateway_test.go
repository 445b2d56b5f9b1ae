package checks

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// lan is what answers on a made-up local network.
type lan struct {
	arp    map[string]env.NeighbourState // by address; silent where it is not named
	ping   map[string]bool
	tcp    map[string]env.Failure // by address:port: how it fails at once; silent where not named
	claims map[string]string      // own address: the MAC of another
}

func (l lan) env() *env.Env {
	return &env.Env{
		Neighbour: func(_ context.Context, _ string, a netip.Addr) (env.Neighbour, error) {
			s, ok := l.arp[a.String()]
			if !ok {
				s = env.NeighbourSilent
			}
			return env.Neighbour{State: s}, nil
		},
		Ping: func(_ context.Context, a netip.Addr, _ int, _ time.Duration) (env.PingStats, error) {
			if l.ping[a.String()] {
				return series(20, time.Millisecond), nil
			}
			return series(0, 0), nil
		},
		Dial: func(ctx context.Context, _, addr string, _ env.DialOptions) (net.Conn, error) {
			if f, ok := l.tcp[addr]; ok {
				return nil, &env.DialError{Failure: f, Errno: "ECONNREFUSED", Err: errors.New(addr)}
			}
			<-ctx.Done()
			return nil, ctx.Err()
		},
		Conflicts: func(_ context.Context, _ string, a netip.Addr) ([]net.HardwareAddr, error) {
			if s, ok := l.claims[a.String()]; ok {
				m, err := net.ParseMAC(s)
				return []net.HardwareAddr{m}, err
			}
			return nil, nil
		},
	}
}

const (
	ownMAC  = "02:00:00:00:00:07"
	wifiMAC = "02:00:00:00:00:08"
)

var office = &AdapterEvidence{
	Adapters: []AdapterInfo{
		{Name: "lo", Kind: "loopback", Enabled: true, Carrier: true, Addresses: []string{"127.0.0.1/8"}},
		{Name: "eth0", Kind: "ethernet", Enabled: true, Carrier: true, MAC: ownMAC, Addresses: []string{"192.168.1.7/24", "fe80::7/64"}},
		{Name: "wlan0", Kind: "wifi", Enabled: true, Carrier: false, MAC: wifiMAC, Addresses: []string{"192.168.2.7/24"}},
	},
	Routes: []RouteInfo{
		{To: "192.168.1.0/24", Adapter: "eth0"},
		{To: "0.0.0.0/0", Gateway: "192.168.1.1", Adapter: "eth0"},
		{To: "0.0.0.0/0", Gateway: "192.168.1.1", Adapter: "eth0", Metric: 100},
		{To: "::/0", Gateway: "fe80::1", Adapter: "eth0"},
	},
}

func askOffice(t *testing.T, l lan, seen *AdapterEvidence) Finding {
	t.Helper()
	j := &Job{Env: l.env(), Profile: &profile.Profile{Limits: profile.DefaultLimits()}}
	j.prior = map[string]outcome{"adapter": {result: Result{Evidence: seen}}}
	f, err := runGateway(t.Context(), j)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestGatewayStatus(t *testing.T) {
	const v4, v6 = "192.168.1.1", "fe80::1%eth0"
	answers := func(a ...string) map[string]env.NeighbourState {
		m := map[string]env.NeighbourState{}
		for _, s := range a {
			m[s] = env.NeighbourAnswers
		}
		return m
	}
	none := map[string]env.NeighbourState{v4: env.NeighbourNone, v6: env.NeighbourNone}
	for name, c := range map[string]struct {
		lan  lan
		want Status
	}{
		"healthy":                        {lan{arp: answers(v4, v6), ping: map[string]bool{v4: true, v6: true}}, Pass},
		"ignores ping and TCP":           {lan{arp: answers(v4, v6)}, Pass},
		"answers only ping":              {lan{arp: none, ping: map[string]bool{v4: true, v6: true}}, Pass},
		"answers only by refusing":       {lan{arp: none, tcp: map[string]env.Failure{v4 + ":53": env.Refused}}, Pass},
		"nothing answers":                {lan{}, Fail},
		"IPv4 gone, IPv6 there":          {lan{arp: answers(v6)}, Fail},
		"IPv6 gone, IPv4 there":          {lan{arp: answers(v4)}, Warn},
		"silent link without neighbours": {lan{arp: none}, Skip},
		"address taken":                  {lan{arp: answers(v4, v6), claims: map[string]string{"192.168.1.7": "02:00:00:00:00:99"}}, Fail},
		"both own cards on one network":  {lan{arp: answers(v4, v6), claims: map[string]string{"192.168.1.7": wifiMAC}}, Pass},
		"a card that is not joined":      {lan{arp: answers(v4, v6), claims: map[string]string{"192.168.2.7": "02:00:00:00:00:99"}}, Pass},
	} {
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			f := askOffice(t, c.lan, office)
			if f.Status != c.want {
				t.Errorf("%s: %s, %+v; want %s", name, f.Status, f.Evidence, c.want)
			}
			if took := time.Since(began); took > time.Second {
				t.Errorf("%s: took %s", name, took)
			}
		})
	}
}

func TestGatewaysOf(t *testing.T) {
	var got []string
	for _, g := range gatewaysOf(office) {
		got = append(got, g.Address)
	}
	if want := []string{"192.168.1.1", "fe80::1%eth0"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestGatewayNothingToAsk(t *testing.T) {
	for name, seen := range map[string]*AdapterEvidence{
		"no adapter evidence": nil,
		"routes not known":    {Adapters: office.Adapters},
		"no default route":    {Adapters: office.Adapters, Routes: office.Routes[:1]},
		"point to point":      {Adapters: office.Adapters, Routes: []RouteInfo{{To: "0.0.0.0/0", Adapter: "ppp0"}}},
	} {
		j := &Job{Env: lan{}.env(), Profile: &profile.Profile{}}
		if seen != nil {
			j.prior = map[string]outcome{"adapter": {result: Result{Evidence: seen}}}
		}
		f, err := runGateway(t.Context(), j)
		if err != nil || f.Status != Skip || f.Reason == "" {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}

// A web page on the router is a way to show that it is there: over a real socket.
func TestKnockGateway(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	e := &env.Env{Dial: func(ctx context.Context, network, addr string, _ env.DialOptions) (net.Conn, error) {
		if addr == "192.168.1.1:80" {
			return nil, &env.DialError{Failure: env.TimedOut, Err: context.DeadlineExceeded}
		}
		return new(net.Dialer).DialContext(ctx, network, l.Addr().String())
	}}
	if a := knockGateway(t.Context(), e, netip.MustParseAddr("192.168.1.1")); a == nil || !a.Open || a.Port != 53 {
		t.Errorf("got %+v", a)
	}
}
