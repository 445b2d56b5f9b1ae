//go:build unix

package env

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestZoneOfTZ(t *testing.T) {
	winter := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		tz, name string
		offset   int
	}{
		{"Asia/Shanghai", "Asia/Shanghai", 8 * 3600},
		{":/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo", 9 * 3600},
		{"CST-8", "CST-8", 8 * 3600},
		{"<+0530>-5:30", "<+0530>-5:30", 5*3600 + 1800},
		{"EST5", "EST5", -5 * 3600},
		{"", "UTC", 0},
	} {
		name, loc, err := zoneOfTZ(c.tz)
		if err != nil || name != c.name {
			t.Errorf("TZ=%q: %q, %v", c.tz, name, err)
			continue
		}
		if _, offset := winter.In(loc).Zone(); offset != c.offset {
			t.Errorf("TZ=%q is %d s east, want %d", c.tz, offset, c.offset)
		}
	}
	if name, _, err := zoneOfTZ("nonsense/zone"); err == nil {
		t.Errorf("nonsense is %q", name)
	}
}

func TestZoneFiles(t *testing.T) {
	t.Setenv("TZ", "") // so that the next line is undone
	os.Unsetenv("TZ")
	root := t.TempDir()
	s, path := system{root}, filepath.Join(root, "etc/localtime")
	if name, _, err := s.zone(); err != nil || name != "UTC" {
		t.Errorf("no file: %q, %v", name, err)
	}
	if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("no zone"), 0o644); err != nil {
		t.Fatal(err)
	}
	if name, _, err := s.zone(); err == nil {
		t.Errorf("a broken file is %q", name)
	}
	os.Remove(path)
	if err := os.Symlink("/usr/share/zoneinfo/Asia/Shanghai", path); err != nil {
		t.Fatal(err)
	}
	if name, _, err := s.zone(); err != nil || name != "Asia/Shanghai" {
		t.Errorf("a link: %q, %v", name, err)
	}
}
