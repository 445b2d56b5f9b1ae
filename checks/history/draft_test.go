package history

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/report"
)

// crashed leaves the draft of a run of which the first n results came, and
// returns its path.
func crashed(t *testing.T, h *History, n int) (path string, whole *report.Report) {
	t.Helper()
	e, p := pc(), twelve()
	o := report.Options{App: "kpcheck", Lang: "zh", Site: "门店 017", Message: "连不上"}
	rec, err := h.Record(p, o, e.Now())
	if err != nil {
		t.Fatal(err)
	}
	whole = report.Run(t.Context(), e, p, o, func(ev checks.Event) {
		if ev.Result != nil {
			if n--; n >= 0 {
				rec.Event(ev)
			}
		}
	})
	path = rec.file.Name()
	if n > 0 || rec.Err() != nil {
		t.Fatalf("%d results too few, %v", n, rec.Err())
	}
	if got := h.Unfinished(); len(got) != 0 {
		t.Fatal("the draft of a program that still runs was offered")
	}
	rec.close(false) // as the system does for a program that was killed
	return path, whole
}

// A draft that holds every result is judged as the run was.
func TestDraftHoldsTheRun(t *testing.T) {
	h := folder(t, time.Now())
	_, whole := crashed(t, h, len(checks.Plan(twelve())))
	found := h.Unfinished()
	if len(found) != 1 {
		t.Fatalf("%d drafts", len(found))
	}
	d := found[0]
	if d.App != "kpcheck" || d.Results != len(whole.Checks) || d.Profile.Name != whole.Profile.Name || time.Since(d.Started) > time.Minute {
		t.Errorf("%+v", d)
	}
	r := d.Report(env.Host{Name: "PC-7", User: "lili"})
	if r.Complete || r.Site != "门店 017" || r.Context.Message != "连不上" || r.Lang != "zh" || r.App.Name != "kpcheck" {
		t.Errorf("%+v", r)
	}
	if diff := cmp.Diff(whole.Results(), r.Results()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(whole.Diagnosis.Causes, r.Diagnosis.Causes); diff != "" {
		t.Error(diff)
	}
	if err := h.Discard(d); err != nil || len(h.Unfinished()) != 0 {
		t.Errorf("%v, and it is still there", err)
	}
}

// A line that a loss of power cut short, or filled with zeros, ends the draft
// and harms nothing before it.
func TestDraftCutShort(t *testing.T) {
	h := folder(t, time.Now())
	path, _ := crashed(t, h, 10)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cut := bytes.LastIndexByte(whole[:len(whole)-1], '\n') + 20
	for what, data := range map[string][]byte{"cut": whole[:cut], "zeros": append(bytes.Clone(whole[:cut]), make([]byte, 4000)...)} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if found := h.Unfinished(); len(found) != 1 || found[0].Results != 9 {
			t.Errorf("%s: %+v", what, found)
		}
	}
}

// The crash after the report was kept, and before the draft was removed, offers
// nothing twice; the one before it was kept loses nothing.
func TestCrashAtTheEnd(t *testing.T) {
	h := folder(t, time.Now())
	rec, err := h.Record(twelve(), report.Options{App: "kpcheck"}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	r := report.Run(t.Context(), pc(), twelve(), report.Options{App: "kpcheck"}, rec.Event)
	rec.write(draftLine{Kept: r.ID})
	rec.close(false)
	if found := h.Unfinished(); len(found) != 1 {
		t.Fatalf("%d drafts of a run that was not kept", len(found))
	}
	keep(t, h, r)
	if found := h.Unfinished(); len(found) != 0 {
		t.Errorf("%d drafts of a run that was kept", len(found))
	}
}

// What is no draft, or one too old or too many, goes; a file of another kind and
// a folder stay.
func TestHostileDrafts(t *testing.T) {
	h := folder(t, time.Now())
	path, _ := crashed(t, h, 3)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(path)
	for name, text := range map[string]string{
		"a.jsonl": "", "b.jsonl": "{}\n", "c.jsonl": "[[[[\n", "d.jsonl": `{"schema":"kpdoctor.draft/v1"}` + "\n", "e.jsonl": string(data[:bytes.IndexByte(data, '\n')+1]), "f.txt": "mine",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	old := filepath.Join(dir, "old.jsonl")
	if err := os.WriteFile(old, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(old, time.Time{}, time.Now().Add(-maxDraftAge-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if found := h.Unfinished(); len(found) != 1 || found[0].File != path {
		t.Errorf("%+v", found)
	}
	if left, _ := os.ReadDir(dir); len(left) != 2 {
		t.Errorf("%v", left)
	}
	if err := h.Discard(Draft{File: filepath.Join(h.dir, "..", "x.jsonl")}); err == nil {
		t.Error("a file elsewhere was discarded")
	}
	if err := h.ForgetAll(); err != nil || len(h.Unfinished()) != 0 {
		t.Errorf("%v, and drafts are left", err)
	}
}

// Nothing to record to is nothing to trip over.
func TestNoRecording(t *testing.T) {
	var none *Recording
	none.Event(checks.Event{Result: &checks.Result{ID: "host"}})
	none.Drop()
	if err := errors.Join(none.Keep(&report.Report{}), none.Err()); err != nil {
		t.Error(err)
	}
	h := folder(t, time.Now())
	if err := os.WriteFile(filepath.Join(h.dir, drafts), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Record(&profile.Profile{}, report.Options{}, time.Now()); err == nil {
		t.Error("recorded into a file that is no folder")
	}
	if _, err := Open(filepath.Join(h.dir, drafts)); err == nil {
		t.Error("a file was opened as a folder")
	}
	rec, err := folder(t, time.Now()).Record(twelve(), report.Options{}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	rec.Drop()
	if _, err := os.Stat(rec.file.Name()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("dropped, and still there: %v", err)
	}
}

// BenchmarkEvent is what a draft costs a run: one line for one result.
func BenchmarkEvent(b *testing.B) {
	h, err := Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	var events []checks.Event
	report.Run(b.Context(), pc(), twelve(), report.Options{}, func(ev checks.Event) {
		if ev.Result != nil {
			events = append(events, ev)
		}
	})
	rec, err := h.Record(twelve(), report.Options{}, time.Now())
	if err != nil {
		b.Fatal(err)
	}
	defer rec.Drop()
	for n := 0; b.Loop(); n++ {
		rec.Event(events[n%len(events)])
	}
}
