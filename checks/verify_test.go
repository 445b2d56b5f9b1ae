package checks

import (
	"crypto/x509"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"kpdoctor/checks/internal/fault"
)

// A hostile server may send hundreds of certificates: few are looked at.
func TestChainWithoutEnd(t *testing.T) {
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	certs := []*x509.Certificate{leaf.Leaf}
	for i := range 10 * maxChain {
		ca, err := fault.NewRoot(fault.Subject{CommonName: "Test CA", Organization: "Test", Serial: int64(i + 1)})
		if err != nil {
			t.Fatal(err)
		}
		certs = append(certs, ca.Cert)
	}
	v := &verifier{now: time.Now, roots: fault.Pool(root)}
	began := time.Now()
	d := v.judge(site, certs, nil)
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("judging took %v", took)
	}
	if d.Trusted || !d.InDate || !d.NameFits {
		t.Errorf("%+v", d)
	}
	if n := len(describe(certs)); n != maxChain {
		t.Errorf("%d certificates described", n)
	}
	if v.judge(site, nil, nil) != nil {
		t.Error("no certificate was judged")
	}
}

// What a certificate says of itself is shown: it must not play tricks.
func TestCertificateTextIsPrintable(t *testing.T) {
	names := []string{site}
	for i := range 3 * maxNames {
		names = append(names, fmt.Sprintf("n%d.example", i))
	}
	c, err := fault.SelfSigned(fault.Subject{CommonName: "a\x1b[2Jb\u202ec" + strings.Repeat("长", 500), Organization: "O\nrg", Names: names})
	if err != nil {
		t.Fatal(err)
	}
	d := describe([]*x509.Certificate{c.Leaf})[0]
	for _, s := range []string{d.Subject, d.Issuer, d.Organization} {
		if strings.ContainsAny(s, "\x1b\u202e\n") || len([]rune(s)) > maxText {
			t.Errorf("%q", s)
		}
	}
	if len(d.Names) != maxNames || !d.SelfSigned {
		t.Errorf("%d names, %+v", len(d.Names), d)
	}
}

// Only the issuer's own word revokes.
func TestRevokedByWhom(t *testing.T) {
	root, err := fault.NewRoot(fault.Subject{CommonName: "Root"})
	if err != nil {
		t.Fatal(err)
	}
	impostor, err := fault.NewRoot(fault.Subject{CommonName: "Root"})
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := root.Leaf(fault.Subject{Names: []string{site}})
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		by   *fault.Authority
		want bool
	}{"the issuer": {root, true}, "one of its name": {impostor, false}} {
		stapled, err := c.by.Staple(leaf, ocsp.Revoked)
		if err != nil {
			t.Fatal(err)
		}
		v := &verifier{now: time.Now, roots: fault.Pool(root)}
		if d := v.judge(site, []*x509.Certificate{leaf.Leaf}, stapled.OCSPStaple); d.Revoked != c.want || !d.Trusted {
			t.Errorf("%s: %+v", what, d)
		}
	}
	if revoked([]byte("rubbish"), leaf.Leaf, []*x509.Certificate{root.Cert}) {
		t.Error("rubbish revokes")
	}
}

// OpenSSL encloses the signer's certificate, which an intermediate did not sign itself.
func TestRevokedByIntermediate(t *testing.T) {
	root, err := fault.NewRoot(fault.Subject{CommonName: "Root"})
	if err != nil {
		t.Fatal(err)
	}
	issuer, err := root.Intermediate(fault.Subject{CommonName: "Issuing"})
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := issuer.Leaf(fault.Subject{Names: []string{site}})
	if err != nil {
		t.Fatal(err)
	}
	stapled, err := issuer.Staple(leaf, ocsp.Revoked)
	if err != nil {
		t.Fatal(err)
	}
	if !revoked(stapled.OCSPStaple, leaf.Leaf, []*x509.Certificate{root.Cert, issuer.Cert}) {
		t.Error("the issuer's own word does not revoke")
	}
	if revoked(stapled.OCSPStaple, leaf.Leaf, []*x509.Certificate{root.Cert}) {
		t.Error("a word without its issuer revokes")
	}
}
