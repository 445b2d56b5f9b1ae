package env

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"time"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// arpPacket is the part of RFC 826 that Ethernet and IPv4 use.
type arpPacket struct {
	operation  uint16 // 1 asks, 2 answers
	senderMAC  net.HardwareAddr
	sender     netip.Addr
	targetAddr netip.Addr
}

func (p arpPacket) encode() []byte {
	b := make([]byte, 0, 28)
	b = append(b, 0, 1, 8, 0, 6, 4)
	b = binary.BigEndian.AppendUint16(b, p.operation)
	b = append(b, p.senderMAC...)
	b = append(b, p.sender.AsSlice()...)
	b = append(b, make([]byte, 6)...)
	return append(b, p.targetAddr.AsSlice()...)
}

func decodeARP(b []byte) (arpPacket, bool) {
	if len(b) < 28 || !bytes.Equal(b[:6], []byte{0, 1, 8, 0, 6, 4}) {
		return arpPacket{}, false
	}
	return arpPacket{
		operation:  binary.BigEndian.Uint16(b[6:]),
		senderMAC:  bytes.Clone(b[8:14]),
		sender:     netip.AddrFrom4([4]byte(b[14:18])),
		targetAddr: netip.AddrFrom4([4]byte(b[24:28])),
	}, true
}

// askByARP sends ARP requests for addr and waits for an answer.
func askByARP(ctx context.Context, a *netlink.LinkAttrs, addr netip.Addr) (Neighbour, error) {
	request := arpPacket{operation: 1, senderMAC: a.HardwareAddr, sender: ownAddr(a.Index, addr), targetAddr: addr}
	n := Neighbour{State: NeighbourSilent}
	err := exchangeARP(ctx, a, request, neighbourLimit, func(p arpPacket) bool {
		if p.sender == addr {
			n = Neighbour{NeighbourAnswers, p.senderMAC}
		}
		return p.sender == addr
	})
	return n, err
}

// conflicts sends the probe of RFC 5227 for this PC's own addr and collects
// the MACs of others that claim it. It needs the right to send raw packets.
func conflicts(ctx context.Context, adapter string, addr netip.Addr) ([]net.HardwareAddr, error) {
	if !addr.Is4() {
		return nil, fmt.Errorf("looking for others that claim %s: %w", addr, errors.ErrUnsupported)
	}
	links, err := netlink.LinkList()
	if err != nil {
		return nil, fmt.Errorf("reading the adapters: %w", err)
	}
	var card *netlink.LinkAttrs
	mine := map[string]bool{}
	for _, l := range links {
		mine[l.Attrs().HardwareAddr.String()] = true
		if l.Attrs().Name == adapter {
			card = l.Attrs()
		}
	}
	switch {
	case card == nil:
		return nil, fmt.Errorf("finding adapter %s: %w", adapter, os.ErrNotExist)
	case card.RawFlags&unix.IFF_NOARP != 0 || len(card.HardwareAddr) != 6:
		return nil, nil
	}
	var others []net.HardwareAddr
	probe := arpPacket{operation: 1, senderMAC: card.HardwareAddr, sender: netip.IPv4Unspecified(), targetAddr: addr}
	err = exchangeARP(ctx, card, probe, 700*time.Millisecond, func(p arpPacket) bool {
		if p.sender == addr && !mine[p.senderMAC.String()] {
			mine[p.senderMAC.String()] = true
			others = append(others, p.senderMAC)
		}
		return false
	})
	if errors.Is(err, os.ErrPermission) {
		err = fmt.Errorf("%w: %w", errors.ErrUnsupported, err)
	}
	if err != nil {
		return nil, fmt.Errorf("looking for others that claim %s: %w", addr, err)
	}
	return others, nil
}

// exchangeARP sends request now and twice again, and gives take each ARP
// packet that comes until it says enough or the limit is over.
func exchangeARP(ctx context.Context, a *netlink.LinkAttrs, request arpPacket, limit time.Duration, take func(arpPacket) bool) error {
	proto := binary.NativeEndian.Uint16([]byte{unix.ETH_P_ARP >> 8, unix.ETH_P_ARP & 0xff}) // network order
	fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_DGRAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return os.NewSyscallError("socket", err)
	}
	file := os.NewFile(uintptr(fd), "arp on "+a.Name)
	defer file.Close()
	if err := unix.Bind(fd, &unix.SockaddrLinklayer{Protocol: proto, Ifindex: a.Index}); err != nil {
		return os.NewSyscallError("bind", err)
	}
	all := &unix.SockaddrLinklayer{Protocol: proto, Ifindex: a.Index, Halen: 6, Addr: [8]byte{255, 255, 255, 255, 255, 255}}
	send := func() error {
		return os.NewSyscallError("sendto", unix.Sendto(fd, request.encode(), 0, all))
	}
	buf := make([]byte, 128)
	read := func() (arpPacket, bool, error) {
		n, err := file.Read(buf)
		if err != nil {
			return arpPacket{}, false, err
		}
		p, ok := decodeARP(buf[:n])
		return p, ok, nil
	}
	return repeat(ctx, file, limit, send, func() (bool, error) {
		p, ok, err := read()
		return ok && take(p), err
	})
}

// ownAddr is the address of an adapter that addr expects to be asked by;
// 0.0.0.0 where the adapter has none.
func ownAddr(index int, addr netip.Addr) netip.Addr {
	link := &netlink.Device{LinkAttrs: netlink.LinkAttrs{Index: index}}
	addrs, err := netlink.AddrList(link, netlink.FAMILY_V4)
	own := netip.IPv4Unspecified()
	if err != nil {
		return own
	}
	for _, a := range addrs {
		ip := addrOf(a.IP)
		if a.IPNet.Contains(addr.AsSlice()) {
			return ip
		}
		if own.IsUnspecified() {
			own = ip
		}
	}
	return own
}
