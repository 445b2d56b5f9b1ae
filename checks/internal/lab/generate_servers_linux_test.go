package lab

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	"golang.org/x/crypto/ocsp"

	"kpdoctor/checks/internal/fault"
)

// asksTLS: the endpoint's proof needs more than one record.
func asksTLS(c Case, f Fault) bool { return c.checksCertificate(f.At) }

func asksPage(c Case, f Fault) bool { return c.Endpoints[f.At].Proof == "response" }

// change alters what stands behind an endpoint and opens it again.
func change(f func(*game, Fault, *served)) func(*game, Fault) {
	return func(g *game, x Fault) { f(g, x, g.served[x.At]); g.open(x.At) }
}

var tlsKinds = []*faultKind{
	{
		name: "tls old", layer: atTLS, how: []string{"version", "handshake failure"}, fits: asksTLS,
		do: change(func(g *game, f Fault, s *served) {
			s.config = fault.TLS10
			if f.How != "version" {
				s.config = fault.OldSuites
				s.subject = also(s.subject, func(c *fault.Subject) { c.Key = fault.RSA2048 })
			}
		}),
		prove: func(g *game, f Fault) error { return g.handshake(f.At, f.How, nil) },
	},
	{
		name: "tls reset", layer: atTLS, how: []string{"name", "any", "fin"},
		fits: func(c Case, f Fault) bool {
			return c.scheme(f, "https", "tls", "tlcp") && (f.How != "name" || c.Endpoints[f.At].By == "" && !c.scheme(f, "tlcp")) // TLCP says no name
		},
		do: change(func(g *game, f Fault, s *served) {
			switch f.How {
			case "name":
				s.judge = fault.ResetOnHello(g.c.name(f.At))
			case "any":
				s.judge = fault.ResetOnHello()
			default:
				s.judge = fault.FinishOnHello
			}
		}),
		prove: func(g *game, f Fault) error {
			if f.How == "fin" {
				return g.handshake(f.At, "EOF", nil)
			}
			return g.handshake(f.At, "reset", nil)
		},
	},
	{
		name: "tls plain", layer: atTLS, fits: func(c Case, f Fault) bool { return c.scheme(f, "https", "tls", "tlcp") },
		do: change(func(g *game, f Fault, s *served) {
			s.judge = badRequest
		}),
		prove: func(g *game, f Fault) error { return g.handshake(f.At, "does not look like", nil) },
	},
	{
		name: "tls wants certificate", layer: atTLS, how: []string{"TLS 1.2", "TLS 1.3"},
		fits: func(c Case, f Fault) bool { return c.scheme(f, "https") && (f.How == "TLS 1.2" || asksPage(c, f)) },
		do: change(func(g *game, f Fault, s *served) {
			version := uint16(tls.VersionTLS12)
			if f.How == "TLS 1.3" {
				version = tls.VersionTLS13
			}
			s.config = func(c tls.Certificate) *tls.Config { return fault.WantsClientCertificate(c, version) }
		}),
		prove: func(g *game, f Fault) error { return g.answers(f.At, 0) },
	},
	{
		name: "tls gm only", layer: atTLS, fits: asksTLS,
		do:    change(func(g *game, f Fault, s *served) { s.judge = fault.TLCPOnly }),
		prove: func(g *game, f Fault) error { return g.handshake(f.At, "version", nil) },
	},
	{
		name: "mute", layer: atTLS, fits: func(c Case, f Fault) bool { return !c.scheme(f, "tcp") },
		do:    change(func(g *game, f Fault, s *served) { s.raw = mute }),
		prove: func(g *game, f Fault) error { return g.answers(f.At, 0) },
	},
	{
		name: "cert", layer: atCert, how: []string{"expired", "not yet valid", "valid for", "self-signed", "unknown root", "no intermediate"}, fits: asksTLS,
		do: change(func(g *game, f Fault, s *served) {
			switch f.How {
			case "expired":
				s.subject = also(s.subject, func(c *fault.Subject) { c.NotAfter = time.Now().Add(g.ahead).AddDate(0, 0, -1) })
			case "not yet valid":
				s.subject = also(s.subject, func(c *fault.Subject) { c.NotBefore = time.Now().Add(g.ahead).AddDate(0, 0, 3) })
			case "valid for":
				s.subject = also(s.subject, func(c *fault.Subject) {
					c.CommonName, c.Names = "www.other.example", []string{"www.other.example", "198.18.0.1"}
				})
			case "self-signed":
				s.issue = func(g *game, c fault.Subject) (tls.Certificate, error) { return fault.SelfSigned(c) }
			case "unknown root":
				s.issue = func(g *game, c fault.Subject) (tls.Certificate, error) {
					root, err := fault.NewRoot(fault.Subject{CommonName: "Provincial Private Root", NotBefore: year(-5), NotAfter: year(5)})
					if err != nil {
						return tls.Certificate{}, err
					}
					return root.Leaf(c)
				}
			case "no intermediate":
				s.issue = func(g *game, c fault.Subject) (tls.Certificate, error) {
					full, err := g.trust.issuing.Leaf(c)
					return fault.WithoutIntermediate(full), err
				}
			}
		}),
		prove: func(g *game, f Fault) error {
			word := f.How
			switch f.How {
			case "self-signed", "unknown root", "no intermediate":
				word = "unknown authority"
			case "not yet valid":
				word = "is not yet valid"
			}
			return g.handshake(f.At, word, nil)
		},
	},
	{
		name: "cert bad but held", layer: atCert, how: []string{"revoked", "RSA 1024", "expiring"}, fits: asksTLS,
		do: change(func(g *game, f Fault, s *served) {
			switch f.How {
			case "revoked":
				s.issue = func(g *game, c fault.Subject) (tls.Certificate, error) {
					good, err := g.trust.issuing.Leaf(c)
					if err != nil {
						return good, err
					}
					return g.trust.issuing.Staple(good, ocsp.Revoked)
				}
			case "RSA 1024":
				s.subject = also(s.subject, func(c *fault.Subject) { c.Key = fault.RSA1024 })
			case "expiring":
				s.subject = also(s.subject, func(c *fault.Subject) { c.NotAfter = time.Now().Add(g.ahead).AddDate(0, 0, 5) })
			}
		}),
		prove: func(g *game, f Fault) error {
			return g.handshake(f.At, "", func(t tls.ConnectionState) error {
				soon := t.PeerCertificates[0].NotAfter.Before(time.Now().Add(g.ahead).AddDate(0, 0, 6))
				if f.How == "revoked" && len(t.OCSPResponse) == 0 || f.How == "expiring" && !soon {
					return errors.New("the certificate is well")
				}
				return nil
			})
		},
	},
}

