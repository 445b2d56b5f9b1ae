package checks

import (
	"bufio"
	"context"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// hop is a proxy that applies to an endpoint.
type hop struct {
	address string // host:port
	source  string
	user    *url.Userinfo
}

// tunnels is what the proxy check hands on: for each endpoint the open way
// through its proxy.
type tunnels struct {
	mu   sync.Mutex
	open map[string]net.Conn // by endpoint target
	via  map[string]hop      // by endpoint target: the proxy that applies, whether or not it works
}

func (t *tunnels) take(target string) net.Conn {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.open[target]
	delete(t.open, target)
	return c
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
	ev := &ProxyEvidence{Use: j.Profile.Proxy}
	settings, err := j.Env.Proxies(ctx)
	if err != nil && j.Profile.Proxy == "system" {
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
	var all sync.WaitGroup
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
		info.Endpoints = append(info.Endpoints, e.Target())
	}
	addr, port, failure := resolveHop(ctx, j, h)
	if failure != "" {
		info.DNS = failure
		return info
	}
	first, conn := connect(ctx, j, addr, port, env.DialOptions{})
	info.Connect = []Attempt{first}
	if conn == nil {
		return info
	}
	conn.Close()
	var all sync.WaitGroup
	var mu sync.Mutex
	ask := func(target, role string, plain bool) {
		all.Go(func() {
			_, c := connect(ctx, j, addr, port, env.DialOptions{})
			if c == nil {
				return
			}
			if !plain {
				var tn TunnelInfo
				tn, c = tunnel(ctx, j, c, h, target)
				tn.Role = role
				mu.Lock()
				info.Tunnels = append(info.Tunnels, tn)
				mu.Unlock()
			}
			if c != nil && role == "reference" {
				c.Close()
			} else if c != nil {
				t.mu.Lock()
				t.open[target] = c
				t.mu.Unlock()
			}
		})
	}
	asked := map[string]bool{}
	for _, e := range users {
		if !asked[e.Target()] {
			asked[e.Target()] = true
			ask(e.Target(), string(e.Role), e.Scheme == "http")
		}
	}
	if refs := j.Profile.References.HTTPS; len(refs) > 0 {
		ask(refs[0].Target(), "reference", false)
	}
	all.Wait()
	slices.SortFunc(info.Tunnels, func(a, b TunnelInfo) int { return strings.Compare(a.Target, b.Target) })
	return info
}

func resolveHop(ctx context.Context, j *Job, h hop) (addr netip.Addr, port uint16, failure string) {
	if ap, err := netip.ParseAddrPort(h.address); err == nil {
		return ap.Addr(), ap.Port(), ""
	}
	host, p, err := net.SplitHostPort(h.address)
	if err != nil {
		return addr, 0, string(env.Other)
	}
	ctx, cancel := context.WithTimeout(ctx, dnsPatience)
	defer cancel()
	s := askSystem(ctx, j.Env, host)
	if len(s.Addresses) == 0 {
		return addr, 0, s.Failure
	}
	ap, err := netip.ParseAddrPort(net.JoinHostPort(s.Addresses[0], p))
	if err != nil {
		return addr, 0, string(env.Other)
	}
	return ap.Addr(), ap.Port(), ""
}

// tunnel asks an open proxy connection for a way to target. The connection
// comes back where the way is open.
func tunnel(ctx context.Context, j *Job, c net.Conn, h hop, target string) (TunnelInfo, net.Conn) {
	ctx, cancel := context.WithTimeout(ctx, j.Profile.Limits.ConnectTimeout+2*time.Second) // the proxy's own attempt, and a little for the proxy
	defer cancel()
	info := TunnelInfo{Target: target}
	began := time.Now()
	stop := closeAtEnd(ctx, c)
	req := "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + authorization(h) + "\r\n"
	r := bufio.NewReader(c)
	_, err := c.Write([]byte(req))
	var resp *http.Response
	if err == nil {
		resp, err = http.ReadResponse(r, &http.Request{Method: http.MethodConnect})
	}
	info.MS = ms(time.Since(began))
	stop()
	if err != nil {
		f, _ := env.Classify(ctxError(ctx, err))
		info.Failure = string(f)
		c.Close()
		return info, nil
	}
	info.Status = resp.StatusCode
	info.Authenticate, _, _ = strings.Cut(resp.Header.Get("Proxy-Authenticate"), " ")
	if resp.StatusCode/100 != 2 {
		c.Close()
		return info, nil
	}
	c.SetDeadline(time.Time{})
	return info, &bufferedConn{Conn: c, r: r}
}

func authorization(h hop) string {
	if h.user == nil {
		return ""
	}
	return "Proxy-Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(h.user.String())) + "\r\n"
}

// bufferedConn reads first what the proxy's answer brought along.
type bufferedConn struct {
	net.Conn
	r *bufio.Reader
}

func (b *bufferedConn) Read(p []byte) (int, error) { return b.r.Read(p) }

// proxiesFor returns the proxies that apply to an endpoint on this PC.
func proxiesFor(ctx context.Context, j *Job, e profile.Endpoint) []hop {
	settings, err := j.Env.Proxies(ctx)
	if err != nil {
		settings = nil
	}
	return choose(j.Profile.Proxy, settings, e)
}

// choose picks the proxy for an endpoint: the profile's own, or the first place
// of the system that sets one for the scheme. At most one.
func choose(use string, settings []env.Proxy, e profile.Endpoint) []hop {
	switch use {
	case "none":
		return nil
	case "system", "":
	default:
		return hopOf(use, "profile")
	}
	scheme := "https"
	if e.Scheme == "http" {
		scheme = "http"
	}
	for _, s := range settings {
		if s.PAC || s.Scheme != "" && s.Scheme != scheme {
			continue
		}
		if bypassed(s.Bypass, e.Host, e.Port) {
			return nil
		}
		return hopOf(s.URL, s.Source)
	}
	return nil
}

func hopOf(text, source string) []hop {
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" {
		return nil
	}
	port := u.Port()
	if port == "" {
		port = "80"
		if u.Scheme == "https" {
			port = "443"
		}
	}
	return []hop{{address: net.JoinHostPort(u.Hostname(), port), source: source, user: u.User}}
}

