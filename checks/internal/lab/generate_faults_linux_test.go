package lab

import (
	"errors"
	"io"
	"net"
	"slices"
	"syscall"
	"time"

	"kpdoctor/checks/internal/fault"
)

// layer is how far from the PC a fault lies: the nearer hides the further.
type layer int

const (
	atDesk  layer = iota
	atLine        // adapter, router, carrier, the PC's own firewall for all
	atProxy       //
	atName        // resolving
	atPC          // the PC's own firewall for one port
	atBox         // a box in the router that answers in the server's stead
	atPort        // the way to one port
	atCable       // large packets
	atTLS         // the handshake
	atCert        // the certificate
	atPage        // the answer
	atClock       // this PC's clock, played by moving everybody else's
)

// A faultKind is one way to break a network.
type faultKind struct {
	name       string
	layer      layer
	how        []string               // manners to choose from
	everywhere bool                   // strikes no single endpoint
	extra      string                 // lines of the profile
	fits       func(Case, Fault) bool // whether the lab can play it; nil: always
	do         func(*game, Fault)     //
	prove      func(*game, Fault) error
}

// faultKinds are all that the generator draws from.
var faultKinds = slices.Concat(lineKinds, proxyKinds, nameKinds, portKinds, tlsKinds, pageKinds, deskKinds)

func kindOf(f Fault) *faultKind {
	i := slices.IndexFunc(faultKinds, func(k *faultKind) bool { return k.name == f.Kind })
	if i < 0 {
		panic("no kind of fault: " + f.Kind)
	}
	return faultKinds[i]
}

func (c Case) scheme(f Fault, list ...string) bool {
	return slices.Contains(list, c.Endpoints[f.At].Scheme)
}

func direct(c Case, f Fault) bool { return c.Proxy == "" }

// checksCertificate reports whether an endpoint's proof needs a certificate.
func (c Case) checksCertificate(i int) bool {
	e := c.Endpoints[i]
	return e.Scheme == "https" || e.Scheme == "tls" && e.Proof == "tls"
}

