package checks

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

const (
	userAgent   = "Mozilla/5.0 (compatible; kpdoctor)" // some gateways drop requests without a browser's name
	bodyLimit   = 64 << 10                             // of a page, enough for its title and a notice
	answerLimit = 256 << 10                            // of all that is read from one connection
	bodyWait    = 2 * time.Second                      // for the rest of a page whose first byte came
)

// serviceCheck asks for one page. port sums up the endpoints of the same port:
// where that speaks TLS and this one does not, its connections are not for us.
func serviceCheck(p *profile.Profile, e, port profile.Endpoint, target string) Check {
	needs := append([]string{"port:" + e.Target(), "proxy"}, needsName(e.Host)...)
	if e.Scheme == "https" {
		needs = append(needs, "certificate:"+e.Target())
	}
	return Check{
		ID: "service:" + target, Stage: StageService, Target: target, Needs: needs,
		Run: func(ctx context.Context, j *Job) (Finding, error) {
			return runService(ctx, j, e, e.Scheme == "http" && tlsSpoken(port))
		},
	}
}

// asking is one connection over which a request is due.
type asking struct {
	address, via string
	conn         net.Conn
}

// runService sends one request over every connection that may carry it, and
// reads the answers. Over TLS that is only one whose chain verified.
func runService(ctx context.Context, j *Job, e profile.Endpoint, fresh bool) (Finding, error) {
	ev := &ServiceEvidence{EndpointInfo: endpointInfo(j.Profile, e), SlowMS: ms(j.Profile.Limits.SlowResponse), ResponseMS: ms(j.Profile.Limits.ResponseTimeout)}
	var ways []asking
	if !fresh {
		ways = openWays(j, e)
	}
	if len(ways) == 0 {
		ways = newWay(ctx, j, e)
	}
	if len(ways) == 0 {
		return Finding{Status: Skip, Reason: "no connection to " + e.Target() + " that may carry a request", Evidence: ev}, nil
	}
	ev.Answers = make([]Answer, len(ways))
	var all group
	for i, w := range ways {
		all.Go(func() {
			ev.Answers[i] = ask(ctx, j, e, w)
			w.conn.Close()
		})
	}
	all.Wait()
	return Finding{Status: serviceStatus(ev), Evidence: ev}, nil
}

// openWays takes the connections that the earlier checks left open: all of
// them, or none where another page of the same port was first.
func openWays(j *Job, e profile.Endpoint) []asking {
	if t, ok := j.prior["proxy"].value.(*tunnels); ok {
		t.handover.Lock()
		defer t.handover.Unlock()
	}
	var ways []asking
	if e.Scheme == "http" {
		for _, o := range openedWays(j, e) {
			ways = append(ways, asking{address: o.text(), via: o.via, conn: o.conn})
		}
		return ways
	}
	ss, _ := j.prior["certificate:"+e.Target()].value.(sessions)
	for _, s := range ss {
		if c := s.take(); c != nil {
			ways = append(ways, asking{address: s.address, via: s.via, conn: c})
		}
	}
	return ways
}

// newWay opens one more connection where another page of the same port took
// them: through the proxy if one applies, else to an address that is known to
// open and, for TLS, whose chain verified.
func newWay(ctx context.Context, j *Job, e profile.Endpoint) []asking {
	for _, o := range provenWays(j, e) {
		if o.via != "" {
			t, _ := j.prior["proxy"].value.(*tunnels)
			o.conn = t.again(ctx, j, e)
		} else {
			_, o.conn = connect(ctx, j, o.addr, e.Port, env.DialOptions{})
		}
		if o.conn == nil {
			continue
		}
		if e.Scheme == "http" {
			return []asking{{address: o.text(), via: o.via, conn: o.conn}}
		}
		v, err := newVerifier(j.Env, e.Roots)
		if err != nil {
			o.conn.Close()
			return nil
		}
		if h, c := firstHello(ctx, j, e, o, v); h.Verified && c != nil {
			return []asking{{address: o.text(), via: o.via, conn: c}}
		}
	}
	return nil
}

// provenWays lists, without connections, the ways to an endpoint that worked.
func provenWays(j *Job, e profile.Endpoint) []opened {
	var ways []opened
	if e.Scheme != "http" {
		ss, _ := j.prior["certificate:"+e.Target()].value.(sessions)
		for _, s := range ss {
			if s.verified {
				addr, _ := netip.ParseAddr(s.address)
				ways = append(ways, opened{addr: addr, via: s.via})
			}
		}
		return ways
	}
	if t, ok := j.prior["proxy"].value.(*tunnels); ok && t.via[e.Target()].address != "" {
		ways = append(ways, opened{via: t.via[e.Target()].address})
	}
	if ev, ok := j.Prior("port:" + e.Target()).Evidence.(*PortEvidence); ok {
		for _, a := range ev.Attempts {
			if addr, err := netip.ParseAddr(a.Address); err == nil && a.Open {
				ways = append(ways, opened{addr: addr})
			}
		}
	}
	return ways
}

// ask sends GET and describes what came back.
func ask(ctx context.Context, j *Job, e profile.Endpoint, w asking) Answer {
	a := Answer{Address: w.address, Via: w.via}
	q := request{path: pathOf(e), host: hostHeader(e)}
	if t, ok := j.prior["proxy"].value.(*tunnels); ok && w.via != "" && t.via[e.Target()].plain(e) {
		q.path = "http://" + e.Target() + q.path
		q.extra = t.via[e.Target()].authorization()
	}
	r := exchangeHTTP(ctx, w.conn, q, j.Profile.Limits.ResponseTimeout, j.Env.Now)
	a.Status, a.Failure, a.FirstByteMS, a.DateOffsetMS = r.status, r.failure, r.firstByteMS, r.dateOffsetMS
	a.Expected = a.Status != 0 && e.Expects(a.Status)
	a.RetryAfter, a.Location, a.Server = r.says("Retry-After"), r.says("Location"), r.says("Server")
	a.ContentType, a.BodyBytes = r.says("Content-Type"), len(r.body)
	page := decodePage(r.body, a.ContentType)
	a.Title, a.Maintenance = pageTitle(page), a.Status >= 500 && saysMaintenance(page)
	return a
}

// pathOf is what is asked of the server, "/" where the profile names nothing.
func pathOf(e profile.Endpoint) string {
	if e.Path == "" {
		return "/"
	}
	return e.Path
}

func hostHeader(e profile.Endpoint) string {
	if e.Scheme == "https" && e.Port == 443 || e.Scheme == "http" && e.Port == 80 {
		return strings.TrimSuffix(strings.TrimSuffix(e.Target(), ":443"), ":80")
	}
	return e.Target()
}

func serviceStatus(ev *ServiceEvidence) Status {
	good, slow := 0, false
	for _, a := range ev.Answers {
		if a.Expected {
			good++
			slow = slow || a.FirstByteMS > ev.SlowMS
		}
	}
	switch {
	case good == 0:
		return Fail
	case good < len(ev.Answers) || slow:
		return Warn
	}
	return Pass
}
