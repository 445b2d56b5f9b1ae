package report

import (
	"net/url"
	"regexp"
	"strings"
)

// headers carry what lets one in; their whole value is masked.
var headers = regexp.MustCompile(`(?i)((?:proxy-)?authorization|(?:set-)?cookie)(["']?\s*[:=]\s*["']?)([^\r\n"']+)`)

// basic is the value of such a header by itself, where it is a name and a
// password.
var basic = regexp.MustCompile(`(?i)\b(basic)\s+([A-Za-z0-9+/_-]{4,}={0,2})`)

// named is a password that is called one.
var named = regexp.MustCompile(`(?i)(\bpassw(?:or)?d|\bpwd|\bpassphrase|密码)(["']?\s*[:=：]\s*["']?)([^\s"'&;,，。；]+)`)

// credentials masks what is a password wherever it stands.
func (t text) credentials(m *mask) text {
	stars := func(re *regexp.Regexp, keep string) {
		t = t.replace(re, func(p string) string {
			if strings.HasSuffix(p, "***") {
				return p
			}
			m.hid("password")
			return re.ReplaceAllString(p, keep)
		})
	}
	stars(headers, "$1$2***")
	t = t.replace(basic, func(p string) string {
		if userOf(basic.FindStringSubmatch(p)[2]) == "" {
			return p
		}
		m.hid("password")
		return basic.ReplaceAllString(p, "$1 ***")
	})
	stars(named, "$1$2***")
	for _, re := range []*regexp.Regexp{userinfo, bareUserinfo} {
		t = t.replace(re, func(p string) string {
			if !strings.HasSuffix(p, "***@") {
				m.hid("password")
			}
			return re.ReplaceAllString(p, "$1***@")
		})
	}
	return t
}

// userOf is "name:password" out of Base64, "" where it is none.
func userOf(encoded string) string {
	plain, ok := base64Text(encoded)
	if !ok || !strings.Contains(plain, ":") {
		return ""
	}
	return plain
}

// addCredentials learns the names and passwords in s, to mask them elsewhere.
func (p *private) addCredentials(s string) {
	pair := func(both string) {
		user, password, _ := strings.Cut(both, ":")
		p.users, p.passwords = append(p.users, user), append(p.passwords, password)
		for _, one := range []struct {
			of string
			to *[]string
		}{{user, &p.users}, {password, &p.passwords}} {
			if plain, err := url.PathUnescape(one.of); err == nil && plain != one.of {
				*one.to = append(*one.to, plain)
			}
		}
	}
	for _, re := range []*regexp.Regexp{userinfo, bareUserinfo} {
		for _, m := range re.FindAllStringSubmatch(s, -1) {
			if m[2] != "***" && !strings.Contains(m[2], "//") { // else a whole URL before an "@"
				pair(m[2])
			}
		}
	}
	for _, m := range basic.FindAllStringSubmatch(s, -1) {
		if both := userOf(m[2]); both != "" {
			pair(both)
		}
	}
	for _, m := range named.FindAllStringSubmatch(s, -1) {
		if m[3] != "***" && strings.ContainsAny(m[3], "0123456789!@#$%^*_-+.") { // "password: incorrect" teaches nothing
			p.passwords = append(p.passwords, m[3])
		}
	}
}
