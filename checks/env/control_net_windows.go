package env

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	getIPNetEntry2        = iphlpapi.NewProc("GetIpNetEntry2")
	createIPNetEntry2     = iphlpapi.NewProc("CreateIpNetEntry2")
	deleteIPNetEntry2     = iphlpapi.NewProc("DeleteIpNetEntry2")
	createIPForwardEntry2 = iphlpapi.NewProc("CreateIpForwardEntry2")
	deleteIPForwardEntry2 = iphlpapi.NewProc("DeleteIpForwardEntry2")
	ipReleaseAddress      = iphlpapi.NewProc("IpReleaseAddress")
	ipRenewAddress        = iphlpapi.NewProc("IpRenewAddress")
	dnsFlush              = windows.NewLazySystemDLL("dnsapi.dll").NewProc("DnsFlushResolverCache")
)

// ipHelper calls a function of the IP helper, whose answers are error numbers.
func ipHelper(proc *windows.LazyProc, row unsafe.Pointer) error {
	if err := has(proc); err != nil {
		return err
	}
	code, _, _ := proc.Call(uintptr(row))
	if code != 0 {
		return os.NewSyscallError(proc.Name, windows.Errno(code))
	}
	return nil
}

// nlnsPermanent is the state of a neighbour that was set by hand: NL_NEIGHBOR_STATE.
const nlnsPermanent = 6

// neighbourRow makes the row that "ADAPTER ADDRESS" names. An adapter's name may
// have spaces in it.
func neighbourRow(name string) (*netRow, error) {
	at := strings.LastIndexByte(name, ' ')
	if at < 0 {
		return nil, fmt.Errorf("finding the neighbour %q: no address", name)
	}
	addr, err := netip.ParseAddr(name[at+1:])
	if err != nil {
		return nil, fmt.Errorf("finding the neighbour %s: %w", name, err)
	}
	card, err := net.InterfaceByName(name[:at])
	if err != nil {
		return nil, fmt.Errorf("finding adapter %s: %w", name[:at], err)
	}
	return &netRow{Address: rawAddr(addr), Index: uint32(card.Index)}, nil
}

// readNeighbourLine returns an entry that was set by hand: its link address.
func readNeighbourLine(_ context.Context, name string) ([]byte, error) {
	row, err := neighbourRow(name)
	if err != nil {
		return nil, err
	}
	err = ipHelper(getIPNetEntry2, unsafe.Pointer(row))
	if errors.Is(err, windows.ERROR_NOT_FOUND) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the neighbour %s: %w", name, err)
	}
	if row.State != nlnsPermanent || row.MACLength == 0 {
		return nil, nil
	}
	return []byte(net.HardwareAddr(row.MAC[:min(row.MACLength, 32)]).String() + " permanent"), nil
}

func writeNeighbourLine(ctx context.Context, name string, value []byte) error {
	if err := forgetNeighbour(ctx, name); err != nil || value == nil {
		return err
	}
	row, err := neighbourRow(name)
	if err != nil {
		return err
	}
	mac := NeighbourMAC(value)
	if mac == nil {
		return fmt.Errorf("setting the neighbour %s: %q has no link address", name, value)
	}
	row.MACLength, row.State = uint32(copy(row.MAC[:], mac)), nlnsPermanent
	if err := ipHelper(createIPNetEntry2, unsafe.Pointer(row)); err != nil {
		return fmt.Errorf("setting the neighbour %s: %w", name, err)
	}
	return nil
}

// forgetNeighbour drops an entry: the next packet asks anew.
func forgetNeighbour(_ context.Context, name string) error {
	row, err := neighbourRow(name)
	if err != nil {
		return err
	}
	if err := ipHelper(deleteIPNetEntry2, unsafe.Pointer(row)); err != nil && !errors.Is(err, windows.ERROR_NOT_FOUND) {
		return fmt.Errorf("forgetting the neighbour %s: %w", name, err)
	}
	return nil
}

// readRouteLine is the row of the one route with that name, in hex, without what
// moves by itself: its age and the rest of its life.
func readRouteLine(_ context.Context, name string) ([]byte, error) {
	row, err := routeRow(name)
	if err != nil || row == nil {
		return nil, err
	}
	row.Age, row.Origin = 0, 0
	return []byte(hex.EncodeToString(unsafe.Slice((*byte)(unsafe.Pointer(row)), unsafe.Sizeof(*row)))), nil
}

func routeRow(name string) (*windows.MibIpForwardRow2, error) {
	names, err := adapterNames()
	if err != nil {
		return nil, err
	}
	var table *windows.MibIpForwardTable2
	if err := windows.GetIpForwardTable2(windows.AF_UNSPEC, &table); err != nil {
		return nil, fmt.Errorf("reading the routes: %w", err)
	}
	defer windows.FreeMibTable(unsafe.Pointer(table))
	var found *windows.MibIpForwardRow2
	for _, row := range table.Rows() {
		if RouteName(routeOf(&row, names)) != name {
			continue
		}
		if found != nil {
			return nil, fmt.Errorf("finding the route %s: there are two", name)
		}
		found = &row
	}
	return found, nil
}

func writeRouteLine(_ context.Context, name string, value []byte) error {
	failed := func(err error) error { return fmt.Errorf("changing the route %s: %w", name, err) }
	if value == nil {
		row, err := routeRow(name)
		if err == nil && row != nil {
			err = ipHelper(deleteIPForwardEntry2, unsafe.Pointer(row))
		}
		if err != nil {
			return failed(err)
		}
		return nil
	}
	var row windows.MibIpForwardRow2
	raw, err := hex.DecodeString(string(value))
	if err != nil || len(raw) != int(unsafe.Sizeof(row)) {
		return failed(fmt.Errorf("no row of %d bytes", unsafe.Sizeof(row)))
	}
	copy(unsafe.Slice((*byte)(unsafe.Pointer(&row)), len(raw)), raw)
	if err := ipHelper(createIPForwardEntry2, unsafe.Pointer(&row)); err != nil {
		return failed(err)
	}
	return nil
}

// indexMap is IP_ADAPTER_INDEX_MAP of ipexport.h.
type indexMap struct {
	Index uint32
	Name  [128]uint16
}

// renewLease gives an adapter's address back and asks for one.
func renewLease(_ context.Context, adapter string) error {
	failed := func(err error) error { return fmt.Errorf("renewing the lease of %s: %w", adapter, err) }
	rows, err := adapterTable()
	if err != nil {
		return failed(err)
	}
	for _, row := range rows {
		if windows.UTF16PtrToString(row.FriendlyName) != adapter {
			continue
		}
		m := indexMap{Index: row.IfIndex}
		name, err := windows.UTF16FromString(`\DEVICE\TCPIP_` + windows.BytePtrToString(row.AdapterName))
		if err != nil {
			return failed(err)
		}
		copy(m.Name[:127], name)
		// One that has no lease cannot give it back: only the asking counts.
		if err := ipHelper(ipReleaseAddress, unsafe.Pointer(&m)); errors.Is(err, errors.ErrUnsupported) {
			return failed(err)
		}
		if err := ipHelper(ipRenewAddress, unsafe.Pointer(&m)); err != nil {
			return failed(err)
		}
		return nil
	}
	return failed(errors.New("no such adapter"))
}

// flushDNS empties the cache of names. It needs no rights.
func flushDNS(context.Context, string) error {
	if err := has(dnsFlush); err != nil {
		return err
	}
	if ok, _, err := dnsFlush.Call(); ok == 0 {
		return os.NewSyscallError("DnsFlushResolverCache", err)
	}
	return nil
}
