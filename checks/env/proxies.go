package env

import (
	"strings"
)

// environmentProxies reads HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY in
// either case; upper case first, as Go and most programs do.
func environmentProxies(getenv func(string) string) []Proxy {
	get := func(name string) (key, value string) {
		for _, key := range []string{name, strings.ToLower(name)} {
			if v := strings.TrimSpace(getenv(key)); v != "" {
				return key, v
			}
		}
		return "", ""
	}
	_, no := get("NO_PROXY")
	bypass := strings.FieldsFunc(no, func(r rune) bool { return r == ',' || r == ' ' || r == ';' })
	var all []Proxy
	for _, p := range []struct{ name, scheme string }{
		{"HTTPS_PROXY", "https"}, {"HTTP_PROXY", "http"}, {"ALL_PROXY", ""},
	} {
		if key, value := get(p.name); value != "" {
			all = append(all, Proxy{Source: "env:" + key, Scheme: p.scheme, URL: withScheme(value, "http"), Bypass: bypass})
		}
	}
	return all
}

// withScheme makes a URL of "host:port".
func withScheme(address, scheme string) string {
	if strings.Contains(address, "://") {
		return address
	}
	return scheme + "://" + address
}
