package env

import "strings"

// Interface types of ifdef.h (IANA ifType).
const (
	ifTypePPP      = 23
	ifTypeLoopback = 24
	ifTypeWiFi     = 71
	ifTypeVirtual  = 53  // propVirtual: WireGuard, OpenVPN DCO, some VPN clients
	ifTypeTunnel   = 131 // Teredo, 6to4, ISATAP
	ifTypeMobile   = 243 // WWANPP
	ifTypeMobile2  = 244 // WWANPP2
)

// windowsKind judges an adapter by its type and by its maker's description:
// virtual machines and VPNs call themselves Ethernet. One that carries the
// default route is never virtual.
func windowsKind(ifType uint32, description string, gateway bool) AdapterKind {
	d := strings.ToLower(description)
	switch ifType {
	case ifTypeLoopback:
		return Loopback
	case ifTypeMobile, ifTypeMobile2:
		return Mobile
	case ifTypePPP, ifTypeTunnel, ifTypeVirtual:
		return Tunnel
	}
	if containsAny(d, "tap-windows", "wintun", "wireguard", "openvpn", "vpn", "sangfor", "anyconnect", "fortinet", "juniper networks virtual",
		"wan miniport", "zerotier", "tailscale", "pangp", "ipsec") {
		return Tunnel
	}
	if !gateway && containsAny(d, "virtualbox", "vmware", "hyper-v", "virtual switch", "docker", "npcap loopback",
		"microsoft wi-fi direct", "loopback adapter", "kernel debug", "bluetooth device (personal area network)") {
		return Virtual
	}
	if ifType == ifTypeWiFi {
		return WiFi
	}
	return Ethernet
}

// cardType is the interface type of a card that is switched off, which has only
// its description left.
func cardType(description string) uint32 {
	if containsAny(strings.ToLower(description), "wi-fi", "wifi", "wireless", "802.11", "wlan") {
		return ifTypeWiFi
	}
	return 6 // ethernetCsmacd
}

func containsAny(s string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}
