package checks

import (
	"crypto/tls"
	"encoding/hex"
	"net"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kpdoctor/checks/internal/fault"
	"kpdoctor/checks/profile"
)

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
