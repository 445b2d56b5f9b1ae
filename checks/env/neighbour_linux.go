package env

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"time"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// neighbourLimit is how long a machine on the same cable may take to answer.
const neighbourLimit = 1200 * time.Millisecond

// neighbour asks addr for its MAC. With the right to send raw packets it asks
// itself; without, it gives the kernel a reason to ask and watches its table.
// Where neither can tell, the error is errors.ErrUnsupported.
func neighbour(ctx context.Context, adapter string, addr netip.Addr) (Neighbour, error) {
	link, err := netlink.LinkByName(adapter)
	if err != nil {
		return Neighbour{}, fmt.Errorf("finding adapter %s: %w", adapter, err)
	}
	a := link.Attrs()
	if a.RawFlags&(unix.IFF_NOARP|unix.IFF_POINTOPOINT|unix.IFF_LOOPBACK) != 0 || len(a.HardwareAddr) != 6 {
		return Neighbour{State: NeighbourNone}, nil
	}
	ask := askByARP
	if addr.Is6() {
		ask = askByND
	}
	n, err := ask(ctx, a, addr)
	if errors.Is(err, os.ErrPermission) {
		n, err = watchNeighbour(ctx, a, addr)
	}
	if err != nil {
		return Neighbour{}, fmt.Errorf("asking for %s on %s: %w", addr, adapter, err)
	}
	return n, nil
}

// watchNeighbour lets the kernel ask, and reads its table until it knows.
func watchNeighbour(ctx context.Context, a *netlink.LinkAttrs, addr netip.Addr) (Neighbour, error) {
	ctx, cancel := context.WithTimeout(ctx, neighbourLimit)
	defer cancel()
	answered := make(chan bool, 1)
	go func() { answered <- provoke(ctx, a, addr) }()
	tick := time.NewTicker(30 * time.Millisecond)
	defer tick.Stop()
	for {
		entry, err := neighbourEntry(a.Index, addr)
		if err != nil {
			return Neighbour{}, err
		}
		// clock ticks are hundredths of a second
		if entry.State == unix.NUD_REACHABLE && entry.Confirmed < 200 {
			return Neighbour{NeighbourAnswers, entry.HardwareAddr}, nil
		}
		select {
		case yes := <-answered:
			if yes {
				entry, err = neighbourEntry(a.Index, addr)
				return Neighbour{NeighbourAnswers, entry.HardwareAddr}, err
			}
			answered = nil
		case <-tick.C:
		case <-ctx.Done():
			return lastWord(entry)
		}
	}
}

// lastWord judges what the kernel's table says after the limit.
func lastWord(entry netlink.Neigh) (Neighbour, error) {
	switch entry.State {
	case unix.NUD_REACHABLE:
		return Neighbour{NeighbourAnswers, entry.HardwareAddr}, nil
	case unix.NUD_INCOMPLETE, unix.NUD_FAILED:
		return Neighbour{State: NeighbourSilent}, nil
	}
	return Neighbour{}, fmt.Errorf("the table's entry is old and this user may not ask: %w", errors.ErrUnsupported)
}

// provoke sends something to addr, and reports whether addr itself answered.
func provoke(ctx context.Context, a *netlink.LinkAttrs, addr netip.Addr) bool {
	if addr.IsLinkLocalUnicast() && addr.Is6() {
		addr = addr.WithZone(a.Name)
	}
	if c, err := dialPlain(ctx, "udp", netip.AddrPortFrom(addr, 9), DialOptions{}); err == nil {
		c.Write([]byte{0})
		c.Close()
	}
	c, err := dialTCP(ctx, netip.AddrPortFrom(addr, 53), DialOptions{})
	if err == nil {
		c.Close()
		return true
	}
	failure, _ := Classify(err)
	return failure == Refused
}

// neighbourEntry is the kernel's line for addr; its zero where there is none.
func neighbourEntry(index int, addr netip.Addr) (netlink.Neigh, error) {
	family := netlink.FAMILY_V4
	if addr.Is6() {
		family = netlink.FAMILY_V6
	}
	table, err := netlink.NeighList(index, family)
	if err != nil {
		return netlink.Neigh{}, fmt.Errorf("reading the neighbours: %w", err)
	}
	for _, entry := range table {
		if entry.IP.Equal(net.IP(addr.AsSlice())) {
			return entry, nil
		}
	}
	return netlink.Neigh{}, nil
}

// nextHopSilent reports whether the machine that packets for to go through
// leaves the kernel's questions for its MAC unanswered.
func nextHopSilent(to netip.Addr) bool {
	lines, err := netlink.RouteGet(to.WithZone("").AsSlice())
	if err != nil || len(lines) == 0 {
		return false
	}
	hop := to.WithZone("")
	if gw := addrOf(lines[0].Gw); gw.IsValid() {
		hop = gw
	}
	entry, err := neighbourEntry(lines[0].LinkIndex, hop)
	return err == nil && (entry.State == unix.NUD_INCOMPLETE || entry.State == unix.NUD_FAILED)
}
