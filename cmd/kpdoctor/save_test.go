package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
	"kpdoctor/checks/report"
	"kpdoctor/ui/wizard"
)

// visited is an outcome with a report behind it, of a PC called SECRET-PC.
func visited() wizard.Outcome {
	r := report.Assemble(report.Visit{
		Started: time.Date(2026, 11, 22, 11, 14, 40, 0, time.UTC), Complete: true,
		Host:    env.Host{Name: "SECRET-PC", User: "lixiaohong", OS: "linux"},
		Results: []checks.Result{{ID: "host", Stage: checks.StageHost, Status: checks.Error, Reason: "SECRET-PC would not say"}},
	}, nil, reportOptions("zh"))
	return wizard.Outcome{Record: r}
}

func TestSaveWritesTheMaskedReport(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "税务 报告")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, f := range wizard.Formats {
		path, err := save(visited(), wizard.Report{Format: f, Folder: folder, Name: "十月 份." + string(f)})
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if s := string(data); strings.Contains(s, "SECRET-PC") || strings.Contains(s, "lixiaohong") || !strings.Contains(s, "kpdoctor") {
			t.Errorf("%s is not a masked report:\n%s", f, s)
		}
	}
}

func TestSaveRefusesNamesThatAreNone(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"", "  ", "../a.html", "a/b.html", `a\b.html`, "a:b.html", "a?.html", "..", "."} {
		_, err := save(visited(), wizard.Report{Format: wizard.HTML, Folder: folder, Name: name})
		var told wizard.Trouble
		if !errors.As(err, &told) || told.Key != "save.bad_name" {
			t.Errorf("%q: %v", name, err)
		}
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("something was written: %v", left)
	}
}

func TestSaveNamesAnotherFolder(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	gone := filepath.Join(home, "u-disk")
	_, err := save(visited(), wizard.Report{Format: wizard.HTML, Folder: gone, Name: "a.html"})
	var told wizard.Trouble
	if !errors.As(err, &told) || told.Key != "save.gone" || told.Args["Folder"] != gone || told.Args["Elsewhere"] != home {
		t.Errorf("told %+v", told)
	}
}

func TestWhySavingFailed(t *testing.T) {
	for want, err := range map[string]error{
		"save.gone":   &fs.PathError{Op: "open", Path: "x", Err: fs.ErrNotExist},
		"save.denied": fmt.Errorf("saving: %w", &fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}),
		"save.full":   fmt.Errorf("saving: %w", &fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}),
		"save.failed": errors.New("input/output error"),
	} {
		if got := unsaved("/x", err); got.Key != want {
			t.Errorf("%v: %s, want %s", err, got.Key, want)
		}
	}
	if got := unsaved("/x", syscall.EROFS); got.Key != "save.denied" {
		t.Errorf("a read-only stick: %s", got.Key)
	}
}

func TestPlace(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
	if folder, name := place(visited()); folder != home || !strings.HasPrefix(name, "kpdoctor-20261122T111440") || strings.HasSuffix(name, ".html") {
		t.Errorf("%s %s", folder, name)
	}
	desk := filepath.Join(home, "我的桌面")
	for _, dir := range []string{desk, filepath.Join(home, ".config"), filepath.Join(home, "Documents")} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if folder, _ := place(visited()); folder != filepath.Join(home, "Documents") {
		t.Errorf("%s, want Documents", folder)
	}
	set := "# by xdg-user-dirs\nXDG_DESKTOP_DIR=\"$HOME/我的桌面\"\nXDG_DOCUMENTS_DIR=\"$HOME/gone\"\n"
	if err := os.WriteFile(filepath.Join(home, ".config", "user-dirs.dirs"), []byte(set), 0o644); err != nil {
		t.Fatal(err)
	}
	if folder, _ := place(visited()); folder != desk {
		t.Errorf("%s, want %s", folder, desk)
	}
}
