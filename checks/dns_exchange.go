package checks

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/miekg/dns"

	"kpdoctor/checks/env"
)

// askServer asks one server as programs here do: over UDP, without EDNS (which
// some old routers drop, and which neither Windows nor glibc send), again after
// one and two seconds, and over TCP where the answer was cut short.
func askServer(ctx context.Context, e *env.Env, host string, q question) DNSAnswer {
	a := DNSAnswer{Server: q.server, Role: q.role, Type: dns.TypeToString[q.qtype]}
	began := time.Now()
	m := new(dns.Msg)
	m.SetQuestion(dns.Fqdn(host), q.qtype)
	reply, err := exchangeUDP(ctx, e, q.server, m)
	if err == nil && reply.Truncated {
		a.OverTCP = true
		whole, tcpErr := exchangeTCP(ctx, e, q.server, m)
		switch {
		case tcpErr == nil:
			reply = whole
		case !a.read(reply): // what fits is better than nothing, if anything did
			err = tcpErr
		}
	}
	a.RTTMS = ms(time.Since(began))
	if err != nil {
		a.Failure = string(silence(err))
		return a
	}
	a.read(reply)
	return a
}

// read fills in what a reply says, and reports whether that is an address.
func (a *DNSAnswer) read(reply *dns.Msg) bool {
	a.Addresses, a.CNAMEs = nil, nil
	a.Rcode = dns.RcodeToString[reply.Rcode]
	if a.Rcode == "" {
		a.Rcode = strconv.Itoa(reply.Rcode)
	}
	for _, rr := range reply.Answer[:min(len(reply.Answer), maxRecords)] {
		switch rr := rr.(type) {
		case *dns.A:
			a.add(rr.A)
		case *dns.AAAA:
			a.add(rr.AAAA)
		case *dns.CNAME:
			a.CNAMEs = append(a.CNAMEs, strings.TrimSuffix(rr.Target, "."))
		}
	}
	return len(a.Addresses) > 0
}

func (a *DNSAnswer) add(ip net.IP) {
	if addr, ok := netip.AddrFromSlice(ip); ok { // a record may be empty
		a.Addresses = append(a.Addresses, addr.Unmap().String())
	}
}

// answersTo reports whether reply is to the question m: an answer to another one
// is somebody's mistake or somebody's trick. Refusals may leave the question out.
func answersTo(m, reply *dns.Msg) bool {
	if reply.Id != m.Id || !reply.Response {
		return false
	}
	if len(reply.Question) == 0 {
		return reply.Rcode != dns.RcodeSuccess && len(reply.Answer) == 0
	}
	q, asked := reply.Question[0], m.Question[0]
	return len(reply.Question) == 1 && strings.EqualFold(q.Name, asked.Name) && q.Qtype == asked.Qtype && q.Qclass == asked.Qclass
}

func exchangeUDP(ctx context.Context, e *env.Env, server string, m *dns.Msg) (*dns.Msg, error) {
	packed, err := m.Pack()
	if err != nil {
		return nil, fmt.Errorf("writing the question: %w", err)
	}
	conn, err := dialServer(ctx, e, "udp", server)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	defer closeAtEnd(ctx, conn)()
	for _, after := range []time.Duration{time.Second, 2 * time.Second} {
		again := time.AfterFunc(after, func() { conn.Write(packed) })
		defer again.Stop()
	}
	if _, err := conn.Write(packed); err != nil {
		return nil, ctxError(ctx, err)
	}
	buf := make([]byte, 4096)
	for { // one socket hears late answers to early questions
		n, err := conn.Read(buf)
		if failure, _ := env.Classify(err); failure == env.Denied { // known, however the wait ended
			return nil, err
		}
		if err != nil {
			return nil, ctxError(ctx, err)
		}
		reply := new(dns.Msg)
		if reply.Unpack(buf[:n]) == nil && answersTo(m, reply) {
			return reply, nil
		}
	}
}

func exchangeTCP(ctx context.Context, e *env.Env, server string, m *dns.Msg) (*dns.Msg, error) {
	conn, err := dialServer(ctx, e, "tcp", server)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	defer closeAtEnd(ctx, conn)()
	c := &dns.Conn{Conn: conn}
	if err := c.WriteMsg(m); err != nil {
		return nil, ctxError(ctx, err)
	}
	for {
		reply, err := c.ReadMsg()
		if err != nil {
			return nil, ctxError(ctx, err)
		}
		if answersTo(m, reply) {
			return reply, nil
		}
	}
}

// dialServer connects to host:port where the host is an address, or a name that
// the system resolves.
func dialServer(ctx context.Context, e *env.Env, network, server string) (net.Conn, error) {
	ap, err := netip.ParseAddrPort(server)
	if err != nil {
		host, port, err := net.SplitHostPort(server)
		if err != nil {
			return nil, err
		}
		addrs, err := e.Lookup(ctx, host)
		if err != nil {
			return nil, err
		}
		if len(addrs) == 0 {
			return nil, errors.New("no address for " + host)
		}
		return e.Dial(ctx, network+family(addrs[0]), net.JoinHostPort(addrs[0].String(), port), env.DialOptions{})
	}
	return e.Dial(ctx, network+family(ap.Addr()), server, env.DialOptions{})
}
