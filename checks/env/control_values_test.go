package env

import (
	"net/netip"
	"testing"
)

func TestValuesOfOtherSystems(t *testing.T) {
	one := []netip.Addr{netip.MustParseAddr("223.5.5.5")}
	for _, tc := range []struct{ old, want string }{
		{"# a\nnameserver 1.2.3.4\noptions x\nnameserver 5.6.7.8\n", "# a\nnameserver 223.5.5.5\noptions x\n"},
		{"", "nameserver 223.5.5.5\n"},
		{"options x", "options x\nnameserver 223.5.5.5\n"},
	} {
		if got := string(ResolverValue("file", []byte(tc.old), one)); got != tc.want {
			t.Errorf("%q became %q", tc.old, got)
		}
	}
	if got := string(ProxyOff("kde", []byte("[Other]\nProxyType=1\n[Proxy Settings]\nProxyType=1\nhttpProxy=x 1\n"))); got != "[Other]\nProxyType=1\n[Proxy Settings]\nProxyType=0\nhttpProxy=x 1\n" {
		t.Errorf("KDE's became %q", got)
	}
	if ProxyOff("kde", []byte("[Other]\n")) != nil || ProxyOff("other", nil) != nil {
		t.Error("what is not known was changed")
	}
	for _, tc := range []struct{ old, line string }{
		{"export HTTPS_PROXY=http://p:1\n", "export HTTPS_PROXY=http://p:1"},
		{"  HTTPS_PROXY=\"http://p:1\"\n", "HTTPS_PROXY=\"http://p:1\""},
		{"HTTPS_PROXY DEFAULT=http://p:1\n", "HTTPS_PROXY DEFAULT=http://p:1"},
		{"NO_HTTPS_PROXY=http://p:1\n", ""},
		{"HTTPS_PROXY=http://other:1\n", ""},
		{"# HTTPS_PROXY=http://p:1\n", ""},
	} {
		value, line := VariableOff("f", []byte(tc.old), "HTTPS_PROXY", "p:1")
		if line != tc.line || line != "" && string(value) != "# "+tc.old || line == "" && string(value) != tc.old {
			t.Errorf("%q: line %q, value %q", tc.old, line, value)
		}
	}
	if RouteName(Route{To: netip.MustParsePrefix("10.0.0.0/8"), Gateway: netip.MustParseAddr("192.0.2.1"), Adapter: "eth0", Metric: 5}) != "10.0.0.0/8 via 192.0.2.1 dev eth0 metric 5" {
		t.Error("a route's name")
	}
}
