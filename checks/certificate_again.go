package checks

import (
	"context"
	"net"
	"slices"
	"strings"
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

// retrier asks one address of an endpoint, or through its proxy, again in other manners, at most once
// in each: what a failed handshake means cannot be read off it alone.
type retrier struct {
	j       *Job
	e       profile.Endpoint
	pending group
	mu      sync.Mutex
	asked   map[string]bool // by manner
	over    bool            // too late to ask more
	results []Handshake
}

// smallSegments tells a way that swallows large packets from a silent server.
func (r *retrier) smallSegments(ctx context.Context, w opened) {
	if w.addr.IsValid() && ctx.Err() == nil {
		r.again(ctx, w, "small_segments", env.DialOptions{MSS: smallMSS})
	}
}

// explain asks what the failure calls for.
func (r *retrier) explain(ctx context.Context, w opened, h Handshake) {
	if h.Complete || ctx.Err() != nil {
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
		r.again(ctx, w, m, env.DialOptions{})
	}
}

// again asks in one manner, unless that was asked already.
func (r *retrier) again(ctx context.Context, w opened, manner string, o env.DialOptions) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over || r.asked[manner] {
		return
	}
	r.asked[manner] = true
	r.pending.Go(func() {
		h := r.shake(ctx, w, manner, o)
		h.Address, h.Via, h.Variant = w.text(), w.via, manner
		r.mu.Lock()
		defer r.mu.Unlock()
		r.results = append(r.results, h)
	})
}

// reopen makes one more connection the way that w went.
func (r *retrier) reopen(ctx context.Context, w opened, o env.DialOptions) (Attempt, net.Conn) {
	if w.addr.IsValid() {
		return connect(ctx, r.j, w.addr, r.e.Port, o)
	}
	t, _ := r.j.prior["proxy"].value.(*tunnels)
	if conn := t.again(ctx, r.j, r.e); conn != nil {
		return Attempt{Open: true}, conn
	}
	return Attempt{Failure: string(env.Other), Detail: "the proxy gave no second way"}, nil
}

// shake is one more handshake, on a connection of its own.
func (r *retrier) shake(ctx context.Context, w opened, manner string, o env.DialOptions) Handshake {
	a, conn := r.reopen(ctx, w, o)
	if conn == nil {
		return Handshake{Failure: a.Failure, Detail: a.Detail}
	}
	ctx, cancel := context.WithTimeout(ctx, r.j.Profile.Limits.ConnectTimeout)
	defer cancel()
	name, offer := r.e.Host, offerCurrent
	switch manner {
	case "tlcp":
		return tlcpHello(ctx, conn)
	case "other_name":
		name = otherName
	case "old_versions":
		offer = offerEverything
	}
	h, c := shakeHands(ctx, conn, name, offer, nil)
	if c != nil {
		c.Close()
	}
	return h
}

// wait returns what was asked, in the order of manners. A timer that fires now
// asks nothing more.
func (r *retrier) wait() []Handshake {
	r.mu.Lock()
	r.over = true
	r.mu.Unlock()
	r.pending.Wait()
	slices.SortFunc(r.results, func(a, b Handshake) int { return strings.Compare(a.Variant, b.Variant) })
	return r.results
}

// otherName is a harmless server name for telling a cut by name from a cut by
// address; RFC 2606 keeps it free.
const otherName = "www.example.com"
