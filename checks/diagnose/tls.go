package diagnose

import (
	"slices"
	"strings"

	"kpdoctor/checks"
)

// Rules on a way that opens and whose TLS handshake fails, then on one whose
// certificate does not hold. The mistaken twin is tested before the obvious
// one: the clock before the dates, interception before the root.

// handshakeFailed returns the handshake of a way that opened and got no further.
func handshakeFailed(e *endpoint, x *way) *checks.Handshake {
	if x.depth != open || x.handshake == nil || x.handshake.Complete {
		return nil
	}
	return x.handshake
}

// retry returns the handshake in another manner on the same endpoint, or nil.
func (e *endpoint) retry(manner string) *checks.Handshake {
	if e.cert == nil {
		return nil
	}
	for i := range e.cert.Retries {
		if e.cert.Retries[i].Variant == manner {
			return &e.cert.Retries[i]
		}
	}
	return nil
}

func (e *endpoint) retryComplete(manner string) bool {
	h := e.retry(manner)
	return h != nil && h.Complete
}

// fullPacket is a size in bytes that only large packets carry in one flight:
// where so much came, they pass.
const fullPacket = 1000

// smallMTU: what fits in one small packet passes and a full one does not.
func smallMTU(w *world, e *endpoint, x *way) (match, bool) {
	h := handshakeFailed(e, x)
	small := e.retry("small_segments")
	return match{confidence: 0.95}, h != nil && h.Failure == "timeout" && h.BytesIn < fullPacket && small != nil && (small.Complete || small.Record)
}

func tlsNotTLS(w *world, e *endpoint, x *way) (match, bool) {
	h := handshakeFailed(e, x)
	return match{confidence: 0.95}, h != nil && h.Failure == "not_tls"
}

func tlsGMOnly(w *world, e *endpoint, x *way) (match, bool) {
	h := handshakeFailed(e, x)
	return match{confidence: 0.9}, h != nil && e.Scheme != "tlcp" && e.retryComplete("tlcp")
}

// certificateAlerts are the alerts by which servers refuse a client that holds
// no certificate: handshake_failure, bad_certificate and its kin, access_denied,
// certificate_required (RFC 8446 section 6.2).
var certificateAlerts = []int{40, 42, 43, 44, 46, 48, 49, 116}

func tlsClientCert(w *world, e *endpoint, x *way) (match, bool) {
	h := x.handshake
	if h == nil || !h.WantsCert {
		return match{}, false
	}
	if h.Failure == "alert" && slices.Contains(certificateAlerts, h.Alert) {
		return match{confidence: 0.95}, true
	}
	for _, a := range x.answers {
		if a.Failure == "alert" || a.Failure == "closed" || a.Failure == "reset" || a.Status == 400 || a.Status == 403 || a.Status == 496 || a.Status == 495 {
			return match{confidence: 0.9}, true
		}
	}
	return match{}, false
}

func tlsVersion(w *world, e *endpoint, x *way) (match, bool) {
	h := handshakeFailed(e, x)
	if h == nil || h.Failure == "timeout" {
		return match{}, false
	}
	if old := e.retry("old_versions"); old != nil && old.Complete && (old.Version == "TLS 1.0" || old.Version == "TLS 1.1") {
		return match{confidence: 0.95, facts: withFacts(nil, "version", old.Version)}, true
	}
	return match{confidence: 0.8, facts: withFacts(nil, "version", "?")}, h.Failure == "alert" && h.Alert == 70
}

func tlsCipher(w *world, e *endpoint, x *way) (match, bool) {
	h := handshakeFailed(e, x)
	if h == nil || h.Failure == "timeout" {
		return match{}, false
	}
	if old := e.retry("old_versions"); old != nil && old.Complete {
		return match{confidence: 0.95, facts: withFacts(nil, "version", old.Suite)}, true
	}
	return match{confidence: 0.8, facts: withFacts(nil, "version", "?")}, h.Failure == "alert" && (h.Alert == 40 || h.Alert == 71)
}

func tlsReset(w *world, e *endpoint, x *way) (match, bool) {
	h := handshakeFailed(e, x)
	if h == nil || h.Failure != "reset" && h.Failure != "closed" {
		return match{}, false
	}
	sni := "false"
	if other := e.retry("other_name"); other != nil && other.Record {
		sni = "true"
	}
	return match{confidence: 0.9, facts: withFacts(nil, "sni", sni)}, true
}

