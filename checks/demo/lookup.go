package demo

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"strings"
	"sync"

	"github.com/miekg/dns"

	"kpdoctor/checks/env"
)

// lookup resolves as programs on the made-up PC do: by its hosts file, then by
// a real question to the DNS server that it is set to use.
func (w *world) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if pinned := w.pinned(host); len(pinned) > 0 {
		return pinned, nil
	}
	servers := w.resolvers()
	if len(servers) == 0 {
		return nil, &net.DNSError{Err: "no DNS server is set", Name: host}
	}
	var found [2][]netip.Addr
	var errs [2]error
	var both sync.WaitGroup
	for i, kind := range []uint16{dns.TypeA, dns.TypeAAAA} {
		both.Go(func() { found[i], errs[i] = w.query(ctx, servers[0].Server.String(), host, kind) })
	}
	both.Wait()
	if all := append(found[0], found[1]...); len(all) > 0 {
		return all, nil
	}
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

// pinned reads the hosts file.
func (w *world) pinned(host string) []netip.Addr {
	var found []netip.Addr
	lines := bufio.NewScanner(strings.NewReader(w.hosts))
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 2 || fields[1] != host {
			continue
		}
		if a, err := netip.ParseAddr(fields[0]); err == nil {
			found = append(found, a)
		}
	}
	return found
}

func (w *world) query(ctx context.Context, server, host string, kind uint16) ([]netip.Addr, error) {
	fail := func(err error) error {
		late := errors.Is(err, os.ErrDeadlineExceeded) || ctx.Err() != nil
		return &net.DNSError{Err: err.Error(), Name: host, Server: server, IsTimeout: late}
	}
	conn, err := w.dial(ctx, "udp4", server, env.DialOptions{})
	if err != nil {
		return nil, fail(err)
	}
	defer conn.Close()
	if until, ok := ctx.Deadline(); ok {
		conn.SetDeadline(until)
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	c := dns.Conn{Conn: conn}
	if err := c.WriteMsg(new(dns.Msg).SetQuestion(dns.Fqdn(host), kind)); err != nil {
		return nil, fail(err)
	}
	reply, err := c.ReadMsg()
	if err != nil {
		return nil, fail(err)
	}
	switch reply.Rcode {
	case dns.RcodeSuccess:
	case dns.RcodeNameError:
		return nil, &net.DNSError{Err: "no such host", Name: host, Server: server, IsNotFound: true}
	default:
		return nil, fail(errors.New(dns.RcodeToString[reply.Rcode]))
	}
	var found []netip.Addr
	for _, rr := range reply.Answer {
		var ip net.IP
		switch rr := rr.(type) {
		case *dns.A:
			ip = rr.A
		case *dns.AAAA:
			ip = rr.AAAA
		}
		if a, ok := netip.AddrFromSlice(ip); ok {
			found = append(found, a.Unmap())
		}
	}
	return found, nil
}
