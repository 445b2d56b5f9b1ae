package lab

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
)

// The addresses of the lab. The office is a private network behind a router
// that translates addresses, as offices are.
const (
	clientIP, clientIP6   = "192.168.1.100", "240e:3b1:1:1::100"
	routerIP, routerIP6   = "192.168.1.1", "240e:3b1:1:1::1"
	wanIP, wanIP6         = "100.64.8.2", "240e:3b0::2" // the router towards the carrier
	carrierIP, carrierIP6 = "100.64.8.1", "240e:3b0::1" // the carrier towards the router
	coreIP, coreIP6       = "61.49.0.1", "240e:3af::1"  // the carrier towards the internet
	worldIP, worldIP6     = "61.49.0.2", "240e:3af::2"  // the internet's side of that cable
	clientMAC, routerMAC  = "52:54:00:c1:1e:01", "52:54:00:70:17:01"
)

// An Office says what the network is like before anything is broken; the zero
// value is IPv4 alone, behind a router that translates addresses.
type Office struct {
	V6      bool // IPv6 in the office and on every server
	NoNAT   bool // the carrier knows the way to the office's addresses
	DelayMS int  // each way between carrier and internet
}

var serial atomic.Int64

// build makes the four namespaces and joins them: client, router with a bridge
// for the LAN, carrier, world. The world holds every server's address itself.
func (l *Lab) build() error {
	l.id = fmt.Sprintf("%s%d-%d-", prefix, os.Getpid(), serial.Add(1))
	for _, h := range []struct {
		to   **Host
		name string
	}{{&l.Client, "pc"}, {&l.Router, "router"}, {&l.Carrier, "carrier"}, {&l.World, "world"}} {
		made, err := newHost(l.id + h.name)
		if err != nil {
			return err
		}
		*h.to = made
		l.hosts = append(l.hosts, made)
	}
	quiet := []string{"net.ipv6.conf.all.accept_dad=0", "net.ipv6.conf.default.accept_dad=0", "net.ipv6.conf.default.accept_ra=0",
		"net.ipv6.conf.default.router_solicitations=0", "net.ipv4.conf.default.rp_filter=0", "net.ipv4.conf.all.rp_filter=0"}
	forwarding := append([]string{"net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1", "net.ipv4.icmp_ratelimit=0", "net.ipv6.icmp.ratelimit=0"}, quiet...)
	err := errors.Join(l.Client.sysctl(quiet...), l.Router.sysctl(forwarding...), l.Carrier.sysctl(forwarding...),
		l.World.sysctl(append([]string{"net.ipv4.icmp_ratelimit=0", "net.ipv6.icmp.ratelimit=0"}, quiet...)...))
	if err != nil {
		return fmt.Errorf("setting the kernel up: %w", err)
	}
	return l.cables()
}

// cables joins the namespaces and gives them their addresses and routes.
func (l *Lab) cables() error {
	six := func(lines string) string {
		if l.Office.V6 {
			return lines
		}
		return ""
	}
	wire := fmt.Sprintf("link add core type veth peer name core netns %s\n", l.World.Name)
	if l.Office.DelayMS > 0 {
		wire = ""
	}
	err := errors.Join(
		l.Client.IP(fmt.Sprintf(`link set lo up
link add eth0 address %s type veth peer name lan1 netns %s
addr add %s/24 brd + dev eth0
link set eth0 up
`, clientMAC, l.Router.Name, clientIP)+six(fmt.Sprintf("addr add %s/64 dev eth0 nodad\n", clientIP6))),
		l.Router.IP(fmt.Sprintf(`link set lo up
link add lan address %s type bridge
link set lan1 master lan up
addr add %s/24 brd + dev lan
link set lan up
link add wan type veth peer name access netns %s
addr add %s/24 dev wan
link set wan up
`, routerMAC, routerIP, l.Carrier.Name, wanIP)+six(fmt.Sprintf("addr add %s/64 dev lan nodad\naddr add %s/64 dev wan nodad\n", routerIP6, wanIP6))),
		l.Carrier.IP("link set lo up\n"+wire+fmt.Sprintf("addr add %s/24 dev access\nlink set access up\n", carrierIP)+six(fmt.Sprintf("addr add %s/64 dev access nodad\n", carrierIP6))),
		l.World.IP("link set lo up\n"),
	)
	if err != nil {
		return err
	}
	if l.Office.DelayMS > 0 {
		w, err := newWire(l.Carrier, "core", l.World, "core", l.Office.DelayMS)
		if err != nil {
			return err
		}
		l.closers = append(l.closers, w)
	}
	err = errors.Join(
		l.Carrier.IP(fmt.Sprintf("addr add %s/24 dev core\nlink set core up\n", coreIP)+six(fmt.Sprintf("addr add %s/64 dev core nodad\n", coreIP6))+
			fmt.Sprintf("route add default via %s\nroute add 192.168.1.0/24 via %s\n", worldIP, wanIP)+
			six(fmt.Sprintf("route add ::/0 via %s\nroute add 240e:3b1:1:1::/64 via %s\n", worldIP6, wanIP6))),
		l.World.IP(fmt.Sprintf("addr add %s/24 dev core\nlink set core up\nroute add default via %s\n", worldIP, coreIP)+
			six(fmt.Sprintf("addr add %s/64 dev core nodad\nroute add ::/0 via %s\n", worldIP6, coreIP6))),
		l.Router.IP(fmt.Sprintf("route add default via %s\n", carrierIP)+six(fmt.Sprintf("route add ::/0 via %s\n", carrierIP6))),
		l.Client.IP(fmt.Sprintf("route add default via %s\n", routerIP)+six(fmt.Sprintf("route add ::/0 via %s\n", routerIP6))),
	)
	if err == nil && !l.Office.NoNAT {
		err = l.Router.Filter("table ip nat { chain post { type nat hook postrouting priority srcnat; oifname wan masquerade; }; }")
	}
	return err
}

// etc writes a file of the client's own /etc: ip netns exec lays it over the
// machine's.
func (l *Lab) etc(name, text string) error {
	dir := filepath.Join(etcDir, l.Client.Name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644)
}

// Resolvers sets the DNS servers that the PC is set to use.
func (l *Lab) Resolvers(servers ...string) {
	var text strings.Builder
	for _, s := range servers {
		fmt.Fprintf(&text, "nameserver %s\n", s)
	}
	l.must(l.etc("resolv.conf", text.String()))
}

// Hosts writes lines into the PC's hosts file.
func (l *Lab) Hosts(lines ...string) {
	l.must(l.etc("hosts", "127.0.0.1 localhost\n::1 localhost\n"+strings.Join(lines, "\n")+"\n"))
}
