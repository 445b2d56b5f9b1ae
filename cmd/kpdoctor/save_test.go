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

// begins is how a file of a format begins.
var begins = map[wizard.Format]string{wizard.HTML: "<!DOCTYPE html>", wizard.PDF: "%PDF-", wizard.PNG: "\x89PNG", wizard.ZIP: "PK\x03\x04", wizard.JSON: "{"}

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
		if begin := begins[f]; !strings.HasPrefix(string(data), begin) {
			t.Errorf("the %s file begins with %q", f, data[:min(len(data), 20)])
		}
		if f == wizard.PDF || f == wizard.PNG || f == wizard.ZIP {
			continue // looked through by checks/report/export itself
		}
		if s := string(data); strings.Contains(s, "SECRET-PC") || strings.Contains(s, "lixiaohong") || !strings.Contains(s, "kpdoctor") {
			t.Errorf("%s is not a masked report:\n%s", f, s)
		}
	}
}

// The window may have changed its language since the run.
func TestSaveInTheLanguageOfTheWindow(t *testing.T) {
	for lang, want := range map[string]string{"en": "<html lang=\"en\"", "zh": "<html lang=\"zh"} {
		path, err := save(visited(), wizard.Report{Format: wizard.HTML, Lang: lang, Folder: t.TempDir(), Name: "a.html"})
		if err != nil {
			t.Fatal(err)
		}
		if data, err := os.ReadFile(path); err != nil || !strings.Contains(string(data), want) {
			t.Errorf("%s: no %s (%v)", lang, want, err)
		}
	}
}

// Asked for, and agreed to: then nothing is masked.
func TestSaveOpenly(t *testing.T) {
	path, err := save(visited(), wizard.Report{Format: wizard.JSON, Open: true, Folder: t.TempDir(), Name: "a.json"})
	if err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(path); err != nil || !strings.Contains(string(data), "SECRET-PC") {
		t.Errorf("it is masked: %s (%v)", data, err)
	}
}

// What the page says before it is saved, and what is pasted or read out.
func TestWhatIsMaskedIsShown(t *testing.T) {
	shown := masked(visited(), "zh")
	if len(shown) == 0 {
		t.Error("nothing is masked")
	}
	for _, m := range shown {
		if m.What == "" || m.Places == 0 || strings.Contains(m.As, "SECRET") {
			t.Errorf("%+v", m)
		}
	}
	for _, lang := range []string{"zh", "en"} {
		if said := clipboard(visited(), lang); said == "" || strings.Contains(said, "SECRET-PC") {
			t.Errorf("to paste: %q", said)
		}
	}
	if code := spoken(visited()); len(code) != 9 {
		t.Errorf("to read out: %q", code)
	}
	if clipboard(wizard.Outcome{}, "zh")+spoken(wizard.Outcome{}) != "" || masked(wizard.Outcome{}, "zh") != nil {
		t.Error("something is said of no report")
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