// badRequest is what web servers say to a hello on a port without TLS.
func badRequest(h *fault.Hello, c net.Conn) bool {
	io.WriteString(c, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
	io.Copy(io.Discard, c)
	return false
}

// also chains changes to a certificate.
func also(first, then func(*fault.Subject)) func(*fault.Subject) {
	return func(c *fault.Subject) {
		if first != nil {
			first(c)
		}
		then(c)
	}
}

// pages are what a server may answer: the manner, its status, its page.
var pages = map[string]struct {
	status int
	page   http.Handler
}{
	"500": {500, fault.Status(500)}, "502": {502, fault.Status(502)}, "503": {503, fault.Status(503)}, "504": {504, fault.Status(504)},
	"503 retry": {503, fault.StatusRetry(503, 3600)}, "500 notice": {500, fault.Maintenance(500, false)}, "503 notice GBK": {503, fault.Maintenance(503, true)},
	"401": {401, fault.Status(401)}, "403": {403, fault.WAF(403)}, "404": {404, fault.Status(404)}, "410": {410, fault.Status(410)}, "429": {429, fault.Status(429)},
	"never": {0, fault.Never()}, "rst": {0, fault.Drop(true)}, "fin": {0, fault.Drop(false)}, "slow": {0, fault.Slow(4*time.Second, fault.Welcome())},
}

var pageKinds = []*faultKind{
	{
		name: "page", layer: atPage, fits: asksPage,
		how: []string{"500", "502", "503", "504", "503 retry", "500 notice", "503 notice GBK", "401", "403", "404", "410", "429", "never", "rst", "fin", "slow"},
		do:  change(func(g *game, f Fault, s *served) { s.page = pages[f.How].page }),
		prove: func(g *game, f Fault) error {
			return g.answers(f.At, pages[f.How].status)
		},
	},
	{
		name: "clock", layer: atClock, everywhere: true, how: []string{"10m", "-40m", "24h", "-1h", "2y", "-2y"},
		do: func(g *game, f Fault) {
			switch f.How {
			case "2y":
				g.ahead, g.life = 730*day, fresh
			case "-2y":
				g.ahead, g.life = -730*day, dying
			default:
				d, err := time.ParseDuration(f.How)
				g.must(err)
				g.ahead, g.life = d, long
			}
			g.Then(g.ahead, g.life)
			for i := range g.c.Endpoints {
				g.open(i)
			}
		},
		prove: func(g *game, f Fault) error {
			if g.c.References == "blocked" || g.c.Proxy == "only" {
				return nil // nobody can be asked; the servers' own dates are proved with them
			}
			return offBy(g.Lab, g.ahead)
		},
	},
}

var deskKinds = []*faultKind{
	{name: "zone", layer: atDesk, everywhere: true, do: func(g *game, f Fault) { g.Env = append(g.Env, "TZ=America/New_York") }, prove: func(g *game, f Fault) error { return zoneIs("-0400", "-0500")(g.Lab) }},
	{name: "device missing", layer: atDesk, everywhere: true, extra: wantsKey, prove: func(g *game, f Fault) error { return usbIs(g.Lab, "") }},
	{name: "disk full", layer: atDesk, everywhere: true, extra: "[host]\nmin_free_disk = \"1048576GiB\"\n"},
	{name: "memory low", layer: atDesk, everywhere: true, extra: "[host]\nmin_memory = \"65536GiB\"\n"},
	{
		name: "software not running", layer: atDesk, everywhere: true,
		extra: "[invoice_software]\nname = \"开票软件\"\nprocesses = [\"no-such-invoicing-program\"]\n",
	},
}
