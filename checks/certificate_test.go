package checks

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"kpdoctor/checks/internal/fault"
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
