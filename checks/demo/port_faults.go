package demo

import (
	"errors"
	"net/netip"
	"runtime"

	"kpdoctor/checks/env"
	"kpdoctor/checks/internal/fault"
)

// portFaults lie on the way to one server's port.
var portFaults = []injection{
	{"route.unreachable", func(w *world) {
		w.move(nowhere, dppt)
		w.fate = w.failing(func(t trip) bool { return t.to.Addr() == nowhere }, env.DialError{
			Failure: env.Unreachable, Errno: errno("EHOSTUNREACH"), Err: errors.New("no route to host"),
			ICMP: &env.ICMP{Type: 3, Code: 1, From: netip.MustParseAddr("100.64.9.1")},
		})
	}},
	{"port.refused", func(w *world) { w.sites[dppt].closed = true }},
	{"port.rejected", func(w *world) {
		w.fate = w.failing(w.toDppt, env.DialError{
			Failure: env.Prohibited, Errno: errno("EHOSTUNREACH"), Err: errors.New("administratively prohibited"),
			ICMP: &env.ICMP{Type: 3, Code: 13, From: router},
		})
	}},
	{"port.filtered", func(w *world) {
		w.fate = func(w *world, t trip) fate { return fate{lost: w.toDppt(t)} }
	}},
	{"port.blocked_here", func(w *world) {
		w.fate = w.failing(w.toDppt, env.DialError{Failure: env.Denied, Errno: denied(), Err: errors.New("permission denied")})
	}},
	{"port.exhausted", func(w *world) {
		w.fate = w.failing(trip.tcp, env.DialError{Failure: env.NoPorts, Errno: errno("EADDRNOTAVAIL"), Err: errors.New("cannot assign requested address")})
	}},
	{"server.unreachable", func(w *world) { w.move(nowhere, dppt) }},
	{"server.partial_outage", func(w *world) {
		both := fault.Name{Addresses: addrs(here, nowhere)}
		w.answers[dppt], w.referenced[dppt] = both, both
	}},
}

func addrs(list ...netip.Addr) []netip.Addr { return list }

func (w *world) toDppt(t trip) bool { return t.tcp() && t.to == w.sites[dppt].addr }

// failing makes the trips that match fail at once.
func (w *world) failing(match func(trip) bool, how env.DialError) func(*world, trip) fate {
	return func(_ *world, t trip) fate {
		if match(t) {
			return fate{failure: &how}
		}
		return fate{}
	}
}

// denied is what a firewall on this PC gives a program.
func denied() string {
	if runtime.GOOS == "windows" {
		return "WSAEACCES"
	}
	return "EPERM"
}
