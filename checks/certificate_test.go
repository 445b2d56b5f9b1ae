package checks

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/crypto/ocsp"

	"kpdoctor/checks/internal/fault"
	"kpdoctor/checks/profile"
)

// authority makes a root with an intermediate, and a server's certificate below it.
func authority(t *testing.T, s fault.Subject) (*fault.Authority, tls.Certificate) {
	t.Helper()
	root, err := fault.NewRoot(fault.Subject{CommonName: "Test Root", Organization: "Test"})
	if err != nil {
		t.Fatal(err)
	}
	middle, err := root.Intermediate(fault.Subject{CommonName: "Test CA", Organization: "Test"})
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := middle.Leaf(s)
	if err != nil {
		t.Fatal(err)
	}
	return root, leaf
}

func config(c tls.Certificate) *tls.Config { return &tls.Config{Certificates: []tls.Certificate{c}} }

// shake serves TLS with a configuration on site, and returns what the whole run
// said of it.
func shake(t *testing.T, d *desk, url string, c *tls.Config, judge fault.Judge) (results, uint16) {
	t.Helper()
	l := local(t)
	port := portOf(l)
	var over net.Listener = l
	if judge != nil {
		over = fault.OnHello(l, judge)
		t.Cleanup(func() { over.Close() })
	}
	web(t, over, c, fault.Welcome())
	d.serving(url, port)
	id := "certificate:" + at(port)
	if strings.HasPrefix(url, "https") {
		id = "service:" + at(port)
	}
	return d.ask(t, id), port
}

// judged are the fields of a verdict that are true, and of its handshake.
func judged(h Handshake) string {
	var words []string
	add := func(word string, is bool) {
		if is {
			words = append(words, word)
		}
	}
	add("complete", h.Complete)
	add("verified", h.Verified)
	if v := h.Verify; v != nil {
		add("name", v.NameFits)
		add("date", v.InDate)
		add("early", v.NotYet)
		add("late", v.Expired)
		add("trusted", v.Trusted)
		add("issuer-missing", v.NoIssuer)
		add("weak="+v.WeakWhy, v.Weak)
		add("revoked", v.Revoked)
	}
	add("then", h.VerifiesThen)
	return strings.Join(words, " ")
}

func TestChains(t *testing.T) {
	year := 365 * 24 * time.Hour
	now := time.Now()
	must := func(c tls.Certificate, err error) tls.Certificate {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	ours := fault.Subject{CommonName: site, Names: []string{site}}
	root, good := authority(t, ours)
	_, strange := authority(t, ours)
	old, young, foreign := ours, ours, ours
	old.NotBefore, old.NotAfter = now.Add(-year), now.Add(-24*time.Hour)
	young.NotBefore = now.Add(24 * time.Hour)
	foreign.Names = []string{"other.example"}
	rsaRoot, err := fault.NewRoot(fault.Subject{CommonName: "RSA Root", Key: fault.RSA2048})
	if err != nil {
		t.Fatal(err)
	}
	sha1, small, soon := ours, ours, ours
	sha1.Key, sha1.SHA1 = fault.RSA2048, true
	small.Key = fault.RSA1024
	soon.NotAfter = now.Add(5 * 24 * time.Hour)

	// The field's classic: an extra cross-signed certificate that has expired, in
	// a chain that verifies without it.
	oldRoot, err := fault.NewRoot(fault.Subject{CommonName: "Old Root", NotBefore: now.Add(-2 * year), NotAfter: now.Add(-year)})
	if err != nil {
		t.Fatal(err)
	}
	extra, err := oldRoot.Intermediate(fault.Subject{CommonName: "Test Root", Organization: "Test", NotBefore: now.Add(-2 * year), NotAfter: now.Add(-year)})
	if err != nil {
		t.Fatal(err)
	}
	crossed := good
	crossed.Certificate = append(slices.Clone(good.Certificate), extra.Cert.Raw)

	for _, c := range []struct {
		what   string
		cert   tls.Certificate
		want   string
		status Status
		serves Status
	}{
		{"good", good, "complete verified name date trusted", Pass, Pass},
		{"expired", must(root.Leaf(old)), "complete name late trusted", Fail, Skip},
		{"not yet valid", must(root.Leaf(young)), "complete name early trusted", Fail, Skip},
		{"for another name", must(root.Leaf(foreign)), "complete date trusted", Fail, Skip},
		{"untrusted", strange, "complete name date issuer-missing", Fail, Skip},
		{"self-signed", must(fault.SelfSigned(ours)), "complete name date", Fail, Skip},
		{"incomplete", fault.WithoutIntermediate(good), "complete name date issuer-missing", Fail, Skip},
		{"SHA-1", must(rsaRoot.Leaf(sha1)), "complete name date issuer-missing weak=SHA1-RSA", Fail, Skip},
		{"RSA 1024", must(rsaRoot.Leaf(small)), "complete verified name date trusted weak=RSA 1024", Warn, Pass},
		{"expires soon", must(root.Leaf(soon)), "complete verified name date trusted", Warn, Pass},
		{"with an expired extra", crossed, "complete verified name date trusted", Pass, Pass},
		{"revoked", must(root.Staple(must(root.Leaf(ours)), ocsp.Revoked)), "complete name date trusted revoked", Fail, Skip},
		{"stapled as good", must(root.Staple(must(root.Leaf(ours)), ocsp.Good)), "complete verified name date trusted", Pass, Pass},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.trusting(root, rsaRoot)
			d.profile.Limits.CertExpiring = 14 * 24 * time.Hour
			got, port := shake(t, d, "https://"+site, config(c.cert), nil)
			got.status(t, "certificate:"+at(port), c.status)
			got.status(t, "service:"+at(port), c.serves)
			ev := evidence[CertificateEvidence](t, got, "certificate:"+at(port))
			h := ev.Handshakes[0]
			if said := strings.TrimSuffix(judged(h), " then"); said != c.want {
				t.Errorf("%s\nwant %s", said, c.want)
			}
			if len(ev.Handshakes) != 1 || len(ev.Retries) != 0 || h.Address != "127.0.0.1" || h.ServerName != site || h.Version != "TLS 1.3" || h.Suite == "" || !h.Record || h.Failure != "" {
				t.Errorf("%+v, retries %+v", h, ev.Retries)
			}
			first := h.Chain[0]
			leaf, err := x509.ParseCertificate(c.cert.Certificate[0])
			if err != nil {
				t.Fatal(err)
			}
			if len(h.Chain) != len(c.cert.Certificate) || first.Subject != leaf.Subject.String() || first.CA || !first.NotAfter.Equal(leaf.NotAfter) || !slices.Equal(first.Names, leaf.DNSNames) || len(first.SHA256) != 64 {
				t.Errorf("chain %+v", h.Chain)
			}
		})
	}
}

