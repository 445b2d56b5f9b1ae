package ui

import (
	"context"
	"errors"
	"image/color"
	"iter"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/ui/wizard"
)

// lit is the theme in one variant.
type lit struct {
	Theme
	variant fyne.ThemeVariant
}

func (l lit) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return l.Theme.Color(name, l.variant)
}

// recorded is what the window asked of its actions.
type recorded struct {
	chosen  []wizard.Choice
	again   [][]string // kinds asked again
	saved   []wizard.Report
	opened  []string
	events  []wizard.Event
	saveErr error
	stopped bool
}

// testApp is one for all the tests: with each new one, or theme, Fyne reads the
// fonts and draws the icons again, which takes most of a test's time.
var testApp = sync.OnceValue(test.NewApp)

// stand opens a window whose actions are played.
func stand(t *testing.T, lang string) (*Window, *recorded) {
	t.Helper()
	app := testApp()
	if theme := (lit{variant: theme.VariantLight}); app.Settings().Theme() != theme {
		app.Settings().SetTheme(theme)
	}
	fyne.SetCurrentApp(app) // a test may have had one of its own
	app.Clipboard().SetContent("")
	did := new(recorded)
	w := New(app, text.New(lang), Actions{
		Authorities: func(query string) []wizard.Authority {
			all := []wizard.Authority{{Region: "beijing", ZH: "北京", EN: "Beijing"}, {Region: "shenzhen", ZH: "深圳", EN: "Shenzhen"}, {Region: "neimenggu", ZH: "内蒙古", EN: "Inner Mongolia"}}
			var found []wizard.Authority
			for _, a := range all {
				if strings.Contains(a.Region+a.ZH, query) {
					found = append(found, a)
				}
			}
			return found
		},
		Faults: func() []string { return []string{"dns.resolver_down", "clock.skewed"} },
		Hosts: func(c wizard.Choice, _ string) ([]wizard.Contacted, error) {
			if c.Mode == wizard.ByFile {
				return nil, errors.New("bad.toml:3: colour: unknown key")
			}
			return []wizard.Contacted{{Host: "dppt.beijing.chinatax.gov.cn:8443", Use: "endpoint", Name: "电子发票服务平台"}, {Host: "223.5.5.5:53", Use: "reference"}}, nil
		},
		Check: func(ctx context.Context, c wizard.Choice, _ string) iter.Seq[wizard.Event] {
			did.chosen = append(did.chosen, c)
			return func(yield func(wizard.Event) bool) {
				for _, e := range did.events {
					if !yield(e) {
						return
					}
				}
				did.stopped = ctx.Err() != nil
			}
		},
		Summary: func(r checks.Result, lang string) string {
			if lang == "en" {
				return "What " + r.ID + " says: " + string(r.Status)
			}
			return "检测项 " + r.ID + " 的一句话：" + string(r.Status)
		},
		Place: func(wizard.Outcome) (string, string) { return "/home/li/桌面", "kpdoctor-20261122T111440-7f3a" },
		Save: func(_ wizard.Outcome, to wizard.Report) (string, error) {
			did.saved = append(did.saved, to)
			return to.Folder + "/" + to.Name, did.saveErr
		},
		Recheck: func(ctx context.Context, c wizard.Choice, _ wizard.Outcome, kinds []string, _ string) iter.Seq[wizard.Event] {
			did.again = append(did.again, kinds)
			return func(yield func(wizard.Event) bool) {
				for _, e := range did.events {
					if !yield(e) {
						return
					}
				}
				did.stopped = ctx.Err() != nil
			}
		},
		Clipboard: func(o wizard.Outcome, lang string) string { return "the verdict in " + lang },
		Spoken:    func(wizard.Outcome) string { return "K7Q2-M4XD" },
		Masked: func(wizard.Outcome, string) []wizard.Masked {
			return []wizard.Masked{{What: "电脑名", Places: 1, As: "pc-1"}, {What: "内网地址", Places: 4, As: "inner-1"}}
		},
		Open: func(path string) error { did.opened = append(did.opened, path); return nil },
	})
	new(mends).actions(&w.do)
	w.Spawn, w.Clock = func(f func()) { f() }, nil
	w.Resize(fyne.NewSize(960, 640))
	t.Cleanup(w.Close)
	return w, did
}

// ended is one check that ended.
func ended(id string, stage checks.Stage, status checks.Status) checks.Result {
	_, target, _ := strings.Cut(id, ":")
	return checks.Result{ID: id, Stage: stage, Target: target, Status: status, Took: 20 * time.Millisecond}
}

var results = []checks.Result{
	ended("host", checks.StageHost, checks.Pass),
	ended("adapter", checks.StageAdapter, checks.Pass),
	ended("gateway", checks.StageAdapter, checks.Pass),
	ended("proxy", checks.StageAdapter, checks.Pass),
	ended("dns:dppt.beijing.chinatax.gov.cn", checks.StageDNS, checks.Fail),
	ended("ping:223.5.5.5", checks.StagePing, checks.Error),
	ended("port:dppt.beijing.chinatax.gov.cn:8443", checks.StagePort, checks.Pass),
	ended("certificate:dppt.beijing.chinatax.gov.cn:8443", checks.StageCertificate, checks.Pass),
	ended("clock", checks.StageClock, checks.Warn),
	ended("service:dppt.beijing.chinatax.gov.cn:8443", checks.StageService, checks.Skip),
}

