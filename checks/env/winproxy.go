package env

import "strings"

// internetSettings is the registry's Internet Settings key.
type internetSettings struct {
	enabled  bool
	server   string // "host:port" or "http=host:port;https=host:port;socks=host:port"
	override string // hosts that go past it, by ";"; "<local>" is every name without a dot
	pac      string
}

func (s internetSettings) proxies(source string) []Proxy {
	var all []Proxy
	if s.pac != "" {
		all = append(all, Proxy{Source: "PAC", URL: s.pac, PAC: true})
	}
	if !s.enabled {
		return all
	}
	bypass := strings.FieldsFunc(s.override, func(r rune) bool { return r == ';' || r == ' ' || r == ',' })
	for part := range strings.FieldsFuncSeq(s.server, func(r rune) bool { return r == ';' || r == ' ' }) {
		scheme, address, split := strings.Cut(part, "=")
		if !split {
			scheme, address = "", part
		}
		kind := "http"
		switch strings.ToLower(scheme) {
		case "socks":
			scheme, kind = "", "socks5"
		case "ftp":
			continue
		}
		if address != "" {
			all = append(all, Proxy{Source: source, Scheme: strings.ToLower(scheme), URL: withScheme(address, kind), Bypass: bypass})
		}
	}
	return all
}
