package env

import (
	"context"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// adapters lists every interface of this network namespace by netlink;
// /sys adds the driver and what is Wi-Fi or a modem.
func (s system) adapters(ctx context.Context) ([]Adapter, error) {
	links, err := netlink.LinkList()
	if err != nil {
		return nil, fmt.Errorf("reading the adapters: %w", err)
	}
	addrs, err := netlink.AddrList(nil, netlink.FAMILY_ALL)
	if err != nil {
		return nil, fmt.Errorf("reading the addresses: %w", err)
	}
	lines, err := routes(ctx)
	if err != nil {
		return nil, err
	}
	defaults := map[string]bool{}
	for _, r := range lines {
		if r.To.Bits() == 0 && !r.Reject {
			defaults[r.Adapter] = true
		}
	}
	var cards []Adapter
	var facts []linkFacts
	for _, link := range links {
		a := link.Attrs()
		card := Adapter{
			Name:    a.Name,
			Enabled: a.RawFlags&unix.IFF_UP != 0,
			Carrier: hasCarrier(a),
			MAC:     a.HardwareAddr,
			MTU:     a.MTU,
			Index:   a.Index,
			Driver:  s.driverOf(a.Name),
		}
		for _, addr := range addrs {
			if addr.LinkIndex != a.Index || addr.IPNet == nil {
				continue
			}
			bits, _ := addr.Mask.Size()
			card.Addresses = append(card.Addresses, netip.PrefixFrom(addrOf(addr.IP), bits))
			if addr.IP.To4() != nil && addr.Flags&unix.IFA_F_PERMANENT == 0 {
				leased := true // only a lease gives IPv4 addresses a lifetime
				card.DHCP = &leased
			}
		}
		cards = append(cards, card)
		facts = append(facts, s.factsOf(link, card, defaults[a.Name]))
	}
	for i, kind := range kinds(facts) {
		cards[i].Kind = kind
	}
	return cards, nil
}

// hasCarrier: the lower layer is up, and where the driver says more (Wi-Fi
// that has not joined is dormant) it agrees.
func hasCarrier(a *netlink.LinkAttrs) bool {
	if a.RawFlags&unix.IFF_LOWER_UP == 0 {
		return false
	}
	return a.OperState == netlink.OperUp || a.OperState == netlink.OperUnknown
}

func (s system) factsOf(link netlink.Link, card Adapter, isDefault bool) linkFacts {
	a := link.Attrs()
	dir := filepath.Join(s.root, "/sys/class/net", a.Name)
	f := linkFacts{
		name:         a.Name,
		link:         link.Type(),
		encap:        a.EncapType,
		master:       a.MasterIndex != 0,
		defaultRoute: isDefault,
		tun:          exists(filepath.Join(dir, "tun_flags")),
		wireless:     exists(filepath.Join(dir, "wireless")) || exists(filepath.Join(dir, "phy80211")),
		loopback:     a.RawFlags&unix.IFF_LOOPBACK != 0,
		pointToPoint: a.RawFlags&unix.IFF_POINTOPOINT != 0,
	}
	for _, p := range card.Addresses {
		f.address = f.address || p.Addr().IsGlobalUnicast()
	}
	uevent, _ := os.ReadFile(filepath.Join(dir, "uevent"))
	f.modem = strings.Contains(string(uevent), "DEVTYPE=wwan")
	return f
}

func (s system) driverOf(name string) string {
	target, err := os.Readlink(filepath.Join(s.root, "/sys/class/net", name, "device/driver"))
	if err != nil {
		return ""
	}
	return filepath.Base(target)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
