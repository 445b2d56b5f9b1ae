package report

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kpdoctor/checks/env"
)

// private is what is known to be private, as it was found.
type private struct {
	computers, users, macs, serials, wifi, passwords []string
	papers                                           []foundNumber
}

// privateOf takes apart what the system says of itself: "CORP\zhang" holds a
// user and a computer or domain, "pc7.corp.example" begins with a name.
func privateOf(h env.Host, wifi []string) private {
	p := private{wifi: wifi}
	p.addComputer(h.Name)
	if domain, user, ok := strings.Cut(h.User, `\`); ok {
		p.addComputer(domain)
		p.users = append(p.users, user)
	} else {
		p.users = append(p.users, h.User)
	}
	return p
}

// Knowing returns a copy that knows what to mask on this PC: for a report that
// was kept here and read back, which does not say the names of PC and user.
func (r *Report) Knowing(h env.Host, wifi ...string) *Report {
	out := *r
	out.private = r.private.and(privateOf(h, wifi))
	return &out
}

func (p *private) addComputer(name string) {
	p.computers = append(p.computers, name)
	if first, _, ok := strings.Cut(name, "."); ok {
		p.computers = append(p.computers, first)
	}
}

func (p private) and(q private) private {
	return private{
		computers: append(slices.Clone(p.computers), q.computers...),
		users:     append(slices.Clone(p.users), q.users...),
		macs:      append(slices.Clone(p.macs), q.macs...),
		serials:   append(slices.Clone(p.serials), q.serials...),
		wifi:      append(slices.Clone(p.wifi), q.wifi...),
		passwords: append(slices.Clone(p.passwords), q.passwords...),
		papers:    append(slices.Clone(p.papers), q.papers...),
	}
}

// collect finds what is private by where it stands in the report.
func collect(r *Report) private {
	var p private
	mapped(r, func(key, s string) string {
		if pseudonyms.FindString(s) == s {
			return s
		}
		switch whollyPrivate[strings.ToLower(key)] {
		case "serial":
			p.serials = append(p.serials, s)
		case "wifi":
			p.wifi = append(p.wifi, s)
		case "pc":
			p.addComputer(s)
		case "user":
			p.users = append(p.users, s)
		}
		for _, said := range []string{s, undressed(s)} {
			p.learn(said)
		}
		return s
	})
	return p
}

// learn finds what is private by its form.
func (p *private) learn(s string) {
	p.macs = append(p.macs, macForm.FindAllString(s, -1)...)
	for _, at := range homesIn(s) {
		p.users = append(p.users, s[at[0]:at[1]])
	}
	p.addCredentials(s)
	p.papers = append(p.papers, numbersIn(s)...)
}

// A secret is a text that must not be in a masked report.
type secret struct {
	kind  string // of its pseudonym
	value string // lower case
	same  string // what the pseudonym is made of: equal for the notations of one MAC
	word  bool   // only as a whole word
}

// minLong is the length from which a name is masked within longer words too:
// long ones do not occur by chance.
const minLong = 8

// secrets lists what can be told from ordinary words, longest first. A name of
// one or two letters, or one that this program's own words or the profile hold
// ("admin", "dns"), says nothing about anyone and would tear the text.
func (p private) secrets(keep []string) []secret {
	var out []secret
	add := func(kind string, values []string) {
		for _, v := range values {
			v = lower(strings.TrimSpace(visibly(clean(v))))
			long := utf8.RuneCountInString(v) >= minLong
			s := secret{kind: kind, value: v, same: v, word: !long}
			if tellable(kind, v) && !ordinary(s) && !slices.Contains(keep, v) {
				out = append(out, s)
			}
		}
	}
	add("pc", p.computers)
	add("user", p.users)
	add("wifi", p.wifi)
	add("serial", p.serials)
	add("password", p.passwords)
	for _, n := range p.papers {
		v := lower(n.value)
		if !slices.ContainsFunc(keep, func(k string) bool { return strings.Contains(bareNumber(k), v) }) {
			out = append(out, secret{kind: n.kind, value: v, same: v, word: true})
		}
	}
	for _, v := range p.macs {
		b := bareMAC(v)
		if b == "" || strings.Trim(b, "0") == "" || strings.Trim(b, "f") == "" {
			continue
		}
		for _, form := range macForms(b) {
			out = append(out, secret{kind: "mac", value: form, same: b})
		}
	}
	slices.SortStableFunc(out, func(a, b secret) int { return len(b.value) - len(a.value) })
	return slices.CompactFunc(out, func(a, b secret) bool { return a.value == b.value })
}

// bareNumber is a number without what groups it.
func bareNumber(s string) string { return strings.NewReplacer(" ", "", "-", "").Replace(s) }

// tellable reports whether a value is long enough to be told from chance.
func tellable(kind, v string) bool {
	n, digits, han := 0, 0, false
	for _, r := range v {
		n++
		if unicode.IsDigit(r) {
			digits++
		}
		han = han || unicode.Is(unicode.Han, r)
	}
	switch {
	case digits == n: // a bare number may be any measurement
		return n >= minLong
	case kind == "serial", kind == "password":
		return n >= 4
	}
	return n >= 3 || han && n >= 2
}

// macForms are the notations of a hardware address.
func macForms(b string) []string {
	pairs := []string{b[0:2], b[2:4], b[4:6], b[6:8], b[8:10], b[10:12]}
	return []string{strings.Join(pairs, ":"), strings.Join(pairs, "-"), b[0:4] + "." + b[4:8] + "." + b[8:12], b}
}
