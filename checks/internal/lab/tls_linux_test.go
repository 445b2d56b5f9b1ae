package lab

import (
	"crypto/tls"
	"io"
	"net"
	"time"

	"golang.org/x/crypto/ocsp"

	"kpdoctor/checks/internal/fault"
)

func year(n int) time.Time { return time.Now().AddDate(n, 0, 0) }

// secure are faults of TLS and of certificates.
var secure = []Scenario{
	{
		Name: "cert/expired", Want: []string{"cert.expired"},
		Fault: func(l *Lab) { l.Cert(tax, 8443, expired(l, tax), fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "expired") },
	},
	{
		Name: "cert/expired, dual stack, 443", Want: []string{"cert.expired"}, Office: Office{V6: true}, Profile: on443,
		Fault: func(l *Lab) { l.Cert(tax, 443, expired(l, tax), fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Fails("["+taxIP6+"]:443", tax, "expired") },
	},
	{
		Name: "cert/expired, no time server answers", Want: []string{"cert.expired"}, Profile: on443,
		Fault: func(l *Lab) {
			l.Cert(tax, 443, expired(l, tax), fault.Welcome())
			l.Drop(l.Router, "forward", "udp dport 123", "drop")
		},
		Prove: func(l *Lab) error { return l.Fails(taxIP+":443", tax, "expired") },
	},
	{
		Name: "cert/expired, second of two endpoints", Want: []string{"cert.expired"}, Profile: two, Targets: []string{sso + ":443"},
		Fault: func(l *Lab) { l.Cert(sso, 443, expired(l, sso), fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Fails(sites[sso][0]+":443", sso, "expired") },
	},
	{
		Name: "cert/not yet valid", Want: []string{"cert.not_yet_valid"},
		Fault: func(l *Lab) {
			l.Cert(tax, 8443, l.Issue(fault.Subject{CommonName: tax, Names: []string{tax}, NotBefore: time.Now().AddDate(0, 0, 2)}), fault.Welcome())
		},
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "not yet valid") },
	},
	{
		Name: "cert/another name", Want: []string{"cert.name_mismatch"},
		Fault: func(l *Lab) { l.Cert(tax, 8443, l.leaf(query), fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "not "+tax) },
	},
	{
		Name: "cert/a name where an address is asked", Want: []string{"cert.name_mismatch"},
		Profile: func(p *Profile) { p.Endpoints = []Endpoint{{URL: "https://203.0.113.10:8443/"}} },
		Fault:   func(l *Lab) { l.Cert(taxIP, 8443, l.leaf(tax), fault.Welcome()) },
		Prove:   func(l *Lab) error { return l.Fails(taxPort, taxIP, "IP SANs") },
	},
	{
		Name: "cert/chain without the intermediate", Want: []string{"cert.chain_incomplete"},
		Fault: func(l *Lab) { l.Cert(tax, 8443, fault.WithoutIntermediate(l.leaf(tax)), fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "unknown authority") },
	},
	{
		Name: "cert/chain without the intermediate, tls port", Want: []string{"cert.chain_incomplete"},
		Profile: func(p *Profile) { p.Endpoints = []Endpoint{{URL: "tls://" + upload + ":9008"}} },
		Fault:   func(l *Lab) { l.Cert(upload, 9008, fault.WithoutIntermediate(l.leaf(upload)), fault.Welcome()) },
		Prove:   func(l *Lab) error { return l.Fails(sites[upload][0]+":9008", upload, "unknown authority") },
	},
	{
		Name: "cert/a root this PC does not know", Want: []string{"cert.untrusted_root"},
		Fault: func(l *Lab) { l.Cert(tax, 8443, strange(l, "Provincial Private Root", tax), fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "unknown authority") },
	},
	{
		Name: "cert/self-signed, 443, dual stack", Want: []string{"cert.untrusted_root"}, Office: Office{V6: true}, Profile: on443,
		Fault: func(l *Lab) { l.Cert(tax, 443, selfSigned(l, tax), fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Fails(taxIP+":443", tax, "unknown authority") },
	},
	{
		Name: "cert/revoked", Want: []string{"cert.revoked"},
		Fault: func(l *Lab) {
			c, err := l.trust.issuing.Staple(l.leaf(tax), ocsp.Revoked)
			l.must(err)
			l.Cert(tax, 8443, c, fault.Welcome())
		},
		Prove: func(l *Lab) error { return l.Handshake(taxPort, tax) },
	},
	{
		Name: "cert/RSA 1024", Want: []string{"cert.weak"}, Verdict: "degraded",
		Fault: func(l *Lab) {
			l.Cert(tax, 8443, l.Issue(fault.Subject{CommonName: tax, Names: []string{tax}, Key: fault.RSA1024}), fault.Welcome())
		},
		Prove: func(l *Lab) error { return l.Handshake(taxPort, tax) },
	},
	{
		Name: "cert/signed with SHA-1", Want: []string{"cert.weak"},
		Fault: func(l *Lab) {
			root, err := fault.NewRoot(fault.Subject{CommonName: "Old Root", Key: fault.RSA2048, NotBefore: year(-8), NotAfter: year(4)})
			l.must(err)
			c, err := root.Leaf(fault.Subject{CommonName: tax, Names: []string{tax}, Key: fault.RSA2048, SHA1: true})
			l.must(err)
			l.Trust(root)
			l.Cert(tax, 8443, c, fault.Welcome())
		},
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "") },
	},
	{
		Name: "cert/expires in five days", Want: []string{"cert.expiring"}, Verdict: "degraded",
		Fault: func(l *Lab) {
			l.Cert(tax, 8443, l.Issue(fault.Subject{CommonName: tax, Names: []string{tax}, NotBefore: year(-1), NotAfter: time.Now().AddDate(0, 0, 5)}), fault.Welcome())
		},
		Prove: func(l *Lab) error { return l.Handshake(taxPort, tax) },
	},
	{
		Name: "cert/expires in five days, 443, second endpoint", Want: []string{"cert.expiring"}, Verdict: "degraded", Profile: two, Targets: []string{sso + ":443"},
		Fault: func(l *Lab) {
			l.Cert(sso, 443, l.Issue(fault.Subject{CommonName: sso, Names: []string{sso}, NotBefore: year(-1), NotAfter: time.Now().AddDate(0, 0, 5)}), fault.Welcome())
		},
		Prove: func(l *Lab) error { return l.Handshake(sites[sso][0]+":443", sso) },
	},
	{
		Name: "tls/intercepted on 443 and 8443", Want: []string{"tls.intercepted"},
		Fault: func(l *Lab) {
			l.Intercept("443, 8443", fault.Subject{CommonName: "Office Gateway CA", Organization: "Office"})
		},
		Prove: func(l *Lab) error {
			return all(l.Fails(taxPort, tax, "unknown authority"), l.Fails(sites[refOne][0]+":443", refOne, "unknown authority"))
		},
	},
	{
		Name: "tls/intercepted on 443 only, two endpoints", Want: []string{"tls.intercepted"}, Profile: func(p *Profile) { on443(p); two(p) },
		Fault: func(l *Lab) { l.Intercept("443", fault.Subject{CommonName: "Office Gateway CA"}) },
		Prove: func(l *Lab) error { return l.Fails(taxIP+":443", tax, "unknown authority") },
	},
	{
		Name: "tls/intercepted by a product, the tax port alone", Want: []string{"tls.intercepted"},
		Fault: func(l *Lab) {
			l.Intercept("8443", fault.Subject{CommonName: "Sangfor SSL CA", Organization: "Sangfor Technologies"})
		},
		Prove: func(l *Lab) error {
			return all(l.Fails(taxPort, tax, "unknown authority"), l.Handshake(sites[refOne][0]+":443", refOne))
		},
	},
	{
		Name: "tls/TLS 1.0 only", Want: []string{"tls.version_unsupported"},
		Fault: func(l *Lab) { l.TLS(tax, 8443, fault.TLS10(l.leaf(tax)), fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "version") },
	},
	{
		Name: "tls/TLS 1.0 only, 443, dual stack", Want: []string{"tls.version_unsupported"}, Office: Office{V6: true}, Profile: on443,
		Fault: func(l *Lab) { l.TLS(tax, 443, fault.TLS10(l.leaf(tax)), fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Fails("["+taxIP6+"]:443", tax, "version") },
	},
	{
		Name: "tls/RC4 and 3DES only", Want: []string{"tls.cipher_unsupported"},
		Fault: func(l *Lab) {
			l.TLS(tax, 8443, fault.OldSuites(l.Issue(fault.Subject{CommonName: tax, Names: []string{tax}, Key: fault.RSA2048})), fault.Welcome())
		},
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "handshake failure") },
	},
	{
		Name: "tls/reset by name", Want: []string{"tls.reset"}, Blame: "local_network",
		Fault: func(l *Lab) { l.Hello(tax, 8443, fault.ResetOnHello(tax)) },
		Prove: func(l *Lab) error {
			return all(l.Fails(taxPort, tax, "reset"), l.Fails(taxPort, "www.example.com", "not www.example.com"))
		},
	},
	{
		Name: "tls/reset whatever the name, 443", Want: []string{"tls.reset"}, Profile: on443,
		Fault: func(l *Lab) { l.Hello(tax, 443, fault.ResetOnHello()) },
		Prove: func(l *Lab) error { return l.Fails(taxIP+":443", tax, "reset") },
	},
	{
		Name: "tls/closed after the hello", Want: []string{"tls.reset"}, Office: Office{V6: true},
		Fault: func(l *Lab) { l.Hello(tax, 8443, fault.FinishOnHello) },
		Prove: func(l *Lab) error { return l.Fails("["+taxIP6+"]:8443", tax, "EOF") },
	},
	{
		Name: "tls/upload port reset", Want: []string{"tls.reset"}, Profile: uploadOnly,
		Fault: func(l *Lab) { l.Hello(upload, 9008, fault.ResetOnHello()) },
		Prove: func(l *Lab) error { return l.Fails(sites[upload][0]+":9008", upload, "reset") },
	},
	{
		Name: "tls/plain HTTP on the port", Want: []string{"tls.not_tls"},
		Fault: func(l *Lab) { l.Plain(tax, 8443, fault.Welcome()) },
		Prove: func(l *Lab) error { return l.Answers(taxPort, tax, 200, false) },
	},
	{
		Name: "tls/a banner on the upload port", Want: []string{"tls.not_tls"}, Profile: uploadOnly,
		Fault: func(l *Lab) {
			l.Raw(upload, 9008, func(ln net.Listener) io.Closer { return fault.Banner(ln, "220 FTP server ready\r\n") })
		},
		Prove: func(l *Lab) error {
			return l.Fails(sites[upload][0]+":9008", upload, "does not look like a TLS handshake")
		},
	},
	{
		Name: "tls/wants a client certificate, TLS 1.2", Want: []string{"tls.client_cert_required"}, Blame: "account",
		Fault: func(l *Lab) {
			l.TLS(tax, 8443, fault.WantsClientCertificate(l.leaf(tax), tls.VersionTLS12), fault.Welcome())
		},
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "remote error") },
	},
	{
		Name: "tls/wants a client certificate, TLS 1.3, 443", Want: []string{"tls.client_cert_required"}, Profile: on443,
		Fault: func(l *Lab) {
			l.TLS(tax, 443, fault.WantsClientCertificate(l.leaf(tax), tls.VersionTLS13), fault.Welcome())
		},
		Prove: func(l *Lab) error { return noAnswer(l, taxIP+":443", tax, true) },
	},
	{
		Name: "tls/speaks TLCP only", Want: []string{"tls.gm_only"},
		Fault: func(l *Lab) { l.Hello(tax, 8443, fault.TLCPOnly) },
		Prove: func(l *Lab) error { return l.Fails(taxPort, tax, "") },
	},
	{
		Name: "tls/speaks TLCP only, 443, dual stack", Want: []string{"tls.gm_only"}, Office: Office{V6: true}, Profile: on443,
		Fault: func(l *Lab) { l.Hello(tax, 443, fault.TLCPOnly) },
		Prove: func(l *Lab) error { return l.Fails(taxIP+":443", tax, "") },
	},
}

// strange is a certificate of a root that this PC does not trust, sent with it.
func strange(l *Lab, root, name string) tls.Certificate {
	ca, err := fault.NewRoot(fault.Subject{CommonName: root, NotBefore: year(-5), NotAfter: year(5)})
	l.must(err)
	c, err := ca.Leaf(fault.Subject{CommonName: name, Names: []string{name}})
	l.must(err)
	c.Certificate = append(c.Certificate, ca.Cert.Raw)
	return c
}

func selfSigned(l *Lab, name string) tls.Certificate {
	c, err := fault.SelfSigned(fault.Subject{CommonName: name, Names: []string{name}})
	l.must(err)
	return c
}
