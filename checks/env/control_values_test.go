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
	const file, shell = "/etc/environment", "/home/a/.profile"
	for _, tc := range []struct{ where, old, line string }{
		{file, "export HTTPS_PROXY=http://p:1\n", "export HTTPS_PROXY=http://p:1"},
		{file, "  HTTPS_PROXY=\"http://p:1\"\n", "HTTPS_PROXY=\"http://p:1\""},
		{"/home/a/.pam_environment", "HTTPS_PROXY DEFAULT=http://p:1\n", "HTTPS_PROXY DEFAULT=http://p:1"},
		{file, "NO_HTTPS_PROXY=http://p:1\n", ""},
		{file, "HTTPS_PROXY=http://other:1\n", ""},
		{file, "# HTTPS_PROXY=http://p:1\n", ""},
		{shell, "export HTTPS_PROXY=http://p:1\n", "export HTTPS_PROXY=http://p:1"},
		{shell, "  export HTTPS_PROXY='http://p:1' # dead\n", "export HTTPS_PROXY='http://p:1' # dead"},
		{shell, "HTTPS_PROXY=http://p:1; export HTTPS_PROXY\r\n", "HTTPS_PROXY=http://p:1; export HTTPS_PROXY"},
		// Lines that do more than that would take it along.
		{shell, "HTTPS_PROXY=http://p:1; PATH=$PATH:/opt\n", ""},
		{shell, "export HTTPS_PROXY=http://p:1 PATH=/opt\n", ""},
		{shell, "HTTPS_PROXY=http://p:1 \\\n", ""},
		{shell, "HTTPS_PROXY=$(pick p:1)\n", ""},
		{shell, "HTTPS_PROXY=http://p:1 curl x\n", ""},
		{shell, "HTTPS_PROXY=http://p:1 && other\n", ""},
	} {
		value, line := VariableOff(tc.where, []byte(tc.old), "HTTPS_PROXY", "p:1")
		if line != tc.line || line != "" && string(value) != VariableComment(tc.where)+tc.old || line == "" && string(value) != tc.old {
			t.Errorf("%q: line %q, value %q", tc.old, line, value)
		}
	}
	if value, line := VariableOff(shell, []byte("alias x=y \\\nHTTPS_PROXY=http://p:1\n"), "HTTPS_PROXY", "p:1"); line != "" {
		t.Errorf("the end of another line became %q", value)
	}
	if !VariableSet(shell, []byte("a=b\n export HTTPS_PROXY=http://other\n"), "HTTPS_PROXY") || VariableSet(shell, []byte("# HTTPS_PROXY=x\n"), "HTTPS_PROXY") {
		t.Error("what is set and what is not")
	}
	if RouteName(Route{To: netip.MustParsePrefix("10.0.0.0/8"), Gateway: netip.MustParseAddr("192.0.2.1"), Adapter: "eth0", Metric: 5}) != "10.0.0.0/8 via 192.0.2.1 dev eth0 metric 5" {
		t.Error("a route's name")
	}
}
