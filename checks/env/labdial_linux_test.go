package env

import (
	"context"
	"errors"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestLabDial(t *testing.T) {
	lab(t)
	const (
		chain = "nft add table inet t; nft 'add chain inet t c { type filter hook %HOOK priority 0; }'; nft add rule inet t c "
		clear = "nft flush ruleset"
	)
	nft := func(ns, hook, rule string) (string, string) {
		in := "ip netns exec " + ns + " sh -ec "
		return in + `"` + strings.ReplaceAll(chain, "%HOOK", hook) + rule + `"`, in + `"` + clear + `"`
	}
	route := func(ns, kind string) (string, string) {
		do := func(verb string) string {
			return "ip -n " + ns + " route " + verb + " " + kind + " 10.7.0.0/24; ip -n " + ns + " -6 route " + verb + " " + kind + " fd07::/64"
		}
		return do("add"), do("del")
	}
	type world func() (set, unset string)
	by := func(f func(string, string, string) (string, string), a, b, c string) world {
		return func() (string, string) { return f(a, b, c) }
	}
	via := func(ns, kind string) world { return func() (string, string) { return route(ns, kind) } }
	plain := func() (string, string) { return "true", "true" }
	for _, c := range []struct {
		name     string
		world    world
		v4, v6   string
		want     Failure // "" opens
		icmp     int     // code for IPv4; -1 none
		icmp6    int
		fromHere bool
	}{
		{"serves", plain, "10.8.0.9:80", "[fd08::9]:80", "", -1, -1, false},
		{"nobody listens", plain, "10.8.0.9:81", "[fd08::9]:81", Refused, -1, -1, false},
		{"no such machine on the cable", plain, "10.9.0.77:80", "[fd09::77]:80", NoRoute, -1, -1, false},
		{"router prohibits", via("envt-r", "prohibit"), "10.7.0.1:80", "[fd07::1]:80", Prohibited, 13, 1, false},
		{"router knows no way", via("envt-r", "unreachable"), "10.7.0.1:80", "[fd07::1]:80", Unreachable, 1, 0, false},
		{"router swallows", via("envt-r", "blackhole"), "10.7.0.1:80", "[fd07::1]:80", TimedOut, -1, -1, false},
		{"router rejects the port", by(nft, "envt-r", "forward", "tcp dport 80 reject with icmpx admin-prohibited"), "10.8.0.9:80", "[fd08::9]:80", Prohibited, 13, 1, false},
		{"router says port unreachable", by(nft, "envt-r", "forward", "tcp dport 80 reject with icmpx port-unreachable"), "10.8.0.9:80", "[fd08::9]:80", Refused, 3, 4, false},
		{"router drops", by(nft, "envt-r", "forward", "tcp dport 80 drop"), "10.8.0.9:80", "[fd08::9]:80", TimedOut, -1, -1, false},
		{"server drops", by(nft, "envt-s", "input", "tcp dport 80 drop"), "10.8.0.9:80", "[fd08::9]:80", TimedOut, -1, -1, false},
		{"this PC has no route", via("envt-pc", "unreachable"), "10.7.0.1:80", "[fd07::1]:80", NoRoute, -1, -1, false},
		{"this PC swallows", via("envt-pc", "blackhole"), "10.7.0.1:80", "[fd07::1]:80", NoRoute, -1, -1, false},
		{"this PC prohibits", via("envt-pc", "prohibit"), "10.7.0.1:80", "[fd07::1]:80", Denied, -1, -1, false},
		{"this PC's firewall rejects", by(nft, "envt-pc", "output", "tcp dport 80 reject with icmpx admin-prohibited"), "10.8.0.9:80", "[fd08::9]:80", Denied, 13, 1, true},
		{"this PC's firewall says port unreachable", by(nft, "envt-pc", "output", "tcp dport 80 reject"), "10.8.0.9:80", "[fd08::9]:80", Denied, 3, 4, true},
		{"this PC's firewall drops", by(nft, "envt-pc", "output", "tcp dport 80 drop"), "10.8.0.9:80", "[fd08::9]:80", Denied, -1, -1, false},
		{"this PC's firewall drops the answers", by(nft, "envt-pc", "input", "tcp sport 80 drop"), "10.8.0.9:80", "[fd08::9]:80", Denied, -1, -1, false},
		{"this PC's firewall resets", by(nft, "envt-pc", "output", "tcp dport 80 reject with tcp reset"), "10.8.0.9:80", "[fd08::9]:80", Refused, -1, -1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, unset := c.world()
			run(t, set)
			defer run(t, unset)
			from4, from6 := "10.9.0.1", "fd09::1"
			if c.fromHere {
				from4, from6 = "10.9.0.2", "fd09::2"
			}
			var both sync.WaitGroup
			both.Go(func() {
				inside(t, "envt-pc", func() { checkDial(t, "tcp4", c.v4, c.want, c.icmp, from4) })
			})
			both.Go(func() {
				inside(t, "envt-pc", func() { checkDial(t, "tcp6", c.v6, c.want, c.icmp6, from6) })
			})
			both.Wait()
		})
	}
}

func checkDial(t *testing.T, network, addr string, want Failure, code int, from string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 1300*time.Millisecond)
	defer cancel()
	conn, err := dial(ctx, network, addr, DialOptions{})
	if want == "" {
		if err != nil {
			t.Errorf("%s: %v", addr, err)
			return
		}
		if n := Retransmits(conn); n != 0 {
			t.Errorf("%s: %d retransmits on a healthy line", addr, n)
		}
		conn.Close()
		return
	}
	var failed *DialError
	if !errors.As(err, &failed) {
		t.Errorf("%s: got %v, want a DialError that is %s", addr, err, want)
		return
	}
	if failed.Failure != want {
		t.Errorf("%s: %s (%v), want %s", addr, failed.Failure, err, want)
	}
	switch {
	case code < 0 && failed.ICMP != nil && want != Denied:
		t.Errorf("%s: unexpected %+v", addr, *failed.ICMP)
	case code >= 0 && (failed.ICMP == nil || failed.ICMP.Code != code || failed.ICMP.From != netip.MustParseAddr(from)):
		t.Errorf("%s: ICMP %+v, want code %d from %s", addr, failed.ICMP, code, from)
	}
}
