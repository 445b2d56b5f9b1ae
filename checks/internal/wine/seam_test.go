package wine

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSeam runs the tests of checks/env on Windows, and lets them change it: every
// value that a repair may set is read, turned and put back to the byte.
func TestSeam(t *testing.T) {
	need(t)
	p := clone(t)
	exe := filepath.Join(p.dir, "drive_c", "env.test.exe")
	c := exec.Command("go", "test", "-c", "-o", exe, "kpdoctor/checks/env")
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=windows", "GOARCH=amd64")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("building: %v: %s", err, out)
	}
	r := p.run(t, `C:\env.test.exe`, "-change", "-test.v", "-test.run", "Turns|Moved|Policy|Folders|Acts|Looks|Registry|Win|Access|Service|Zones")
	for line := range strings.Lines(r.stdout) {
		if strings.Contains(line, "--- FAIL") || strings.Contains(line, "--- SKIP") || strings.Contains(line, ".go:") {
			t.Log(strings.TrimRight(line, "\r\n"))
		}
	}
	if r.code != 0 || !strings.Contains(r.stdout, "--- PASS: TestTurns") || strings.Contains(r.stdout, "--- SKIP") {
		t.Errorf("exit %d: %.2000s", r.code, r.stderr)
	}
}
