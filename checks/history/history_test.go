package history

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
)

var start = time.Date(2026, 10, 30, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))

// run is a report as far as a history looks at it. Its id tells when it was.
func run(at time.Time, verdict diagnose.Verdict, codes ...string) *report.Report {
	r := &report.Report{
		Schema: report.Schema, ID: at.Format("20060102T150405-0700") + "-0001", Started: at, Complete: true, Lang: "zh", App: report.App{Name: "kpcheck"},
		Profile: report.Profile{Name: "北京", Region: "beijing", Software: "browser", Endpoints: []string{"https://etax.example/"}}, Diagnosis: report.Diagnosis{Verdict: verdict},
	}
	for _, code := range codes {
		r.Diagnosis.Causes = append(r.Diagnosis.Causes, report.Cause{Code: code, Title: code})
	}
	return r
}

func day(n float64) time.Time { return start.Add(time.Duration(n * 24 * float64(time.Hour))) }

// folder opens an empty history whose present is the day after now.
func folder(t *testing.T, now time.Time) *History {
	t.Helper()
	h, err := Open(filepath.Join(t.TempDir(), "历史 runs"))
	if err != nil {
		t.Fatal(err)
	}
	h.now = func() time.Time { return now }
	return h
}

func keep(t *testing.T, h *History, all ...*report.Report) {
	t.Helper()
	for _, r := range all {
		if err := h.Keep(r); err != nil {
			t.Fatal(err)
		}
	}
}

func ids(entries []Entry) []string {
	var all []string
	for _, e := range entries {
		all = append(all, e.ID)
	}
	return all
}

func TestKeepAndForget(t *testing.T) {
	h := folder(t, day(1))
	a, b := run(day(0), diagnose.OK), run(day(1), diagnose.Broken, "dns.resolver_down")
	keep(t, h, b, a, b) // a second time is the same file
	entries, skipped := h.List()
	if got := ids(entries); !slices.Equal(got, []string{b.ID, a.ID}) || len(skipped) > 0 {
		t.Fatalf("%v, %v", got, skipped)
	}
	if e := entries[0]; e.Verdict != diagnose.Broken || e.Causes[0].Code != "dns.resolver_down" || !e.Complete || e.Profile.Region != "beijing" || e.App != "kpcheck" || !e.Started.Equal(day(1)) {
		t.Errorf("%+v", e)
	}
	got, err := h.Read(a.ID)
	if err != nil || got.ID != a.ID || got.Diagnosis.Verdict != diagnose.OK {
		t.Errorf("%+v, %v", got, err)
	}
	info, err := os.Stat(entries[0].File)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if info, err := os.Stat(h.dir); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, %v", info.Mode(), err)
	}
	if err := h.Forget(a.ID); err != nil {
		t.Error(err)
	}
	if err := h.Forget(a.ID); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("forgotten twice: %v", err)
	}
	if _, err := h.Read("../../etc/passwd"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if err := h.ForgetAll(); err != nil {
		t.Error(err)
	}
	if entries, _ := h.List(); len(entries) != 0 {
		t.Errorf("%v", ids(entries))
	}
	masked := run(day(2), diagnose.OK)
	masked.Masked = true
	if h.Keep(masked) == nil {
		t.Error("a masked report was kept")
	}
}

// Names sort as runs do, whatever the zone of the PC was.
func TestNamesSort(t *testing.T) {
	early := run(time.Date(2026, 11, 1, 23, 0, 0, 0, time.FixedZone("", 8*3600)), diagnose.OK)
	late := run(time.Date(2026, 11, 1, 16, 0, 0, 0, time.UTC), diagnose.OK)
	if a, b := fileName(early), fileName(late); a >= b || !ours.MatchString(a) {
		t.Errorf("%s is not before %s", a, b)
	}
}

