package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
	"kpdoctor/checks/settings"
	"kpdoctor/ui/wizard"
)

// office is a profile of one service on this PC, which can be shut and opened.
type office struct {
	t      *testing.T
	addr   string
	choice wizard.Choice
	open   net.Listener // nil: nobody listens
}

func newOffice(t *testing.T) *office {
	o := &office{t: t, addr: "127.0.0.1:0"}
	o.begin()
	o.addr = o.open.Addr().String()
	file := filepath.Join(t.TempDir(), "税务 局.toml")
	text := fmt.Sprintf("schema = \"kpdoctor.profile/v1\"\nname = \"本机税务局\"\n[[endpoints]]\nurl = \"tcp://%s\"\n", o.addr)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	o.choice = wizard.Choice{Mode: wizard.ByFile, File: file}
	t.Cleanup(o.shut)
	return o
}

func (o *office) begin() {
	l, err := net.Listen("tcp", o.addr)
	if err != nil {
		o.t.Fatal(err)
	}
	o.open = l
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			c.Close()
		}
	}()
}

func (o *office) shut() {
	if o.open != nil {
		o.open.Close()
		o.open = nil
	}
}

// visit is one run of the window.
func (o *office) visit(d *desk) wizard.Outcome {
	o.t.Helper()
	for e := range d.check(o.t.Context(), o.choice, "zh") {
		if e.Trouble != nil {
			o.t.Fatal(e.Trouble)
		}
		if e.Outcome != nil {
			return *e.Outcome
		}
	}
	o.t.Fatal("no outcome")
	return wizard.Outcome{}
}

// Good, bad, good again: the bad one says when it was last fine, all are kept
// with the incident between, and an old one is read back as it was.
func TestRunsAreKeptAndCompared(t *testing.T) {
	t.Setenv(settings.Home, filepath.Join(t.TempDir(), "张会计 的 U盘"))
	o, d := newOffice(t), openDesk()
	good := o.visit(d)
	if good.Diagnosis.Verdict == diagnose.Broken || good.Since != (wizard.Said{}) {
		t.Fatalf("the first: %s, since %q", good.Diagnosis.Verdict, good.Since.ZH)
	}
	time.Sleep(time.Until(good.Record.(*report.Report).Started.Add(time.Second))) // runs are told apart by seconds
	o.shut()
	bad := o.visit(d)
	if bad.Diagnosis.Verdict != diagnose.Broken || !strings.HasPrefix(bad.Since.ZH, "上次正常：") || !strings.HasPrefix(bad.Since.EN, "Last fine: ") {
		t.Fatalf("the second: %s, since %q", bad.Diagnosis.Verdict, bad.Since)
	}
	if got := bad.Record.(*report.Report).Previous; got != good.Record.(*report.Report).ID {
		t.Errorf("compared with %q", got)
	}
	time.Sleep(time.Until(bad.Record.(*report.Report).Started.Add(time.Second)))
	o.begin()
	o.visit(d)

	d = openDesk() // the next day
	h := d.history()
	if len(h.Runs) != 3 || h.Runs[1].Verdict != diagnose.Broken || h.Runs[1].Cause.ZH == "" || h.Runs[1].Title != "本机税务局" || !h.Runs[1].Complete {
		t.Fatalf("kept %+v", h.Runs)
	}
	if len(h.Incidents) != 1 || h.Incidents[0].Open || h.Incidents[0].Ended.ZH == "" {
		t.Errorf("incidents %+v", h.Incidents)
	}
	was, err := d.reopen(h.Runs[1].ID)
	if err != nil || was.Past.IsZero() || was.Since != bad.Since || len(was.Results) != len(bad.Results) || was.Diagnosis.Causes[0].Code != bad.Diagnosis.Causes[0].Code {
		t.Errorf("read back %+v, %v", was, err)
	}
	if err := d.dropRuns(h.Runs[1].ID); err != nil || len(d.history().Runs) != 2 {
		t.Errorf("%d are left, %v", len(d.history().Runs), err)
	}
	if err := d.dropRuns(); err != nil || len(d.history().Runs) != 0 {
		t.Errorf("%d are left, %v", len(d.history().Runs), err)
	}
	if _, err := d.reopen(h.Runs[0].ID); err == nil {
		t.Error("what was deleted can be read")
	}
}

// A watch of it: down and up again, the outage with its cause, the full run kept,
// the summary saved as a page.
func TestWatchOnThisPC(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "config"))
	t.Setenv(settings.Home, filepath.Join(home, "kept"))
	o, d := newOffice(t), openDesk()
	var last wizard.WatchEvent
	full := 0
	for e := range d.watch(t.Context(), o.choice, wizard.WatchOptions{For: 4 * time.Second, Every: time.Second}, "zh") {
		if e.Trouble != nil {
			t.Fatal(e.Trouble)
		}
		last = e
		switch {
		case e.Looking:
			full++
		case e.Rounds == 1:
			o.shut()
		case e.Rounds == 2 && o.open == nil:
			o.begin()
		}
	}
	if !last.Over || last.Rounds < 3 || last.Success >= 1 || len(last.Outages) != 1 || last.Outages[0].State != "bad" || last.Outages[0].To == 0 || full == 0 {
		t.Fatalf("%+v", last)
	}
	if last.Connect.Median <= 0 || len(last.Plot) == 0 || len(last.Lines) == 0 {
		t.Errorf("nothing to draw: %+v", last)
	}
	if run := last.Outages[0].Run; run == "" {
		t.Error("no full run was made in the outage")
	} else if _, err := d.reopen(run); err != nil {
		t.Error(err)
	}
	path, err := saveWatch(last, "zh")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if said := string(data); err != nil || filepath.Dir(path) != home || !strings.Contains(said, "连不上") || !strings.Contains(said, o.addr) || !strings.Contains(said, "<svg") {
		t.Errorf("%s says %q (%v)", path, said, err)
	}
}

// Her own name for what is checked is listed with the run, and is in no report.
func TestOwnNameIsListedAndNeverSent(t *testing.T) {
	t.Setenv(settings.Home, t.TempDir())
	d := openDesk()
	o := newOffice(t)
	o.choice.Label = "张三商贸有限公司"
	var made *wizard.Outcome
	for e := range d.check(t.Context(), o.choice, "zh") {
		made = e.Outcome
	}
	runs := d.history().Runs
	if len(runs) != 1 || !strings.HasPrefix(runs[0].Title, "张三商贸有限公司 · ") {
		t.Fatalf("listed %+v", runs)
	}
	again, err := d.reopen(runs[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []wizard.Outcome{*made, again} {
		if site := o.Record.(*report.Report).Site; site != "" {
			t.Errorf("the report names %s", site)
		}
	}
}