var plan = map[checks.Stage]int{
	checks.StageHost: 1, checks.StageAdapter: 3, checks.StageDNS: 1, checks.StagePing: 1, checks.StagePort: 1,
	checks.StageCertificate: 1, checks.StageClock: 1, checks.StageService: 1,
}

// outcomeOf is an outcome of each verdict.
func outcomeOf(v diagnose.Verdict) wizard.Outcome {
	o := wizard.Outcome{
		Profile: "北京 · 电子发票服务平台", Complete: true, Took: 1234 * time.Millisecond, Results: results,
		Diagnosis: diagnose.Diagnosis{Verdict: v, Fine: []string{"adapter", "gateway", "internet"}},
	}
	down := diagnose.Problem{Code: "dns.resolver_down", Confidence: 0.95, Targets: []string{"192.168.1.1"}, Evidence: []string{"dns:dppt.beijing.chinatax.gov.cn"}}
	zone := diagnose.Problem{Code: "clock.timezone", Confidence: 0.9, Evidence: []string{"clock"}}
	switch v {
	case diagnose.Broken:
		o.Diagnosis.Causes = []diagnose.Problem{down, zone}
	case diagnose.Degraded:
		o.Diagnosis.Causes = []diagnose.Problem{zone}
	}
	return o
}

// scenes are the states that a page has to be good in.
func scenes() map[string]wizard.State {
	begin := wizard.Begin(wizard.Choice{Mode: wizard.ByRegion, Region: "beijing", Software: "browser", Fault: "clock.skewed", Addresses: "dppt.beijing.chinatax.gov.cn:8443"})
	mode := func(m wizard.Mode) wizard.State { c := begin.Choice; c.Mode = m; return begin.Chose(c) }
	running := begin.Started().Told(wizard.Event{Plan: plan})
	for _, r := range results[:6] {
		running = running.Told(wizard.Event{Check: &checks.Event{ID: r.ID, Stage: r.Stage, Result: &r}})
	}
	running = running.Told(wizard.Event{Check: &checks.Event{ID: "port:x", Stage: checks.StagePort}})
	all := map[string]wizard.State{
		"welcome":          begin,
		"welcome_address":  mode(wizard.ByAddress),
		"welcome_file":     mode(wizard.ByFile),
		"welcome_practice": mode(wizard.ByPractice),
		"welcome_trouble":  mode(wizard.ByFile).Troubled(wizard.Trouble{Key: "start.bad_profile", Detail: "bad.toml:3: colour: unknown key"}),
		"checks":           running,
		"checks_stopping":  running.Stopping(),
	}
	for _, v := range []diagnose.Verdict{diagnose.OK, diagnose.Degraded, diagnose.Broken, diagnose.Inconclusive} {
		o := outcomeOf(v)
		all["verdict_"+string(v)] = begin.Started().Told(wizard.Event{Outcome: &o})
	}
	// What the screen said, and what it has to do with the verdict.
	asked := func(said string) wizard.State {
		c := begin.Choice
		c.Message = said
		return begin.Chose(c).Goto(wizard.Message)
	}
	all["message"] = asked("")
	for name, said := range map[string]string{
		"network": "安全接入服务器连接失败", "maybe": "-960031167", "not": "授信额度不足", "unknown": "qwertyuiop", "near": "83",
	} {
		all["message_"+name] = asked(said)
	}
	for name, said := range map[string]string{"elsewhere": "授信额度不足", "passed": "ERR_NAME_NOT_RESOLVED", "unknown": "开不了门"} {
		o := outcomeOf(diagnose.OK)
		o.Message = said
		all["verdict_ok_"+name] = asked(said).Started().Told(wizard.Event{Outcome: &o})
	}
	for name, said := range map[string]string{"same": "ERR_NAME_NOT_RESOLVED", "further": "您的时钟快了", "beside": "授信额度不足", "other": "403 Forbidden"} {
		o := outcomeOf(diagnose.Broken)
		o.Message = said
		all["verdict_broken_"+name] = asked(said).Started().Told(wizard.Event{Outcome: &o})
	}
	save := all["verdict_broken"].Offered("/home/li/桌面", "kpdoctor-20261122T111440-7f3a")
	all["save"] = save
	all["save_done"] = save.Saved("/home/li/桌面/kpdoctor-20261122T111440-7f3a.html", nil)
	all["save_denied"] = save.Saved("", &wizard.Trouble{Key: "save.denied", Args: map[string]any{"Folder": "/home/li/桌面", "Elsewhere": "/home/li"}})
	maps.Copy(all, repairScenes())
	return all
}
