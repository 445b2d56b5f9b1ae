package diagnose

import (
	"slices"

	"kpdoctor/checks"
)

// proxyProblem claims the endpoints that go through a proxy.
func (w *world) proxyProblem(code string, p checks.ProxyInfo, confidence float64, targets []string, hit func(*endpoint) bool, facts ...string) []Problem {
	found := Problem{
		Code: code, Confidence: confidence, Evidence: []string{"proxy"},
		Targets: targets, Facts: withFacts(nil, append(facts, "proxy", p.Address, "source", p.Source)...),
	}
	for _, e := range w.endpoints {
		if e.proxied != nil && e.proxied.Address == p.Address && !e.served() && !e.claimed && hit(e) {
			e.claimed = true
			found.blocks = found.blocks || e.primary()
			found.Facts = withFacts(found.Facts, "host", e.host)
			found.Explains = appendNew(found.Explains, e.ids...)
		}
	}
	if len(found.Explains) == 0 {
		return nil
	}
	return []Problem{found}
}

func every(*endpoint) bool { return true }

func (w *world) eachProxy(find func(checks.ProxyInfo) []Problem) []Problem {
	var found []Problem
	if w.proxy == nil {
		return nil
	}
	for _, p := range w.proxy.Proxies {
		found = append(found, find(p)...)
	}
	return found
}

func findProxyDown(w *world) []Problem {
	return w.eachProxy(func(p checks.ProxyInfo) []Problem {
		if slices.ContainsFunc(p.Connect, func(a checks.Attempt) bool { return a.Open }) && !muteProxy(p) {
			return nil
		}
		return w.proxyProblem("proxy.unreachable", p, 0.95, []string{p.Address}, every)
	})
}

// muteProxy reports whether a proxy takes connections and answers nobody, the
// way to a reference asked among them.
func muteProxy(p checks.ProxyInfo) bool {
	return slices.ContainsFunc(p.Tunnels, func(t checks.TunnelInfo) bool { return t.Role == "reference" }) &&
		!slices.ContainsFunc(p.Tunnels, func(t checks.TunnelInfo) bool { return t.Status != 0 })
}

func findProxyAuth(w *world) []Problem {
	return w.eachProxy(func(p checks.ProxyInfo) []Problem {
		return w.proxyProblem("proxy.auth_required", p, 0.95, []string{p.Address}, func(e *endpoint) bool {
			for _, x := range e.ways {
				if slices.ContainsFunc(x.answers, func(a *checks.Answer) bool { return a.Via != "" && a.Status == 407 }) {
					return true
				}
			}
			return tunnelOf(p, e).Status == 407
		})
	})
}

// findProxyRefuses: the proxy says no to this target and yes to a reference. An
// error of the gateway kind (502 to 504) only repeats what the direct way says,
// where that says it too.
func findProxyRefuses(w *world) []Problem {
	return w.eachProxy(func(p checks.ProxyInfo) []Problem {
		well := slices.ContainsFunc(p.Tunnels, func(t checks.TunnelInfo) bool { return t.Status/100 == 2 })
		confidence := 0.9
		if !well {
			confidence = 0.6
		}
		var status string
		found := w.proxyProblem("proxy.refuses", p, confidence, nil, func(e *endpoint) bool {
			if x := refusedPage(p, e); x != nil && e.best(fromDNS) == served {
				status = itoa(x.Status)
				return true
			}
			t := tunnelOf(p, e)
			if t.Target == "" || t.Status/100 == 2 || t.Status == 407 {
				return false
			}
			if (t.Status/100 == 5 || t.Status == 0) && w.directAgrees(e) {
				return false
			}
			status = itoa(t.Status)
			return true
		})
		for i := range found {
			found[i].Facts["status"] = status
			found[i].Targets = []string{p.Address}
		}
		return found
	})
}

// directAgrees reports whether the direct way to the server fails as well, and
// not only because nothing goes past the proxy here: the server's own host
// refuses the port, or it is silent while others are reached directly.
func (w *world) directAgrees(e *endpoint) bool {
	tried := false
	for _, x := range e.ways {
		if x.via != "" || x.attempt == nil {
			continue
		}
		if x.attempt.Failure == "refused" && answered(*x.attempt) {
			return true
		}
		if x.depth > closed {
			return false
		}
		tried = true
	}
	return tried && w.directAlive()
}

// directAlive reports whether anybody answered past the proxy.
func (w *world) directAlive() bool {
	return slices.ContainsFunc(w.refs, func(r *checks.ReferenceEvidence) bool { return slices.ContainsFunc(r.Attempts, answered) }) ||
		slices.ContainsFunc(w.endpoints, func(o *endpoint) bool {
			return slices.ContainsFunc(o.ways, func(x *way) bool { return x.attempt != nil && answered(*x.attempt) })
		})
}

func tunnelOf(p checks.ProxyInfo, e *endpoint) checks.TunnelInfo {
	for _, t := range p.Tunnels {
		if t.Target == e.Endpoint && t.Role != "reference" {
			return t
		}
	}
	return checks.TunnelInfo{}
}

// repeats reports whether a page that a proxy made itself, 502 to 504, stands
// for what the direct way shows better.
func (w *world) repeats(e *endpoint, x *way) bool {
	if x.via == "" {
		return false
	}
	a := x.bad()
	if a == nil || a.Status < 502 || a.Status > 504 {
		return false
	}
	switch e.best(fromDNS) {
	case served:
		return false
	case closed:
		return w.directAgrees(e)
	}
	return true
}

// refusedPage is what came by way of a proxy in place of a plain page; nil where
// the page came.
func refusedPage(p checks.ProxyInfo, e *endpoint) *checks.Answer {
	for _, x := range e.ways {
		if a := x.bad(); e.Scheme == "http" && x.via == p.Address && a != nil && a.Status >= 400 {
			return a
		}
	}
	return nil
}
