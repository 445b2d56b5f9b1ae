package report

import (
	"slices"
	"testing"

	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/profile"
)

// TestWhomToCall: the profile's contact for the culprit, else the hotline where
// the tax office can help, else nobody by name.
func TestWhomToCall(t *testing.T) {
	p := &profile.Profile{Contacts: []profile.Contact{{Blame: "local_network", Name: "网管", Phone: "8001"}, {Blame: "local_network", Name: "老王"}}}
	own := &profile.Profile{Contacts: []profile.Contact{{Blame: "tax_server", Name: "专管员", Phone: "010-1"}}}
	hot := []Contact{{Name: "纳税服务热线", Phone: "12366"}}
	for _, c := range []struct {
		p    *profile.Profile
		code string
		want []Contact
		said int // beside "whose job"
	}{
		{p, "port.filtered", []Contact{{Name: "网管", Phone: "8001"}, {Name: "老王"}}, 2},
		{p, "server.overloaded", hot, 0},
		{p, "server.unauthorized", hot, 0},
		{own, "server.overloaded", []Contact{{Name: "专管员", Phone: "010-1"}}, 1},
		{p, "device.driver", nil, 0},
		{own, "port.filtered", nil, 0},
	} {
		got := causeOf(diagnose.Problem{Code: c.code}, c.p, "", "zh")
		if !slices.Equal(got.Contacts, c.want) || len(got.OwnContacts()) != c.said {
			t.Errorf("%s: %v, want %v", c.code, got.Contacts, c.want)
		}
	}
}

func TestSiteOfTheProfile(t *testing.T) {
	v := Visit{}
	for _, c := range []struct{ profile, given, want string }{{"门店 017", "", "门店 017"}, {"门店 017", "总部", "总部"}, {"", "", ""}} {
		if got := Assemble(v, &profile.Profile{Site: c.profile}, Options{Site: c.given}).Site; got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
