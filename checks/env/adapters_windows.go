package env

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// adapterTable is the linked list of GetAdaptersAddresses; it lives as long as
// the slice that holds it, which the rows point into.
func adapterTable() ([]*windows.IpAdapterAddresses, error) {
	const flags = windows.GAA_FLAG_INCLUDE_GATEWAYS | windows.GAA_FLAG_INCLUDE_PREFIX
	size := uint32(16 << 10)
	for {
		b := make([]byte, size)
		first := (*windows.IpAdapterAddresses)(unsafe.Pointer(&b[0]))
		err := windows.GetAdaptersAddresses(windows.AF_UNSPEC, flags, 0, first, &size)
		if err == windows.ERROR_BUFFER_OVERFLOW && size > uint32(len(b)) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading the adapters: %w", err)
		}
		var rows []*windows.IpAdapterAddresses
		for row := first; row != nil; row = row.Next {
			rows = append(rows, row)
		}
		return rows, nil
	}
}

func adapters(ctx context.Context) ([]Adapter, error) {
	rows, err := adapterTable()
	if err != nil {
		return nil, err
	}
	var cards []Adapter
	for _, row := range rows {
		a := Adapter{
			Name:    windows.UTF16PtrToString(row.FriendlyName),
			Kind:    windowsKind(row.IfType, windows.UTF16PtrToString(row.Description), row.FirstGatewayAddress != nil),
			Enabled: true, // switched off ones are not in this table
			Carrier: row.OperStatus == windows.IfOperStatusUp,
			MAC:     slices.Clone(row.PhysicalAddress[:min(row.PhysicalAddressLength, 8)]),
			MTU:     int(int32(row.Mtu)),
			Index:   int(indexOf(row)),
			Driver:  windows.UTF16PtrToString(row.Description),
		}
		const dhcpv4 = 0x4 // IP_ADAPTER_DHCP_ENABLED
		leased := row.Flags&dhcpv4 != 0
		a.DHCP = &leased
		if a.Kind == WiFi && a.Carrier {
			a.Signal = signal(windows.BytePtrToString(row.AdapterName))
		}
		for u := row.FirstUnicastAddress; u != nil; u = u.Next {
			if addr := socketAddr(&u.Address); addr.IsValid() {
				a.Addresses = append(a.Addresses, netip.PrefixFrom(addr, int(u.OnLinkPrefixLength)))
			}
		}
		cards = append(cards, a)
	}
	off, err := switchedOff(cards)
	if err != nil {
		return cards, err
	}
	cards = append(cards, off...)
	off, err = switchedOffDevices(ctx, cards)
	return append(cards, off...), err
}

// switchedOffDevices lists the cards that the device manager has switched off: the
// network knows nothing of those any more.
func switchedOffDevices(ctx context.Context, known []Adapter) ([]Adapter, error) {
	names, err := connectionNames()
	if err != nil {
		return nil, err
	}
	var off []Adapter
	for _, bus := range []string{"PCI", "USB"} {
		err := eachDevice(ctx, nil, bus, func(d deviceEntry) {
			if d.problem != problemDisabled || !strings.EqualFold(d.text(windows.SPDRP_CLASSGUID), networkClass) {
				return
			}
			description := d.text(windows.SPDRP_DEVICEDESC)
			name := names[strings.ToUpper(d.id)]
			if name == "" {
				name = description
			}
			if !slices.ContainsFunc(known, func(a Adapter) bool { return a.Name == name }) {
				off = append(off, Adapter{Name: name, Kind: windowsKind(cardType(description), description, false), Driver: description})
			}
		})
		if err != nil {
			return off, err
		}
	}
	return off, nil
}

