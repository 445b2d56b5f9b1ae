package report

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// private is what is known to be private, as it was found.
type private struct {
	computers, users, macs, serials, wifi, passwords []string
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
		p.macs = append(p.macs, macForm.FindAllString(s, -1)...)
		for _, at := range homesIn(s) {
			p.users = append(p.users, s[at[0]:at[1]])
		}
		for _, m := range append(userinfo.FindAllStringSubmatch(s, -1), bareUserinfo.FindAllStringSubmatch(s, -1)...) {
			user, password, _ := strings.Cut(m[2], ":")
			if m[2] == "***" {
				continue
			}
			p.users, p.passwords = append(p.users, user), append(p.passwords, password)
		}
		return s
	})
	return p
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
			v = lower(strings.TrimSpace(clean(v)))
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

// ordinary reports whether the program itself says the word.
func ordinary(s secret) bool {
	return len(occurrences(ownWords(), s.value, s.word)) > 0
}

//go:embed report.gohtml
var page string

// moreWords are names of computers and users that say nothing about anyone.
const moreWords = ` admin administrator user users owner root guest default public test demo desktop laptop notebook office
 pc computer localhost localdomain workgroup home local debian ubuntu uos deepin kylin fedora lenovo dell huawei windows
 win10 win11 microsoft china tax invoice 财务 会计 出纳 开票 办公 用户 电脑 管理员 `

// ownWords is everything that a report may say of its own accord, lower case:
// layout, keys, catalogue.
var ownWords = sync.OnceValue(func() string {
	var b strings.Builder
	b.WriteString(page + moreWords + vocabulary)
	for _, c := range catalogue.All {
		b.WriteString(" " + c.Code)
		for _, w := range []catalogue.Words{c.ZH, c.EN} {
			b.WriteString(" " + w.Title + " " + w.Explain + " " + strings.Join(w.Steps, " "))
		}
		b.WriteString(" " + strings.Join(c.Repairs, " "))
	}
	b.WriteString(keysOf())
	return lower(b.String())
})

// keptOf lists what the profile names, for a report made of it.
func keptOf(p *profile.Profile) []string {
	var k []string
	url := func(text, host string) { k = append(k, text, host) }
	k = append(k, p.Name, p.Region, p.Software)
	for _, e := range p.Endpoints {
		url(e.URL, e.Host)
		k = append(k, e.Name)
	}
	for _, u := range append(slices.Clone(p.References.HTTP), p.References.HTTPS...) {
		url(u.Text, u.Host)
	}
	for _, list := range [][]string{p.References.DNS, p.References.Ping, p.References.NTP} {
		for _, s := range list {
			host, _ := splitTarget(s)
			k = append(k, host)
		}
	}
	if p.Invoice != nil {
		k = append(append(k, p.Invoice.Name), p.Invoice.Processes...)
	}
	if host, _ := splitTarget(withoutUser(p.Proxy)); p.Proxy != "system" && p.Proxy != "none" {
		k = append(k, host)
	}
	for _, c := range p.Contacts {
		k = append(k, c.Name, c.Phone)
	}
	return k
}

// keptIn lists the same for a report that was read: what its profile and the
// measurements of references name.
func keptIn(r *Report) []string {
	k := []string{r.Profile.Name, r.Profile.Region, r.Profile.Software}
	target := func(s string) { host, _ := splitTarget(s); k = append(k, host) }
	for _, u := range r.Profile.Endpoints {
		k = append(k, u)
		target(u)
	}
	for _, c := range r.Checks {
		switch e := c.Evidence.(type) {
		case *checks.DNSEvidence:
			k = append(k, e.Name)
			for _, a := range e.Answers {
				if a.Role == "reference" {
					target(a.Server)
				}
			}
		case *checks.PingEvidence:
			target(c.Target)
		case *checks.PortEvidence:
			k = append(k, e.Name)
			target(e.Endpoint)
		case *checks.ReferenceEvidence:
			k = append(k, e.URL)
			target(e.Target)
		case *checks.ClockEvidence:
			for _, a := range e.NTP {
				target(a.Server)
			}
		case *checks.SoftwareEvidence:
			k = append(append(k, e.Name), e.Processes...)
		case *checks.ProxyEvidence:
			if e.Use != "system" && e.Use != "none" {
				target(withoutUser(e.Use))
			}
		}
	}
	return k
}

// withoutUser drops "user:password@" from an address.
func withoutUser(s string) string {
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		return s[i+1:]
	}
	return s
}
