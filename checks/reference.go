package checks

import (
	"context"
	"net"
	"net/http"
	"net/netip"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// A reference is measured like an endpoint: the same question put to something
// that does not belong to the tax servers tells "my line" from "their server".

func referenceCheck(p *profile.Profile, u profile.URL) Check {
	stage := StageService
	if u.Scheme == "https" {
		stage = StageCertificate
	}
	return Check{
		ID: "reference:" + u.Text, Stage: stage, Target: u.Target(), Needs: needsName(u.Host),
		Run: func(ctx context.Context, j *Job) (Finding, error) { return runReference(ctx, j, u) },
	}
}

// runReference connects to one IPv4 and one IPv6 address at once, and asks over
// the first that opens.
func runReference(ctx context.Context, j *Job, u profile.URL) (Finding, error) {
	ev := &ReferenceEvidence{URL: u.Text, Scheme: u.Scheme, Target: u.Target()}
	asked := profile.Endpoint{Scheme: u.Scheme, Host: u.Host, Port: u.Port, Path: u.Path, Proof: profile.ProofResponse}
	addrs := onePerFamily(addressesOf(j, u.Host))
	if len(addrs) == 0 {
		return Finding{Status: Skip, Reason: "no address is known for " + u.Host, Evidence: ev}, nil
	}
	ev.Attempts = make([]Attempt, len(addrs))
	conns := make([]net.Conn, len(addrs))
	var all group
	for i, a := range addrs {
		all.Go(func() { ev.Attempts[i], conns[i] = connect(ctx, j, a, u.Port, env.DialOptions{}) })
	}
	all.Wait()
	var conn net.Conn
	var addr netip.Addr
	for i, c := range conns {
		switch {
		case c == nil:
		case conn == nil:
			conn, addr = c, addrs[i]
		default:
			c.Close()
		}
	}
	if conn == nil {
		return Finding{Status: Warn, Evidence: ev}, nil
	}
	if u.Scheme == "https" {
		v, err := newVerifier(j.Env, j.Profile.References.Roots)
		if err != nil {
			conn.Close()
			return Finding{Evidence: ev}, err
		}
		h, c := firstHello(ctx, j, asked, opened{addr: addr, conn: conn}, v)
		h.Address = addr.String()
		ev.Handshake, conn = &h, c
		if conn == nil {
			return Finding{Status: Warn, Evidence: ev}, nil
		}
	}
	defer conn.Close()
	r := exchangeHTTP(ctx, conn, request{path: pathOf(asked), host: hostHeader(asked)}, j.Profile.Limits.ConnectTimeout, j.Env.Now)
	ev.Status, ev.Failure, ev.FirstByteMS, ev.DateOffsetMS = r.status, r.failure, r.firstByteMS, r.dateOffsetMS
	ev.BodyBytes, ev.Location, ev.Title = len(r.body), r.says("Location"), pageTitle(decodePage(r.body, r.says("Content-Type")))
	f := Finding{Status: Pass, Evidence: ev}
	if u.Scheme == "http" && (r.status != http.StatusNoContent || len(r.body) > 0) {
		f.Status = Warn
	}
	return f, nil
}

// onePerFamily keeps the first address of each family.
func onePerFamily(list []netip.Addr) []netip.Addr {
	var out []netip.Addr
	seen := map[int]bool{}
	for _, a := range list {
		if !seen[a.BitLen()] {
			seen[a.BitLen()] = true
			out = append(out, a)
		}
	}
	return out
}
