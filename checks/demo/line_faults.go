package demo

import (
	"net"
	"net/http"
	"net/netip"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/internal/fault"
)

// lineFaults lie between this PC and the internet.
var lineFaults = []injection{
	{"adapter.missing", func(w *world) {
		w.office.adapters, w.office.routes, w.fate = nil, nil, cutOff
	}},
	{"adapter.disabled", func(w *world) {
		w.card(func(a *env.Adapter) { a.Enabled, a.Carrier, a.Addresses = false, false, nil })
	}},
	{"adapter.unplugged", func(w *world) {
		w.card(func(a *env.Adapter) { a.Carrier, a.Addresses = false, nil })
	}},
	{"adapter.no_address", func(w *world) {
		w.card(func(a *env.Adapter) { a.Addresses = []netip.Prefix{netip.MustParsePrefix("169.254.7.9/16")} })
	}},
	{"adapter.address_conflict", func(w *world) {
		w.office.conflict = []net.HardwareAddr{rivalMAC}
		w.fate = lost // the answers go to the rival
	}},
	{"adapter.no_gateway", func(w *world) {
		w.office.routes = w.office.routes[1:]
		w.fate = cutOff
	}},
	{"gateway.unreachable", func(w *world) {
		w.office.routerSilent = true
		w.fate = lost
	}},
	{"internet.unreachable", func(w *world) {
		w.fate = func(_ *world, t trip) fate { return fate{lost: t.to.Addr() != router} }
	}},
	{"internet.captive_portal", func(w *world) {
		login := fault.PortalRedirect("http://192.168.1.1/login")
		w.generate204 = login
		for _, s := range w.sites {
			s.page, s.chain = login, portalChain
		}
	}},
	{"lan.lossy", func(w *world) {
		w.ping = func(_ netip.Addr, nth int) (time.Duration, bool) { return 2 * time.Millisecond, nth%4 == 3 }
	}},
	{"internet.lossy", func(w *world) {
		w.ping = func(to netip.Addr, nth int) (time.Duration, bool) {
			return 20 * time.Millisecond, to != router && nth%4 == 3
		}
	}},
	{"internet.slow", func(w *world) {
		w.limits["max_rtt"] = "100ms"
		const long = 160 * time.Millisecond
		w.ping = func(to netip.Addr, _ int) (time.Duration, bool) {
			if to == router {
				return time.Millisecond, false
			}
			return long, false
		}
		w.fate = func(_ *world, t trip) fate {
			if t.tcp() && t.to.Addr() != router {
				return fate{late: long}
			}
			return fate{}
		}
	}},
	{"internet.small_mtu", func(w *world) {
		w.fate = func(w *world, t trip) fate {
			for _, s := range w.sites {
				if t.tcp() && t.to == s.addr && t.options.MSS == 0 {
					return fate{to: w.other} // opens, and large packets vanish
				}
			}
			return fate{}
		}
		w.sites["stalls"] = &site{page: http.NotFoundHandler(), judge: fault.StallOnHello, aside: true}
	}},
	{"vpn.captures_traffic", func(w *world) {
		const tunnel = "tun0"
		w.office.adapters = append(w.office.adapters, env.Adapter{
			Name: tunnel, Kind: env.Tunnel, Enabled: true, Carrier: true, MTU: 1400, Index: 9,
			Addresses: []netip.Prefix{netip.MustParsePrefix("10.8.0.2/24")},
		})
		w.office.routes = append(w.office.routes, env.Route{To: netip.PrefixFrom(nowhere, 24).Masked(), Source: netip.MustParseAddr("10.8.0.2"), Adapter: tunnel})
		w.move(nowhere, taxNames...)
		w.fate = func(w *world, t trip) fate {
			if t.to.Addr() != nowhere {
				return fate{}
			}
			return fate{lost: t.options.Device != adapterName(), to: netip.AddrPortFrom(here, t.to.Port())}
		}
	}},
	{"ipv6.broken", func(w *world) {
		own6, router6 := netip.MustParsePrefix("2001:db8:1::17/64"), netip.MustParseAddr("fe80::1")
		w.office.adapters[0].Addresses = append(w.office.adapters[0].Addresses, own6)
		w.office.routes = append(w.office.routes, env.Route{To: everywhere6, Gateway: router6, Source: own6.Addr(), Adapter: adapterName(), Metric: 100})
		for name := range w.sites {
			both := fault.Name{Addresses: addrs(here, nowhere6)}
			w.answers[name], w.referenced[name] = both, both
		}
	}},
}

// lost lets everything out and nothing back.
func lost(*world, trip) fate { return fate{lost: true} }

// card changes the office's only adapter so that it carries nothing.
func (w *world) card(change func(*env.Adapter)) {
	change(&w.office.adapters[0])
	w.office.routes, w.fate = nil, cutOff
}

// move makes names live at another address, by every DNS server's word.
func (w *world) move(to netip.Addr, names ...string) {
	for _, n := range names {
		at := fault.Name{Addresses: []netip.Addr{to}}
		w.answers[n], w.referenced[n] = at, at
	}
}
