package fault

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"slices"
	"time"

	"golang.org/x/crypto/ocsp"
)

// Key is the kind of key of a certificate.
type Key string

const (
	ECDSA   Key = "ECDSA 256"
	RSA1024 Key = "RSA 1024"
	RSA2048 Key = "RSA 2048"
)

// Subject says what a certificate holds; the zero value of a field is an
// ordinary choice.
type Subject struct {
	CommonName   string
	Organization string
	Names        []string  // DNS names and IP addresses
	NotBefore    time.Time // default an hour ago
	NotAfter     time.Time // default in a year
	Key          Key       // default ECDSA
	SHA1         bool      // signed with SHA-1: only by an RSA authority
	Serial       int64     // default random
}

// Authority is a certificate authority.
type Authority struct {
	Cert   *x509.Certificate
	key    crypto.Signer
	parent *Authority // nil for a root
}

// NewRoot makes a self-signed authority.
func NewRoot(s Subject) (*Authority, error) { return issueCA(s, nil) }

// Intermediate makes an authority below a.
func (a *Authority) Intermediate(s Subject) (*Authority, error) { return issueCA(s, a) }

func issueCA(s Subject, parent *Authority) (*Authority, error) {
	cert, key, err := issue(s, parent, true)
	if err != nil {
		return nil, err
	}
	return &Authority{Cert: cert, key: key, parent: parent}, nil
}

// Leaf makes a server certificate; the chain as sent holds every intermediate
// and not the root.
func (a *Authority) Leaf(s Subject) (tls.Certificate, error) {
	cert, key, err := issue(s, a, false)
	if err != nil {
		return tls.Certificate{}, err
	}
	chain := [][]byte{cert.Raw}
	for up := a; up.parent != nil; up = up.parent {
		chain = append(chain, up.Cert.Raw)
	}
	return tls.Certificate{Certificate: chain, PrivateKey: key, Leaf: cert}, nil
}

// SelfSigned makes a server certificate that no authority signed.
func SelfSigned(s Subject) (tls.Certificate, error) {
	cert, key, err := issue(s, nil, false)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{cert.Raw}, PrivateKey: key, Leaf: cert}, nil
}

// WithoutIntermediate is the chain as a careless server sends it: the leaf alone.
func WithoutIntermediate(c tls.Certificate) tls.Certificate {
	c.Certificate = slices.Clone(c.Certificate[:1])
	return c
}

// Staple adds an OCSP answer by a, which must have issued c: ocsp.Good or
// ocsp.Revoked.
func (a *Authority) Staple(c tls.Certificate, status int) (tls.Certificate, error) {
	now := time.Now()
	answer := ocsp.Response{
		Status: status, SerialNumber: c.Leaf.SerialNumber,
		ThisUpdate: now.Add(-time.Hour), NextUpdate: now.Add(24 * time.Hour),
		Certificate: a.Cert, // as OpenSSL encloses it
	}
	if status == ocsp.Revoked {
		answer.RevokedAt = now.Add(-48 * time.Hour)
		answer.RevocationReason = ocsp.KeyCompromise
	}
	der, err := ocsp.CreateResponse(a.Cert, a.Cert, answer, a.key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("signing an OCSP answer: %w", err)
	}
	c.OCSPStaple = der
	return c, nil
}

// Pool holds the given authorities as trusted roots.
func Pool(roots ...*Authority) *x509.CertPool {
	p := x509.NewCertPool()
	for _, r := range roots {
		p.AddCert(r.Cert)
	}
	return p
}

func issue(s Subject, parent *Authority, ca bool) (*x509.Certificate, crypto.Signer, error) {
	key, err := newKey(s.Key)
	if err != nil {
		return nil, nil, fmt.Errorf("making a key for %s: %w", s.CommonName, err)
	}
	t, err := template(s, ca)
	if err != nil {
		return nil, nil, err
	}
	issuer, signer := t, key
	if parent != nil {
		issuer, signer = parent.Cert, parent.key
	}
	if s.SHA1 {
		t.SignatureAlgorithm = x509.SHA1WithRSA
	}
	der, err := x509.CreateCertificate(rand.Reader, t, issuer, key.Public(), signer)
	if err != nil {
		return nil, nil, fmt.Errorf("signing %s: %w", s.CommonName, err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, nil, fmt.Errorf("reading %s back: %w", s.CommonName, err)
	}
	return cert, key, nil
}

func template(s Subject, ca bool) (*x509.Certificate, error) {
	serial := big.NewInt(s.Serial)
	if s.Serial == 0 {
		var err error
		if serial, err = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120)); err != nil {
			return nil, err
		}
	}
	t := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: s.CommonName},
		NotBefore:    s.NotBefore, NotAfter: s.NotAfter,
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
	}
	if s.Organization != "" {
		t.Subject.Organization = []string{s.Organization}
	}
	if t.NotBefore.IsZero() {
		t.NotBefore = time.Now().Add(-time.Hour)
	}
	if t.NotAfter.IsZero() {
		t.NotAfter = time.Now().AddDate(1, 0, 0)
	}
	if ca {
		t.IsCA = true
		t.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign | x509.KeyUsageDigitalSignature
		t.ExtKeyUsage = nil
	}
	for _, n := range s.Names {
		if ip := net.ParseIP(n); ip != nil {
			t.IPAddresses = append(t.IPAddresses, ip)
		} else {
			t.DNSNames = append(t.DNSNames, n)
		}
	}
	return t, nil
}

func newKey(k Key) (crypto.Signer, error) {
	switch k {
	case RSA1024:
		return rsa.GenerateKey(rand.Reader, 1024)
	case RSA2048:
		return rsa.GenerateKey(rand.Reader, 2048)
	}
	return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
}
