package env

import "testing"

func TestFirewallRules(t *testing.T) {
	const head = "v2.31|Action=Block|Active=TRUE|Dir=Out|Protocol=6|"
	for _, c := range []struct {
		text  string
		hits  bool // port 8443
		stops bool // of every program
	}{
		{head + "RPort=8443|Name=x|", true, true},
		{head + "RPort=443|RPort=8443|Name=x|", true, true},
		{head + "RPort2_10=8000-9000|Name=x|", true, true},
		{head + "Name=x|", true, true},
		{head + `RPort=8443|App=C:\开票\kp.exe|Name=x|`, true, false},
		{head + "RPort=80|Name=x|", false, false},
		{head + "RPort=8443|Profile=Public|Name=x|", false, false},
		{head + "RPort=8443|RA4=10.0.0.1|Name=x|", false, false},
		{"v2.10|Action=Block|Active=FALSE|Dir=Out|Protocol=6|Name=x|", false, false},
		{"v2.10|Action=Allow|Active=TRUE|Dir=Out|Protocol=6|Name=x|", false, false},
		{"v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|Name=x|", false, false},
		{"v2.10|Action=Block|Active=TRUE|Dir=Out|Protocol=17|Name=x|", false, false},
		{"v2.10|Action=Block|Active=TRUE|Dir=Out|Name=x|", true, true},
	} {
		r, ok := parseFirewallRule(c.text)
		if !ok || r.Name != "x" || r.hits(8443) != c.hits || r.stops(8443) != c.stops {
			t.Errorf("%s: %v %+v hits %v stops %v", c.text, ok, r, r.hits(8443), r.stops(8443))
		}
	}
	ours, _ := parseFirewallRule("v2.31|Action=Allow|Active=TRUE|Dir=Out|Protocol=6|RPort=8443|Name=kpdoctor_8443|Desc=开票医生|")
	if !ours.lets("8443") || ours.lets("443") {
		t.Errorf("%+v", ours)
	}
	for _, bad := range []string{"", "v2.10", "Action=Block|", "v1.0|Action=Block|", "v2.10|Protocol=TCP|"} {
		if r, ok := parseFirewallRule(bad); ok {
			t.Errorf("%q is %+v", bad, r)
		}
	}
}

func TestRuleName(t *testing.T) {
	if rule, port, ok := ruleName("out kpdoctor_8443"); !ok || rule != "kpdoctor_8443" || port != "8443" {
		t.Errorf("%q %q %v", rule, port, ok)
	}
	for _, bad := range []string{"", "out", "out Core Networking", "out kpdoctor_", "out kpdoctor_70000", "in kpdoctor_8443"} {
		if _, _, ok := ruleName(bad); ok {
			t.Errorf("%q is a name of ours", bad)
		}
	}
}

func TestProductOn(t *testing.T) {
	for state, want := range map[uint32]bool{0x61100: true, 0x41000: true, 0x60100: false, 0x62100: false} {
		if productOn(state) != want {
			t.Errorf("%#x: %v", state, !want)
		}
	}
}
