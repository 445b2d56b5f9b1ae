package demo

import (
	"crypto/tls"
	"net/http"
	"time"

	"golang.org/x/crypto/ocsp"

	"kpdoctor/checks/internal/fault"
)

const day = 24 * time.Hour

// serverFaults lie in one server: its answers, its certificate, its TLS.
var serverFaults = []injection{
	page("server.no_response", fault.Never(), "response_timeout", "2s"),
	page("server.drops_connection", fault.Drop(true)),
	page("server.overloaded", fault.Status(http.StatusServiceUnavailable)),
	page("server.maintenance", fault.Maintenance(http.StatusServiceUnavailable, true)),
	page("server.error", fault.Status(http.StatusInternalServerError)),
	page("server.slow", fault.Slow(1800*time.Millisecond, fault.Welcome()), "slow_response", "1s"),
	page("server.rate_limited", fault.StatusRetry(http.StatusTooManyRequests, 600)),
	page("server.access_denied", fault.WAF(http.StatusForbidden)),
	page("server.unauthorized", fault.Status(http.StatusUnauthorized)),
	page("server.interface_gone", fault.Status(http.StatusNotFound)),

	certificate("cert.expired", func(w *world, s *site) {
		s.subject.NotBefore, s.subject.NotAfter = w.now.Add(-400*day), w.now.Add(-3*day)
	}),
	certificate("cert.not_yet_valid", func(w *world, s *site) {
		s.subject.NotBefore, s.subject.NotAfter = w.now.Add(3*day), w.now.Add(400*day)
	}),
	certificate("cert.name_mismatch", func(w *world, s *site) { s.subject.Names = []string{"www.other.example"} }),
	certificate("cert.chain_incomplete", func(w *world, s *site) {
		s.chain = func(w *world, s fault.Subject) (tls.Certificate, error) {
			c, err := w.issuer.Leaf(s)
			return fault.WithoutIntermediate(c), err
		}
	}),
	certificate("cert.untrusted_root", func(w *world, s *site) { s.chain = strangerChain("Unknown Root CA", "Unknown") }),
	certificate("cert.revoked", func(w *world, s *site) {
		s.chain = func(w *world, s fault.Subject) (tls.Certificate, error) {
			c, err := w.issuer.Leaf(s)
			if err != nil {
				return c, err
			}
			return w.issuer.Staple(c, ocsp.Revoked)
		}
	}),
	certificate("cert.weak", func(w *world, s *site) { s.subject.Key = fault.RSA1024 }),
	certificate("cert.expiring", func(w *world, s *site) { s.subject.NotAfter = w.now.Add(5 * day) }),
	{"tls.intercepted", func(w *world) {
		box, err := fault.NewRoot(fault.Subject{CommonName: "Sangfor SSL CA", Organization: "Sangfor Technologies"})
		for _, s := range w.sites {
			s.chain = func(_ *world, s fault.Subject) (tls.Certificate, error) {
				if err != nil {
					return tls.Certificate{}, err
				}
				return box.Leaf(s)
			}
		}
	}},
	certificate("tls.version_unsupported", func(w *world, s *site) { s.config = fault.TLS10 }),
	certificate("tls.cipher_unsupported", func(w *world, s *site) {
		s.subject.Key, s.config = fault.RSA2048, fault.OldSuites
	}),
	certificate("tls.reset", func(w *world, s *site) { s.judge = fault.ResetOnHello(dppt) }),
	certificate("tls.not_tls", func(w *world, s *site) { s.plain = true }),
	certificate("tls.client_cert_required", func(w *world, s *site) {
		s.config = func(c tls.Certificate) *tls.Config { return fault.WantsClientCertificate(c, tls.VersionTLS12) }
	}),
	certificate("tls.gm_only", func(w *world, s *site) { s.judge = fault.TLCPOnly }),
}

// page gives one server another page; limits are pairs of key and value.
func page(code string, h http.Handler, limits ...string) injection {
	return injection{code, func(w *world) {
		w.sites[dppt].page = h
		for i := 0; i < len(limits); i += 2 {
			w.limits[limits[i]] = limits[i+1]
		}
	}}
}

// certificate changes how one server does TLS.
func certificate(code string, change func(*world, *site)) injection {
	return injection{code, func(w *world) { change(w, w.sites[dppt]) }}
}

// strangerChain is a chain that ends in a root which this PC does not trust.
func strangerChain(name, organization string) func(*world, fault.Subject) (tls.Certificate, error) {
	return func(_ *world, s fault.Subject) (tls.Certificate, error) {
		root, err := fault.NewRoot(fault.Subject{CommonName: name + " Root", Organization: organization})
		if err != nil {
			return tls.Certificate{}, err
		}
		issuer, err := root.Intermediate(fault.Subject{CommonName: name, Organization: organization})
		if err != nil {
			return tls.Certificate{}, err
		}
		c, err := issuer.Leaf(s)
		if err != nil {
			return c, err
		}
		c.Certificate = append(c.Certificate, root.Cert.Raw) // the whole chain, as such servers send it
		return c, nil
	}
}
