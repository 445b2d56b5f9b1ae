package report

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// Redacted returns a copy in which everything private is masked: names of the
// computer and its user, home folders, MACs, inner addresses and this PC's own
// public one, serial numbers, names of wireless networks, passwords, tax and
// identity numbers, telephones; also where they are encoded.
// Pseudonyms are stable within the report, and it is diagnosed the same (see
// [checks.Scope]). Public resolvers and all that the profile names stay.
//
// The Write methods of the copy refuse to write what still holds a known
// secret. Redacting twice changes nothing.
func (r *Report) Redacted() *Report { return r.RedactedWith(nil) }

// RedactedWith makes the pseudonyms of a key, so that they are stable across
// the reports of a fleet; without a key they are numbered.
func (r *Report) RedactedWith(key []byte) *Report {
	m := newMask(r, key)
	out := mapped(r, m.field)
	out.Schema, out.ID, out.App, out.Profile, out.Previous = r.Schema, r.ID, r.App, whole(r).Profile, r.Previous
	if r.LastGood != nil {
		out.LastGood.ID = r.LastGood.ID
	}
	masked := out.Results()
	for i, res := range r.Results() {
		// Where a summary cuts a long name short, its rest would not be known
		// again: made of masked evidence, it holds none.
		if r.Checks[i].Summary == Summary(res, r.Lang) {
			out.Checks[i].Summary = Summary(masked[i], r.Lang)
		}
	}
	out.Masked = true
	out.private = m.private
	out.keep = m.keep
	return out
}

// A mask replaces what is private in strings by pseudonyms.
type mask struct {
	key     []byte
	private private
	names   []secret
	keep    []string // lower case, longest first: never masked
	own     []netip.Prefix
	fixed   map[netip.Addr]bool // addresses of the profile: never masked
	given   map[string]string   // kind and value to pseudonym
	count   map[string]int
	places  map[string]int    // how often something of a kind was masked
	example map[string]string // the first pseudonym of a kind
}

func newMask(r *Report, key []byte) *mask {
	m := &mask{key: key, given: map[string]string{}, count: map[string]int{}, places: map[string]int{}, example: map[string]string{}, fixed: map[netip.Addr]bool{}}
	m.private = r.private.and(collect(r))
	for _, term := range sortedTerms(append(keptIn(r), r.keep...)) {
		for _, at := range addressesIn(term) {
			m.fixed[at.addr] = true
		}
		if _, err := netip.ParseAddr(term); err != nil { // a bare address is kept by its value, not by its letters
			m.keep = append(m.keep, term)
		}
	}
	m.own = ownNetworks(r)
	m.names = m.private.secrets(m.keep)
	// Pseudonyms that stand there already must not be given again.
	mapped(r, func(_, s string) string {
		for _, p := range pseudonyms.FindAllStringSubmatch(s, -1) {
			if n, err := strconv.Atoi(p[2]); err == nil {
				m.count[p[1]] = max(m.count[p[1]], n)
			}
		}
		return s
	})
	return m
}

var pseudonyms = regexp.MustCompile(`\b(pc|user|mac|serial|wifi|taxid|idcard|phone|inner6?|linklocal6?|own6?)-(\d{1,6})\b`)

// pseudonym returns the stand-in for a value of a kind.
func (m *mask) pseudonym(kind, value string) string {
	id := kind + "\x00" + value
	m.hid(kind)
	if p, ok := m.given[id]; ok {
		return p
	}
	var p string
	if m.key == nil {
		m.count[kind]++
		p = kind + "-" + strconv.Itoa(m.count[kind])
	} else {
		h := hmac.New(sha256.New, m.key)
		h.Write([]byte(id))
		p = kind + "-" + hex.EncodeToString(h.Sum(nil)[:4])
	}
	m.given[id] = p
	if m.example[kind] == "" {
		m.example[kind] = p
	}
	return p
}

// hid counts one place where something of a kind was masked.
func (m *mask) hid(kind string) { m.places[kind]++ }