// certRefused returns what the rules say of a chain that does not hold.
func certRefused(e *endpoint, x *way) *checks.Verdict {
	if x.depth != shaken || x.handshake == nil {
		return nil
	}
	return x.handshake.Verify
}

// leaf is the server's own certificate as sent.
func (x *way) leaf() checks.Cert {
	if x.handshake == nil || len(x.handshake.Chain) == 0 {
		return checks.Cert{}
	}
	return x.handshake.Chain[0]
}

func certFacts(x *way) map[string]string {
	c := x.leaf()
	return withFacts(nil, "issuer", c.Issuer, "subject", c.Subject, "names", join(c.Names), "date", c.NotAfter.Format("2006-01-02"))
}

// products are names in issuers that give an intercepting product away. Known
// from the vendors' own documentation of their HTTPS inspection.
var products = []string{
	"Sangfor", "深信服", "Fortinet", "FortiGate", "Palo Alto", "Zscaler", "Blue Coat", "BlueCoat", "Symantec Web", "McAfee Web", "Check Point", "Sophos",
	"Kaspersky", "ESET SSL", "Avast", "AVG Web", "Bitdefender", "Dr.Web", "360", "Huorong", "火绒", "QAX", "奇安信", "NSFOCUS", "绿盟", "Hillstone", "山石",
	"Topsec", "天融信", "H3C", "Huawei Firewall", "Squid", "mitmproxy", "Charles Proxy", "Fiddler", "DO_NOT_TRUST", "AdGuard", "Netskope", "WatchGuard", "SonicWall", "Untangle", "pfSense",
}

func productOf(issuer string) string {
	low := strings.ToLower(issuer)
	for _, p := range products {
		if strings.Contains(low, strings.ToLower(p)) {
			return p
		}
	}
	return ""
}

// tlsIntercepted: the references' certificates, too, come from an issuer that
// this PC does not trust, or the issuer names a product.
func tlsIntercepted(w *world, e *endpoint, x *way) (match, bool) {
	v := certRefused(e, x)
	if v == nil || v.Trusted {
		return match{}, false
	}
	issuer := x.leaf().Issuer
	product := productOf(issuer)
	facts := withFacts(certFacts(x), "product", product)
	var ids []string
	same := false
	for _, r := range w.refs {
		if h := r.Handshake; h != nil && h.Complete && h.Verify != nil && !h.Verify.Trusted && sameSigner(h.Chain, x.handshake.Chain) {
			same = true
			ids = append(ids, "reference:"+r.URL)
		}
	}
	ids = append(ids, e.checkIDs("certificate")...)
	switch {
	case same:
		return match{confidence: 0.95, facts: facts, evidence: ids}, true
	case product != "" && !sameName(x.leaf()):
		return match{confidence: 0.8, facts: facts, evidence: ids}, true
	}
	return match{}, false
}

// sameSigner reports whether two chains come from one hand: the same issuer, or
// each signed by itself, as plain boxes do. A server with a root of its own has
// another.
func sameSigner(a, b []checks.Cert) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	return a[0].Issuer == b[0].Issuer || a[len(a)-1].Issuer == b[len(b)-1].Issuer || a[0].SelfSigned && b[0].SelfSigned
}

// sameName guards against a server of a vendor whose own certificate bears the
// vendor's name as both subject and issuer.
func sameName(c checks.Cert) bool { return c.SelfSigned }

func certRevoked(w *world, e *endpoint, x *way) (match, bool) {
	v := certRefused(e, x)
	return match{confidence: 0.95, facts: certFacts(x)}, v != nil && v.Revoked
}

func certChain(w *world, e *endpoint, x *way) (match, bool) {
	v := certRefused(e, x)
	if v == nil || v.Trusted || v.Weak {
		return match{}, false
	}
	switch {
	case w.trustedElsewhere(x.missingIssuer()):
		return match{confidence: 0.95, facts: certFacts(x)}, true
	case v.NoIssuer && len(x.handshake.Chain) == 1 && !strings.Contains(strings.ToLower(x.leaf().Issuer), "root"):
		return match{confidence: 0.6, facts: certFacts(x)}, true
	}
	return match{}, false
}

