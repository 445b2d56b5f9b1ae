package env

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"syscall"

	"golang.org/x/net/route"
)

func adapters(context.Context) ([]Adapter, error) {
	cards, err := net.Interfaces()
	if err != nil {
		return nil, fmt.Errorf("reading the adapters: %w", err)
	}
	var all []Adapter
	for _, c := range cards {
		a := Adapter{Name: c.Name, Kind: darwinKind(c), Index: c.Index, MAC: c.HardwareAddr, MTU: c.MTU,
			Enabled: c.Flags&net.FlagUp != 0, Carrier: c.Flags&net.FlagRunning != 0}
		addrs, err := c.Addrs()
		if err != nil {
			return nil, fmt.Errorf("reading the addresses of %s: %w", c.Name, err)
		}
		for _, addr := range addrs {
			if p, err := netip.ParsePrefix(addr.String()); err == nil {
				a.Addresses = append(a.Addresses, p)
			}
		}
		all = append(all, a)
	}
	return all, nil
}

// darwinKind goes by the names that macOS gives. Wi-Fi is called enN too.
func darwinKind(c net.Interface) AdapterKind {
	switch {
	case c.Flags&net.FlagLoopback != 0:
		return Loopback
	case c.Flags&net.FlagPointToPoint != 0, strings.HasPrefix(c.Name, "utun"), strings.HasPrefix(c.Name, "ppp"):
		return Tunnel
	case strings.HasPrefix(c.Name, "en"):
		return Ethernet
	}
	return Virtual // awdl, llw, bridge, ap, anpi
}

func routes(context.Context) ([]Route, error) {
	raw, err := route.FetchRIB(syscall.AF_UNSPEC, syscall.NET_RT_DUMP, 0)
	if err != nil {
		return nil, fmt.Errorf("reading the routes: %w", err)
	}
	messages, err := route.ParseRIB(syscall.NET_RT_DUMP, raw)
	if err != nil {
		return nil, fmt.Errorf("reading the routes: %w", err)
	}
	var all []Route
	for _, m := range messages {
		line, ok := m.(*route.RouteMessage)
		if !ok || len(line.Addrs) <= syscall.RTAX_NETMASK {
			continue
		}
		to := routeAddr(line.Addrs[syscall.RTAX_DST])
		if !to.IsValid() {
			continue
		}
		r := Route{To: netip.PrefixFrom(to, maskBits(line, to)), Gateway: routeAddr(line.Addrs[syscall.RTAX_GATEWAY]),
			Reject: line.Flags&(syscall.RTF_REJECT|syscall.RTF_BLACKHOLE) != 0}
		if card, err := net.InterfaceByIndex(line.Index); err == nil {
			r.Adapter = card.Name
		}
		all = append(all, r)
	}
	return all, nil
}

func routeAddr(a route.Addr) netip.Addr {
	switch a := a.(type) {
	case *route.Inet4Addr:
		return netip.AddrFrom4(a.IP)
	case *route.Inet6Addr:
		return netip.AddrFrom16(a.IP)
	}
	return netip.Addr{}
}

// maskBits is the length of a route's prefix: a host's where it has no mask.
func maskBits(line *route.RouteMessage, to netip.Addr) int {
	if line.Flags&syscall.RTF_HOST != 0 {
		return to.BitLen()
	}
	mask := routeAddr(line.Addrs[syscall.RTAX_NETMASK])
	if !mask.IsValid() {
		return 0
	}
	bits, _ := net.IPMask(mask.AsSlice()).Size()
	return bits
}
