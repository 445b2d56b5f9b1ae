package report

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestSave(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "报告.txt")
	say := func(s string) func(io.Writer) error {
		return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
	}
	if err := Save(path, say("one")); err != nil {
		t.Fatal(err)
	}
	if err := Save(path, say("two")); err != nil {
		t.Fatal(err)
	}
	broke := errors.New("broke half-way")
	err := Save(path, func(w io.Writer) error { io.WriteString(w, "thr"); return broke })
	if !errors.Is(err, broke) || !strings.Contains(err.Error(), path) {
		t.Errorf("error %v does not name cause and file", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "two" {
		t.Errorf("the file holds %q: a failed save must leave it as it was", got)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("%d files are left, want 1", len(left))
	}
	if err := Save(filepath.Join(dir, "no", "such", "folder.txt"), say("")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("into no folder: %v", err)
	}
	if err := Save(dir, say("")); err == nil || !strings.Contains(err.Error(), "it is a folder") {
		t.Errorf("onto a folder: %v", err)
	}
}

func TestFileName(t *testing.T) {
	for id, want := range map[string]string{
		"20261122T111440+0800-7f3a":        "kpdoctor-20261122T111440-7f3a.html",
		"20261122T111440-0500-7f3a":        "kpdoctor-20261122T111440-0500-7f3a.html",
		`../../etc/pass:wd<"|?*>` + "\x00": "kpdoctor-etcpasswd.html",
		strings.Repeat("9", 500):           "kpdoctor-" + strings.Repeat("9", 60) + ".html",
	} {
		if got := FileName(&Report{ID: id}, "html"); got != want {
			t.Errorf("FileName(%q) = %q, want %q", id, got, want)
		}
	}
}

func TestID(t *testing.T) {
	id := newID(healthy().Started)
	if !regexp.MustCompile(`^20261122T111440\+0800-[0-9a-f]{4}$`).MatchString(id) {
		t.Errorf("id %q", id)
	}
}
