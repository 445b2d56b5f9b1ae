package checks

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// Touch is the least that shows whether an endpoint serves: one connection, with
// its handshake and one request where the endpoint's proof asks for them.
type Touch struct {
	Endpoint    string        // host:port
	Address     string        // asked; "" through a proxy, or where the name has none
	Via         string        // the proxy's host:port; "" is direct
	OK          bool          // it serves, by the profile's proof
	Step        Stage         // where it failed: dns, adapter (the proxy), port, certificate, service; "" it did not
	Failure     string        // in one stable word: env.Failure, a DNS failure, "untrusted", "status"
	Status      int           // of the HTTP answer; 0: none was asked for or none came
	Connect     time.Duration // until the connection stood, through a proxy until the way was open; 0: it never did
	FirstByte   time.Duration // of the answer to the request; 0: none
	Unconnected bool          // no connection was tried: there was no address to try
}

// TouchOnce asks an endpoint as programs on this PC would: through the proxy
// that applies, else at one of the addresses that the system gives for its name.
// It opens at most one connection. last is the address that was asked the time
// before and whether it served: one that did is asked again, one that did not
// makes place for the next.
func TouchOnce(ctx context.Context, e *env.Env, p *profile.Profile, to profile.Endpoint, last Touch) Touch {
	j := &Job{Env: e, Profile: p}
	t := Touch{Endpoint: to.Target()}
	hops := proxiesFor(ctx, j, to)
	var conn net.Conn
	if len(hops) > 0 {
		conn = t.throughProxy(ctx, j, to, hops[0])
	} else {
		conn = t.direct(ctx, j, to, last)
	}
	if conn == nil {
		return t
	}
	defer func() { conn.Close() }()
	if tlsSpoken(to) && to.Proof != profile.ProofOpen {
		secured, served := t.shakeHands(ctx, j, to, conn)
		if secured == nil {
			t.OK = served
			return t
		}
		conn = secured
	}
	if to.Proof != profile.ProofResponse {
		t.OK = true
		return t
	}
	t.request(ctx, j, to, conn, hops)
	return t
}

// failed notes where and how it ended.
func (t *Touch) failed(step Stage, failure string) { t.Step, t.Failure = step, failure }

// direct connects to one address of the endpoint; nil where that fails.
func (t *Touch) direct(ctx context.Context, j *Job, to profile.Endpoint, last Touch) net.Conn {
	addr, ok := to.Addr()
	if !ok {
		asking, cancel := context.WithTimeout(ctx, dnsPatience)
		names := askSystem(asking, j.Env, to.Host)
		cancel()
		if len(names.Addresses) == 0 {
			t.Unconnected = true
			t.failed(StageDNS, orElse(names.Failure, "not_found"))
			return nil
		}
		addr = nextAddress(names.Addresses, last)
	}
	t.Address = addr.String()
	a, conn := connect(ctx, j, addr, to.Port, env.DialOptions{})
	if conn == nil {
		t.failed(StagePort, a.Failure)
		return nil
	}
	t.Connect = time.Duration(a.MS * float64(time.Millisecond))
	return conn
}

// nextAddress chooses among the addresses of a name: the last one while it
// serves, else the one after it.
func nextAddress(addresses []string, last Touch) netip.Addr {
	i := slices.Index(addresses, last.Address)
	if i >= 0 && !last.OK {
		i++
	}
	addr, _ := netip.ParseAddr(addresses[max(i, 0)%len(addresses)])
	return addr
}

// throughProxy connects to the proxy and asks it for a way; nil where that fails.
func (t *Touch) throughProxy(ctx context.Context, j *Job, to profile.Endpoint, h hop) net.Conn {
	t.Via = h.address
	began := time.Now()
	addresses, failure := resolveHop(ctx, j, h)
	if failure != "" {
		t.Unconnected = true
		t.failed(StageAdapter, failure)
		return nil
	}
	a, conn := connect(ctx, j, addresses[0].Addr(), addresses[0].Port(), env.DialOptions{})
	if conn == nil {
		t.failed(StageAdapter, a.Failure)
		return nil
	}
	if !h.plain(to) {
		var info TunnelInfo
		if info, conn = tunnel(ctx, j, conn, h, to.Target()); conn == nil {
			t.Status = info.Status
			t.failed(StageAdapter, orElse(info.Failure, "status"))
			return nil
		}
	}
	t.Connect = time.Since(began)
	return conn
}

// shakeHands says the endpoint's hello. The connection comes back where a
// request may go over it; served is whether the hello alone is proof enough.
func (t *Touch) shakeHands(ctx context.Context, j *Job, to profile.Endpoint, conn net.Conn) (secured net.Conn, served bool) {
	v, err := newVerifier(j.Env, to.Roots)
	if err != nil {
		conn.Close()
		t.failed(StageCertificate, string(env.Other))
		return nil, false
	}
	h, secured := firstHello(ctx, j, to, opened{conn: conn, via: t.Via}, v)
	switch {
	case to.Proof == profile.ProofRecord && h.Record:
		return nil, true
	case h.Verified && secured != nil:
		return secured, false
	case h.Complete:
		t.failed(StageCertificate, "untrusted")
	default:
		t.failed(StageCertificate, orElse(h.Failure, string(env.Other)))
	}
	return nil, false
}

// request sends one GET and reads the head of what comes back.
func (t *Touch) request(ctx context.Context, j *Job, to profile.Endpoint, conn net.Conn, hops []hop) {
	q := request{path: pathOf(to), host: hostHeader(to)}
	if len(hops) > 0 && hops[0].plain(to) {
		q.path = "http://" + to.Target() + q.path
		q.extra = hops[0].authorization()
	}
	r := exchangeHTTP(ctx, conn, q, j.Profile.Limits.ResponseTimeout, j.Env.Now)
	t.Status = r.status
	switch {
	case r.failure != "":
		t.failed(StageService, r.failure)
	case !to.Expects(r.status):
		t.failed(StageService, "status")
	default:
		t.OK = true
	}
	if r.status != 0 {
		t.FirstByte = time.Duration(r.firstByteMS * float64(time.Millisecond))
	}
}