// A profile's own root counts beside the system's.
func TestChainOfTheProfilesRoot(t *testing.T) {
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	d := newDesk(t)
	d.trusting()
	l := local(t)
	web(t, l, config(leaf), fault.Welcome())
	d.serving("https://"+site, portOf(l))
	d.profile.Endpoints[0].Roots = []*x509.Certificate{root.Cert}
	d.ask(t, "service:"+at(portOf(l))).status(t, "service:"+at(portOf(l)), Pass)
}

// Where the dates alone fail, the server's own clock tells whose fault it is.
func TestDatesByTheServersClock(t *testing.T) {
	for what, c := range map[string]struct {
		pc   time.Duration // how far this PC's clock is ahead
		want string
		then bool
	}{
		"clock behind": {-5 * 365 * 24 * time.Hour, "early", true},
		"clock ahead":  {5 * 365 * 24 * time.Hour, "late", true},
	} {
		t.Run(what, func(t *testing.T) {
			root, leaf := authority(t, fault.Subject{Names: []string{site}})
			d := newDesk(t)
			d.trusting(root)
			d.Env.Now = func() time.Time { return time.Now().Add(c.pc) }
			got, port := shake(t, d, "https://"+site, config(leaf), nil)
			h := evidence[CertificateEvidence](t, got, "certificate:"+at(port)).Handshakes[0]
			if h.Verified || !strings.Contains(judged(h), c.want) || h.VerifiesThen != c.then || h.DateOffsetMS == nil {
				t.Fatalf("%s, %+v", judged(h), h)
			}
			if off := *h.DateOffsetMS + ms(c.pc); off < -3000 || off > 3000 {
				t.Errorf("off by %v ms", *h.DateOffsetMS)
			}
		})
	}
	t.Run("truly expired", func(t *testing.T) {
		root, leaf := authority(t, fault.Subject{Names: []string{site}, NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(-24 * time.Hour)})
		d := newDesk(t)
		d.trusting(root)
		got, port := shake(t, d, "https://"+site, config(leaf), nil)
		h := evidence[CertificateEvidence](t, got, "certificate:"+at(port)).Handshakes[0]
		if h.VerifiesThen || h.DateOffsetMS == nil || *h.DateOffsetMS < -3000 || *h.DateOffsetMS > 3000 {
			t.Errorf("%+v", h)
		}
	})
}

