package env

import (
	"context"
	"fmt"
	"net"
	"net/netip"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// routes is the main table, IPv4 and IPv6, defaults included.
func routes(ctx context.Context) ([]Route, error) {
	names, err := linkNames()
	if err != nil {
		return nil, err
	}
	var all []Route
	for _, family := range []int{netlink.FAMILY_V4, netlink.FAMILY_V6} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		lines, err := netlink.RouteList(nil, family)
		if err != nil {
			return nil, fmt.Errorf("reading the routes: %w", err)
		}
		for _, line := range lines {
			all = append(all, routesOf(line, family, names)...)
		}
	}
	return all, nil
}

// routesOf turns one line of the table into routes, one for each next hop.
func routesOf(line netlink.Route, family int, names map[int]string) []Route {
	// The kernel's own end stop, not set by anyone.
	if family == netlink.FAMILY_V6 && line.Type == unix.RTN_UNREACHABLE && uint32(line.Priority) == ^uint32(0) {
		return nil
	}
	base := Route{
		To:      prefixOf(line.Dst, family),
		Source:  addrOf(line.Src),
		Adapter: names[line.LinkIndex],
		Metric:  line.Priority,
		Reject:  rejects(line.Type),
		Gateway: addrOf(line.Gw),
	}
	if via, ok := line.Via.(*netlink.Via); ok && via != nil {
		base.Gateway = addrOf(via.Addr)
	}
	if len(line.MultiPath) == 0 {
		return []Route{base}
	}
	var hops []Route
	for _, hop := range line.MultiPath {
		r := base
		r.Gateway, r.Adapter = addrOf(hop.Gw), names[hop.LinkIndex]
		hops = append(hops, r)
	}
	return hops
}

// routeTo asks the kernel. Where it knows no way the error is a DialError, as
// a connection there would have ended.
func routeTo(ctx context.Context, to netip.Addr) (Route, error) {
	if err := ctx.Err(); err != nil {
		return Route{}, err
	}
	lines, err := netlink.RouteGet(to.WithZone("").AsSlice())
	if err != nil {
		return Route{}, outcome(err, nil)
	}
	if len(lines) == 0 {
		return Route{}, outcome(unix.ENETUNREACH, nil)
	}
	names, err := linkNames()
	if err != nil {
		return Route{}, err
	}
	family := netlink.FAMILY_V4
	if to.Unmap().Is6() {
		family = netlink.FAMILY_V6
	}
	return routesOf(lines[0], family, names)[0], nil
}

func rejects(kind int) bool {
	switch kind {
	case unix.RTN_UNREACHABLE, unix.RTN_PROHIBIT, unix.RTN_BLACKHOLE, unix.RTN_THROW:
		return true
	}
	return false
}

func linkNames() (map[int]string, error) {
	links, err := netlink.LinkList()
	if err != nil {
		return nil, fmt.Errorf("reading the adapters: %w", err)
	}
	names := map[int]string{}
	for _, l := range links {
		names[l.Attrs().Index] = l.Attrs().Name
	}
	return names, nil
}

func addrOf(ip net.IP) netip.Addr {
	a, _ := netip.AddrFromSlice(ip)
	return a.Unmap()
}

// prefixOf is the destination of a route; none is the default.
func prefixOf(dst *net.IPNet, family int) netip.Prefix {
	if dst == nil {
		if family == netlink.FAMILY_V6 {
			return netip.PrefixFrom(netip.IPv6Unspecified(), 0)
		}
		return netip.PrefixFrom(netip.IPv4Unspecified(), 0)
	}
	bits, _ := dst.Mask.Size()
	return netip.PrefixFrom(addrOf(dst.IP), bits)
}
