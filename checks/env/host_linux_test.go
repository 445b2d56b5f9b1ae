package env

import "testing"

func TestParseOSRelease(t *testing.T) {
	name, version := parseOSRelease("PRETTY_NAME=\"UnionTech OS Desktop 20\"\nID=uos\nVERSION_ID=\"20\"\nHOME_URL=x\n")
	if name != "uos" || version != "20" {
		t.Errorf("%q %q", name, version)
	}
}