var lineKinds = []*faultKind{
	{
		name: "adapter", layer: atLine, everywhere: true, how: []string{"missing", "disabled", "unplugged", "no_address", "no_gateway"},
		do: func(g *game, f Fault) {
			six := ""
			if g.c.V6 {
				six = "route del ::/0\n"
			}
			switch f.How {
			case "missing":
				g.must(g.Client.IP("link del eth0\n"))
			case "disabled":
				g.must(g.Client.IP("link set eth0 down\n"))
			case "unplugged":
				g.must(g.Router.IP("link set lan1 down\n"))
			case "no_address":
				g.must(g.Client.IP("addr flush dev eth0\n"))
			case "no_gateway":
				g.must(g.Client.IP("route del default\n" + six))
			}
		},
		prove: func(g *game, f Fault) error { return g.cut(g, f) },
	},
	{
		name: "router off", layer: atLine, everywhere: true,
		do:    func(g *game, f Fault) { g.must(g.Router.IP("link set lan down\n")) },
		prove: func(g *game, f Fault) error { return all(g.cut(g, f), g.Pings(routerIP, false)) },
	},
	{
		name: "line dead", layer: atLine, everywhere: true, how: []string{"drops", "no_way"},
		do: func(g *game, f Fault) {
			if f.How == "no_way" {
				g.must(g.Router.IP("link set wan down\n"))
				return
			}
			g.Drop(g.Carrier, "forward", "", "drop")
		},
		prove: func(g *game, f Fault) error { return all(g.cut(g, f), g.speaks(routerIP+":53", true)) },
	},
	{
		name: "portal", layer: atLine, everywhere: true, how: []string{"page", "redirect"},
		fits: func(c Case, f Fault) bool {
			http := slices.ContainsFunc(c.Endpoints, func(e Asked) bool { return e.Port == 80 })
			return c.Proxy == "" && !http && (c.References == "full" || c.References == "pages") && c.Resolvers == "router" && !c.V6
		},
		do: func(g *game, f Fault) {
			if f.How == "page" {
				g.Portal(fault.PortalPage())
			} else {
				g.Portal(fault.PortalRedirect("http://192.168.1.1/login"))
			}
		},
		prove: func(g *game, f Fault) error { return all(g.cut(g, f), g.speaks("198.51.100.10:80", true)) },
	},
	{
		name: "vpn swallows", layer: atLine, everywhere: true, fits: direct,
		do: func(g *game, f Fault) {
			networks := []string{"0.0.0.0/1", "128.0.0.0/1"}
			if g.c.V6 {
				networks = append(networks, "::/1", "8000::/1")
			}
			g.Swallow(networks...)
		},
		prove: func(g *game, f Fault) error { return g.cut(g, f) },
	},
	{
		name: "pc blocks all", layer: atLine, everywhere: true,
		do:    func(g *game, f Fault) { g.Drop(g.Client, "output", "oifname eth0", "drop") },
		prove: func(g *game, f Fault) error { return all(g.cut(g, f), g.Hit(g.Client)) },
	},
	{
		name: "ipv6 dead", layer: atPort, everywhere: true,
		fits: func(c Case, f Fault) bool { return c.V6 },
		do:   func(g *game, f Fault) { g.Drop(g.Carrier, "forward", "meta nfproto ipv6", "drop") },
		prove: func(g *game, f Fault) error {
			_, err := g.eye.Dial("tcp", "["+sites[refOne][1]+"]:443", probePatience)
			if err == nil {
				return errors.New("proof: IPv6 is alive")
			}
			return nil
		},
	},
	{
		name: "loses", layer: atLine, everywhere: true, how: []string{"lan", "internet"}, fits: direct,
		do: func(g *game, f Fault) {
			if f.How == "lan" {
				lose(g.Lab, g.Router, "prerouting", "iifname lan")
			} else {
				lose(g.Lab, g.Carrier, "forward", "")
			}
		},
	},
	{
		name: "line slow", layer: atLine, everywhere: true, fits: direct,
		prove: func(g *game, f Fault) error {
			began := time.Now()
			c, err := g.Router.Dial("tcp", "198.51.100.10:443", proofPatience)
			if err != nil {
				return err
			}
			c.Close()
			if time.Since(began) < 400*time.Millisecond {
				return errors.New("proof: the line is quick")
			}
			return nil
		},
	},
	{
		name: "mtu", layer: atCable, everywhere: true,
		fits: func(c Case, f Fault) bool { return c.Proxy == "" && c.MTU == 0 },
		do: func(g *game, f Fault) {
			for i, e := range g.c.Endpoints {
				if e.Scheme == "https" || e.Scheme == "tls" {
					g.served[i].fat = true
					g.open(i)
				}
			}
			g.Shrink(1280, false)
		},
		prove: func(g *game, f Fault) error {
			for i := range g.c.Endpoints {
				if strikes(g.c, f, i) == whole && !g.c.broken(f, i) {
					return g.handshake(i, "timeout", nil)
				}
			}
			return nil
		},
	},
	{
		name: "intercepted", layer: atBox, how: []string{"Office Gateway CA", "Sangfor SSL CA"},
		fits: func(c Case, f Fault) bool {
			return c.Proxy == "" && !c.V6 && c.Endpoints[f.At].Scheme == "https" && !slices.ContainsFunc(c.boxed(f), func(i int) bool { return !c.checksCertificate(i) })
		},
		do: func(g *game, f Fault) {
			g.Intercept(portsOf(g.c.Endpoints[f.At].Port), fault.Subject{CommonName: f.How})
		},
		prove: func(g *game, f Fault) error { return g.handshake(f.At, "x509", nil) },
	},
}

var proxyKinds = []*faultKind{
	{
		name: "proxy gone", layer: atProxy, everywhere: true,
		fits:  func(c Case, f Fault) bool { return c.Proxy != "" },
		do:    func(g *game, f Fault) { g.SetProxy("http://" + routerIP + ":3129") },
		prove: func(g *game, f Fault) error { return g.speaks(routerIP+":3129", false) },
	},
	{
		name: "proxy auth", layer: atProxy, everywhere: true, how: []string{"Basic", "NTLM"},
		fits:  func(c Case, f Fault) bool { return c.Proxy != "" },
		prove: func(g *game, f Fault) error { return g.Answers(routerIP+":3128", tax, 407, false) },
	},
	{
		name: "proxy refuses", layer: atProxy, how: []string{"403", "405"},
		fits: func(c Case, f Fault) bool { return c.Proxy != "" },
		prove: func(g *game, f Fault) error {
			return connects(g.Lab, routerIP+":3128", g.target(f.At, g.c.name(f.At)), f.How)
		},
	},
}

