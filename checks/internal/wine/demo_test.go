package wine

import (
	"strings"
	"testing"
)

// TestDemo: kpcheck.exe names each fault that it can practise first, as it does
// on Linux.
func TestDemo(t *testing.T) {
	need(t)
	p := clone(t)
	list := p.run(t, kpcheck, "demo", "--list")
	lines := strings.Split(strings.TrimSpace(list.stdout), "\n")
	if list.code != 0 || len(lines) < 50 {
		t.Fatalf("exit %d, %d faults: %s", list.code, len(lines), list.stderr)
	}
	t.Run("faults", func(t *testing.T) {
		for _, line := range lines {
			code := strings.Fields(line)[0]
			t.Run(code, func(t *testing.T) {
				t.Parallel()
				r := p.report(t, "demo", "--fault", code)
				if got := codes(r); len(got) == 0 || got[0] != code || !r.Complete {
					t.Errorf("causes %v, want %s first; complete %v", got, code, r.Complete)
				}
			})
		}
	})
	t.Logf("%d faults", len(lines))
	if r := p.report(t, "demo"); len(codes(r)) > 0 {
		t.Errorf("with no fault: %v", codes(r))
	}
}
