package checks

import "testing"

func TestVersionBelow(t *testing.T) {
	for _, c := range []struct {
		version, minimum string
		want             bool
	}{
		{"3.0", "3.0", false},
		{"2.9.9", "3.0", true},
		{"3.0.10", "3.0.9", false}, // numbers, not text
		{"3", "3.0.0", false},
		{"3", "3.0.1", true},
		{"V10", "10", false},
		{"V4.5.00(20240102)", "4.6", true},
		{"12.11-rc1", "12.11", false},
		{"", "3.0", false}, // not known is not below
		{"newest", "3.0", false},
	} {
		if got := VersionBelow(c.version, c.minimum); got != c.want {
			t.Errorf("VersionBelow(%q, %q) = %v", c.version, c.minimum, got)
		}
	}
}
