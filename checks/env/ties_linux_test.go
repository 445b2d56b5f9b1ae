package env

import (
	"slices"
	"testing"
)

// TestSessionsAbove: sudo forgets the variables of its caller, whose shell still
// has them.
func TestSessionsAbove(t *testing.T) {
	root := t.TempDir()
	for _, p := range []struct{ id, stat, environ string }{
		{"40", "40 (sudo) S 30 40 30 0", "PATH=/bin\x00"},
		{"30", "30 (a) b (c) S 20 30 30 0", "SSH_CONNECTION=198.51.100.7 50000 192.0.2.1 2222\x00HOME=/root\x00"},
		{"20", "20 (sshd) S 1 20 20 0", ""},
		{"50", "50 (loop) S 50 1 1 0", ""},
		{"60", "", ""},
	} {
		write(t, root, "proc/"+p.id+"/stat", p.stat, 0o644)
		write(t, root, "proc/"+p.id+"/environ", p.environ, 0o644)
	}
	s := system{root}
	if got := s.sessionsAbove(40); !slices.Equal(got, []string{"198.51.100.7 50000 192.0.2.1 2222"}) {
		t.Errorf("above sudo: %q", got)
	}
	for _, process := range []int{50, 60, 70, 1, 0, -3} {
		if got := s.sessionsAbove(process); got != nil {
			t.Errorf("above %d: %q", process, got)
		}
	}
}
