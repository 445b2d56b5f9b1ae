package ui

import (
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"kpdoctor/checks"
	"kpdoctor/checks/demo"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
	"kpdoctor/ui/wizard"
)

// pictures, where set, is a folder that gets a PNG of every page state:
//
//	go test ./ui -run Pictures -pictures /tmp/pages
var pictures = flag.String("pictures", "", "write a picture of every page to this folder")

// faults are one of every kind of verdict, by whose job it is and how sure it is.
var faults = []string{
	"", "adapter.unplugged", "dns.resolver_down", "port.filtered", "internet.unreachable", "server.maintenance",
	"server.access_denied", "tls.gm_only", "device.missing", "software.not_running", "clock.timezone", "tls.intercepted",
}

// sizes are the screens: 1366×768 as it is, at 125 % and at twice the size.
var sizes = map[string]struct {
	scale float32
	room  fyne.Size
}{"1x": {1, fyne.NewSize(960, 680)}, "125": {1.25, fyne.NewSize(960, 574)}, "2x": {2, fyne.NewSize(675, 340)}}

// TestPictures draws every page and every kind of verdict, measured on the
// practice servers, in both languages, light and dark, at three sizes, for
// people to look at.
func TestPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("no -pictures folder given")
	}
	if err := os.MkdirAll(*pictures, 0o755); err != nil {
		t.Fatal(err)
	}
	all := pictured(t)
	for _, lang := range []string{"zh", "en"} {
		for name, variant := range map[string]fyne.ThemeVariant{"light": theme.VariantLight, "dark": theme.VariantDark} {
			for size, screen := range sizes {
				w, _ := stand(t, lang)
				w.do.Summary = report.Summary
				w.app.Settings().SetTheme(lit{variant: variant})
				w.Canvas().(interface{ SetScale(float32) }).SetScale(screen.scale)
				w.Resize(screen.room)
				for scene, s := range all {
					w.set(s)
					settle(w)
					draw(t, w, filepath.Join(*pictures, strings.Join([]string{scene, lang, name, size}, "-")+".png"))
				}
			}
		}
	}
}

// pictured are the scenes, with what was really measured where anything was.
func pictured(t *testing.T) map[string]wizard.State {
	all := scenes()
	for _, name := range []string{"checks", "verdict_ok", "verdict_degraded", "verdict_broken", "verdict_inconclusive"} {
		delete(all, name)
	}
	for _, fault := range faults {
		o, half := practised(t, fault)
		name := strings.ReplaceAll(fault, ".", "_")
		if fault == "" {
			name = "well"
		}
		all["verdict_"+name] = all["welcome"].Started().Told(wizard.Event{Outcome: o})
		if fault == "dns.resolver_down" {
			all["checks"] = half
			guided := all["verdict_"+name]
			all["guide_asking"] = guided.Done(0).Retold(wizard.Event{Plan: plan}).Ticked(2 * time.Second)
			all["guide_next"] = guided.Done(0).Retold(wizard.Event{Outcome: o})
			well, _ := practised(t, "")
			all["guide_gone"] = guided.Done(0).Retold(wizard.Event{Outcome: well})
			save := guided.Offered("/home/li/桌面", "kpdoctor-20261122T111440-7f3a",
				wizard.Masked{What: "电脑名", Places: 2, As: "pc-1"}, wizard.Masked{What: "内网地址", Places: 14, As: "inner-1"})
			all["save"] = save
			all["save_done"] = save.Saved("/home/li/桌面/kpdoctor-20261122T111440-7f3a.html", nil)
			all["save_open"] = save.WithReport(save.Report.Opened(true))
			stopped := *o
			stopped.Complete = false
			stopped.Diagnosis = diagnose.Diagnosis{Verdict: diagnose.Inconclusive}
			all["verdict_stopped"] = all["welcome"].Started().Told(wizard.Event{Outcome: &stopped})
		}
	}
	return all
}

// practised runs the checks with a fault injected; half is the state in which
// half of them have ended.
func practised(t *testing.T, fault string) (o *wizard.Outcome, half wizard.State) {
	t.Helper()
	d, err := demo.Start(fault)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	stages := map[checks.Stage]int{}
	for _, c := range checks.Plan(d.Profile) {
		stages[c.Stage]++
	}
	half = scenes()["welcome"].Started().Told(wizard.Event{Plan: stages}).Ticked(2 * time.Second)
	r := report.Run(t.Context(), d.Env, d.Profile, report.Options{App: "kpdoctor", Lang: "zh"}, func(e checks.Event) {
		if half.Run.Ended() < half.Run.Planned()*2/3 {
			half = half.Told(wizard.Event{Check: &e})
		}
	})
	return &wizard.Outcome{
		Profile: d.Profile.Name, Practice: true, System: "windows", Complete: true, Took: time.Duration(r.DurationMS) * time.Millisecond,
		Results: r.Results(), Diagnosis: diagnose.Diagnose(r.Results(), true), Record: r,
	}, half
}

// settle lays out until wrapped text has found its height, as the drawing loop
// of a real window does.
func settle(w *Window) {
	size := w.Canvas().Size()
	for range 4 {
		w.Resize(size.AddWidthHeight(1, 0))
		w.Resize(size)
	}
}

func draw(t *testing.T, w *Window, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
