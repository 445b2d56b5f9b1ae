package checks

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"time"

	"kpdoctor/checks/profile"
)

// session is one finished handshake over which a request may be sent.
type session struct {
	address, via string
	verified     bool
	mu           sync.Mutex
	conn         net.Conn
}

func (s *session) take() net.Conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.conn
	s.conn = nil
	return c
}

// sessions is what a certificate check hands on.
type sessions []*session

func (ss sessions) Close() error {
	for _, s := range ss {
		if c := s.take(); c != nil {
			c.Close()
		}
	}
	return nil
}

func certificateCheck(p *profile.Profile, e profile.Endpoint) Check {
	return Check{
		ID: "certificate:" + e.Target(), Stage: StageCertificate, Target: e.Target(),
		Needs: []string{"port:" + e.Target(), "proxy"},
		Run:   func(ctx context.Context, j *Job) (Finding, error) { return runCertificate(ctx, j, e) },
	}
}

// opened is a connection on which a handshake is due.
type opened struct {
	addr netip.Addr // invalid through a proxy, which resolves the name itself
	via  string
	conn net.Conn
}

// text is the address, "" through a proxy.
func (o opened) text() string {
	if !o.addr.IsValid() {
		return ""
	}
	return o.addr.String()
}

// openedWays collects the open connections to an endpoint: direct ones of its
// port check, and the tunnel through its proxy.
func openedWays(j *Job, e profile.Endpoint) []opened {
	var ways []opened
	if t, ok := j.prior["proxy"].value.(*tunnels); ok {
		if c := t.take(e.Target()); c != nil {
			ways = append(ways, opened{via: t.via[e.Target()].address, conn: c})
		}
	}
	ps, _ := j.prior["port:"+e.Target()].value.(paths)
	for _, p := range ps {
		if c := p.take(); c != nil {
			ways = append(ways, opened{addr: p.addr, conn: c})
		}
	}
	return ways
}

// runCertificate shakes hands on every open way to the endpoint at once, and
// where the first that fails needs explaining, asks that one address again in
// other manners.
func runCertificate(ctx context.Context, j *Job, e profile.Endpoint) (Finding, error) {
	ev := &CertificateEvidence{EndpointInfo: endpointInfo(j.Profile, e), ExpiringMS: ms(j.Profile.Limits.CertExpiring)}
	v, err := newVerifier(j.Env, e.Roots)
	if err != nil {
		return Finding{Evidence: ev}, err
	}
	ways := openedWays(j, e)
	if len(ways) == 0 {
		return Finding{Status: Skip, Reason: "no connection to " + e.Target() + " opened", Evidence: ev}, nil
	}
	ev.Handshakes = make([]Handshake, len(ways))
	open := make(sessions, len(ways))
	again := &retrier{j: j, e: e, asked: map[string]bool{}}
	var all group
	for i, w := range ways {
		all.Go(func() {
			stalled := time.AfterFunc(min(stallPatience, j.Profile.Limits.ConnectTimeout/3), func() { again.smallSegments(ctx, w) })
			defer stalled.Stop()
			h, conn := firstHello(ctx, j, e, w, v)
			h.Address, h.Via = w.text(), w.via
			ev.Handshakes[i] = h
			open[i] = &session{address: h.Address, via: w.via, verified: h.Verified, conn: conn}
			again.explain(ctx, w, h)
		})
	}
	all.Wait()
	ev.Retries = again.wait()
	return Finding{Status: handshakeStatus(e, ev), Evidence: ev, Value: open}, nil
}

// firstHello says the hello that the endpoint expects.
func firstHello(ctx context.Context, j *Job, e profile.Endpoint, w opened, v *verifier) (Handshake, net.Conn) {
	ctx, cancel := context.WithTimeout(ctx, j.Profile.Limits.ConnectTimeout)
	defer cancel()
	switch {
	case e.Scheme == "tlcp":
		return tlcpHello(ctx, w.conn), nil
	case e.Proof == profile.ProofRecord:
		h, conn := shakeHands(ctx, w.conn, e.Host, offerEverything, v)
		if conn != nil {
			conn.Close() // an answer is all that is asked of an upload port
		}
		return h, nil
	}
	h, conn := shakeHands(ctx, w.conn, e.Host, offerCurrent, v)
	if conn != nil && !h.Verified {
		if e.Scheme == "https" && h.Verify != nil && h.Verify.Trusted && h.Verify.NameFits && !h.Verify.InDate {
			readDate(ctx, conn, e.Host, &h, v)
		}
		conn.Close()
		conn = nil
	}
	return h, conn
}

// handshakeStatus sums the handshakes up for the row that a person sees.
func handshakeStatus(e profile.Endpoint, ev *CertificateEvidence) Status {
	good, bad, note := 0, 0, false
	for _, h := range ev.Handshakes {
		switch {
		case e.Proof == profile.ProofRecord && h.Record, e.Proof != profile.ProofRecord && h.Verified:
			good++
		default:
			bad++
		}
		if h.Verify != nil && e.Proof != profile.ProofRecord && (h.Verify.Weak || h.Verify.Revoked || h.Verify.ExpiresInMS < ev.ExpiringMS) {
			note = true
		}
	}
	if good == 0 && e.Proof == profile.ProofRecord {
		for _, h := range ev.Retries {
			if h.Record {
				good++
			}
		}
	}
	switch {
	case good == 0:
		return Fail
	case bad > 0 || note:
		return Warn
	}
	return Pass
}
