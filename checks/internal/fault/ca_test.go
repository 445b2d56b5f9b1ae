package fault

import (
	"crypto/x509"
	"errors"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"
)

// verify checks the chain as sent for name at now.
func verify(t *testing.T, chain [][]byte, roots *x509.CertPool, name string, now time.Time) error {
	t.Helper()
	leaf, err := x509.ParseCertificate(chain[0])
	if err != nil {
		t.Fatal(err)
	}
	between := x509.NewCertPool()
	for _, der := range chain[1:] {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		between.AddCert(c)
	}
	_, err = leaf.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, DNSName: name, CurrentTime: now})
	return err
}

func TestChains(t *testing.T) {
	root, ca := authority(t)
	stranger, err := NewRoot(Subject{CommonName: "Sangfor SSL CA", Organization: "Sangfor"})
	if err != nil {
		t.Fatal(err)
	}
	alone, err := SelfSigned(Subject{CommonName: "etax.example", Names: []string{"etax.example"}})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	day := 24 * time.Hour
	good := leaf(t, ca, Subject{})
	expired := leaf(t, ca, Subject{NotBefore: now.Add(-9 * day), NotAfter: now.Add(-day)})
	early := leaf(t, ca, Subject{NotBefore: now.Add(day), NotAfter: now.Add(9 * day)})
	var invalid x509.CertificateInvalidError
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	for _, c := range []struct {
		what  string
		chain [][]byte
		want  func(error) bool
	}{
		{"complete", good.Certificate, func(err error) bool { return err == nil }},
		{"without intermediate", WithoutIntermediate(good).Certificate, func(err error) bool { return errors.As(err, &unknown) }},
		{"self-signed", alone.Certificate, func(err error) bool { return errors.As(err, &unknown) }},
		{"untrusted root", leaf(t, stranger, Subject{}).Certificate, func(err error) bool { return errors.As(err, &unknown) }},
		{"wrong name", leaf(t, ca, Subject{Names: []string{"other.example"}}).Certificate, func(err error) bool { return errors.As(err, &name) }},
		{"expired", expired.Certificate, func(err error) bool { return errors.As(err, &invalid) && invalid.Reason == x509.Expired }},
		{"not yet valid", early.Certificate, func(err error) bool { return errors.As(err, &invalid) && invalid.Reason == x509.Expired }},
	} {
		if err := verify(t, c.chain, Pool(root), "etax.example", now); !c.want(err) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	if err := verify(t, early.Certificate, Pool(root), "etax.example", now.Add(2*day)); err != nil {
		t.Errorf("not yet valid, two days later: %v", err)
	}
}

func TestWeakKeysAndSignatures(t *testing.T) {
	_, ca := authority(t)
	if k := leaf(t, ca, Subject{Key: RSA1024}).Leaf.PublicKeyAlgorithm; k != x509.RSA {
		t.Errorf("key %v, want RSA", k)
	}
	old, err := NewRoot(Subject{CommonName: "Old Root", Key: RSA2048})
	if err != nil {
		t.Fatal(err)
	}
	if a := leaf(t, old, Subject{SHA1: true, Serial: 77}).Leaf; a.SignatureAlgorithm != x509.SHA1WithRSA || a.SerialNumber.Int64() != 77 {
		t.Errorf("signature %v serial %v", a.SignatureAlgorithm, a.SerialNumber)
	}
}

func TestStaple(t *testing.T) {
	_, ca := authority(t)
	for _, status := range []int{ocsp.Good, ocsp.Revoked} {
		c, err := ca.Staple(leaf(t, ca, Subject{}), status)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := ocsp.ParseResponseForCert(c.OCSPStaple, c.Leaf, nil)
		if err != nil || answer.Status != status || !answer.Certificate.Equal(ca.Cert) {
			t.Errorf("status %v, %v; want %d by the authority itself", answer, err, status)
		}
	}
}