var portKinds = []*faultKind{
	{
		name: "refused", layer: atPort,
		do:    func(g *game, f Fault) { g.served[f.At].stopped = true; g.open(f.At) },
		prove: func(g *game, f Fault) error { return g.endsIn(g.eye, f.At, syscall.ECONNREFUSED) },
	},
	{
		name: "port dropped", layer: atPort, how: []string{"router", "carrier", "router host", "carrier host"},
		fits: func(c Case, f Fault) bool { return c.Proxy == "" || f.How == "carrier" || f.How == "carrier host" },
		do: func(g *game, f Fault) {
			match := "tcp dport " + portText(g.c.Endpoints[f.At].Port)
			switch f.How {
			case "router":
				g.Drop(g.Router, "forward", match, "drop")
			case "carrier":
				g.Drop(g.Carrier, "forward", match, "drop")
			case "router host":
				g.toHost(g.Router, "forward", g.c.Endpoints[f.At].Host, match, "drop")
			case "carrier host":
				g.toHost(g.Carrier, "forward", g.c.Endpoints[f.At].Host, match, "drop")
			}
		},
		prove: func(g *game, f Fault) error { return g.silent(g.eye, f.At) },
	},
	{
		name: "port rejected", layer: atPort, how: []string{"icmpx type admin-prohibited", "icmpx type port-unreachable", "tcp reset"}, fits: direct,
		do: func(g *game, f Fault) {
			g.toHost(g.Router, "forward", g.c.Endpoints[f.At].Host, "tcp dport "+portText(g.c.Endpoints[f.At].Port), "reject with "+f.How)
		},
		prove: func(g *game, f Fault) error {
			return g.endsIn(g.eye, f.At, syscall.EHOSTUNREACH, syscall.ECONNREFUSED, syscall.EACCES)
		},
	},
	{
		name: "host silent", layer: atPort,
		do:    func(g *game, f Fault) { g.toHost(g.World, "input", g.c.Endpoints[f.At].Host, "", "drop") },
		prove: func(g *game, f Fault) error { return g.silent(g.eye, f.At) },
	},
	{
		name: "no route", layer: atPort,
		do: func(g *game, f Fault) {
			for _, a := range g.c.addresses(f.At) {
				g.must(g.Carrier.IP("route add unreachable " + a + "\n"))
			}
		},
		prove: func(g *game, f Fault) error { return g.endsIn(g.eye, f.At, syscall.EHOSTUNREACH, syscall.ENETUNREACH) },
	},
	{
		name: "pc blocks port", layer: atPC, how: []string{"drop", "reject with icmpx type admin-prohibited"}, fits: direct,
		do: func(g *game, f Fault) {
			g.Drop(g.Client, "output", "tcp dport "+portText(g.c.Endpoints[f.At].Port), f.How)
		},
		prove: func(g *game, f Fault) error {
			return all(g.dials(g.Client, f.At, probePatience, func(_ string, _ net.Conn, err error) error {
				if err == nil {
					return errors.New("opens")
				}
				return nil
			}), g.Hit(g.Client))
		},
	},
	{
		name: "one address dead", layer: atPort, how: []string{"refuses", "silent"},
		fits: func(c Case, f Fault) bool { return len(c.addresses(f.At)) > 1 && c.Proxy == "" },
		do: func(g *game, f Fault) {
			last := g.victim(f.At)
			if f.How == "refuses" {
				g.Stop(last, g.c.Endpoints[f.At].Port)
				return
			}
			g.Drop(g.World, "input", family(last)+" daddr "+last, "drop")
		},
		prove: func(g *game, f Fault) error { return g.speaks(g.target(f.At, g.victim(f.At)), false) },
	},
}

// victim is the address that dies where one of several does.
func (g *game) victim(i int) string {
	list := g.c.addresses(i)
	return list[len(list)-1]
}

func family(addr string) string {
	if net.ParseIP(addr).To4() == nil {
		return "ip6"
	}
	return "ip"
}

func portText(p uint16) string { return portsText([]uint16{p}) }

// portsOf are the ports that a box opens: the common one and the endpoint's.
func portsOf(p uint16) string {
	if p == 443 {
		return "443"
	}
	return portsText([]uint16{443, p})
}

// boxed are the endpoints whose ports an interception takes.
func (c Case) boxed(f Fault) (list []int) {
	for i, e := range c.Endpoints {
		if e.Port == 443 || e.Port == c.Endpoints[f.At].Port {
			list = append(list, i)
		}
	}
	return list
}

// mute is a server that takes connections and says nothing.
func mute(ln net.Listener) io.Closer { return fault.Mute(ln) }
