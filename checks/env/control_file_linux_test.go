package env

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// A file keeps its mode, owner, inode, second name and the link that leads to it.
func TestFileKeepsAllButItsBytes(t *testing.T) {
	root := t.TempDir()
	real := write(t, root, "etc/real-hosts", "127.0.0.1 localhost\r\n", 0o640)
	if os.Geteuid() == 0 {
		if err := os.Chown(real, 0, 4); err != nil {
			t.Fatal(err)
		}
	}
	link := filepath.Join(root, "etc/hosts")
	if err := os.Symlink("real-hosts", link); err != nil {
		t.Fatal(err)
	}
	var before, after unix.Stat_t
	if err := unix.Stat(real, &before); err != nil {
		t.Fatal(err)
	}
	c := ControlsAt(root)
	for _, text := range []string{"x", "\xef\xbb\xbf# 比较长的一行\r\n127.0.0.1 localhost\r\n", ""} {
		put(t, c, HostsText, "", []byte(text))
		if got := value(t, c, HostsText, ""); got != text {
			t.Errorf("%q reads back as %q", text, got)
		}
	}
	if err := unix.Stat(real, &after); err != nil {
		t.Fatal(err)
	}
	if before.Ino != after.Ino || before.Mode != after.Mode || before.Uid != after.Uid || before.Gid != after.Gid {
		t.Errorf("%+v became %+v", before, after)
	}
	if to, err := os.Readlink(link); err != nil || to != "real-hosts" {
		t.Errorf("the link is %q, %v", to, err)
	}
}

func TestFileThatIsNotThere(t *testing.T) {
	root := t.TempDir()
	write(t, root, "etc/other", "", 0o644)
	c := ControlsAt(root)
	if b, err := c.Read(t.Context(), Precedence, ""); b != nil || err != nil {
		t.Fatalf("%q, %v", b, err)
	}
	put(t, c, Precedence, "", []byte{})
	if b, err := c.Read(t.Context(), Precedence, ""); b == nil || err != nil {
		t.Errorf("an empty file reads as %v, %v", b, err)
	}
	put(t, c, Precedence, "", nil)
	if _, err := os.Stat(filepath.Join(root, "etc/gai.conf")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}

// What is no ordinary file, or could be swapped by others, is never written.
func TestHostileFiles(t *testing.T) {
	for _, tc := range []struct {
		name string
		make func(t *testing.T, root, hosts string)
		root bool
	}{
		{"a folder", func(t *testing.T, _, hosts string) { check(t, os.Mkdir(hosts, 0o755)) }, false},
		{"a pipe", func(t *testing.T, _, hosts string) { check(t, unix.Mkfifo(hosts, 0o644)) }, false},
		{"a link to nowhere", func(t *testing.T, _, hosts string) { check(t, os.Symlink("gone", hosts)) }, false},
		{"a link to a device", func(t *testing.T, _, hosts string) { check(t, os.Symlink("/dev/null", hosts)) }, false},
		{"a link in a circle", func(t *testing.T, _, hosts string) { check(t, os.Symlink("hosts", hosts)) }, false},
		{"a link to what others can swap", func(t *testing.T, root, hosts string) {
			away := write(t, root, "home/hosts", "x", 0o644)
			check(t, os.Chown(filepath.Dir(away), 65534, 65534))
			check(t, os.Symlink(away, hosts))
		}, true},
		{"another's", func(t *testing.T, root, hosts string) {
			write(t, root, "etc/hosts", "x", 0o644)
			check(t, os.Chown(hosts, 65534, 65534))
		}, true},
		{"open to all", func(t *testing.T, root, _ string) { write(t, root, "etc/hosts", "x", 0o666) }, true},
		{"too large", func(t *testing.T, root, hosts string) {
			write(t, root, "etc/hosts", "x", 0o644)
			check(t, os.Truncate(hosts, maxFile+1))
		}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.root && os.Geteuid() != 0 {
				t.Skip("needs root to make files another's")
			}
			root := t.TempDir()
			check(t, os.Mkdir(filepath.Join(root, "etc"), 0o755))
			tc.make(t, root, filepath.Join(root, "etc/hosts"))
			c := ControlsAt(root)
			_, readErr := c.Read(t.Context(), HostsText, "")
			lockedErr := c.Locked(t.Context(), HostsText, "")
			if readErr == nil && lockedErr == nil {
				t.Error("it may be read and written")
			}
			if lockedErr != nil && c.Write(t.Context(), HostsText, "", []byte("6.6.6.6 x\n")) == nil {
				t.Error("it was written although it is locked")
			}
		})
	}
}

func TestImmutableFileIsLeftAlone(t *testing.T) {
	root := t.TempDir()
	path := write(t, root, "etc/hosts", "x", 0o644)
	if out, err := exec.Command("chattr", "+i", path).CombinedOutput(); err != nil {
		t.Skipf("NOT TESTED: this file system has no immutable files: %s", out)
	}
	defer exec.Command("chattr", "-i", path).Run()
	c := ControlsAt(root)
	if err := c.Locked(t.Context(), HostsText, ""); !errors.Is(err, ErrLocked) {
		t.Errorf("locked: %v", err)
	}
	if err := c.Write(t.Context(), HostsText, "", nil); !errors.Is(err, ErrLocked) {
		t.Errorf("writing: %v", err)
	}
}
