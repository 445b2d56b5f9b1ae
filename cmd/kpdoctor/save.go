package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kpdoctor/checks/report"
	"kpdoctor/checks/report/export"
	"kpdoctor/ui/wizard"
)

// took is how long the run of a report was.
func took(r *report.Report) time.Duration { return time.Duration(r.DurationMS) * time.Millisecond }

// folders are where a report may go, best first. Each exists.
func folders() []string {
	var all []string
	add := func(path string) {
		if info, err := os.Stat(path); path != "" && err == nil && info.IsDir() {
			all = append(all, path)
		}
	}
	for _, path := range desktops() {
		add(path)
	}
	if home, err := os.UserHomeDir(); err == nil {
		for _, name := range []string{"Desktop", "桌面", "Documents", "文档", ""} {
			add(filepath.Join(home, name))
		}
	}
	add(os.TempDir())
	return all
}

// place is where a report goes unless the user says otherwise.
func place(o wizard.Outcome) (folder, name string) {
	if all := folders(); len(all) > 0 {
		folder = all[0]
	}
	r, ok := o.Record.(*report.Report)
	if !ok {
		return folder, "kpdoctor"
	}
	return folder, strings.TrimSuffix(report.FileName(r, "html"), ".html")
}

// save writes the report, masked unless that was asked for, in the language of
// the window. Its errors are a [wizard.Trouble].
func save(o wizard.Outcome, to wizard.Report) (string, error) {
	r, ok := o.Record.(*report.Report)
	if !ok {
		return "", wizard.Trouble{Key: "save.failed"}
	}
	name := strings.TrimSpace(to.Name)
	if strings.Trim(name, ".") == "" || name != filepath.Base(name) || strings.ContainsAny(name, `/\:*?"<>|`) {
		return "", wizard.Trouble{Key: "save.bad_name", Args: map[string]any{"Name": to.Name}}
	}
	path, err := filepath.Abs(filepath.Join(to.Folder, name))
	if err != nil {
		return "", unsaved(to.Folder, err)
	}
	r = saying(r, o.Message)
	if to.Lang != "" {
		r = titled(r.In(to.Lang))
	}
	err = report.Save(path, func(w io.Writer) error {
		return export.Write(w, r, string(to.Format), export.Options{Open: to.Open})
	})
	if err != nil {
		return "", unsaved(to.Folder, err)
	}
	return path, nil
}

// clipboard is the verdict as a short text; "" where there is no report.
func clipboard(o wizard.Outcome, lang string) string {
	if r, ok := o.Record.(*report.Report); ok {
		return export.Clipboard(r, lang)
	}
	return ""
}

// spoken is the code to read out over the telephone; "" where there is no report.
func spoken(o wizard.Outcome) string {
	if r, ok := o.Record.(*report.Report); ok {
		return report.SpokenCode(r)
	}
	return ""
}

// masked is what a report will hide, in the words of a language.
func masked(o wizard.Outcome, lang string) (all []wizard.Masked) {
	r, ok := o.Record.(*report.Report)
	if !ok {
		return nil
	}
	for _, m := range export.Preview(r.In(lang)).Masked {
		all = append(all, wizard.Masked{What: m.What, Places: m.Places, As: m.Example})
	}
	return all
}

// unsaved says in words for people why a file could not be written to a folder,
// and where it could be.
func unsaved(folder string, err error) wizard.Trouble {
	t := wizard.Trouble{Key: "save.failed", Detail: err.Error(), Args: map[string]any{"Folder": folder, "Elsewhere": elsewhere(folder)}}
	var leak *report.LeakError
	switch {
	case errors.As(err, &leak):
		t.Key = "save.leak"
	case errors.Is(err, fs.ErrNotExist):
		t.Key = "save.gone"
	case errors.Is(err, fs.ErrPermission), readOnly(err):
		t.Key = "save.denied"
	case diskFull(err):
		t.Key = "save.full"
	}
	return t
}

// elsewhere is another folder than the one that failed.
func elsewhere(folder string) string {
	for _, other := range folders() {
		if filepath.Clean(other) != filepath.Clean(folder) {
			return other
		}
	}
	return os.TempDir()
}
