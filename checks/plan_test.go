package checks

import (
	"crypto/x509"
	"slices"
	"strings"
	"testing"

	"kpdoctor/checks/profile"
)

// planOf lists the ids for endpoints given as URLs with a port.
func planOf(t *testing.T, d *desk) []string {
	t.Helper()
	var ids []string
	plan := Plan(d.profile)
	for _, c := range plan {
		if slices.Contains(ids, c.ID) {
			t.Errorf("%s is asked twice", c.ID)
		}
		ids = append(ids, c.ID)
	}
	for _, c := range plan {
		for _, n := range c.Needs {
			if !slices.Contains(ids, n) {
				t.Errorf("%s needs %s, which is not asked", c.ID, n)
			}
		}
	}
	return ids
}

func TestPlanOfAPortThatIsShared(t *testing.T) {
	for what, c := range map[string]struct {
		urls []string
		want string
	}{
		"two pages":        {[]string{"https://etax.example/a", "https://etax.example/b"}, "port:etax.example:443 certificate:etax.example:443 service:etax.example:443 service:etax.example:443/b"},
		"start page after": {[]string{"https://etax.example/a", "https://etax.example"}, "port:etax.example:443 certificate:etax.example:443 service:etax.example:443 service:etax.example:443/"},
		"TCP before HTTPS": {[]string{"tcp://etax.example", "https://etax.example"}, "port:etax.example:443 certificate:etax.example:443 service:etax.example:443/"},
		"HTTP and HTTPS":   {[]string{"http://etax.example", "https://etax.example"}, "port:etax.example:443 certificate:etax.example:443 service:http://etax.example:443 service:etax.example:443/"},
		"TLCP and TLS":     {[]string{"tlcp://etax.example", "tls://etax.example"}, "port:etax.example:443 certificate:etax.example:443"},
		"HTTP only":        {[]string{"http://etax.example"}, "port:etax.example:443 service:etax.example:443"},
	} {
		d := newDesk(t)
		for _, u := range c.urls {
			d.serving(u, 443)
		}
		got := slices.DeleteFunc(planOf(t, d), func(id string) bool { return !strings.Contains(id, ":443") })
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s", what, strings.Join(got, " "))
		}
	}
}

func TestSharedPortAsksTheMost(t *testing.T) {
	one, two := new(x509.Certificate), new(x509.Certificate)
	p := &profile.Profile{Endpoints: []profile.Endpoint{
		{Scheme: "tlcp", Host: "h", Port: 1, Role: profile.Primary, Proof: profile.ProofRecord, Roots: []*x509.Certificate{one}},
		{Scheme: "https", Host: "h", Port: 1, Role: profile.Support, Proof: profile.ProofResponse, Roots: []*x509.Certificate{two}},
		{Scheme: "tcp", Host: "h", Port: 1, Role: profile.Support, Proof: profile.ProofOpen},
		{Scheme: "http", Host: "h", Port: 2, Role: profile.Support, Proof: profile.ProofResponse},
	}}
	got := sharedPorts(p)
	if e := got["h:1"]; e.Scheme != "https" || e.Role != profile.Primary || e.Proof != profile.ProofResponse || len(e.Roots) != 2 {
		t.Errorf("%+v", e)
	}
	if e := got["h:2"]; e.Role != profile.Support || e.Scheme != "http" {
		t.Errorf("%+v", e)
	}
}

func TestPlanWhole(t *testing.T) {
	d := newDesk(t)
	d.serving("https://"+site+"/", 443)
	d.serving("https://[::1]/", 8443)
	d.serving("tcp://192.0.2.1", 9000)
	d.profile.References = profile.References{
		DNS: []string{"192.0.2.53:53"}, NTP: []string{"ntp.example:123", "192.0.2.123:123"}, Ping: []string{"192.0.2.53", "ping.example"},
		HTTP:  []profile.URL{{Text: "http://ref.example/204", Scheme: "http", Host: "ref.example", Port: 80}},
		HTTPS: []profile.URL{{Text: "https://ref.example/", Scheme: "https", Host: "ref.example", Port: 443}},
	}
	d.profile.Device, d.profile.Invoice = &profile.Device{}, &profile.InvoiceSoftware{}
	got := planOf(t, d)
	for _, want := range []string{
		"host", "adapter", "gateway", "vpn", "proxy", "clock", "device", "software",
		"dns:" + site, "dns:ref.example", "dns:ntp.example", "dns:ping.example",
		"ping:" + site, "ping:::1", "ping:192.0.2.1", "ping:192.0.2.53", "ping:ping.example",
		"port:" + site + ":443", "certificate:" + site + ":443", "service:" + site + ":443",
		"port:[::1]:8443", "certificate:[::1]:8443", "service:[::1]:8443", "port:192.0.2.1:9000",
		"reference:http://ref.example/204", "reference:https://ref.example/",
	} {
		i := slices.Index(got, want)
		if i < 0 {
			t.Errorf("%s is not asked; the plan is %q", want, got)
			continue
		}
		got = slices.Delete(got, i, i+1)
	}
	if len(got) > 0 {
		t.Errorf("more is asked: %q", got)
	}
	for _, c := range Plan(d.profile) {
		if !slices.Contains(Stages, c.Stage) || NewEvidence(c.ID) == nil {
			t.Errorf("%s has stage %q, evidence %T", c.ID, c.Stage, NewEvidence(c.ID))
		}
	}
}
