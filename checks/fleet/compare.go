package fleet

import (
	"net/netip"
	"regexp"
	"strings"
	"unicode"

	"kpdoctor/checks"
)

// A masked report calls its first PC "pc-1", and so does the next one's: such
// numbers mean something within their report alone. Pseudonyms made with a
// fleet's key end in eight hex digits of a keyed hash: two that are equal stand
// for the same thing (by chance once in 2^32), two that differ may be the same
// thing under two keys. So the first kind is never compared and the second may be.
var numbered = regexp.MustCompile(`\b(pc|user|mac|serial|wifi|password|taxno|inner6?|linklocal6?|own6?)-[0-9]{1,6}\b`)

// comparable reports whether a text of a masked report means the same in another.
func comparable(s string) bool { return !numbered.MatchString(s) }

// comparableSite is the site's name, "" where it cannot be told from others: two
// shops that call themselves by their masked computer name are both "pc-1".
func (d *document) comparableSite() string {
	if d.Masked && !comparable(d.Site) {
		return ""
	}
	return d.Site
}

// Inner stands for every resolver on the inside of a site's network. 192.168.1.1
// is a different box in every shop, so its address says nothing.
const Inner = "inner"

// resolver is what can be compared of a resolver's address: a public one
// itself, without the usual port; any other is [Inner].
func resolver(s string) string {
	switch checks.Scope(s) {
	case checks.ScopePublic:
		if strings.HasPrefix(s, "own") { // masked: this PC's own public address
			return Inner
		}
		if a, err := netip.ParseAddrPort(s); err == nil && a.Port() == 53 {
			return a.Addr().String()
		}
		return s
	case "":
		return "" // no address
	}
	return Inner
}

// shared is what can be compared of a cause's target: the name or public
// address of a server; "" for all that is a site's own.
func shared(s string) string {
	if !comparable(s) {
		return ""
	}
	switch checks.Scope(s) {
	case checks.ScopePublic:
		return s
	case "":
		host, _, _ := strings.Cut(s, ":")
		if strings.Contains(host, ".") { // an adapter or a device has none
			return s
		}
	}
	return ""
}

// clip makes a stranger's text short and plain.
func clip(s string) string {
	if len(s) > 8*maxText {
		s = strings.ToValidUTF8(s[:8*maxText], "")
	}
	s = plain(strings.ToValidUTF8(s, "\ufffd"))
	if r := []rune(s); len(r) > maxText {
		return string(r[:maxText-1]) + "…"
	}
	return s
}

// plain drops what could steer a terminal or turn text round, and surplus blanks.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return ' '
		case unicode.IsControl(c), unicode.Is(unicode.Bidi_Control, c), unicode.Is(unicode.Zl, c), unicode.Is(unicode.Zp, c), unicode.Is(unicode.Cf, c):
			return -1
		}
		return c
	}, s)), " ")
}
