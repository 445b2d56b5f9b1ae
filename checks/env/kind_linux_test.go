package env

import (
	"reflect"
	"testing"
)

func TestKinds(t *testing.T) {
	for _, c := range []struct {
		name string
		all  []linkFacts
		want []AdapterKind
	}{
		{"a desktop with Docker", []linkFacts{
			{name: "lo", link: "device", loopback: true},
			{name: "enp3s0", link: "device", encap: "ether", address: true, defaultRoute: true},
			{name: "wlp2s0", link: "device", encap: "ether", wireless: true},
			{name: "docker0", link: "bridge", address: true},
			{name: "veth1a2b", link: "veth", master: true},
		}, []AdapterKind{Loopback, Ethernet, WiFi, Virtual, Virtual}},
		{"inside a container", []linkFacts{
			{name: "lo", loopback: true}, {name: "eth0", link: "veth", address: true, defaultRoute: true},
		}, []AdapterKind{Loopback, Ethernet}},
		{"a container without address", []linkFacts{
			{name: "lo", loopback: true}, {name: "eth0", link: "veth"},
		}, []AdapterKind{Loopback, Ethernet}},
		{"the loose end of a container", []linkFacts{
			{name: "eth0", link: "device", address: true}, {name: "cali12", link: "veth"},
		}, []AdapterKind{Ethernet, Virtual}},
		{"a host of virtual machines", []linkFacts{
			{name: "br0", link: "bridge", address: true, defaultRoute: true},
			{name: "enp1s0", link: "device", master: true},
			{name: "vnet0", link: "tun", tun: true, master: true},
			{name: "virbr0", link: "bridge", address: true},
		}, []AdapterKind{Ethernet, Ethernet, Virtual, Virtual}},
		{"VPNs", []linkFacts{
			{name: "tun0", link: "tun", tun: true, defaultRoute: true}, {name: "wg0", link: "wireguard"},
			{name: "ppp0", link: "device", encap: "ppp", pointToPoint: true}, {name: "cscotun0", link: "tun", tun: true},
		}, []AdapterKind{Tunnel, Tunnel, Tunnel, Tunnel}},
		{"modems", []linkFacts{
			{name: "wwan0", encap: "none", pointToPoint: true}, {name: "usb0", modem: true},
		}, []AdapterKind{Mobile, Mobile}},
		{"nothing real", []linkFacts{{name: "dummy0", link: "dummy", address: true}}, []AdapterKind{Virtual}},
	} {
		if got := kinds(c.all); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