// withoutUser drops user and password from a proxy's address.
func withoutUser(text string) string {
	if i := strings.LastIndexByte(text, '@'); i >= 0 {
		scheme, _, ok := strings.Cut(text, "://")
		if !ok {
			return text[i+1:]
		}
		return scheme + "://" + text[i+1:]
	}
	return text
}

// bypassed reports whether a bypass list, of NO_PROXY's or of Windows' kind,
// takes the host past the proxy: names match themselves and what is below them,
// "*" stands for anything, "<local>" for names without a dot, CIDR for networks.
func bypassed(list []string, host string, port uint16) bool {
	addr, addrErr := netip.ParseAddr(host)
	for _, rule := range list {
		rule = strings.ToLower(strings.TrimSpace(rule))
		if h, p, err := net.SplitHostPort(rule); err == nil {
			if p != fmt.Sprint(port) {
				continue
			}
			rule = h
		}
		prefix, prefixErr := netip.ParsePrefix(rule)
		switch {
		case rule == "":
		case rule == "*", rule == host:
			return true
		case rule == "<local>":
			if !strings.Contains(host, ".") {
				return true
			}
		case prefixErr == nil:
			if addrErr == nil && prefix.Contains(addr) {
				return true
			}
		case strings.HasPrefix(rule, "*."), strings.HasPrefix(rule, "."):
			if strings.HasSuffix(host, rule[strings.IndexByte(rule, '.'):]) {
				return true
			}
		case strings.HasSuffix(rule, "*"):
			if strings.HasPrefix(host, strings.TrimSuffix(rule, "*")) {
				return true
			}
		case strings.HasSuffix(host, "."+rule):
			return true
		}
	}
	return false
}