// What a stranger, a crash or a virus scanner left in the folder is named and
// passed over, and never removed.
func TestHostileFiles(t *testing.T) {
	h := folder(t, day(1))
	good := run(day(0), diagnose.OK)
	keep(t, h, good)
	name := func(n int) string { return fmt.Sprintf("2026103%dT010000Z-00000000000%d.json", n%2, n) }
	write := func(file, text string) {
		if err := os.WriteFile(filepath.Join(h.dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(filepath.Join(h.dir, fileName(good)))
	if err != nil {
		t.Fatal(err)
	}
	write(name(0), "")
	write(name(1), string(data[:len(data)/2]))
	write(name(2), strings.Repeat("[", 100_000))
	write(name(3), string(data)) // another run than its name says
	write(name(4), `{"schema":"other/v1","id":"x","started":"2026-11-22T11:14:40+08:00"}`)
	write("notes.txt", "hello")
	write("..2026.json", "{}")
	if err := os.Mkdir(filepath.Join(h.dir, name(5)), 0o700); err != nil {
		t.Fatal(err)
	}
	strange := 9
	if err := os.Symlink("/dev/zero", filepath.Join(h.dir, name(6))); err != nil {
		strange-- // not every user may make links on Windows
	}
	h.maxRuns = 2
	keep(t, h, run(day(0.5), diagnose.OK), run(day(0.6), diagnose.OK), run(day(0.7), diagnose.OK))
	entries, skipped := h.List()
	if len(entries) == 0 || len(skipped) != strange {
		t.Errorf("%d entries; skipped %v", len(entries), skipped)
	}
	for _, s := range skipped {
		if s.Err == nil || s.File == "" {
			t.Errorf("%+v", s)
		}
	}
}

// TestBounds: too many, too old or too large, the oldest ordinary runs go first.
func TestBounds(t *testing.T) {
	h := folder(t, day(300))
	h.maxRuns = 20
	for n := range 50 {
		keep(t, h, run(day(250).Add(time.Duration(n)*time.Hour), diagnose.OK))
		if entries, _ := h.List(); len(entries) > 20 {
			t.Fatalf("%d runs", len(entries))
		}
	}
	entries, _ := h.List()
	if len(entries) < 18 || !entries[0].Started.Equal(day(250).Add(49*time.Hour)) {
		t.Errorf("%d runs, the newest of %v", len(entries), entries[0].Started)
	}
	h.now = func() time.Time { return day(300) }
	keep(t, h, run(day(100), diagnose.OK)) // older than 90 days
	if e, _ := h.List(); slices.Contains(ids(e), run(day(100), diagnose.OK).ID) {
		t.Error("an old run stayed")
	}
	h.maxBytes = 5000
	keep(t, h, run(day(299), diagnose.OK))
	files, _ := h.files()
	var size int64
	for _, f := range files {
		size += f.size
	}
	if size > 5000 || len(files) == 0 {
		t.Errorf("%d bytes in %d files", size, len(files))
	}
}

// The last good run of each profile and the runs of an open incident stay,
// however old they are.
func TestPreciousRunsStay(t *testing.T) {
	h := folder(t, day(300))
	h.maxRuns = 20
	other := func(r *report.Report) *report.Report { r.Profile.Region = "shanghai"; return r }
	lastGood, firstBad := run(day(0), diagnose.OK), run(day(1), diagnose.Broken, "port.filtered")
	foreign := other(run(day(0.5), diagnose.Degraded, "clock.timezone"))
	keep(t, h, lastGood, foreign, firstBad, run(day(2), diagnose.Broken, "port.filtered"))
	for n := range 30 {
		keep(t, h, other(run(day(200).Add(time.Duration(n)*time.Hour), diagnose.Inconclusive)))
	}
	entries, _ := h.List()
	got := ids(entries)
	for _, want := range []*report.Report{lastGood, foreign, firstBad, run(day(2), diagnose.OK), run(day(200), diagnose.OK), run(day(200).Add(29*time.Hour), diagnose.OK)} {
		if !slices.Contains(got, want.ID) {
			t.Errorf("%s is gone", want.ID)
		}
	}
	if len(entries) > 20 {
		t.Errorf("%d runs: the midst of a long incident has to go", len(entries))
	}
}

// What a crash left half-written goes in time, and not while it may be written.
func TestSweep(t *testing.T) {
	h := folder(t, time.Now())
	old, young := filepath.Join(h.dir, ".kpdoctor-1.tmp"), filepath.Join(h.dir, ".kpdoctor-2.tmp")
	for _, f := range []string{old, young} {
		if err := os.WriteFile(f, []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(old, time.Time{}, time.Now().Add(-2*abandoned)); err != nil {
		t.Fatal(err)
	}
	keep(t, h, run(time.Now(), diagnose.OK))
	if _, err := os.Stat(old); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the old one: %v", err)
	}
	if _, err := os.Stat(young); err != nil {
		t.Errorf("the young one: %v", err)
	}
	if entries, skipped := h.List(); len(entries) != 1 || len(skipped) != 0 {
		t.Errorf("%v, %v", entries, skipped)
	}
}
