package demo

import (
	"crypto/tls"
	"time"

	"github.com/miekg/dns"

	"kpdoctor/checks/internal/fault"
)

// nameFaults lie between a name and its address.
var nameFaults = []injection{
	{"dns.no_resolver", func(w *world) { w.office.noResolver = true }},
	{"dns.resolver_down", func(w *world) { w.dnsDown = true }},
	{"dns.resolver_fails", func(w *world) {
		for _, n := range taxNames {
			w.answers[n] = fault.Name{Rcode: dns.RcodeServerFailure}
		}
	}},
	{"dns.blocked", func(w *world) { w.dnsDown, w.refsDown = true, true }},
	{"dns.name_not_found", func(w *world) {
		delete(w.answers, dppt)
		delete(w.referenced, dppt)
	}},
	{"dns.domain_failing", func(w *world) {
		for _, n := range taxNames {
			w.answers[n] = fault.Name{Rcode: dns.RcodeServerFailure}
			w.referenced[n] = fault.Name{Rcode: dns.RcodeServerFailure}
		}
	}},
	{"dns.hijacked", func(w *world) {
		w.answers[dppt] = fault.Name{Addresses: addrs(liar)}
		w.sites["liar"] = &site{page: fault.PortalPage(), chain: portalChain, aside: true}
		w.fate = func(w *world, t trip) fate {
			if t.tcp() && t.to.Addr() == liar {
				return fate{to: w.other}
			}
			return fate{}
		}
	}},
	{"dns.hosts_override", func(w *world) { w.pin(nowhere, dppt) }},
	{"dns.slow", func(w *world) {
		for n, a := range w.answers {
			a.Delay = 1500 * time.Millisecond
			w.answers[n] = a
		}
	}},
}

// portalChain is the certificate of a box that answers in other servers' place.
func portalChain(_ *world, s fault.Subject) (tls.Certificate, error) {
	s.CommonName, s.Organization, s.Names = "login.gateway.lan", "Gateway", []string{"login.gateway.lan"}
	return fault.SelfSigned(s)
}
