package env

import (
	"context"
	"encoding/binary"
	"fmt"
	"net/netip"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	iphlpapi           = windows.NewLazySystemDLL("iphlpapi.dll")
	getBestRoute2      = iphlpapi.NewProc("GetBestRoute2")
	resolveIPNetEntry2 = iphlpapi.NewProc("ResolveIpNetEntry2")
)

func routes(ctx context.Context) ([]Route, error) {
	names, err := adapterNames()
	if err != nil {
		return nil, err
	}
	var table *windows.MibIpForwardTable2
	if err := windows.GetIpForwardTable2(windows.AF_UNSPEC, &table); err != nil {
		return nil, fmt.Errorf("reading the routes: %w", err)
	}
	defer windows.FreeMibTable(unsafe.Pointer(table))
	var all []Route
	for _, row := range table.Rows() {
		if r := routeOf(&row, names); r.To.IsValid() && !r.To.Addr().IsMulticast() {
			all = append(all, r)
		}
	}
	return all, nil
}

// routeTo asks the system; where it knows no way the error is a DialError.
func routeTo(ctx context.Context, to netip.Addr) (Route, error) {
	names, err := adapterNames()
	if err != nil {
		return Route{}, err
	}
	if err := has(getBestRoute2); err != nil {
		return Route{}, err
	}
	target := rawAddr(to)
	var row windows.MibIpForwardRow2
	var source windows.RawSockaddrInet
	code, _, _ := getBestRoute2.Call(0, 0, 0, uintptr(unsafe.Pointer(&target)), 0,
		uintptr(unsafe.Pointer(&row)), uintptr(unsafe.Pointer(&source)))
	if code != 0 {
		return Route{}, dialError(os.NewSyscallError("GetBestRoute2", windows.Errno(code)))
	}
	r := routeOf(&row, names)
	r.Source = inetAddr(&source)
	return r, nil
}

func routeOf(row *windows.MibIpForwardRow2, names map[uint32]adapterName) Route {
	r := Route{Adapter: names[row.InterfaceIndex].name, Metric: int(row.Metric)}
	if to := inetAddr(&row.DestinationPrefix.Prefix); to.IsValid() {
		r.To = netip.PrefixFrom(to, int(row.DestinationPrefix.PrefixLength))
		// Windows compares the sum of the route's metric and its adapter's.
		r.Metric += names[row.InterfaceIndex].metric(to)
	}
	if hop := inetAddr(&row.NextHop); hop.IsValid() && !hop.IsUnspecified() {
		r.Gateway = hop
	}
	return r
}

// adapterName is how routes speak of an adapter.
type adapterName struct {
	name   string
	v4, v6 uint32 // metrics
}

func (a adapterName) metric(to netip.Addr) int {
	if to.Is4() {
		return int(a.v4)
	}
	return int(a.v6)
}

func adapterNames() (map[uint32]adapterName, error) {
	rows, err := adapterTable()
	if err != nil {
		return nil, err
	}
	names := map[uint32]adapterName{}
	for _, row := range rows {
		names[indexOf(row)] = adapterName{windows.UTF16PtrToString(row.FriendlyName), row.Ipv4Metric, row.Ipv6Metric}
	}
	return names, nil
}

// inetAddr reads a SOCKADDR_INET: family, port, then an IPv4 address, or the
// flow label and an IPv6 address.
func inetAddr(raw *windows.RawSockaddrInet) netip.Addr {
	b := (*[28]byte)(unsafe.Pointer(raw))
	switch raw.Family {
	case windows.AF_INET:
		return netip.AddrFrom4([4]byte(b[4:8]))
	case windows.AF_INET6:
		return netip.AddrFrom16([16]byte(b[8:24]))
	}
	return netip.Addr{}
}

func rawAddr(addr netip.Addr) windows.RawSockaddrInet {
	var raw windows.RawSockaddrInet
	b := (*[28]byte)(unsafe.Pointer(&raw))
	addr = addr.Unmap()
	if addr.Is4() {
		raw.Family = windows.AF_INET
		copy(b[4:8], addr.AsSlice())
		return raw
	}
	raw.Family = windows.AF_INET6
	copy(b[8:24], addr.AsSlice())
	if zone := addr.Zone(); zone != "" {
		binary.NativeEndian.PutUint32(b[24:], zoneIndex(zone))
	}
	return raw
}
