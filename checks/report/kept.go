package report

import (
	"slices"
	"strings"

	"kpdoctor/checks"
	"kpdoctor/checks/profile"
)

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
	for _, cause := range r.Diagnosis.Causes {
		for _, c := range cause.Contacts {
			k = append(k, c.Name, c.Phone)
		}
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
