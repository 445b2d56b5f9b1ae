package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// Both programs have the version that FyneApp.toml says.
func TestVersionIsThatOfFyneApp(t *testing.T) {
	text, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	var want struct{ Details struct{ Version string } }
	if err := toml.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(kpcheck, "--version").Output()
	if fields := strings.Fields(string(out)); err != nil || len(fields) != 5 || fields[1] != want.Details.Version {
		t.Errorf("%v: it says %q, FyneApp.toml %s", err, out, want.Details.Version)
	}
}
