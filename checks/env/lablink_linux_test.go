package env

import (
	"context"
	"net/netip"
	"testing"
	"time"
)

func TestLabLink(t *testing.T) {
	lab(t)
	state := func(t *testing.T, addr string) NeighbourState {
		n, err := neighbour(context.Background(), "e0", netip.MustParseAddr(addr))
		if err != nil {
			t.Errorf("neighbour %s: %v", addr, err)
		}
		if n.State == NeighbourAnswers && len(n.MAC) != 6 {
			t.Errorf("neighbour %s answers without a MAC", addr)
		}
		return n.State
	}
	inside(t, "envt-pc", func() {
		for addr, want := range map[string]NeighbourState{
			"10.9.0.1": NeighbourAnswers, "fd09::1": NeighbourAnswers, "10.9.0.77": NeighbourSilent, "fd09::77": NeighbourSilent,
		} {
			if got := state(t, addr); got != want {
				t.Errorf("neighbour %s: %s, want %s", addr, got, want)
			}
		}
		if others, err := conflicts(context.Background(), "e0", netip.MustParseAddr("10.9.0.2")); err != nil || len(others) != 0 {
			t.Errorf("conflicts on a healthy cable: %v, %v", others, err)
		}
		way, err := routeTo(context.Background(), netip.MustParseAddr("10.8.0.9"))
		if err != nil || way.Gateway != netip.MustParseAddr("10.9.0.1") || way.Adapter != "e0" {
			t.Errorf("the way to the server: %+v, %v", way, err)
		}
	})
	run(t, "ip -n envt-r addr add 10.9.0.2/32 dev r0")
	inside(t, "envt-pc", func() {
		if others, err := conflicts(context.Background(), "e0", netip.MustParseAddr("10.9.0.2")); err != nil || len(others) != 1 {
			t.Errorf("conflicts with the router: %v, %v", others, err)
		}
	})
	run(t, "ip -n envt-pc route del default; ip -n envt-r link set r0 down")
	inside(t, "envt-pc", func() {
		// The kernel's table still knows the router, and it is gone.
		if got := state(t, "10.9.0.1"); got != NeighbourSilent {
			t.Errorf("a router that was there: %s, want silent", got)
		}
		card := cardNamed(t, "e0")
		if card.Carrier || !card.Enabled || card.Kind != Ethernet {
			t.Errorf("cable out: %+v", card)
		}
		way, err := routeTo(context.Background(), netip.MustParseAddr("10.8.0.9"))
		if f, errno := Classify(err); f != NoRoute || errno != "ENETUNREACH" || way != (Route{}) {
			t.Errorf("the way without a default route: %+v, %v", way, err)
		}
	})
	run(t, "ip -n envt-pc link set e0 down; ip -n envt-pc addr flush dev e0")
	inside(t, "envt-pc", func() {
		if card := cardNamed(t, "e0"); card.Enabled || card.Kind != Ethernet {
			t.Errorf("switched off: %+v", card)
		}
	})
}

func cardNamed(t *testing.T, name string) Adapter {
	t.Helper()
	cards, err := system{}.adapters(context.Background())
	if err != nil {
		t.Error(err)
	}
	for _, c := range cards {
		if c.Name == name {
			return c
		}
	}
	t.Errorf("no adapter %s in %+v", name, cards)
	return Adapter{}
}

func TestLabPing(t *testing.T) {
	lab(t)
	const gap = 20 * time.Millisecond
	inside(t, "envt-pc", func() {
		for _, addr := range []string{"10.8.0.9", "fd08::9"} {
			s, err := echo(context.Background(), netip.MustParseAddr(addr), 3, gap)
			if err != nil || s.Sent != 3 || s.Received != 3 || len(s.RTT) != 3 || s.RTT[0] <= 0 {
				t.Errorf("ping %s: %+v, %v", addr, s, err)
			}
		}
		begun := time.Now()
		s, err := echo(context.Background(), netip.MustParseAddr("10.8.0.77"), 3, gap)
		if err != nil || s.Sent != 3 || s.Received != 0 {
			t.Errorf("ping nobody: %+v, %v", s, err)
		}
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("gave up on nobody after %v", took)
		}
	})
	run(t, `ip netns exec envt-pc sh -ec "nft add table inet t; nft 'add chain inet t c { type filter hook output priority 0; }'; nft add rule inet t c meta l4proto { icmp, icmpv6 } drop"`)
	inside(t, "envt-pc", func() {
		for _, addr := range []string{"10.8.0.9", "fd08::9"} {
			_, err := echo(context.Background(), netip.MustParseAddr(addr), 3, gap)
			if f, errno := Classify(err); f != Denied || errno != "EPERM" {
				t.Errorf("ping %s against this PC's firewall: %v", addr, err)
			}
		}
	})
}
