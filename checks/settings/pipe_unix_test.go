//go:build unix

package settings

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// TestNoOrdinaryFile: a pipe, a folder or a link to a device in place of the file is
// set aside, and nobody waits on it.
func TestNoOrdinaryFile(t *testing.T) {
	for name, make := range map[string]func(path string) error{
		"pipe":   func(path string) error { return unix.Mkfifo(path, 0o600) },
		"folder": func(path string) error { return os.Mkdir(path, 0o700) },
		"device": func(path string) error { return os.Symlink("/dev/zero", path) },
	} {
		path := filepath.Join(home(t), file)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), make(path)); err != nil {
			t.Fatal(err)
		}
		_, err := Load()
		if broken := new(BrokenError); !errors.As(err, &broken) || broken.Aside == "" {
			t.Errorf("%s: %v", name, err)
		}
		if err := Save(Settings{}); err != nil {
			t.Errorf("%s: saving afterwards: %v", name, err)
		}
	}
}
