package checks

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// hop is a proxy that applies to an endpoint.
type hop struct {
	address string // host:port
	source  string
	socks   bool // it speaks SOCKS 5, not HTTP
	user    *url.Userinfo
}

// plain reports whether requests to the endpoint go to the proxy as they are,
// with the whole address in them, and not through a tunnel.
func (h hop) plain(e profile.Endpoint) bool { return e.Scheme == "http" && !h.socks }

// tunnels is what the proxy check hands on: for each endpoint the open way
// through its proxy.
type tunnels struct {
	handover sync.Mutex // held while one page takes what is open
	mu       sync.Mutex
	open     map[string]net.Conn // by endpoint target
	via      map[string]hop      // by endpoint target: the proxy that applies, whether or not it works
}

func (t *tunnels) take(target string) net.Conn {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.open[target]
	delete(t.open, target)
	return c
}

func (t *tunnels) keep(target string, c net.Conn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if old := t.open[target]; old != nil { // two proxies lead there, by two schemes
		old.Close()
	}
	t.open[target] = c
}

// again opens one more way to an endpoint through its proxy; nil where that fails.
func (t *tunnels) again(ctx context.Context, j *Job, e profile.Endpoint) net.Conn {
	if t == nil {
		return nil
	}
	h := t.via[e.Target()]
	to, _ := resolveHop(ctx, j, h)
	for _, a := range to {
		_, c := connect(ctx, j, a.Addr(), a.Port(), env.DialOptions{})
		if c != nil && !h.plain(e) {
			_, c = tunnel(ctx, j, c, h, e.Target())
		}
		if c != nil {
			return c
		}
	}
	return nil
}

func (t *tunnels) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range t.open {
		c.Close()
	}
	return nil
}

func proxyCheck(p *profile.Profile) Check {
	return Check{ID: "proxy", Stage: StageAdapter, Run: runProxy}
}

// runProxy finds the proxies that apply to the endpoints, connects to each, and
// asks it for a way to every endpoint and, as a control, to one reference.
func runProxy(ctx context.Context, j *Job) (Finding, error) {
	ev := &ProxyEvidence{Use: withoutUser(j.Profile.Proxy)}
	settings, err := j.Env.Proxies(ctx)
	if err != nil && usesSystem(j.Profile.Proxy) {
		return Finding{Evidence: ev}, fmt.Errorf("reading the proxy settings: %w", err)
	}
	for _, s := range settings {
		ev.Settings = append(ev.Settings, ProxySetting{Source: s.Source, Scheme: s.Scheme, URL: withoutUser(s.URL), Bypass: s.Bypass})
	}
	t := &tunnels{open: map[string]net.Conn{}, via: map[string]hop{}}
	users := map[string][]profile.Endpoint{}
	var order []hop
	for _, e := range j.Profile.Endpoints {
		for _, h := range choose(j.Profile.Proxy, settings, e) {
			t.via[e.Target()] = h
			if len(users[h.address]) == 0 {
				order = append(order, h)
			}
			users[h.address] = append(users[h.address], e)
		}
	}
	ev.Proxies = make([]ProxyInfo, len(order))
	var all group
	for i, h := range order {
		all.Go(func() { ev.Proxies[i] = askProxy(ctx, j, h, users[h.address], t) })
	}
	all.Wait()
	f := Finding{Status: Pass, Evidence: ev, Value: t}
	for _, p := range ev.Proxies {
		if !slices.ContainsFunc(p.Connect, func(a Attempt) bool { return a.Open }) {
			f.Status = Fail
		}
		for _, tn := range p.Tunnels {
			if tn.Role != "reference" && tn.Status/100 != 2 {
				f.Status = Fail
			}
		}
	}
	return f, nil
}

// askProxy connects to one proxy and asks it for every way.
func askProxy(ctx context.Context, j *Job, h hop, users []profile.Endpoint, t *tunnels) ProxyInfo {
	info := ProxyInfo{Address: h.address, Source: h.source}
	for _, e := range users {
		if !slices.Contains(info.Endpoints, e.Target()) {
			info.Endpoints = append(info.Endpoints, e.Target())
		}
	}
	to, failure := resolveHop(ctx, j, h)
	if failure != "" {
		info.DNS = failure
		return info
	}
	at := knock(ctx, j, to, &info)
	if !at.IsValid() {
		return info
	}
	var all group
	var mu sync.Mutex
	ask := func(target, role string, plain bool) {
		all.Go(func() {
			a, c := connect(ctx, j, at.Addr(), at.Port(), env.DialOptions{})
			tn := TunnelInfo{Failure: a.Failure, MS: a.MS}
			if c != nil && !plain {
				tn, c = tunnel(ctx, j, c, h, target)
			}
			if c != nil && role == "reference" {
				c.Close()
			} else if c != nil {
				t.keep(target, c)
			}
			if c != nil && plain {
				return // it was asked for nothing yet
			}
			tn.Target, tn.Role = target, role
			mu.Lock()
			defer mu.Unlock()
			info.Tunnels = append(info.Tunnels, tn)
		})
	}
	asked := map[string]bool{}
	for _, e := range users {
		if !asked[e.Target()] {
			asked[e.Target()] = true
			ask(e.Target(), string(e.Role), h.plain(e))
		}
	}
	if refs := j.Profile.References.HTTPS; len(refs) > 0 {
		ask(refs[0].Target(), "reference", false)
	}
	all.Wait()
	slices.SortFunc(info.Tunnels, func(a, b TunnelInfo) int {
		return cmp.Or(strings.Compare(a.Target, b.Target), strings.Compare(a.Role, b.Role))
	})
	return info
}

// knock connects to every address of a proxy at once, as programs do one after
// the other, and returns the first that opens.
func knock(ctx context.Context, j *Job, to []netip.AddrPort, info *ProxyInfo) netip.AddrPort {
	info.Connect = make([]Attempt, len(to))
	var all group
	for i, a := range to {
		all.Go(func() {
			var c net.Conn
			if info.Connect[i], c = connect(ctx, j, a.Addr(), a.Port(), env.DialOptions{}); c != nil {
				c.Close()
			}
		})
	}
	all.Wait()
	for i, a := range info.Connect {
		if a.Open {
			return to[i]
		}
	}
	return netip.AddrPort{}
}

// resolveHop returns the addresses of a proxy, at most maxPerFamily.
func resolveHop(ctx context.Context, j *Job, h hop) (to []netip.AddrPort, failure string) {
	if ap, err := netip.ParseAddrPort(h.address); err == nil {
		return []netip.AddrPort{ap}, ""
	}
	host, text, err := net.SplitHostPort(h.address)
	if err != nil {
		return nil, string(env.Other)
	}
	port, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return nil, string(env.Other)
	}
	ctx, cancel := context.WithTimeout(ctx, dnsPatience)
	defer cancel()
	s := askSystem(ctx, j.Env, host)
	for _, a := range s.Addresses[:min(len(s.Addresses), maxPerFamily)] {
		if addr, err := netip.ParseAddr(a); err == nil {
			to = append(to, netip.AddrPortFrom(addr, uint16(port)))
		}
	}
	if len(to) == 0 {
		return nil, cmp.Or(s.Failure, "not_found")
	}
	return to, ""
}