// Nothing is asked over a chain that does not verify, but HEAD where only the
// dates fail.
func TestNoRequestOverAnUnverifiedChain(t *testing.T) {
	root, foreign := authority(t, fault.Subject{Names: []string{"other.example"}})
	late := fault.Subject{Names: []string{site}, NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(-24 * time.Hour)}
	expired, err := root.Leaf(late)
	if err != nil {
		t.Fatal(err)
	}
	impostor, err := fault.NewRoot(fault.Subject{CommonName: "Impostor"})
	if err != nil {
		t.Fatal(err)
	}
	strange, err := impostor.Leaf(late)
	if err != nil {
		t.Fatal(err)
	}
	late.Names = []string{"other.example"}
	lateForeign, err := root.Leaf(late)
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		cert tls.Certificate
		url  string
		want []string
	}{
		"expired, untrusted":    {strange, "https://" + site + "/x", nil},
		"expired, another name": {lateForeign, "https://" + site + "/x", nil},
		"another name":          {foreign, "https://" + site + "/x", nil},
		"expired":               {expired, "https://" + site + "/x", []string{"HEAD /"}},
		"expired, no web":       {expired, "tls://" + site, nil},
	} {
		t.Run(what, func(t *testing.T) {
			d := newDesk(t)
			d.trusting(root)
			var mu sync.Mutex
			var asked []string
			l := local(t)
			s := web(t, l, config(c.cert), http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				mu.Lock()
				defer mu.Unlock()
				asked = append(asked, r.Method+" "+r.URL.Path)
			}))
			d.serving(c.url, portOf(l))
			d.ask(t, "certificate:"+at(portOf(l)))
			s.Close()
			mu.Lock()
			defer mu.Unlock()
			if !slices.Equal(asked, c.want) {
				t.Errorf("asked %q, want %q", asked, c.want)
			}
		})
	}
}

func TestHandshakeFailures(t *testing.T) {
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	rsaLeaf, err := root.Leaf(fault.Subject{Names: []string{site}, Key: fault.RSA2048})
	if err != nil {
		t.Fatal(err)
	}
	retried := func(ev *CertificateEvidence) map[string]Handshake {
		m := map[string]Handshake{}
		for _, h := range ev.Retries {
			if _, twice := m[h.Variant]; twice {
				t.Errorf("%s asked twice", h.Variant)
			}
			m[h.Variant] = h
		}
		return m
	}
	for _, c := range []struct {
		what   string
		config *tls.Config
		judge  fault.Judge
		want   Handshake         // without ServerName and Address
		again  map[string]string // manner: "complete" or its failure
	}{
		{"TLS 1.0 only", fault.TLS10(leaf), nil, Handshake{Failure: "alert", Alert: 70, Record: true}, map[string]string{"old_versions": "complete", "tlcp": "alert"}},
		{"RC4 and 3DES only", fault.OldSuites(rsaLeaf), nil, Handshake{Failure: "alert", Alert: 40, Record: true}, map[string]string{"old_versions": "complete", "tlcp": "alert"}},
		{"wants a certificate, TLS 1.2", fault.WantsClientCertificate(leaf, tls.VersionTLS12), nil, Handshake{Failure: "alert", Alert: 40, Record: true, WantsCert: true, Version: "TLS 1.2"}, map[string]string{"old_versions": "alert", "tlcp": "alert"}},
		{"reset", config(leaf), fault.ResetOnHello(), Handshake{Failure: "reset"}, map[string]string{"old_versions": "reset", "tlcp": "reset", "other_name": "reset"}},
		{"reset by name", config(leaf), fault.ResetOnHello(site), Handshake{Failure: "reset"}, map[string]string{"old_versions": "reset", "tlcp": "*", "other_name": "complete"}},
		{"closed", config(leaf), fault.FinishOnHello, Handshake{Failure: "closed"}, map[string]string{"old_versions": "closed", "tlcp": "closed", "other_name": "closed"}},
		{"silent", config(leaf), fault.StallOnHello, Handshake{Failure: "timeout"}, map[string]string{"small_segments": "timeout"}},
		{"an alert for everything", config(leaf), fault.AlertOnHello(40), Handshake{Failure: "alert", Alert: 40, Record: true}, map[string]string{"old_versions": "alert", "tlcp": "alert"}},
		{"TLCP only", config(leaf), fault.TLCPOnly, Handshake{Failure: "*", Record: true}, map[string]string{"old_versions": "*", "tlcp": "complete"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.trusting(root)
			got, port := shake(t, d, "https://"+site, c.config, c.judge)
			got.status(t, "certificate:"+at(port), Fail)
			got.status(t, "service:"+at(port), Skip)
			ev := evidence[CertificateEvidence](t, got, "certificate:"+at(port))
			h := ev.Handshakes[0]
			c.want.Address, c.want.ServerName = "127.0.0.1", site
			if c.want.Failure == "*" && h.Failure != "" {
				c.want.Failure, c.want.Alert = h.Failure, h.Alert
			}
			if diff := cmp.Diff(c.want, h, timeless, cmpopts.IgnoreFields(Handshake{}, "Version", "FirstBytes")); diff != "" {
				t.Error(diff)
			}
			again := retried(ev)
			for manner, want := range c.again {
				r, ok := again[manner]
				switch {
				case !ok:
					t.Errorf("not asked by %s", manner)
				case want != "*" && (want == "complete") != r.Complete, want != "*" && want != "complete" && r.Failure != want:
					t.Errorf("%s: %+v, want %s", manner, r, want)
				case r.Address != "127.0.0.1" || r.Variant != manner:
					t.Errorf("%s: %+v", manner, r)
				}
				delete(again, manner)
			}
			if len(again) > 0 {
				t.Errorf("asked more: %+v", again)
			}
		})
	}
}

