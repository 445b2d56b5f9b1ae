package checks

import (
	"net/netip"
	"regexp"
	"strings"
)

// The scopes of an address: how far it reaches.
const (
	ScopePublic      = "public"
	ScopePrivate     = "private"   // RFC 1918, carrier-grade NAT (100.64/10), ULA, 198.18/15
	ScopeLinkLocal   = "linklocal" // 169.254/16, fe80::/10
	ScopeLoopback    = "loopback"
	ScopeUnspecified = "unspecified"
)

// pseudonym is an address in a masked report: "inner-1", "linklocal6-2",
// "own-1"; the 6 tells IPv6. The number is a short hash in a masked fleet.
var pseudonym = regexp.MustCompile(`^(inner|linklocal|own)(6?)-[0-9a-z]+$`)

// special lists the networks that netip does not class as private and that are
// no part of the public internet either.
var special = []netip.Prefix{
	netip.MustParsePrefix("100.64.0.0/10"), // RFC 6598, carrier-grade NAT
	netip.MustParsePrefix("198.18.0.0/15"), // RFC 2544; proxy programs hand out made-up addresses of it
	netip.MustParsePrefix("fec0::/10"),     // RFC 3879, once site-local
}

// Scope returns how far an address reaches, one of the Scope words, or "" for
// what is no unicast address. The address may be a real one or a masked
// report's pseudonym, with port, prefix length or zone.
func Scope(addr string) string {
	host := bareAddress(addr)
	if m := pseudonym.FindStringSubmatch(host); m != nil {
		return map[string]string{"inner": ScopePrivate, "linklocal": ScopeLinkLocal, "own": ScopePublic}[m[1]]
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return ""
	}
	a = a.Unmap().WithZone("")
	switch {
	case a.IsUnspecified():
		return ScopeUnspecified
	case a.IsLoopback():
		return ScopeLoopback
	case a.IsLinkLocalUnicast():
		return ScopeLinkLocal
	case a.IsMulticast(), a == netip.AddrFrom4([4]byte{255, 255, 255, 255}):
		return ""
	case a.IsPrivate():
		return ScopePrivate
	}
	for _, p := range special {
		if p.Contains(a) {
			return ScopePrivate
		}
	}
	return ScopePublic
}

// Family returns 4 or 6 for an address or pseudonym as Scope takes them, else 0.
func Family(addr string) int {
	host := bareAddress(addr)
	if m := pseudonym.FindStringSubmatch(host); m != nil {
		if m[2] == "6" {
			return 6
		}
		return 4
	}
	a, err := netip.ParseAddr(host)
	switch {
	case err != nil:
		return 0
	case a.Unmap().Is4():
		return 4
	}
	return 6
}

// bareAddress drops brackets, port, prefix length and zone.
func bareAddress(s string) string {
	if rest, ok := strings.CutPrefix(s, "["); ok {
		s, _, _ = strings.Cut(rest, "]")
	} else {
		s, _, _ = strings.Cut(s, "/")
		if host, _, ok := strings.Cut(s, ":"); ok && strings.Count(s, ":") == 1 {
			s = host
		}
	}
	s, _, _ = strings.Cut(s, "%")
	return s
}
