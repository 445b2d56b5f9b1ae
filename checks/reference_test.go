package checks

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kpdoctor/checks/internal/fault"
	"kpdoctor/checks/profile"
)

func refer(t *testing.T, d *desk, scheme string, port uint16, path string) (*ReferenceEvidence, Status) {
	t.Helper()
	u := profile.URL{Text: scheme + "://" + at(port) + path, Scheme: scheme, Host: site, Port: port, Path: path}
	if scheme == "http" {
		d.profile.References.HTTP = []profile.URL{u}
	} else {
		d.profile.References.HTTPS = []profile.URL{u}
	}
	got := d.ask(t, "reference:"+u.Text)
	return evidence[ReferenceEvidence](t, got, "reference:"+u.Text), got["reference:"+u.Text].Status
}

func TestReferencesOverHTTP(t *testing.T) {
	for what, c := range map[string]struct {
		h      http.Handler
		want   ReferenceEvidence
		status Status
	}{
		"204":              {fault.NoContent(), ReferenceEvidence{Status: 204}, Pass},
		"a portal's way":   {fault.PortalRedirect("http://10.0.0.1/login"), ReferenceEvidence{Status: 302, Location: "http://10.0.0.1/login"}, Warn},
		"a portal's page":  {fault.PortalPage(), ReferenceEvidence{Status: 200, Title: "上网认证"}, Warn},
		"200 with no page": {http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), ReferenceEvidence{Status: 200}, Warn},
		"cut":              {fault.Drop(true), ReferenceEvidence{Failure: "reset"}, Warn},
		"no answer":        {fault.Never(), ReferenceEvidence{Failure: "timeout"}, Warn},
		"the path asked for": {http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.RequestURI == "/generate_204" {
				w.WriteHeader(204)
			}
		}), ReferenceEvidence{Status: 204}, Pass},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, "127.0.0.1", "127.0.0.2")
			l := local(t)
			s := web(t, l, nil, c.h)
			ev, status := refer(t, d, "http", portOf(l), "/generate_204")
			c.want.URL, c.want.Scheme, c.want.Target = "http://"+at(portOf(l))+"/generate_204", "http", at(portOf(l))
			c.want.Attempts = []Attempt{{Address: "127.0.0.1", Port: portOf(l), Open: true}}
			if diff := cmp.Diff(&c.want, ev, timeless, cmpopts.IgnoreFields(ReferenceEvidence{}, "BodyBytes", "FirstByteMS", "DateOffsetMS")); diff != "" {
				t.Error(diff)
			}
			if status != c.status || s.Accepted() != 1 || (ev.Status != 0) != (ev.DateOffsetMS != nil) {
				t.Errorf("%s after %d connections, date %v", status, s.Accepted(), ev.DateOffsetMS)
			}
			if what == "a portal's page" && ev.BodyBytes == 0 {
				t.Error("the portal's page has no bytes")
			}
		})
	}
}

func TestReferencesOverHTTPS(t *testing.T) {
	root, leaf := authority(t, fault.Subject{Names: []string{site}})
	d := newDesk(t, "127.0.0.1", "::1")
	port, ls := same(t, "127.0.0.1", "::1")
	four := web(t, ls[0], config(leaf), fault.Welcome())
	six := web(t, ls[1], config(leaf), fault.Welcome())

	d.trusting() // an interceptor's root, to this PC
	ev, status := refer(t, d, "https", port, "")
	if h := ev.Handshake; status != Warn || h == nil || !h.Complete || h.Verified || h.Verify.Trusted || h.Address != "127.0.0.1" || ev.Status != 0 {
		t.Errorf("untrusted: %s %+v", status, ev)
	}
	d.trusting(root)
	ev, status = refer(t, d, "https", port, "")
	if status != Pass || !ev.Handshake.Verified || ev.Status != 200 || len(ev.Attempts) != 2 || !ev.Attempts[0].Open || !ev.Attempts[1].V6 {
		t.Errorf("trusted: %s %+v", status, ev)
	}
	d.trusting()
	d.profile.References.Roots = append(d.profile.References.Roots, root.Cert)
	if _, status = refer(t, d, "https", port, ""); status != Pass {
		t.Errorf("by the profile's root: %s", status)
	}
	if four.Accepted() != 3 || six.Accepted() != 3 {
		t.Errorf("%d and %d connections for three runs", four.Accepted(), six.Accepted())
	}
}

func TestReferenceThatIsNotThere(t *testing.T) {
	d := newDesk(t)
	gone, err := fault.Closed()
	if err != nil {
		t.Fatal(err)
	}
	ev, status := refer(t, d, "http", addrPort(gone).Port(), "/")
	if status != Warn || len(ev.Attempts) != 1 || ev.Attempts[0].Failure != "refused" || ev.Status != 0 {
		t.Errorf("%s %+v", status, ev)
	}
	d.dns.Set(site, fault.Name{})
	d.Env.Lookup = nowhere
	if _, status = refer(t, d, "http", 80, "/"); status != Skip {
		t.Errorf("without an address: %s", status)
	}
}
