package diagnose

import (
	"slices"
	"strings"

	"kpdoctor/checks"
)

// world is everything that was measured, sorted for the rules to read.
type world struct {
	results   []checks.Result
	host      *checks.HostEvidence
	adapter   *checks.AdapterEvidence
	gateway   *checks.GatewayEvidence
	proxy     *checks.ProxyEvidence
	clock     *checks.ClockEvidence
	device    *checks.DeviceEvidence
	software  *checks.SoftwareEvidence
	vpn       *checks.VPNEvidence
	names     map[string]*checks.DNSEvidence // by name
	pings     []*checks.PingEvidence
	refs      []*checks.ReferenceEvidence
	endpoints []*endpoint
	problems  []Problem
}

// endpoint is one address of the profile and every way to it.
type endpoint struct {
	checks.EndpointInfo
	host    string
	port    *checks.PortEvidence
	cert    *checks.CertificateEvidence
	service []*checks.ServiceEvidence // one per page
	pages   []string                  // their checks
	proxied *checks.ProxyInfo         // the proxy that applies, if any
	ways    []*way
	ids     []string // of its checks
	claimed bool     // a cause explains why it is not served
	named   bool     // its name is at fault; it may fail at the right address too
}

// read sorts results into a world. Their order does not matter.
func read(results []checks.Result) *world {
	w := &world{results: slices.Clone(results), names: map[string]*checks.DNSEvidence{}}
	slices.SortFunc(w.results, func(a, b checks.Result) int { return strings.Compare(a.ID, b.ID) })
	byTarget := map[string]*endpoint{}
	at := func(info checks.EndpointInfo, id string) *endpoint {
		e := byTarget[info.Endpoint]
		if e == nil {
			e = &endpoint{EndpointInfo: info, host: hostOf(info.Endpoint)}
			byTarget[info.Endpoint] = e
			w.endpoints = append(w.endpoints, e)
		}
		e.ids = append(e.ids, id)
		return e
	}
	for _, r := range w.results {
		switch ev := r.Evidence.(type) {
		case *checks.HostEvidence:
			w.host = ev
		case *checks.AdapterEvidence:
			w.adapter = ev
		case *checks.GatewayEvidence:
			w.gateway = ev
		case *checks.ProxyEvidence:
			w.proxy = ev
		case *checks.ClockEvidence:
			w.clock = ev
		case *checks.DeviceEvidence:
			w.device = ev
		case *checks.SoftwareEvidence:
			w.software = ev
		case *checks.VPNEvidence:
			w.vpn = ev
		case *checks.DNSEvidence:
			w.names[ev.Name] = ev
		case *checks.PingEvidence:
			w.pings = append(w.pings, ev)
		case *checks.ReferenceEvidence:
			w.refs = append(w.refs, ev)
		case *checks.PortEvidence:
			at(ev.EndpointInfo, r.ID).port = ev
		case *checks.CertificateEvidence:
			at(ev.EndpointInfo, r.ID).cert = ev
		case *checks.ServiceEvidence:
			e := at(ev.EndpointInfo, r.ID)
			e.service = append(e.service, ev)
			e.pages = append(e.pages, r.ID)
		}
	}
	for _, e := range slices.Clone(w.endpoints) {
		if like := e.split(); like != nil {
			w.endpoints = append(w.endpoints, like)
		}
	}
	for _, e := range w.endpoints {
		e.proxied = w.proxyOf(e)
		e.ways = waysOf(e, w.names[e.host])
		if ev := w.names[e.host]; ev != nil {
			e.ids = append(e.ids, "dns:"+ev.Name)
		}
	}
	w.spare()
	return w
}

// split takes the pages that are merely support off an endpoint on whose port
// others are primary, and returns them as an endpoint of their own; nil where
// all its pages have one role.
func (e *endpoint) split() *endpoint {
	like := &endpoint{EndpointInfo: e.EndpointInfo, host: e.host, port: e.port, cert: e.cert}
	need := *like
	for i, s := range e.service {
		to := &need
		if s.Role != "primary" {
			to = like
		}
		to.service, to.pages = append(to.service, s), append(to.pages, e.pages[i])
	}
	if len(need.service) == 0 || len(like.service) == 0 {
		return nil
	}
	need.Role, like.Role = "primary", like.service[0].Role
	for _, part := range []*endpoint{&need, like} {
		part.ids = slices.DeleteFunc(slices.Clone(e.ids), func(id string) bool {
			return slices.Contains(e.pages, id) && !slices.Contains(part.pages, id)
		})
	}
	*e = need
	return like
}

func (w *world) proxyOf(e *endpoint) *checks.ProxyInfo {
	if w.proxy == nil {
		return nil
	}
	for i, p := range w.proxy.Proxies {
		if slices.Contains(p.Endpoints, e.Endpoint) {
			return &w.proxy.Proxies[i]
		}
	}
	return nil
}

// hostOf is the host of "host:port", brackets dropped.
func hostOf(target string) string {
	i := strings.LastIndexByte(target, ':')
	if i < 0 {
		return target
	}
	return strings.Trim(target[:i], "[]")
}

func portOf(target string) string { return target[strings.LastIndexByte(target, ':')+1:] }

// has reports whether a check of this id ended with one of the statuses.
func (w *world) has(id string) bool {
	return slices.ContainsFunc(w.results, func(r checks.Result) bool { return r.ID == id })
}

// named reports whether a cause was found already.
func (w *world) named(codes ...string) bool {
	return slices.ContainsFunc(w.problems, func(p Problem) bool { return slices.Contains(codes, p.Code) })
}

// primary reports whether the endpoint must work.
func (e *endpoint) primary() bool { return e.Role == "primary" }
