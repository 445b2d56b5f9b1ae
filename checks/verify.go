package checks

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/crypto/ocsp"

	"kpdoctor/checks/env"
)

const (
	maxChain = 16  // certificates of a chain that are looked at: honest ones have fewer
	maxNames = 100 // names of a certificate that are kept, of each kind
	maxText  = 200 // characters of a text from a stranger that are kept
)

// verifier judges a chain rule by rule, by this PC's clock and roots.
type verifier struct {
	now   func() time.Time
	roots *x509.CertPool
}

func newVerifier(e *env.Env, extra []*x509.Certificate) (*verifier, error) {
	roots, err := e.Roots()
	if err != nil {
		return nil, fmt.Errorf("reading this PC's root certificates: %w", err)
	}
	roots = roots.Clone()
	for _, c := range extra {
		roots.AddCert(c)
	}
	return &verifier{now: e.Now, roots: roots}, nil
}

// judge fills a Verdict; certs is the chain as sent, the leaf first.
func (v *verifier) judge(name string, certs []*x509.Certificate, staple []byte) *Verdict {
	if len(certs) == 0 {
		return nil
	}
	certs = certs[:min(len(certs), maxChain)]
	now, leaf := v.now(), certs[0]
	d := &Verdict{NameFits: leaf.VerifyHostname(name) == nil, ExpiresInMS: ms(leaf.NotAfter.Sub(now))}
	chain := v.chainAt(certs, now)
	d.InDate = chain != nil
	if chain == nil {
		chain = v.chainEver(certs)
	}
	d.Trusted = chain != nil
	if chain == nil {
		chain = certs // no trusted way at all: the dates are judged as sent
		d.NoIssuer = stopsShort(certs)
		d.Weak, d.WeakWhy = weakLink(certs)
	} else {
		d.Weak, d.WeakWhy = weakKeys(chain)
	}
	if !d.InDate {
		for _, c := range chain {
			d.Expired = d.Expired || now.After(c.NotAfter)
			d.NotYet = d.NotYet || now.Before(c.NotBefore)
		}
		d.InDate = !d.Expired && !d.NotYet
	}
	d.Revoked = revoked(staple, leaf, append(slices.Clone(certs), chain...))
	return d
}

// chainAt returns the chain to a trusted root that holds at a moment, or nil.
func (v *verifier) chainAt(certs []*x509.Certificate, at time.Time) []*x509.Certificate {
	pool := x509.NewCertPool()
	for _, c := range certs[1:] {
		pool.AddCert(c)
	}
	chains, err := certs[0].Verify(x509.VerifyOptions{Roots: v.roots, Intermediates: pool, CurrentTime: at})
	if err != nil || len(chains) == 0 {
		return nil
	}
	return chains[0]
}

// chainEver returns the chain to a trusted root, dates aside, or nil. The
// certificates need not have been valid at one moment: an issuer may be younger
// than what it once signed.
func (v *verifier) chainEver(certs []*x509.Certificate) []*x509.Certificate {
	ageless, original := make([]*x509.Certificate, len(certs)), map[string]*x509.Certificate{}
	for i, c := range certs {
		copied := *c
		copied.NotBefore, copied.NotAfter = time.Time{}, time.Unix(1<<40, 0)
		ageless[i], original[string(c.Raw)] = &copied, c
	}
	for _, t := range append([]time.Time{v.now()}, momentsOf(certs)...) { // the root's own dates still count, and all of them where the system verifies
		chain := v.chainAt(ageless, t)
		for i, c := range chain {
			if o := original[string(c.Raw)]; o != nil {
				chain[i] = o
			}
		}
		if chain != nil {
			return chain
		}
	}
	return nil
}

// momentsOf returns moments at which a chain may have been valid: just inside
// both ends of each certificate's life.
func momentsOf(certs []*x509.Certificate) []time.Time {
	var t []time.Time
	for _, c := range certs {
		t = append(t, c.NotAfter.Add(-time.Second), c.NotBefore.Add(time.Second))
	}
	return t
}

