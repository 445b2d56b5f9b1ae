package env

import (
	"bytes"
	"context"
	"net"
	"net/netip"

	"github.com/vishvananda/netlink"
	"golang.org/x/net/ipv6"
)

// askByND sends neighbour solicitations (RFC 4861) for addr and waits for an
// advertisement.
func askByND(ctx context.Context, a *netlink.LinkAttrs, addr netip.Addr) (Neighbour, error) {
	addr = addr.WithZone("")
	socket, err := net.ListenPacket("ip6:ipv6-icmp", "::")
	if err != nil {
		return Neighbour{}, err
	}
	defer socket.Close()
	conn := ipv6.NewPacketConn(socket)
	var advertisements ipv6.ICMPFilter
	advertisements.SetAll(true)
	advertisements.Accept(ipv6.ICMPTypeNeighborAdvertisement)
	conn.SetICMPFilter(&advertisements)
	if err := conn.SetControlMessage(ipv6.FlagHopLimit|ipv6.FlagInterface, true); err != nil {
		return Neighbour{}, err
	}
	if err := conn.SetMulticastHopLimit(255); err != nil { // what RFC 4861 demands
		return Neighbour{}, err
	}

	group := netip.MustParseAddr("ff02::1:ff00:0").As16()
	raw := addr.As16()
	copy(group[13:], raw[13:])
	to := &net.IPAddr{IP: group[:], Zone: a.Name}
	solicitation := append([]byte{135, 0, 0, 0, 0, 0, 0, 0}, raw[:]...)
	solicitation = append(solicitation, 1, 1) // option: source link-layer address
	solicitation = append(solicitation, a.HardwareAddr...)

	n := Neighbour{State: NeighbourSilent}
	buf := make([]byte, 256)
	send := func() error {
		_, err := conn.WriteTo(solicitation, &ipv6.ControlMessage{IfIndex: a.Index}, to)
		return err
	}
	take := func() (bool, error) {
		size, control, _, err := conn.ReadFrom(buf)
		if err != nil {
			return false, err
		}
		m := buf[:size]
		if control == nil || control.IfIndex != a.Index || control.HopLimit != 255 || len(m) < 24 ||
			m[0] != 136 || !bytes.Equal(m[8:24], raw[:]) {
			return false, nil
		}
		n.State = NeighbourAnswers
		if len(m) >= 32 && m[24] == 2 { // option: target link-layer address
			n.MAC = bytes.Clone(m[26:32])
		}
		return true, nil
	}
	err = repeat(ctx, conn, neighbourLimit, send, take)
	return n, err
}
