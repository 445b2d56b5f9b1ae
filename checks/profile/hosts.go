package profile

import (
	"net/url"
	"slices"
)

// Hosts lists every host that a run with this profile may contact, in the
// order of the profile and each once: "host:port", and a bare host where it is
// only pinged. Beside these a run asks the resolvers, the gateway and the
// proxy that this computer itself is set to use.
func (p *Profile) Hosts() []string {
	var all []string
	add := func(target string) {
		if !slices.Contains(all, target) {
			all = append(all, target)
		}
	}
	for _, e := range p.Endpoints {
		add(e.Target())
	}
	for _, e := range p.Endpoints { // controls: does the host answer elsewhere?
		add(hostPort(e.Host, 443))
		add(hostPort(e.Host, 80))
	}
	for _, u := range slices.Concat(p.References.HTTP, p.References.HTTPS) {
		add(u.Target())
	}
	for _, t := range slices.Concat(p.References.DNS, p.References.NTP, p.References.Ping) {
		add(t)
	}
	if u, err := url.Parse(p.Proxy); err == nil && u.Host != "" {
		add(u.Host)
	}
	return all
}
