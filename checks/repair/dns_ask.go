package repair

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/miekg/dns"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
)

// askPatience is how long one question of a plan may take.
const askPatience = 1500 * time.Millisecond

// answers reports whether a server resolves a name of the profile now.
func (c *Case) answers(ctx context.Context, server netip.Addr) bool {
	for _, e := range c.Profile.Endpoints {
		if _, err := netip.ParseAddr(e.Host); err == nil {
			continue
		}
		reply := c.ask(ctx, netip.AddrPortFrom(server, 53), e.Host, dns.TypeA)
		if reply != nil && reply.Rcode == dns.RcodeSuccess && len(reply.Answer) > 0 {
			return true
		}
	}
	return false
}

// nameOf is what a resolver calls an address of this PC; "" where it knows none.
func (c *Case) nameOf(ctx context.Context, server netip.AddrPort, own netip.Addr) string {
	reverse, err := dns.ReverseAddr(own.String())
	if err != nil {
		return ""
	}
	reply := c.ask(ctx, server, reverse, dns.TypePTR)
	if reply == nil {
		return ""
	}
	for _, rr := range reply.Answer {
		if ptr, ok := rr.(*dns.PTR); ok {
			return strings.TrimSuffix(ptr.Ptr, ".")
		}
	}
	return ""
}

// ask puts one question by UDP; nil where no answer came.
func (c *Case) ask(ctx context.Context, server netip.AddrPort, name string, kind uint16) *dns.Msg {
	ctx, cancel := context.WithTimeout(ctx, askPatience)
	defer cancel()
	network := "udp4"
	if server.Addr().Unmap().Is6() {
		network = "udp6"
	}
	conn, err := c.Env.Dial(ctx, network, server.String(), env.DialOptions{})
	if err != nil {
		return nil
	}
	defer conn.Close()
	if until, ok := ctx.Deadline(); ok {
		conn.SetDeadline(until)
	}
	client := dns.Client{Net: "udp", Timeout: askPatience}
	reply, _, err := client.ExchangeWithConnContext(ctx, new(dns.Msg).SetQuestion(dns.Fqdn(name), kind), &dns.Conn{Conn: packets{conn}})
	if err != nil {
		return nil
	}
	return reply
}

// packets tells package dns that each read is one message, whatever the type of the connection.
type packets struct{ net.Conn }

func (p packets) ReadFrom(b []byte) (int, net.Addr, error) {
	n, err := p.Read(b)
	return n, p.RemoteAddr(), err
}

func (p packets) WriteTo(b []byte, _ net.Addr) (int, error) { return p.Write(b) }

// dnsAddresses are what DNS servers, not the hosts file, answer for a name.
func (c *Case) dnsAddresses(name string) []string {
	var all []string
	evidence(c.Results, func(e *checks.DNSEvidence) {
		for _, a := range e.Answers {
			if e.Name == name {
				all = append(all, a.Addresses...)
			}
		}
	})
	slices.Sort(all)
	return slices.Compact(all)
}
