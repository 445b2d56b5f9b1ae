package wine

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSeam runs the tests of checks/env on Windows, and lets them change it: every
// value that a repair may set is read, turned and put back to the byte. Elevation
// goes through in the second Windows, which has no UAC.
func TestSeam(t *testing.T) {
	need(t)
	t.Run("with UAC", func(t *testing.T) {
		playSeam(t, nil, "Turns|Moved|Machine|Policy|Folders|Acts|Looks|Registry|Win|Access|Service|Zones|RestartProgram|TestSystem")
	})
	t.Run("without UAC", func(t *testing.T) {
		playSeam(t, []string{"-overlay", overlay}, "TestElevate$")
	})
}

func playSeam(t *testing.T, flags []string, tests string) {
	p := clone(t)
	exe := filepath.Join(p.dir, "drive_c", "env.test.exe")
	c := exec.Command("go", append(append([]string{"test", "-c", "-o", exe}, flags...), "kpdoctor/checks/env")...)
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=windows", "GOARCH=amd64")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("building: %v: %s", err, out)
	}
	r := p.run(t, `C:\env.test.exe`, "-change", "-test.v", "-test.run", tests)
	passed := 0
	for line := range strings.Lines(r.stdout) {
		if strings.HasPrefix(line, "--- PASS") {
			passed++
		}
		if strings.Contains(line, "--- FAIL") || strings.Contains(line, "--- SKIP") || strings.Contains(line, ".go:") {
			t.Log(strings.TrimRight(line, "\r\n"))
		}
	}
	if r.code != 0 || passed == 0 || strings.Contains(r.stdout, "--- SKIP") {
		t.Errorf("exit %d, %d passed: %.2000s", r.code, passed, r.stderr)
	}
}
