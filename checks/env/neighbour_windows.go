package env

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"
	"strconv"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// netRow is MIB_IPNET_ROW2 of netioapi.h.
type netRow struct {
	Address       windows.RawSockaddrInet
	Index         uint32
	Luid          uint64
	MAC           [32]byte
	MACLength     uint32
	State         uint32
	Flags         uint32
	ReachableTime uint32
}

// neighbour lets Windows ask by ARP or ND, past its own table.
func neighbour(ctx context.Context, adapter string, addr netip.Addr) (Neighbour, error) {
	card, err := net.InterfaceByName(adapter)
	if err != nil {
		return Neighbour{}, fmt.Errorf("finding adapter %s: %w", adapter, err)
	}
	if card.Flags&(net.FlagLoopback|net.FlagPointToPoint) != 0 || len(card.HardwareAddr) != 6 {
		return Neighbour{State: NeighbourNone}, nil
	}
	if err := has(resolveIPNetEntry2); err != nil {
		return Neighbour{}, err
	}
	type reply struct {
		row  *netRow
		code uintptr
	}
	answer := make(chan reply, 1)
	go func() { // Windows itself gives up after some seconds
		row := &netRow{Address: rawAddr(addr), Index: uint32(card.Index)}
		code, _, _ := resolveIPNetEntry2.Call(uintptr(unsafe.Pointer(row)), 0)
		answer <- reply{row, code}
	}()
	limit := time.NewTimer(1200 * time.Millisecond)
	defer limit.Stop()
	select {
	case <-ctx.Done():
		return Neighbour{}, ctx.Err()
	case <-limit.C:
		return Neighbour{State: NeighbourSilent}, nil
	case r := <-answer:
		switch err := windows.Errno(r.code); {
		case r.code == 0 && r.row.MACLength > 0:
			return Neighbour{NeighbourAnswers, net.HardwareAddr(r.row.MAC[:min(r.row.MACLength, 8)])}, nil
		case r.code == 0, err == windows.ERROR_BAD_NET_NAME, err == windows.ERROR_NOT_FOUND:
			return Neighbour{State: NeighbourSilent}, nil
		default:
			return Neighbour{}, fmt.Errorf("asking for %s on %s: %w", addr, adapter, os.NewSyscallError("ResolveIpNetEntry2", err))
		}
	}
}

func zoneIndex(zone string) uint32 {
	if n, err := strconv.ParseUint(zone, 10, 32); err == nil {
		return uint32(n)
	}
	if card, err := net.InterfaceByName(zone); err == nil {
		return uint32(card.Index)
	}
	return 0
}