// verifies reports whether the chain is good in every respect at a moment.
func (v *verifier) verifies(name string, certs []*x509.Certificate, at time.Time) bool {
	return len(certs) > 0 && certs[0].VerifyHostname(name) == nil && v.chainAt(certs[:min(len(certs), maxChain)], at) != nil
}

// stopsShort reports whether the chain as sent ends before a self-signed
// certificate.
func stopsShort(certs []*x509.Certificate) bool {
	for _, c := range certs {
		if selfSigned(c) {
			return false
		}
	}
	return true
}

func selfSigned(c *x509.Certificate) bool {
	return string(c.RawSubject) == string(c.RawIssuer)
}

// weakKeys reports RSA keys below 2048 bits in a verified chain, the trusted
// root aside: what it is made of is not the server's doing.
func weakKeys(chain []*x509.Certificate) (bool, string) {
	for i, c := range chain {
		if k, ok := c.PublicKey.(*rsa.PublicKey); ok && k.N.BitLen() < 2048 && (i == 0 || i < len(chain)-1) {
			return true, fmt.Sprintf("RSA %d", k.N.BitLen())
		}
	}
	return false, ""
}

// weakLink reports a signature by SHA-1 or MD5 on a certificate that is not
// self-signed: no client accepts it, so no chain verifies.
func weakLink(certs []*x509.Certificate) (bool, string) {
	for _, c := range certs {
		switch c.SignatureAlgorithm {
		case x509.SHA1WithRSA, x509.ECDSAWithSHA1, x509.DSAWithSHA1, x509.MD5WithRSA, x509.MD2WithRSA:
			if !selfSigned(c) {
				return true, c.SignatureAlgorithm.String()
			}
		}
	}
	return false, ""
}

// revoked reports whether a stapled OCSP answer says so that the leaf's issuer
// has signed; anybody else's word does not count.
func revoked(staple []byte, leaf *x509.Certificate, known []*x509.Certificate) bool {
	if len(staple) == 0 {
		return false
	}
	for _, issuer := range known {
		if string(issuer.RawSubject) != string(leaf.RawIssuer) {
			continue
		}
		r, err := ocsp.ParseResponseForCert(staple, leaf, issuer)
		if err != nil { // an issuer that signs by itself may enclose its own certificate, which it did not sign
			r, err = ocsp.ParseResponseForCert(staple, leaf, nil)
			if err != nil || r.Certificate == nil || !r.Certificate.Equal(issuer) {
				continue
			}
		}
		return r.Status == ocsp.Revoked
	}
	return false
}

// describe turns a chain as sent into evidence.
func describe(certs []*x509.Certificate) []Cert {
	certs = certs[:min(len(certs), maxChain)]
	out := make([]Cert, 0, len(certs))
	for _, c := range certs {
		sum := sha256.Sum256(c.Raw)
		d := Cert{
			Subject: printable(c.Subject.String(), maxText), Issuer: printable(c.Issuer.String(), maxText), NotBefore: c.NotBefore.UTC(), NotAfter: c.NotAfter.UTC(),
			Signature: c.SignatureAlgorithm.String(), Key: keyName(c), CA: c.IsCA, SHA256: hex.EncodeToString(sum[:]),
			SelfSigned: selfSigned(c), Organization: printable(strings.Join(c.Issuer.Organization, ", "), maxText),
		}
		for _, n := range c.DNSNames[:min(len(c.DNSNames), maxNames)] {
			d.Names = append(d.Names, printable(n, maxText))
		}
		for _, ip := range c.IPAddresses[:min(len(c.IPAddresses), maxNames)] {
			d.Names = append(d.Names, ip.String())
		}
		out = append(out, d)
	}
	return out
}

func keyName(c *x509.Certificate) string {
	switch k := c.PublicKey.(type) {
	case *rsa.PublicKey:
		return fmt.Sprintf("RSA %d", k.N.BitLen())
	case *ecdsa.PublicKey:
		return "ECDSA " + k.Curve.Params().Name
	}
	return c.PublicKeyAlgorithm.String()
}
