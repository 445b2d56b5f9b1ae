package profile

import (
	"net"
	"strconv"
)

func (s *section) references() (r References) {
	r.DNS = s.hostPorts("dns", `["223.5.5.5", "119.29.29.29"]`, 53)
	r.HTTP = s.urls("http", `["http://connect.rom.miui.com/generate_204"]`)
	r.HTTPS = s.urls("https", `["https://www.baidu.com/"]`)
	r.NTP = s.hostPorts("ntp", `["ntp.ntsc.ac.cn"]`, 123)
	for _, it := range s.texts("ping", `["223.5.5.5"]`) {
		host, ok := parseHost(it.text)
		if !ok {
			s.bad("ping", it.line, say("%s is neither a host name nor an address", quote(it.text)), say("for example %s", `ping = ["223.5.5.5"]`))
			continue
		}
		r.Ping = append(r.Ping, host)
	}
	r.Roots = s.roots("roots")
	s.done()
	return r
}

// hostPorts reads a list of host or host:port.
func (s *section) hostPorts(name, example string, def uint16) []string {
	var list []string
	for _, it := range s.texts(name, example) {
		host, port, ok := parseHostPort(it.text, def)
		if !ok {
			s.bad(name, it.line, say("%s is neither host nor host:port", quote(it.text)), say("for example %s", name+" = "+example))
			continue
		}
		list = append(list, net.JoinHostPort(host, strconv.Itoa(int(port))))
	}
	return list
}

// urls reads a list of URLs that all have the key's name as their scheme.
func (s *section) urls(scheme, example string) []URL {
	var list []URL
	for _, it := range s.texts(scheme, example) {
		u, problem, hint := parseURL(it.text, []string{scheme})
		if problem.en != "" {
			s.bad(scheme, it.line, problem, hint)
			continue
		}
		list = append(list, u)
	}
	return list
}
