package checks

import (
	"context"
	"net/netip"
	"slices"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

const (
	gatewayPatience = 1500 * time.Millisecond // one question on the own link: an answer takes milliseconds
	gatewayGrace    = 300 * time.Millisecond  // for TCP, once something else shows that the gateway is there
	gatewayPings    = 40                      // so many that a router on a lossy LAN is hardly ever spared by chance
	gatewayInterval = 10 * time.Millisecond
	gatewayPingWait = 500 * time.Millisecond
)

// gatewayCheck asks whether the default gateways are there, by three ways at
// once, since healthy routers ignore any one of them, and whether another
// machine claims an address of this PC.
func gatewayCheck(p *profile.Profile) Check {
	return Check{ID: "gateway", Stage: StageAdapter, Needs: []string{"adapter"}, Run: runGateway}
}

func runGateway(ctx context.Context, j *Job) (Finding, error) {
	seen, ok := j.Prior("adapter").Evidence.(*AdapterEvidence)
	switch {
	case !ok || seen.Routes == nil:
		return Finding{Status: Skip, Reason: "the routes are not known"}, nil
	case !slices.ContainsFunc(seen.Routes, RouteInfo.IsDefault):
		return Finding{Status: Skip, Reason: "no default route"}, nil
	}
	e := &GatewayEvidence{Gateways: gatewaysOf(seen)}
	var all group
	for i := range e.Gateways {
		all.Go(func() { askGateway(ctx, j, &e.Gateways[i]) })
	}
	all.Go(func() { e.Conflicts = askConflicts(ctx, j.Env, seen) })
	all.Wait()
	f := judgeGateways(e)
	f.Evidence = e
	return f, nil
}

// gatewaysOf lists each gateway of a default route once per adapter.
func gatewaysOf(seen *AdapterEvidence) []GatewayInfo {
	gateways := []GatewayInfo{}
	for _, r := range seen.Routes {
		a, err := netip.ParseAddr(r.Gateway)
		if !r.IsDefault() || err != nil {
			continue
		}
		if a.Is6() && a.IsLinkLocalUnicast() && a.Zone() == "" {
			a = a.WithZone(r.Adapter)
		}
		same := func(g GatewayInfo) bool { return g.Address == a.String() && g.Adapter == r.Adapter }
		if !slices.ContainsFunc(gateways, same) {
			gateways = append(gateways, GatewayInfo{Address: a.String(), Adapter: r.Adapter})
		}
	}
	return gateways
}

// askGateway fills g. TCP is only the last resort, so it gets little time once
// the neighbour question or a ping was answered.
func askGateway(ctx context.Context, j *Job, g *GatewayInfo) {
	addr := netip.MustParseAddr(g.Address)
	ctx, done := context.WithTimeout(ctx, 5*time.Second)
	defer done()
	tcpCtx, stopTCP := context.WithCancel(ctx)
	defer stopTCP()
	there := func() { time.AfterFunc(gatewayGrace, stopTCP) }
	var all group
	all.Go(func() {
		short, cancel := context.WithTimeout(ctx, gatewayPatience)
		defer cancel()
		g.Neighbour = "unknown"
		if n, err := j.Env.Neighbour(short, g.Adapter, addr); err == nil && n.State != "" {
			g.Neighbour, g.MAC = string(n.State), n.MAC.String()
		}
		if g.Neighbour == string(env.NeighbourAnswers) {
			there()
		}
	})
	all.Go(func() {
		info := pingAddress(ctx, j.Env, addr, j.Profile.Limits.MaxLoss, gatewayPings, gatewayInterval, gatewayPingWait)
		g.Ping = &info
		if info.Received > 0 {
			there()
		}
	})
	all.Go(func() { g.TCP = knockGateway(tcpCtx, j.Env, addr) })
	all.Wait()
}

// knockGateway tries the ports that home routers have, web and DNS, at once. It
// returns the attempt that was answered, or else that on the web port; nil if
// it was stopped.
func knockGateway(ctx context.Context, e *env.Env, addr netip.Addr) *Attempt {
	ports := []uint16{80, 53}
	attempts := make([]*Attempt, len(ports))
	var all group
	for i, port := range ports {
		all.Go(func() { attempts[i] = knockPort(ctx, e, netip.AddrPortFrom(addr, port)) })
	}
	all.Wait()
	if i := slices.IndexFunc(attempts, answeredTCP); i >= 0 {
		return attempts[i]
	}
	return attempts[0]
}

func knockPort(ctx context.Context, e *env.Env, to netip.AddrPort) *Attempt {
	short, cancel := context.WithTimeout(ctx, gatewayPatience/2)
	defer cancel()
	began := time.Now()
	conn, err := e.Dial(short, "tcp"+family(to.Addr()), to.String(), env.DialOptions{})
	a := &Attempt{Address: to.Addr().String(), V6: to.Addr().Is6(), Port: to.Port(), Open: err == nil, MS: ms(time.Since(began))}
	if err == nil {
		conn.Close()
		return a
	}
	if ctx.Err() != nil {
		return nil
	}
	failure, errno := env.Classify(err)
	if failure == env.Cancelled { // by the short deadline: nobody answered
		failure = env.TimedOut
	}
	a.Failure, a.Errno = string(failure), errno
	return a
}

// answeredTCP reports whether somebody at the address itself answered.
func answeredTCP(a *Attempt) bool {
	return a != nil && (a.Open || a.Failure == string(env.Refused) || a.Failure == string(env.Reset))
}

// There reports whether the gateway answered by any of the three ways.
func (g GatewayInfo) There() bool {
	return g.Neighbour == string(env.NeighbourAnswers) || g.Ping != nil && g.Ping.Received > 0 || answeredTCP(g.TCP)
}

// Silent reports whether the gateway did not answer although its link has a
// way to ask that every machine answers (ARP, neighbour discovery).
func (g GatewayInfo) Silent() bool {
	return g.Neighbour == string(env.NeighbourSilent) && !g.There()
}

// judgeGateways fails where no gateway of a family that this PC lives by is
// there: IPv4, or IPv6 where it has no IPv4 gateway.
func judgeGateways(e *GatewayEvidence) Finding {
	var there, silent [2]int // IPv4, IPv6
	for _, g := range e.Gateways {
		i := 0
		if netip.MustParseAddr(g.Address).Is6() {
			i = 1
		}
		switch {
		case g.There():
			there[i]++
		case g.Silent():
			silent[i]++
		}
	}
	switch {
	case len(e.Conflicts) > 0, silent[0] > 0 && there[0] == 0, silent[1] > 0 && there[0]+there[1] == 0:
		return Finding{Status: Fail}
	case len(e.Gateways) == 0:
		return Finding{Status: Skip, Reason: "the default route has no gateway: a link between two points"}
	case silent[0]+silent[1] > 0:
		return Finding{Status: Warn}
	case there[0]+there[1] == 0:
		return Finding{Status: Skip, Reason: "the gateway answers nothing, and its link has no neighbours to ask"}
	}
	return Finding{Status: Pass}
}