// conflicts looks whether Windows itself found another machine with this address
// (duplicate address detection); it tells no link address, so that the one that
// answers for it now stands for it, or zeros.
func conflicts(ctx context.Context, adapter string, addr netip.Addr) ([]net.HardwareAddr, error) {
	rows, err := adapterTable()
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if windows.UTF16PtrToString(row.FriendlyName) != adapter {
			continue
		}
		for u := row.FirstUnicastAddress; u != nil; u = u.Next {
			const duplicate = 2 // IpDadStateDuplicate
			if socketAddr(&u.Address) != addr || u.DadState != duplicate {
				continue
			}
			if n, err := neighbour(ctx, adapter, addr); err == nil && n.State == NeighbourAnswers {
				return []net.HardwareAddr{n.MAC}, nil
			}
			return []net.HardwareAddr{make(net.HardwareAddr, 6)}, nil
		}
	}
	return nil, nil
}

// switchedOff lists the hardware that the address table leaves out.
func switchedOff(known []Adapter) ([]Adapter, error) {
	var table *windows.MibIfTable2
	if err := windows.GetIfTable2Ex(windows.MibIfEntryNormal, &table); err != nil {
		return nil, fmt.Errorf("reading the adapters that are off: %w", err)
	}
	defer windows.FreeMibTable(unsafe.Pointer(table))
	var off []Adapter
	for _, row := range unsafe.Slice(&table.Table[0], table.NumEntries) {
		const hardware, filter = 1, 2
		name := windows.UTF16ToString(row.Alias[:])
		listed := slices.ContainsFunc(known, func(a Adapter) bool { return a.Name == name })
		if listed || row.InterfaceAndOperStatusFlags&hardware == 0 || row.InterfaceAndOperStatusFlags&filter != 0 {
			continue
		}
		description := windows.UTF16ToString(row.Description[:])
		off = append(off, Adapter{
			Name:    name,
			Kind:    windowsKind(row.Type, description, false),
			Enabled: row.AdminStatus == 1, // NET_IF_ADMIN_STATUS_UP
			MAC:     slices.Clone(row.PhysicalAddress[:min(row.PhysicalAddressLength, 8)]),
			MTU:     int(int32(row.Mtu)),
			Index:   int(row.InterfaceIndex),
			Driver:  description,
		})
	}
	return off, nil
}

func resolvers(ctx context.Context) ([]Resolver, error) {
	rows, err := adapterTable()
	if err != nil {
		return nil, err
	}
	var all []Resolver
	for _, row := range rows {
		if row.OperStatus != windows.IfOperStatusUp || row.IfType == windows.IF_TYPE_SOFTWARE_LOOPBACK {
			continue
		}
		source := "dhcp"
		if setByHand(windows.BytePtrToString(row.AdapterName)) {
			source = "static"
		}
		for d := row.FirstDnsServerAddress; d != nil; d = d.Next {
			addr := socketAddr(&d.Address)
			if !addr.IsValid() || siteLocal.Contains(addr.WithZone("")) {
				continue
			}
			all = append(all, Resolver{Server: netip.AddrPortFrom(addr, 53),
				Adapter: windows.UTF16PtrToString(row.FriendlyName), Source: source})
		}
	}
	return all, nil
}

// siteLocal holds fec0:0:0:ffff::1 to 3, which Windows lists where no IPv6
// server is set.
var siteLocal = netip.MustParsePrefix("fec0::/10")

func socketAddr(s *windows.SocketAddress) netip.Addr {
	ip := s.IP()
	addr, ok := netip.AddrFromSlice(ip)
	if !ok {
		return netip.Addr{}
	}
	addr = addr.Unmap()
	if addr.Is6() && addr.IsLinkLocalUnicast() && s.Sockaddr != nil {
		raw := (*windows.RawSockaddrInet6)(unsafe.Pointer(s.Sockaddr))
		if card, err := net.InterfaceByIndex(int(raw.Scope_id)); err == nil {
			addr = addr.WithZone(card.Name)
		}
	}
	return addr
}

func indexOf(row *windows.IpAdapterAddresses) uint32 {
	if row.IfIndex != 0 {
		return row.IfIndex
	}
	return row.Ipv6IfIndex
}
