package lab

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/miekg/dns"

	"kpdoctor/checks/internal/fault"
)

func portsText(ports []uint16) string {
	var words []string
	for _, p := range ports {
		words = append(words, fmt.Sprint(p))
	}
	return strings.Join(words, ", ")
}

// impostor and elsewhere are where liars lead.
const impostor = "203.0.113.66"

// byName reports whether programs resolve the endpoint's name.
func (c Case) byName(i int) bool {
	e := c.Endpoints[i]
	return e.By == "" && c.Proxy == "" && !c.site(e.Host).Pinned
}

// routerResolves: the office's own resolver alone is asked.
func routerResolves(c Case, f Fault) bool { return c.Resolvers == "router" && c.byName(f.At) }

func host(g *game, f Fault) string { return generatedHosts[g.c.Endpoints[f.At].Host] }

var nameKinds = []*faultKind{
	{
		name: "resolver silent", layer: atName, everywhere: true,
		fits:  func(c Case, f Fault) bool { return c.Resolvers == "router" },
		do:    func(g *game, f Fault) { g.Inner.Silence() },
		prove: func(g *game, f Fault) error { return g.Mum(routerIP, tax) },
	},
	{
		name: "resolver of another office", layer: atName, everywhere: true,
		do:    func(g *game, f Fault) { g.Lab.Resolvers("10.20.30.40", "192.168.1.53") },
		prove: func(g *game, f Fault) error { return g.Mum("192.168.1.53", tax) },
	},
	{
		name: "first resolver dead", layer: atName, everywhere: true,
		do:    func(g *game, f Fault) { g.Lab.Resolvers("192.168.1.53", routerIP) },
		prove: func(g *game, f Fault) error { return g.Mum("192.168.1.53", tax) },
	},
	{
		name: "no resolver", layer: atName, everywhere: true,
		do: func(g *game, f Fault) { g.Lab.Resolvers() },
	},
	{
		name: "dns blocked", layer: atName, everywhere: true,
		do: func(g *game, f Fault) {
			g.Inner.Silence()
			g.Drop(g.Router, "forward", "meta l4proto { tcp, udp } th dport 53", "drop")
		},
		prove: func(g *game, f Fault) error { return all(g.Mum(dnsOne, tax), g.Mum(routerIP, tax)) },
	},
	{
		name: "resolver fails", layer: atName, how: []string{"SERVFAIL", "REFUSED", "NXDOMAIN", "NOERROR"}, fits: routerResolves,
		do:    func(g *game, f Fault) { g.Inner.Set(host(g, f), fault.Name{Rcode: dns.StringToRcode[f.How]}) },
		prove: func(g *game, f Fault) error { return g.Says(routerIP, host(g, f), dns.StringToRcode[f.How], "") },
	},
	{
		name: "name gone", layer: atName, how: []string{"NXDOMAIN"},
		fits:  func(c Case, f Fault) bool { return c.byName(f.At) },
		do:    func(g *game, f Fault) { g.Name(host(g, f), fault.Name{Rcode: dns.RcodeNameError}) },
		prove: func(g *game, f Fault) error { return g.Says(routerIP, host(g, f), dns.RcodeNameError, "") },
	},
	{
		name: "domain fails", layer: atName, how: []string{"SERVFAIL", "silent"},
		fits: func(c Case, f Fault) bool { return c.byName(f.At) },
		do: func(g *game, f Fault) {
			g.Name(host(g, f), fault.Name{Rcode: dns.RcodeServerFailure, Silent: f.How == "silent"})
		},
		prove: func(g *game, f Fault) error {
			if f.How == "silent" {
				return g.Mum(routerIP, host(g, f))
			}
			return g.Says(routerIP, host(g, f), dns.RcodeServerFailure, "")
		},
	},
	{
		name: "hijacked", layer: atName, how: []string{"dead", "impostor", "other"},
		fits: func(c Case, f Fault) bool {
			return routerResolves(c, f) && (f.How == "dead" || !slices.ContainsFunc(c.sharing(f.At), func(i int) bool { return !c.checksCertificate(i) }))
		},
		do: func(g *game, f Fault) {
			g.impersonate(f)
			g.Inner.Set(host(g, f), fault.Name{Addresses: addrs(g.lead(f))})
		},
		prove: func(g *game, f Fault) error { return g.Says(routerIP, host(g, f), dns.RcodeSuccess, g.lead(f)) },
	},
	{
		name: "hosts pins", layer: atName, how: []string{"dead", "impostor", "other"},
		fits: func(c Case, f Fault) bool {
			return c.byName(f.At) && (f.How == "dead" || !slices.ContainsFunc(c.sharing(f.At), func(i int) bool { return !c.checksCertificate(i) }))
		},
		do: func(g *game, f Fault) {
			g.impersonate(f)
			lines := []string{g.lead(f) + " " + host(g, f)}
			for h, name := range generatedHosts {
				if g.c.site(h).Pinned {
					lines = append(lines, sites[name][0]+" "+name)
				}
			}
			g.Hosts(lines...)
		},
		prove: func(g *game, f Fault) error {
			out, err := g.within("getent", "ahostsv4", host(g, f))
			if err == nil && !strings.HasPrefix(out, g.lead(f)+" ") {
				err = fmt.Errorf("proof: %s is at %q", host(g, f), out)
			}
			return err
		},
	},
	{
		name: "dns slow", layer: atName, everywhere: true,
		fits: func(c Case, f Fault) bool { return c.Resolvers == "router" },
		do: func(g *game, f Fault) {
			for h, name := range generatedHosts {
				own := g.c.hostAddresses(h, sites[name])
				g.Inner.Set(name, fault.Name{Addresses: addrs(own...), Delay: 1700 * time.Millisecond})
			}
		},
		prove: func(g *game, f Fault) error { return g.Mum(routerIP, tax) },
	},
}

// sharing are the endpoints that stand on one host by its name.
func (c Case) sharing(at int) (list []int) {
	for i, e := range c.Endpoints {
		if e.Host == c.Endpoints[at].Host && e.By == "" {
			list = append(list, i)
		}
	}
	return list
}

// lead is where a lie leads: nowhere, to a machine that plays the server, or to
// somebody else's.
func (g *game) lead(f Fault) string {
	switch f.How {
	case "other":
		return sites[refTwo][0]
	case "impostor":
		return impostor
	}
	return dead
}

// impersonate opens the ports of a host elsewhere, with certificates that
// nobody signed.
func (g *game) impersonate(f Fault) {
	if f.How != "impostor" {
		return
	}
	g.World.IP("addr replace " + impostor + "/32 dev lo\n")
	for _, i := range g.c.sharing(f.At) {
		g.Cert(impostor, g.c.Endpoints[i].Port, selfSigned(g.Lab, g.c.name(i)), fault.Welcome())
	}
}
