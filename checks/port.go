package checks

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

const (
	maxPerFamily = 4 // addresses of one family that are tried: more would be hammering
	maxReference = 1 // addresses of one family that only the references gave
)

// path is one direct way to an endpoint, with the open connection until a
// later check takes it.
type path struct {
	addr    netip.Addr
	sources []string
	mu      sync.Mutex
	conn    net.Conn
}

// take hands over the open connection; nil if there is none or it was taken.
func (p *path) take() net.Conn {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.conn
	p.conn = nil
	return c
}

// paths is what a port check hands on.
type paths []*path

func (ps paths) Close() error {
	for _, p := range ps {
		if c := p.take(); c != nil {
			c.Close()
		}
	}
	return nil
}

func portCheck(p *profile.Profile, e profile.Endpoint) Check {
	return Check{
		ID: "port:" + e.Target(), Stage: StagePort, Target: e.Target(), Needs: needsName(e.Host),
		Run: func(ctx context.Context, j *Job) (Finding, error) { return runPort(ctx, j, e) },
	}
}

// runPort connects to every address of the endpoint at once and keeps the open
// connections for the certificate and the service checks.
func runPort(ctx context.Context, j *Job, e profile.Endpoint) (Finding, error) {
	ev := &PortEvidence{EndpointInfo: endpointInfo(j.Profile, e)}
	ways := candidates(j, e)
	if len(ways) == 0 {
		return Finding{Status: Skip, Reason: "no address is known for " + e.Host, Evidence: ev}, nil
	}
	ev.Attempts = make([]Attempt, len(ways))
	beside := newBeside(j, e.Port)
	var all group
	for i, w := range ways {
		all.Go(func() {
			slow := time.AfterFunc(besidePatience, func() { beside.ask(ctx, w.addr) })
			defer slow.Stop()
			a, conn := connect(ctx, j, w.addr, e.Port, env.DialOptions{})
			a.Sources, a.OnLink = w.sources, onLink(ctx, j.Env, w.addr)
			ev.Attempts[i], w.conn = a, conn
			if !a.Open {
				beside.ask(ctx, w.addr)
			}
		})
	}
	all.Wait()
	ev.Controls, ev.Beside = beside.wait()
	f := Finding{Status: Fail, Evidence: ev, Value: ways}
	open := 0
	for _, a := range ev.Attempts {
		if a.Open {
			open++
		}
	}
	switch {
	case open == len(ev.Attempts):
		f.Status = Pass
	case open > 0:
		f.Status = Warn
	case len(proxiesFor(ctx, j, e)) > 0:
		f.Status, f.Reason = Warn, "not reachable directly, and it need not be: a proxy is set"
	}
	return f, nil
}

// candidates lists the addresses to try: those that programs here use, and where
// the references say something else altogether, theirs too, to tell a lie from
// a difference.
func candidates(j *Job, e profile.Endpoint) paths {
	if a, ok := e.Addr(); ok {
		return paths{{addr: a, sources: []string{"literal"}}}
	}
	n, ok := j.prior["dns:"+e.Host].value.(*names)
	if !ok {
		return nil
	}
	var ways paths
	add := func(list []netip.Addr, limit int) {
		count := map[int]int{}
		for _, a := range list {
			if count[a.BitLen()]++; count[a.BitLen()] <= limit && !slices.ContainsFunc(ways, func(p *path) bool { return p.addr == a }) {
				ways = append(ways, &path{addr: a, sources: n.sources(a)})
			}
		}
	}
	add(n.effective(), maxPerFamily)
	if len(n.hosts) > 0 {
		add(n.configured, maxReference)
	}
	if !slices.ContainsFunc(n.reference, func(a netip.Addr) bool { return slices.Contains(n.effective(), a) }) {
		add(n.reference, maxReference)
	}
	return ways
}

// sources names who gave the address.
func (n *names) sources(a netip.Addr) []string {
	var s []string
	if slices.Contains(n.hosts, a) {
		s = append(s, "hosts")
	}
	if slices.Contains(n.configured, a) {
		s = append(s, "configured")
	}
	if slices.Contains(n.reference, a) {
		s = append(s, "reference")
	}
	return s
}

// connect tries one address and port, and describes how it went.
func connect(ctx context.Context, j *Job, addr netip.Addr, port uint16, o env.DialOptions) (Attempt, net.Conn) {
	ctx, cancel := context.WithTimeout(ctx, j.Profile.Limits.ConnectTimeout)
	defer cancel()
	a := Attempt{Address: addr.String(), V6: !addr.Unmap().Is4(), Port: port, Adapter: o.Device}
	began := time.Now()
	conn, err := j.Env.Dial(ctx, "tcp"+family(addr), netip.AddrPortFrom(addr, port).String(), o)
	a.MS = ms(time.Since(began))
	if err != nil {
		a.fail(err)
		a.OwnRoute = a.Failure == string(env.NoRoute) && rejectedHere(ctx, j.Env, addr)
		return a, nil
	}
	a.Open = true
	if n := env.Retransmits(conn); n > 0 {
		a.Retransmits = n
	}
	return a, conn
}

// rejectedHere reports whether the most specific route to addr in this PC's own
// table is one that rejects, a default aside: somebody put it there on purpose.
func rejectedHere(ctx context.Context, e *env.Env, addr netip.Addr) bool {
	routes, err := e.Routes(ctx)
	if err != nil {
		return false
	}
	var best env.Route
	for _, r := range routes {
		if r.To.Contains(addr) && r.To.Bits() > max(best.To.Bits(), 0) {
			best = r
		}
	}
	return best.Reject
}

// onLink reports whether addr is this PC's neighbour, or this PC itself.
func onLink(ctx context.Context, e *env.Env, addr netip.Addr) bool {
	adapters, err := e.Adapters(ctx)
	return addr.IsLoopback() || err == nil && slices.ContainsFunc(adapters, func(a env.Adapter) bool {
		return slices.ContainsFunc(a.Addresses, func(p netip.Prefix) bool { return p.Contains(addr) })
	})
}

// fail records how an attempt failed.
func (a *Attempt) fail(err error) {
	f, errno := env.Classify(err)
	a.Failure, a.Errno, a.Detail = string(f), errno, err.Error()
	var de *env.DialError
	if errors.As(err, &de) && de.ICMP != nil {
		a.ICMP = &ICMPInfo{Type: de.ICMP.Type, Code: de.ICMP.Code, From: de.ICMP.From.String(), V6: de.ICMP.V6}
	}
}

func endpointInfo(p *profile.Profile, e profile.Endpoint) EndpointInfo {
	info := EndpointInfo{Endpoint: e.Target(), Name: e.Name, Scheme: e.Scheme, Role: string(e.Role), Proof: string(e.Proof), Group: e.Group}
	if e.Mark != "" {
		info.Mark, info.AsOf, info.Table = string(e.Mark), e.AsOf, p.Table
	}
	return info
}

var _ io.Closer = paths(nil)
