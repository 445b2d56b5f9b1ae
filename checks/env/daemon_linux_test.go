package env

import (
	"reflect"
	"strings"
	"testing"
)

func TestParseUnits(t *testing.T) {
	var blocks []string
	for _, states := range [][3]string{ // service, socket
		{"loaded", "inactive", "indirect"}, {"loaded", "active", "enabled"},
		{"loaded", "failed", "enabled"}, {"not-found", "inactive", ""},
		{"loaded", "inactive", "disabled"}, {"not-found", "inactive", ""},
		{"masked", "inactive", "masked"}, {"not-found", "inactive", ""},
		{"not-found", "inactive", ""}, {"not-found", "inactive", ""},
	} {
		blocks = append(blocks, "LoadState="+states[0]+"\nActiveState="+states[1]+"\nUnitFileState="+states[2]+"\n")
	}
	out := strings.Join(blocks, "\n")
	got, err := parseUnits(out, []string{"pcscd", "chronyd", "ntp", "ntpsec", "none"})
	want := []Daemon{
		{Name: "pcscd", Installed: true, Running: true},
		{Name: "chronyd", Installed: true, Failed: true},
		{Name: "ntp", Installed: true, Disabled: true},
		{Name: "ntpsec", Installed: true, Disabled: true},
		{Name: "none"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, %v", got, err)
	}
	if _, err := parseUnits(out, []string{"one"}); err == nil {
		t.Error("answers to questions that were not asked were taken")
	}
	for i, name := range []string{"pcscd", "chronyd", "ntp", "ntpsec", ""} {
		if c := pickClock(got[i:]); c.Name != name {
			t.Errorf("of %+v the clock's service is %q, want %q", got[i:], c.Name, name)
		}
	}
}
