package report

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
)

// Redacted returns a copy in which everything private is masked: names of the
// computer and its user, home folders, MACs, inner addresses and this PC's own
// public one, serial numbers, names of wireless networks, passwords of proxies.
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
}

func newMask(r *Report, key []byte) *mask {
	m := &mask{key: key, given: map[string]string{}, count: map[string]int{}, fixed: map[netip.Addr]bool{}}
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

var pseudonyms = regexp.MustCompile(`\b(pc|user|mac|serial|wifi|inner6?|linklocal6?|own6?)-(\d{1,6})\b`)

// pseudonym returns the stand-in for a value of a kind.
func (m *mask) pseudonym(kind, value string) string {
	id := kind + "\x00" + value
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
	return p
}

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
	t := textOf(s)
	for _, re := range []*regexp.Regexp{userinfo, bareUserinfo} {
		t = t.replace(re, func(p string) string { return re.ReplaceAllString(p, "$1***@") })
	}
	t = t.keep(m.keep)
	t = t.home(m)
	if !versions[key] {
		t = t.addresses(m)
	}
	t = t.replace(macForm, func(p string) string { return m.mac(p) })
	t = t.names(m)
	return t.String()
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
