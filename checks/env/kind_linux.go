package env

import "strings"

// linkFacts is what tells a card from a program that plays one.
type linkFacts struct {
	name         string
	link         string // kind by netlink: "device", "veth", "bridge", "tun", "wireguard"
	encap        string // ARPHRD name: "ether", "ppp", "none"
	master       bool   // a port of a bridge or bond
	defaultRoute bool
	address      bool // a global one
	tun          bool
	wireless     bool
	modem        bool
	loopback     bool
	pointToPoint bool
}

// kinds judges all adapters together: a veth is the cable of a container, or
// the host's end of one, and only the others tell which.
func kinds(all []linkFacts) []AdapterKind {
	out := make([]AdapterKind, len(all))
	card := false
	for i, f := range all {
		out[i] = f.kind()
		card = card || out[i] == Ethernet || out[i] == WiFi || out[i] == Mobile
	}
	for i, f := range all {
		if !card && f.link == "veth" && !f.master {
			out[i] = Ethernet // nothing else could carry this PC
		}
	}
	return out
}

func (f linkFacts) kind() AdapterKind {
	switch {
	case f.loopback:
		return Loopback
	case f.wireless:
		return WiFi
	case f.modem, strings.HasPrefix(f.name, "wwan"):
		return Mobile
	case f.tun && f.master:
		return Virtual // the tap of a virtual machine
	case f.tun, f.isTunnel():
		return Tunnel
	case f.isVirtual() && !f.defaultRoute && (f.link != "veth" || !f.address):
		return Virtual
	}
	return Ethernet
}

func (f linkFacts) isTunnel() bool {
	switch f.link {
	case "tun", "tuntap", "wireguard", "ppp", "ipip", "gre", "gretap", "ip6tnl", "ip6gre", "ip6gretap", "sit",
		"vti", "vti6", "xfrm", "l2tp", "geneve", "erspan":
		return true
	}
	if f.encap == "ppp" || f.encap == "none" && f.pointToPoint {
		return true
	}
	return hasAnyPrefix(f.name, "tun", "tap", "wg", "ppp", "utun", "ipsec")
}

func (f linkFacts) isVirtual() bool {
	switch f.link {
	case "bridge", "veth", "dummy", "ifb", "vxlan", "openvswitch", "vcan", "can", "nlmon", "netdevsim", "vrf":
		return true
	}
	return hasAnyPrefix(f.name, "docker", "virbr", "vmnet", "vboxnet", "br-", "veth", "cali", "flannel", "cni", "lxdbr", "lxcbr", "podman")
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
