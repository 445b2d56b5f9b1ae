package lab

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"kpdoctor/checks/internal/fault"
)

// Faults that need more than one line: other machines on the LAN, boxes in the
// router, tunnels on the PC.

// Rival plugs a second machine into the LAN, with an address and this MAC.
func (l *Lab) Rival(cidr, mac string) *Host {
	h, err := newHost(l.id + "rival")
	l.must(err)
	l.hosts = append(l.hosts, h)
	l.must(h.IP(fmt.Sprintf("link set lo up\nlink add eth0 address %s type veth peer name lan2 netns %s\naddr add %s dev eth0\nlink set eth0 up\n", mac, l.Router.Name, cidr)))
	l.must(l.Router.IP("link set lan2 master lan up\n"))
	return h
}

// Redirect makes the router send what the office sends to some TCP ports to a
// port of its own.
func (l *Lab) Redirect(ports string, to int) {
	l.must(l.Router.Filter(fmt.Sprintf("table ip redirect%d { chain pre { type nat hook prerouting priority dstnat; iifname lan ip daddr != %s tcp dport { %s } dnat to %s:%d; }; }", to, routerIP, ports, routerIP, to)))
}

// Portal answers everything on port 80 with h and swallows the rest, as a hotel
// or campus network before the login. Names resolve.
func (l *Lab) Portal(h http.Handler) {
	ln, err := l.Router.Listen(net.JoinHostPort(routerIP, "8080"))
	l.must(err)
	l.later(fault.HTTP(ln, nil, h))
	l.Redirect("80", 8080)
	l.Drop(l.Router, "forward", "iifname lan", "drop")
}

// Intercept puts a box in the router that opens TLS on some ports and signs for
// every name with an authority of its own.
func (l *Lab) Intercept(ports string, issuer fault.Subject) *fault.Authority {
	ca, err := fault.NewRoot(issuer)
	l.must(err)
	var mu sync.Mutex
	made := map[string]*tls.Certificate{}
	config := &tls.Config{GetCertificate: func(h *tls.ClientHelloInfo) (*tls.Certificate, error) {
		mu.Lock()
		defer mu.Unlock()
		if made[h.ServerName] == nil {
			c, err := ca.Leaf(fault.Subject{CommonName: h.ServerName, Names: []string{h.ServerName}})
			if err != nil {
				return nil, err
			}
			made[h.ServerName] = &c
		}
		return made[h.ServerName], nil
	}}
	ln, err := l.Router.Listen(net.JoinHostPort(routerIP, "14443"))
	l.must(err)
	l.later(fault.HTTP(ln, config, fault.Welcome()))
	l.Redirect(ports, 14443)
	return ca
}

// Proxy opens an HTTP proxy on the router, port 3128, and returns its address as
// a setting. It reaches what the router reaches, by the names of the lab.
func (l *Lab) Proxy(p fault.Proxy) string {
	p.Dial = func(hostport string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(hostport)
		if err != nil {
			return nil, err
		}
		if list, ok := sites[host]; ok {
			host = list[0]
		}
		return l.Router.Dial("tcp", net.JoinHostPort(host, port), 2*time.Second)
	}
	ln, err := l.Router.Listen(net.JoinHostPort(routerIP, "3128"))
	l.must(err)
	l.later(fault.NewProxy(ln, p))
	return "http://" + routerIP + ":3128"
}

// SetProxy sets the PC's proxy for https and http.
func (l *Lab) SetProxy(url string) {
	l.Env = append(l.Env, "HTTPS_PROXY="+url, "HTTP_PROXY="+url)
}

// Swallow puts a VPN's tunnel on the PC that carries nothing, and sends some
// networks into it.
func (l *Lab) Swallow(networks ...string) {
	f, err := tun(l.Client, "tun0")
	l.must(err)
	l.later(f)
	go io.Copy(io.Discard, f)
	lines := "link set tun0 up\naddr add 10.8.0.2/24 dev tun0\n"
	for _, n := range networks {
		if strings.Contains(n, ":") && !strings.Contains(lines, "fd08") {
			lines += "addr add fd08::2/64 dev tun0 nodad\n"
		}
		lines += "route add " + n + " dev tun0\n"
	}
	l.must(l.Client.IP(lines))
}

// Tunnel puts a VPN's tunnel on the PC that carries to the internet, and sends
// some networks into it.
func (l *Lab) Tunnel(networks ...string) {
	w, err := newWire(l.Client, "tun0", l.World, "vpn", 5)
	l.must(err)
	l.later(w)
	lines := "link set tun0 up\naddr add 10.8.0.2/24 dev tun0\n"
	for _, n := range networks {
		lines += "route add " + n + " dev tun0\n"
	}
	l.must(l.Client.IP(lines))
	l.must(l.World.IP("link set vpn up\naddr add 10.8.0.1/24 dev vpn\n"))
}

// Shrink makes the carrier's cable to the office small, and swallows the
// messages that would tell the servers.
func (l *Lab) Shrink(mtu int, tell bool) {
	l.must(l.Carrier.IP(fmt.Sprintf("link set access mtu %d\n", mtu)))
	if !tell {
		l.must(l.Carrier.Filter("table inet quiet { chain out { type filter hook output priority 0; icmp type destination-unreachable drop; icmpv6 type packet-too-big drop; }; }"))
	}
}

// Fat is a good certificate whose chain fills several packets, as real ones do.
func (l *Lab) Fat(name string) tls.Certificate {
	names := []string{name}
	for i := range 60 {
		names = append(names, fmt.Sprintf("service-%02d.province.chinatax.gov.cn", i))
	}
	c, err := l.trust.issuing.Leaf(fault.Subject{CommonName: name, Names: names, Key: fault.RSA2048})
	l.must(err)
	return c
}

// Exhaust leaves the PC a few local ports and takes them all.
func (l *Lab) Exhaust() {
	l.must(l.Client.sysctl("net.ipv4.ip_local_port_range=50000 50019"))
	for port := 50000; port < 50020; port++ {
		ln, err := l.Client.Listen(fmt.Sprintf(":%d", port))
		l.must(err)
		l.later(ln)
	}
}

// Issue is a certificate of the trusted authority.
func (l *Lab) Issue(s fault.Subject) tls.Certificate {
	c, err := l.trust.issuing.Leaf(s)
	l.must(err)
	return c
}
