//go:build unix

package profile

import (
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// TestPipe: a pipe given as a profile is an error, and nobody waits on it.
func TestPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kpdoctor.toml")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if p, err := Load(path); err == nil {
		t.Errorf("read as %+v", p)
	}
}
