package report

import (
	"net/netip"
	"regexp"
	"slices"

	"kpdoctor/checks"
)

// macForm is a hardware address in one of the notations 3c:52:82:aa:bb:cc,
// 3C-52-82-AA-BB-CC, 3c52.82aa.bbcc. Bare digits count only where known.
var macForm = regexp.MustCompile(`(?i)\b(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{2}(?:-[0-9a-f]{2}){5}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})\b`)

// userinfo is "user:password@" of a URL; bareUserinfo that of a proxy without
// a scheme, in ASCII, for hanzi before it may be the sentence.
var (
	userinfo     = regexp.MustCompile(`(://)([^\s"'<>@/]+:[^\s"'<>]*|[^\s"'<>/]+)@`)
	bareUserinfo = regexp.MustCompile(`(^|[\s"'(=])([!#-&(-.0-;=?A-~]+:[!#-&(-;=?-~]*|[!#-&(-.0-;=?A-~]+)@`)
)

// homeForm is a home folder; its last group is the user's name.
var homeForm = regexp.MustCompile(`(?i)(?:[a-z]:[\\/]+(?:Users|Documents and Settings)[\\/]+|\\Users\\+)([^\\/:*?"<>|\r\n]+)|(?:^|[^\w.])(?:/data|/mnt/[a-z])?/(?:home|Users)/([^/\s:"'<>|]+)`)

// nobody are the folders beside the users' own ones.
var nobody = []string{"public", "default", "default user", "all users", "shared"}

// homesIn finds the user names in the paths of s.
func homesIn(s string) [][2]int {
	var at [][2]int
	for _, m := range homeForm.FindAllStringSubmatchIndex(s, -1) {
		for g := 2; g < len(m); g += 2 {
			if m[g] < 0 {
				continue
			}
			name := lower(s[m[g]:m[g+1]])
			if !slices.Contains(nobody, name) && pseudonyms.FindString(name) != name {
				at = append(at, [2]int{m[g], m[g+1]})
			}
		}
	}
	return at
}

// foundAddress is an address and where it stands.
type foundAddress struct {
	addr netip.Addr
	span [2]int
}

// run4 and run6 are what an address may look like; netip has the last word.
var (
	run4 = regexp.MustCompile(`[0-9]{1,3}(?:\.[0-9]{1,3}){3}`)
	run6 = regexp.MustCompile(`[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{0,45}`)
)

// addressesIn finds the IP addresses in s, without port, zone or prefix length.
func addressesIn(s string) []foundAddress {
	var found []foundAddress
	for from := 0; from < len(s); {
		m6 := run6.FindStringIndex(s[from:])
		if m6 == nil {
			break
		}
		start := from + m6[0]
		end := longest6(s, start, from+m6[1])
		if end < 0 {
			from = start + 1
			continue
		}
		found = append(found, foundAddress{netip.MustParseAddr(s[start:end]).Unmap(), [2]int{start, end}})
		from = end
	}
	for _, m := range run4.FindAllStringIndex(s, -1) {
		inside := slices.ContainsFunc(found, func(f foundAddress) bool { return m[0] < f.span[1] && f.span[0] < m[1] })
		if inside || touches(s, m[0], m[1]) {
			continue
		}
		if a, err := netip.ParseAddr(s[m[0]:m[1]]); err == nil {
			found = append(found, foundAddress{a, [2]int{m[0], m[1]}})
		}
	}
	slices.SortFunc(found, func(a, b foundAddress) int { return a.span[0] - b.span[0] })
	return found
}

// longest6 is where the longest IPv6 address from start ends, at most at end;
// -1 if there is none. A colon or dot after it belongs to the sentence.
func longest6(s string, start, end int) int {
	if start > 0 && joined(s[:start], s[start:]) {
		return -1
	}
	for ; end-start >= 2; end-- {
		a, err := netip.ParseAddr(s[start:end])
		if err == nil && a.Is6() && !(end < len(s) && joined(s[:end], s[end:])) {
			return end
		}
	}
	return -1
}

// touches reports whether numbers go on beside an IPv4 address, so that it is
// a part of something longer: a version 1.10.0.0.1.
func touches(s string, start, end int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	dot := func(i int) bool { return i >= 0 && i < len(s) && s[i] == '.' }
	return digit(start-1) || digit(end) || dot(start-1) && digit(start-2) || dot(end) && digit(end+1)
}

// ownNetworks are the public networks that this PC's own addresses lie in.
func ownNetworks(r *Report) []netip.Prefix {
	var own []netip.Prefix
	for _, c := range r.Checks {
		e, ok := c.Evidence.(*checks.AdapterEvidence)
		if !ok {
			continue
		}
		for _, a := range e.Adapters {
			for _, s := range a.Addresses {
				p, err := netip.ParsePrefix(s)
				if err != nil || checks.Scope(s) != checks.ScopePublic {
					continue
				}
				least := 24
				if p.Addr().Is6() {
					least = 56
				}
				if p.Bits() < least {
					p = netip.PrefixFrom(p.Addr(), p.Addr().BitLen())
				}
				own = append(own, p.Masked())
			}
		}
	}
	return own
}

// kindOf is the kind of pseudonym for an address, without the 6 of IPv6; ""
// for one that is not private.
func (m *mask) kindOf(a netip.Addr) string {
	if reserved.Contains(a) {
		return ""
	}
	switch checks.Scope(a.String()) {
	case checks.ScopePrivate:
		return "inner"
	case checks.ScopeLinkLocal:
		return "linklocal"
	case checks.ScopePublic:
		if slices.ContainsFunc(m.own, func(p netip.Prefix) bool { return p.Contains(a) }) {
			return "own"
		}
	}
	return ""
}

// reserved addresses (RFC 2544) are nobody's: proxy programs make them up, and
// that is worth seeing.
var reserved = netip.MustParsePrefix("198.18.0.0/15")
