package demo

import (
	"context"
	"net"
	"net/netip"
	"runtime"
	"slices"
	"time"

	"kpdoctor/checks/env"
)

// The made-up office: one PC, one router.
var (
	own     = netip.MustParsePrefix("192.168.1.23/24")
	router  = netip.MustParseAddr("192.168.1.1")
	nowhere = netip.MustParseAddr("203.0.113.10") // RFC 5737: an address that belongs to nobody
	liar    = netip.MustParseAddr("203.0.113.66")

	nowhere6 = netip.MustParseAddr("2001:db8::10") // RFC 3849

	everywhere6 = netip.MustParsePrefix("::/0")
	everywhere  = netip.MustParsePrefix("0.0.0.0/0")
	ownMAC      = net.HardwareAddr{0x00, 0x16, 0x3e, 0x00, 0x00, 0x17}
	routerMAC   = net.HardwareAddr{0x00, 0x16, 0x3e, 0x00, 0x00, 0x01}
	rivalMAC    = net.HardwareAddr{0x00, 0x16, 0x3e, 0x00, 0x00, 0x99}
)

// office is what the seam tells of this PC and its surroundings.
type office struct {
	adapters     []env.Adapter
	routes       []env.Route
	routerSilent bool
	conflict     []net.HardwareAddr
	noResolver   bool
	usb          []env.USBDevice
	storage      []env.StorageBlock
	daemons      map[string]env.Daemon
	clock        env.ClockService
	processes    []env.Process
	programs     []env.Program
	listeners    map[uint16]env.Process
	host         func(*env.Host) // changes what this PC is
	zone         string          // "" its own
}

func healthyOffice() office {
	yes := true
	return office{
		adapters: []env.Adapter{{
			Name: adapterName(), Kind: env.Ethernet, Enabled: true, Carrier: true, MAC: ownMAC, MTU: 1500,
			Addresses: []netip.Prefix{own}, DHCP: &yes, Index: 2,
		}},
		routes: []env.Route{
			{To: everywhere, Gateway: router, Source: own.Addr(), Adapter: adapterName(), Metric: 100},
			{To: own.Masked(), Source: own.Addr(), Adapter: adapterName(), Metric: 100},
		},
		clock:   env.ClockService{Name: clockName(), Running: true, Synchronised: &yes},
		daemons: map[string]env.Daemon{},
	}
}

func adapterName() string {
	if runtime.GOOS == "windows" {
		return "以太网"
	}
	return "eth0"
}

func clockName() string {
	if runtime.GOOS == "windows" {
		return "w32time"
	}
	return "systemd-timesyncd"
}

// adapter names the office's card, "" if there is none.
func (o *office) adapter() string {
	if len(o.adapters) == 0 {
		return ""
	}
	return o.adapters[0].Name
}

// zoneOr is the zone that this PC is set to.
func (o *office) zoneOr(name string, place *time.Location) (string, *time.Location, error) {
	if o.zone == "" {
		return name, place, nil
	}
	elsewhere, err := time.LoadLocation(o.zone)
	return o.zone, elsewhere, err
}

// fill puts the office into the seam.
func (o office) fill(e *env.Env) {
	e.Adapters = func(context.Context) ([]env.Adapter, error) { return slices.Clone(o.adapters), nil }
	e.Routes = func(context.Context) ([]env.Route, error) { return slices.Clone(o.routes), nil }
	e.RouteTo = o.routeTo
	e.Neighbour = func(context.Context, string, netip.Addr) (env.Neighbour, error) {
		if o.routerSilent {
			return env.Neighbour{State: env.NeighbourSilent}, nil
		}
		return env.Neighbour{State: env.NeighbourAnswers, MAC: routerMAC}, nil
	}
	e.Conflicts = func(context.Context, string, netip.Addr) ([]net.HardwareAddr, error) { return o.conflict, nil }
	e.USB = func(context.Context) ([]env.USBDevice, error) { return slices.Clone(o.usb), nil }
	e.Storage = func(context.Context) ([]env.StorageBlock, error) { return slices.Clone(o.storage), nil }
	e.Daemon = func(_ context.Context, name string) (env.Daemon, error) {
		d := o.daemons[name]
		d.Name = name
		return d, nil
	}
	e.Clock = func(context.Context) (env.ClockService, error) { return o.clock, nil }
	e.Programs = func(context.Context) ([]env.Program, error) { return slices.Clone(o.programs), nil }
	e.Processes = func(context.Context) ([]env.Process, error) { return slices.Clone(o.processes), nil }
	e.Listener = func(_ context.Context, port uint16) (env.Process, error) { return o.listeners[port], nil }
	if o.host != nil {
		real := e.Host
		e.Host = func(ctx context.Context) (env.Host, error) {
			h, err := real(ctx)
			o.host(&h)
			return h, err
		}
	}
}

// routeTo is the most specific route, and of those the one of least metric.
func (o *office) routeTo(_ context.Context, to netip.Addr) (env.Route, error) {
	var best *env.Route
	for i, r := range o.routes {
		if !r.To.Contains(to) {
			continue
		}
		if best == nil || r.To.Bits() > best.To.Bits() || r.To.Bits() == best.To.Bits() && r.Metric < best.Metric {
			best = &o.routes[i]
		}
	}
	if best == nil {
		return env.Route{}, noRoute()
	}
	return *best, nil
}