// versions are the keys whose values look like addresses and are none.
var versions = map[string]bool{
	"version": true, "os_version": true, "min_version": true, "needs_os": true, "driver": true, "commit": true,
}

// whollyPrivate are the keys whose values are masked whatever they are, by the
// kind of their pseudonym. The last ones are of evidence that this version does
// not know.
var whollyPrivate = map[string]string{
	"serial": "serial", "serial_number": "serial", "ssid": "wifi", "wifi": "wifi", "bssid": "mac",
	"hostname": "pc", "computer": "pc", "computer_name": "pc", "user": "user", "username": "user", "login": "user",
}

// field masks one string of the report; key is its JSON key.
func (m *mask) field(key, s string) string {
	if s == "" {
		return s
	}
	if kind := whollyPrivate[strings.ToLower(key)]; kind != "" {
		if p := pseudonyms.FindString(s); p == s {
			return s
		}
		return m.pseudonym(kind, lower(s))
	}
	return m.text(s, place{versions: versions[key]})
}

// deepest is how often a text is undressed: a name that is percent-encoded
// within Base64 within a URL is found.
const deepest = 3

// A rule masks one sort of private thing in the pieces that are not done.
type rule struct {
	name  string
	apply func(text, *mask, place) text
}

// A place is where a text stands: whether it may hold addresses, and how often
// it was undressed.
type place struct {
	versions bool // what looks like an address is a version
	depth    int
}

// rules are applied in this order: passwords before all, for what is kept may
// be a part of one; names last, for they may be a part of the others.
var rules []rule

func init() { // dressed comes back here
	rules = []rule{
		{"credentials", func(t text, m *mask, _ place) text { return t.credentials(m) }},
		{"keep", func(t text, m *mask, _ place) text { return t.keep(m.keep) }},
		{"homes", func(t text, m *mask, _ place) text { return t.home(m) }},
		{"addresses", func(t text, m *mask, at place) text {
			if at.versions {
				return t
			}
			return t.addresses(m)
		}},
		{"papers", func(t text, m *mask, _ place) text { return t.papers(m) }},
		{"macs", func(t text, m *mask, _ place) text { return t.replace(macForm, m.mac) }},
		{"names", func(t text, m *mask, _ place) text { return t.names(m) }},
		{"dresses", func(t text, m *mask, at place) text {
			if at.depth == deepest {
				return t
			}
			return t.dressed(m, place{at.versions, at.depth + 1})
		}},
	}
}

// text masks what is private in a text.
func (m *mask) text(s string, at place) string {
	t := textOf(visibly(s))
	for _, r := range rules {
		t = r.apply(t, m, at)
	}
	return t.String()
}

// visibly drops what nobody sees and what would keep a name from being found:
// control characters, marks of direction, spaces of no width.
func visibly(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n', c == '\r', c == '\t':
			return c
		case unicode.IsControl(c), unicode.Is(unicode.Cf, c):
			return -1
		}
		return c
	}, s)
}

// mac masks a hardware address in any notation.
func (m *mask) mac(p string) string {
	bare := bareMAC(p)
	if bare == "" || strings.Trim(bare, "0") == "" || strings.Trim(bare, "f") == "" {
		return p
	}
	return m.pseudonym("mac", bare)
}

// bareMAC is a hardware address as twelve lower-case digits; "" for none.
func bareMAC(s string) string {
	b := strings.ToLower(strings.NewReplacer(":", "", "-", "", ".", "").Replace(s))
	if _, err := hex.DecodeString(b); err != nil || len(b) != 12 {
		return ""
	}
	return b
}

// address masks one address where it is private.
func (m *mask) address(a netip.Addr) (string, bool) {
	kind := m.kindOf(a)
	if kind == "" || m.fixed[a] {
		return "", false
	}
	if a.Is6() {
		kind += "6"
	}
	return m.pseudonym(kind, a.String()), true
}
