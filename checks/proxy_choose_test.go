package checks

import (
	"testing"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

func TestChoose(t *testing.T) {
	https := profile.Endpoint{Scheme: "https", Host: "dppt.tax.example", Port: 443}
	http := profile.Endpoint{Scheme: "http", Host: "dppt.tax.example", Port: 80}
	tcp := profile.Endpoint{Scheme: "tcp", Host: "192.0.2.1", Port: 9000}
	one := env.Proxy{Source: "env:HTTPS_PROXY", Scheme: "https", URL: "http://user:p%40ss@proxy.example:3128", Bypass: []string{".local"}}
	plain := env.Proxy{Source: "env:HTTP_PROXY", Scheme: "http", URL: "plain.example:8080"}
	all := env.Proxy{Source: "WinINET", URL: "10.0.0.1:8888", Bypass: []string{"*.tax.example"}}
	for what, c := range map[string]struct {
		use      string
		settings []env.Proxy
		e        profile.Endpoint
		address  string // "" for none
		source   string
	}{
		"none set":              {"system", nil, https, "", ""},
		"for https":             {"system", []env.Proxy{one, plain}, https, "proxy.example:3128", "env:HTTPS_PROXY"},
		"for http":              {"system", []env.Proxy{one, plain}, http, "plain.example:8080", "env:HTTP_PROXY"},
		"every other kind":      {"system", []env.Proxy{plain, one}, tcp, "proxy.example:3128", "env:HTTPS_PROXY"},
		"the first wins":        {"", []env.Proxy{one, all}, https, "proxy.example:3128", "env:HTTPS_PROXY"},
		"bypassed there":        {"system", []env.Proxy{all, one}, https, "", ""},
		"not bypassed":          {"system", []env.Proxy{all}, tcp, "10.0.0.1:8888", "WinINET"},
		"a script":              {"system", []env.Proxy{{PAC: true, URL: "http://wpad/wpad.dat"}, all}, tcp, "10.0.0.1:8888", "WinINET"},
		"rubbish before":        {"system", []env.Proxy{{URL: "http://"}, {URL: "::bad::"}, {URL: "ftp://f:21"}, all}, tcp, "10.0.0.1:8888", "WinINET"},
		"switched off":          {"none", []env.Proxy{one, all}, https, "", ""},
		"the software's own":    {"http://Own.example:8081", []env.Proxy{one}, https, "own.example:8081", "profile"},
		"a port that is unsaid": {"http://own.example", nil, https, "own.example:80", "profile"},
		"IPv6":                  {"http://[::1]:8081", nil, https, "[::1]:8081", "profile"},
		"SOCKS":                 {"socks5://own.example", nil, https, "own.example:1080", "profile"},
	} {
		got := choose(c.use, c.settings, c.e)
		if (len(got) == 0) != (c.address == "") || len(got) > 1 || len(got) == 1 && (got[0].address != c.address || got[0].source != c.source) {
			t.Errorf("%s: %+v, want %q from %q", what, got, c.address, c.source)
		}
	}
	if h := choose("system", []env.Proxy{one}, https)[0]; h.authorization() != "Proxy-Authorization: Basic dXNlcjpwQHNz\r\n" { // user:p@ss
		t.Errorf("%q", h.authorization())
	}
}

func TestBypassed(t *testing.T) {
	for _, c := range []struct {
		rule, host string
		port       uint16
		want       bool
	}{
		{"", "a.example", 443, false},
		{"*", "a.example", 443, true},
		{"a.example", "a.example", 443, true},
		{" A.Example ", "a.example", 443, true},
		{"example", "a.example", 443, true},
		{"xample", "a.example", 443, false},
		{".example", "a.example", 443, true},
		{".a.example", "a.example", 443, false},
		{"*.example", "a.example", 443, true},
		{"*.a.example", "a.example", 443, false},
		{"*.chinatax.*", "etax.chinatax.gov.cn", 443, true},
		{"*tax*gov*", "etax.chinatax.gov.cn", 443, true},
		{"gov*", "etax.chinatax.gov.cn", 443, false},
		{"*gov", "etax.chinatax.gov.cn", 443, false},
		{"ab*ba", "aba", 443, false},
		{"a.example:443", "a.example", 443, true},
		{"a.example:8443", "a.example", 443, false},
		{"https://a.example", "a.example", 443, true},
		{"<local>", "intranet", 80, true},
		{"<local>", "a.example", 80, false},
		{"<local>", "::1", 80, false},
		{"192.168.*", "192.168.1.7", 80, true},
		{"192.168.*", "192.16.1.7", 80, false},
		{"10.0.0.0/8", "10.1.2.3", 80, true},
		{"10.0.0.0/8", "11.1.2.3", 80, false},
		{"10.0.0.0/8", "ten.example", 80, false},
		{"10.1.2.3", "10.1.2.3", 80, true},
		{"3", "10.1.2.3", 80, false},
		{"fd00::/8", "fd00::1", 80, true},
		{"::1", "::1", 80, true},
		{"[::1]:80", "::1", 80, true},
		{"[::1]:81", "::1", 80, false},
		{"[::1]", "::1", 80, true},
	} {
		if got := bypassed([]string{"other", c.rule}, c.host, c.port); got != c.want {
			t.Errorf("%q takes %s:%d past the proxy: %v", c.rule, c.host, c.port, got)
		}
	}
}

func TestWithoutUser(t *testing.T) {
	for text, want := range map[string]string{
		"http://u:p@h:80":       "http://h:80",
		"http://h:80":           "http://h:80",
		"u:p@h:80":              "h:80",
		"h:80":                  "h:80",
		"http://u:p@ss@h:80":    "http://h:80",
		"http://u:p/ss@h:80":    "http://h:80",
		"http://u@h/wpad.dat":   "http://h/wpad.dat",
		"http://u:p%40x@h:80/a": "http://h:80/a",
		"system":                "system",
	} {
		if got := withoutUser(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