// missingIssuer is the first issuer on the way up from the leaf that the chain
// as sent does not hold; "" where it ends in a self-signed certificate.
func (x *way) missingIssuer() string {
	chain := x.handshake.Chain
	at := chain[0]
	for range chain {
		if at.SelfSigned {
			return ""
		}
		i := slices.IndexFunc(chain, func(c checks.Cert) bool { return c.Subject == at.Issuer })
		if i < 0 {
			return at.Issuer
		}
		at = chain[i]
	}
	return ""
}

// trustedElsewhere reports whether a verified chain of this same run holds the
// certificate that is missing here.
func (w *world) trustedElsewhere(subject string) bool {
	holds := func(h *checks.Handshake) bool {
		return h != nil && h.Verify != nil && h.Verify.Trusted && slices.ContainsFunc(h.Chain, func(c checks.Cert) bool { return c.CA && c.Subject == subject })
	}
	for _, r := range w.refs {
		if holds(r.Handshake) {
			return true
		}
	}
	for _, e := range w.endpoints {
		if slices.ContainsFunc(e.ways, func(x *way) bool { return holds(x.handshake) }) {
			return true
		}
	}
	return false
}

func certWeakRefused(w *world, e *endpoint, x *way) (match, bool) {
	v := certRefused(e, x)
	if v == nil || !v.Weak || v.Trusted {
		return match{}, false
	}
	return match{confidence: 0.9, facts: withFacts(certFacts(x), "version", v.WeakWhy)}, true
}

func certRoot(w *world, e *endpoint, x *way) (match, bool) {
	v := certRefused(e, x)
	return match{confidence: 0.85, facts: certFacts(x)}, v != nil && !v.Trusted
}

func certName(w *world, e *endpoint, x *way) (match, bool) {
	if h := handshakeFailed(e, x); h != nil && h.Failure == "alert" && h.Alert == 112 { // unrecognized_name, RFC 6066
		return match{confidence: 0.7, facts: withFacts(nil, "names", "?")}, true
	}
	v := certRefused(e, x)
	return match{confidence: 0.9, facts: certFacts(x)}, v != nil && v.Trusted && !v.NameFits
}

func certExpired(w *world, e *endpoint, x *way) (match, bool) {
	v := certRefused(e, x)
	if v == nil || !v.Expired {
		return match{}, false
	}
	return match{confidence: w.clockTrust(), facts: certFacts(x)}, true
}

func certNotYet(w *world, e *endpoint, x *way) (match, bool) {
	v := certRefused(e, x)
	if v == nil || !v.NotYet {
		return match{}, false
	}
	return match{confidence: w.clockTrust(), facts: withFacts(nil, "date", x.leaf().NotBefore.Format("2006-01-02"), "issuer", x.leaf().Issuer)}, true
}

// clockTrust is how sure a date can be: surer where the clock was compared.
func (w *world) clockTrust() float64 {
	if c := w.skew(); c.sources > 0 {
		return 0.95
	}
	return 0.7
}

// findWeak and findExpiring look at certificates that hold today.
func findWeak(w *world) []Problem {
	return w.eachHeld("cert.weak", func(c *checks.CertificateEvidence, v *checks.Verdict, x *way) map[string]string {
		if !v.Weak {
			return nil
		}
		return withFacts(certFacts(x), "version", v.WeakWhy)
	})
}

func findExpiring(w *world) []Problem {
	return w.eachHeld("cert.expiring", func(c *checks.CertificateEvidence, v *checks.Verdict, x *way) map[string]string {
		if v.ExpiresInMS >= c.ExpiringMS {
			return nil
		}
		return withFacts(certFacts(x), "days", itoa(int(v.ExpiresInMS/86400e3)))
	})
}

func (w *world) eachHeld(code string, look func(*checks.CertificateEvidence, *checks.Verdict, *way) map[string]string) []Problem {
	var found []Problem
	for _, e := range w.endpoints {
		if e.cert == nil || e.Proof == "record" {
			continue
		}
		for _, x := range e.ways {
			if x.handshake == nil || !x.handshake.Verified || !x.effective {
				continue
			}
			if facts := look(e.cert, x.handshake.Verify, x); facts != nil {
				found = append(found, Problem{
					Code: code, Targets: []string{e.Endpoint}, Confidence: 0.95, Evidence: e.checkIDs("certificate"),
					Facts: withFacts(facts, "host", e.host),
				})
				break
			}
		}
	}
	return found
}
