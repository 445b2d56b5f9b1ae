package checks

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// stallPatience is how long a handshake may be silent before it is asked beside
// with small segments: far above any round trip, well below the limit.
const stallPatience = time.Second

// smallMSS is a TCP segment size that passes any way that passes IP at all
// (RFC 879: 576 bytes with headers).
const smallMSS = 536

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
	ev := &CertificateEvidence{EndpointInfo: endpointInfo(e), ExpiringMS: ms(j.Profile.Limits.CertExpiring)}
	ways := openedWays(j, e)
	if len(ways) == 0 {
		return Finding{Status: Skip, Reason: "no connection to " + e.Target() + " opened", Evidence: ev}, nil
	}
	v, err := newVerifier(j.Env, e.Roots)
	if err != nil {
		return Finding{Evidence: ev}, err
	}
	ev.Handshakes = make([]Handshake, len(ways))
	open := make(sessions, len(ways))
	again := &retrier{j: j, e: e}
	var all sync.WaitGroup
	for i, w := range ways {
		all.Go(func() {
			stalled := time.AfterFunc(stallPatience, func() { again.smallSegments(ctx, w) })
			defer stalled.Stop()
			h, conn := firstHello(ctx, j, e, w, v)
			h.Via = w.via
			if w.addr.IsValid() {
				h.Address = w.addr.String()
			}
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
		if h.Verify != nil && h.Verify.Trusted && h.Verify.NameFits && !h.Verify.InDate {
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

// retrier asks one address of an endpoint again in other manners, at most once
// in each: what a failed handshake means cannot be read off it alone.
type retrier struct {
	j       *Job
	e       profile.Endpoint
	mu      sync.Mutex
	asked   map[string]bool
	results []Handshake
	pending sync.WaitGroup
}

func (r *retrier) once(manner string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.asked == nil {
		r.asked = map[string]bool{}
	}
	first := !r.asked[manner]
	r.asked[manner] = true
	return first
}

// smallSegments tells a way that swallows large packets from a silent server.
func (r *retrier) smallSegments(ctx context.Context, w opened) {
	if w.addr.IsValid() && ctx.Err() == nil && r.once("small_segments") {
		r.again(ctx, w, "small_segments", env.DialOptions{MSS: smallMSS})
	}
}

// explain asks what the failure calls for.
func (r *retrier) explain(ctx context.Context, w opened, h Handshake) {
	if h.Complete || !w.addr.IsValid() || ctx.Err() != nil {
		return
	}
	manners := []string{}
	switch h.Failure {
	case string(env.Reset), string(env.Closed):
		manners = []string{"other_name", "tlcp", "old_versions"}
	case "alert", "protocol":
		manners = []string{"old_versions", "tlcp"}
	}
	if r.e.Scheme == "tlcp" {
		manners = []string{"old_versions"}
	}
	for _, m := range manners {
		if (m == "tlcp" || m == "old_versions") && r.e.Proof == profile.ProofRecord && h.Record {
			continue // it answered: proof enough
		}
		if r.once(m) {
			r.again(ctx, w, m, env.DialOptions{})
		}
	}
}

func (r *retrier) again(ctx context.Context, w opened, manner string, o env.DialOptions) {
	r.pending.Go(func() {
		a, conn := connect(ctx, r.j, w.addr, r.e.Port, o)
		h := Handshake{Failure: a.Failure, Detail: a.Detail}
		if conn != nil {
			ctx, cancel := context.WithTimeout(ctx, r.j.Profile.Limits.ConnectTimeout)
			defer cancel()
			name, offer := r.e.Host, offerCurrent
			switch manner {
			case "other_name":
				name = otherName
			case "old_versions":
				offer = offerEverything
			}
			if manner == "tlcp" {
				h = tlcpHello(ctx, conn)
			} else {
				var c net.Conn
				if h, c = shakeHands(ctx, conn, name, offer, nil); c != nil {
					c.Close()
				}
			}
		}
		h.Address, h.Variant = w.addr.String(), manner
		r.mu.Lock()
		r.results = append(r.results, h)
		r.mu.Unlock()
	})
}

func (r *retrier) wait() []Handshake {
	r.pending.Wait()
	return r.results
}

// otherName is a harmless server name for telling a cut by name from a cut by
// address; RFC 2606 keeps it free.
const otherName = "www.example.com"