// With TLS 1.3 the refusal comes after the handshake: the request meets it.
func TestWantsClientCertificateLater(t *testing.T) {
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	d := newDesk(t)
	d.trusting(root)
	got, port := shake(t, d, "https://"+site, fault.WantsClientCertificate(leaf, tls.VersionTLS13), nil)
	h := evidence[CertificateEvidence](t, got, "certificate:"+at(port)).Handshakes[0]
	a := evidence[ServiceEvidence](t, got, "service:"+at(port)).Answers[0]
	if !h.WantsCert || !h.Verified || a.Failure != "alert" || a.Status != 0 {
		t.Errorf("%+v, %+v", h, a)
	}
}

func TestPortThatSpeaksSomethingElse(t *testing.T) {
	d := newDesk(t)
	l := local(t)
	running(t, fault.Banner(l, "220 mail ready\r\n"))
	d.serving("https://"+site, portOf(l))
	plain := local(t)
	web(t, plain, nil, fault.Welcome())
	d.serving("https://"+site, portOf(plain))
	got := d.ask(t, "certificate:"+at(portOf(l)), "certificate:"+at(portOf(plain)))
	for port, want := range map[uint16]string{portOf(l): "220 mail ready\r\n", portOf(plain): "HTTP/1.1 400 Bad Request"} {
		ev := evidence[CertificateEvidence](t, got, "certificate:"+at(port))
		h := ev.Handshakes[0]
		first, err := hex.DecodeString(h.FirstBytes)
		if h.Failure != "not_tls" || h.Record || err != nil || !strings.HasPrefix(string(first), want) || len(first) > 32 || len(ev.Retries) != 0 {
			t.Errorf("%+v, first bytes %q, retries %+v", h, first, ev.Retries)
		}
	}
}

// An upload port proves itself by any record: an alert, old versions, TLCP.
func TestRecordProof(t *testing.T) {
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	for what, c := range map[string]struct {
		url    string
		config *tls.Config
		judge  fault.Judge
		want   Status
	}{
		"an alert":            {"tls://" + site, config(leaf), fault.AlertOnHello(40), Pass},
		"TLS 1.0":             {"tls://" + site, fault.TLS10(leaf), nil, Pass},
		"wants a certificate": {"tls://" + site, fault.WantsClientCertificate(leaf, tls.VersionTLS12), nil, Pass},
		"an untrusted chain":  {"tls://" + site, config(leaf), nil, Pass},
		"reset":               {"tls://" + site, config(leaf), fault.ResetOnHello(), Fail},
		"silence":             {"tls://" + site, config(leaf), fault.StallOnHello, Fail},
		"TLCP":                {"tlcp://" + site, config(leaf), fault.TLCPOnly, Pass},
		"TLCP port with TLS":  {"tlcp://" + site, fault.TLS10(leaf), nil, Pass},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.trusting(root)
			if what == "an untrusted chain" {
				d.trusting()
			}
			l := local(t)
			var over net.Listener = l
			if c.judge != nil {
				over = fault.OnHello(l, c.judge)
				t.Cleanup(func() { over.Close() })
			}
			web(t, over, c.config, fault.Welcome())
			d.serving(c.url, portOf(l))
			d.profile.Endpoints[0].Proof = profile.ProofRecord
			got := d.ask(t, "certificate:"+at(portOf(l)))
			got.status(t, "certificate:"+at(portOf(l)), c.want)
			ev := evidence[CertificateEvidence](t, got, "certificate:"+at(portOf(l)))
			if h := ev.Handshakes[0]; h.Record != (c.want == Pass) || len(ev.Retries) > 3 || c.want == Pass && len(ev.Retries) != 0 {
				t.Errorf("%+v, retries %+v", h, ev.Retries)
			}
		})
	}
}
