package env

import (
	"errors"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestReadOnlyDisk: what lies on a disk that nobody may write to is found locked by
// looking.
func TestReadOnlyDisk(t *testing.T) {
	root := t.TempDir()
	write(t, root, "etc/hosts", "127.0.0.1 localhost\n", 0o644)
	etc := filepath.Join(root, "etc")
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "ro,mode=755", "tmpfs", etc).CombinedOutput(); err != nil {
		t.Skipf("NOT TESTED: a read-only disk: %s", out)
	}
	t.Cleanup(func() { exec.Command("umount", etc).Run() })
	c := ControlsAt(root)
	for _, kind := range []Kind{HostsText, Precedence} {
		if err := c.Locked(t.Context(), kind, ""); !errors.Is(err, ErrLocked) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// TestGoneAdapter: whatever belongs to an adapter that is not there says so.
func TestGoneAdapter(t *testing.T) {
	c := ControlsAt(t.TempDir())
	for kind, name := range map[Kind]string{AdapterSwitch: "gone0", Lease: "gone0", NeighbourLine: "gone0 192.0.2.1", DeviceSwitch: "1-9"} {
		if _, err := c.Read(t.Context(), kind, name); !errors.Is(err, ErrGone) {
			t.Errorf("%s: %v", kind, err)
		}
	}
	if err := c.Write(t.Context(), RouteLine, "10.0.0.0/8 dev gone0 metric 0", make([]byte, 64)); !errors.Is(err, ErrGone) {
		t.Errorf("a route: %v", err)
	}
}
