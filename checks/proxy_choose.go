package checks

import (
	"context"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// usesSystem reports whether a profile goes by the system's proxy settings.
func usesSystem(use string) bool { return use == "system" || use == "" }

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
	switch {
	case use == "none":
		return nil
	case !usesSystem(use):
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
		if hops := hopOf(s.URL, s.Source); hops != nil {
			return hops
		}
	}
	return nil
}

// hopOf reads a proxy's address: a URL, or host:port alone. What is no proxy
// that a program could use is none.
func hopOf(text, source string) []hop {
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" {
		return nil
	}
	h := hop{source: source, user: u.User}
	port := u.Port()
	switch strings.ToLower(u.Scheme) {
	case "http":
		port = orElse(port, "80")
	case "https":
		port = orElse(port, "443")
	case "socks", "socks5", "socks5h":
		port, h.socks = orElse(port, "1080"), true
	default:
		return nil
	}
	h.address = net.JoinHostPort(strings.ToLower(u.Hostname()), port)
	return []hop{h}
}

func orElse(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

// withoutUser drops user and password from a proxy's address.
func withoutUser(text string) string {
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		scheme, rest = "", text
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	if i := strings.LastIndexByte(rest[:end], '@'); i >= 0 {
		rest = rest[i+1:]
	} else if i := strings.LastIndexByte(rest, '@'); i >= 0 { // a password with a slash in it
		rest = rest[i+1:]
	}
	if !ok {
		return rest
	}
	return scheme + "://" + rest
}

// bypassed reports whether a bypass list, of NO_PROXY's or of Windows' kind,
// takes the host past the proxy: names match themselves and what is below them,
// "*" stands for anything, "<local>" for names without a dot, CIDR for networks.
func bypassed(list []string, host string, port uint16) bool {
	addr, addrErr := netip.ParseAddr(host)
	for _, rule := range list {
		rule = strings.ToLower(strings.TrimSpace(rule))
		if _, rest, ok := strings.Cut(rule, "://"); ok { // Windows allows a scheme before the name
			rule = rest
		}
		if h, p, err := net.SplitHostPort(rule); err == nil {
			if p != strconv.Itoa(int(port)) {
				continue
			}
			rule = h
		}
		rule = strings.TrimSuffix(strings.TrimPrefix(rule, "["), "]")
		prefix, prefixErr := netip.ParsePrefix(rule)
		switch {
		case rule == "":
		case rule == host:
			return true
		case rule == "<local>":
			if addrErr != nil && !strings.Contains(host, ".") {
				return true
			}
		case prefixErr == nil:
			if addrErr == nil && prefix.Contains(addr) {
				return true
			}
		case strings.Contains(rule, "*"):
			if like(rule, host) {
				return true
			}
		case addrErr != nil && strings.HasSuffix(host, "."+strings.TrimPrefix(rule, ".")):
			return true
		}
	}
	return false
}

// like reports whether host fits a pattern in which "*" stands for anything.
func like(pattern, host string) bool {
	parts := strings.Split(pattern, "*")
	first, last := parts[0], parts[len(parts)-1]
	if len(host) < len(first)+len(last) || !strings.HasPrefix(host, first) || !strings.HasSuffix(host, last) {
		return false
	}
	host = host[len(first) : len(host)-len(last)]
	for _, part := range parts[1 : len(parts)-1] {
		_, rest, ok := strings.Cut(host, part)
		if !ok {
			return false
		}
		host = rest
	}
	return true
}
