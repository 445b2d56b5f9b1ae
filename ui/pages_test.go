package ui

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/ui/wizard"
)

// The shape of pages by state, in markup: one language, one size.
func TestPagesLookTheSame(t *testing.T) {
	for _, name := range []string{"welcome", "message_not", "checks", "verdict_ok", "verdict_ok_elsewhere", "save_done"} {
		t.Run(name, func(t *testing.T) {
			w, _ := stand(t, "en")
			w.set(scenes()[name])
			settle(w)
			test.AssertRendersToMarkup(t, name+".xml", w.Canvas())
		})
	}
}

// shown is every text that stands on the window now, one a line.
func shown(w *Window) string {
	var all []string
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *prose:
			all = append(all, o.said)
		case *widget.Label:
			all = append(all, o.Text)
		case *widget.Button:
			all = append(all, o.Text)
		case *presser:
			all = append(all, o.Text)
		case *widget.Entry:
			all = append(all, o.Text)
		case *asked:
			all = append(all, o.Text)
		case *selector:
			all = append(all, o.Selected)
		case *radio:
			all = append(all, o.Selected)
		case *widget.Accordion:
			for _, item := range o.Items {
				all = append(all, item.Title)
				if item.Open {
					walk(item.Detail)
				}
			}
		case *container.Scroll:
			walk(o.Content)
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case *widget.PopUp:
			walk(o.Content)
		}
	}
	walk(w.Content())
	for _, over := range w.Canvas().Overlays().List() {
		for _, o := range test.WidgetRenderer(over.(fyne.Widget)).Objects() {
			walk(o)
		}
	}
	return strings.Join(all, "\n")
}

// each visits everything that can be seen on the page, but what lies over it.
func each(w *Window, visit func(fyne.CanvasObject)) {
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		visit(o)
		switch o := o.(type) {
		case *container.Scroll:
			walk(o.Content)
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		}
	}
	walk(w.Content())
}

// find returns the one button with this text that can be seen.
func find(t *testing.T, w *Window, text string) *widget.Button {
	t.Helper()
	var found []*widget.Button
	each(w, func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *widget.Button:
			if o.Text == text {
				found = append(found, o)
			}
		case *presser:
			if o.Text == text || o.Text == text+" ("+string(o.letter)+")" {
				found = append(found, &o.Button)
			}
		}
	})
	if len(found) != 1 {
		t.Fatalf("%d buttons say %q on:\n%s", len(found), text, shown(w))
	}
	return found[0]
}

// unfold opens all that is told only when asked for.
func unfold(w *Window) {
	for _, f := range w.pages[wizard.Verdict].(*verdictPage).folds {
		f.open(true)
	}
}

func wants(t *testing.T, w *Window, said ...string) {
	t.Helper()
	now := shown(w)
	for _, one := range said {
		if !strings.Contains(now, one) {
			t.Errorf("the window does not say %q but:\n%s", one, now)
		}
	}
}

func TestStartNeedsAnAuthority(t *testing.T) {
	w, did := stand(t, "zh")
	if !find(t, w, "开始检测").Disabled() {
		t.Error("can start without an authority")
	}
	wants(t, w, "请先选择税务局", "浏览器（电子发票服务平台）")
	search := w.pages[wizard.Welcome].(*welcomePage).region.search
	test.Type(search, "深")
	wants(t, w, "✓ 深圳")
	test.Tap(find(t, w, "开始检测"))
	if len(did.chosen) != 1 || did.chosen[0].Region != "shenzhen" || did.chosen[0].Software != "browser" {
		t.Errorf("checked %+v", did.chosen)
	}
}

func TestEnterInTheSearchTakesTheFirst(t *testing.T) {
	w, did := stand(t, "zh")
	form := w.pages[wizard.Welcome].(*welcomePage).region
	form.search.OnSubmitted("")
	if got := w.state.Choice.Region; got != "" {
		t.Errorf("chose %q for nothing typed", got)
	}
	test.Type(form.search, "n")
	form.search.OnSubmitted("n")
	if got := w.state.Choice.Region; got != "beijing" || len(did.chosen) > 0 {
		t.Errorf("chose %q, want the first that is listed, beijing", got)
	}
	form.search.OnSubmitted("n")
	if len(did.chosen) != 1 {
		t.Error("a second Enter does not start the checks")
	}
}

func TestHostsAreShownBeforeTheRun(t *testing.T) {
	w, did := stand(t, "zh")
	w.set(scenes()["welcome"])
	test.Tap(find(t, w, "会连接哪些地址"))
	wants(t, w, "dppt.beijing.chinatax.gov.cn:8443", "税务服务 · 电子发票服务平台", "223.5.5.5:53", "除此之外，什么都不连接")
	if len(did.chosen) != 0 {
		t.Error("looking at the hosts started the checks")
	}
	list := w.pages[wizard.Welcome].(*welcomePage).hosts
	list.open.Hide()
	if w.state.Hosts != nil || strings.Contains(shown(w), "223.5.5.5:53") {
		t.Error("the list stays after it was closed")
	}
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEscape} {
		test.Tap(find(t, w, "会连接哪些地址"))
		wants(t, w, "223.5.5.5:53")
		w.typed(&fyne.KeyEvent{Name: key})
		if w.state.Hosts != nil || len(did.chosen) != 0 {
			t.Errorf("%s over the list: hosts %v, runs %d; want it closed and nothing started", key, w.state.Hosts, len(did.chosen))
		}
	}
}

func TestABadProfileIsOneSentence(t *testing.T) {
	w, _ := stand(t, "zh")
	w.set(scenes()["welcome_file"].Chose(wizard.Choice{Mode: wizard.ByFile, File: "bad.toml"}))
	test.Tap(find(t, w, "会连接哪些地址"))
	wants(t, w, "没能开始检测", "bad.toml:3: colour: unknown key")
}

func TestAFileCanBeDropped(t *testing.T) {
	w, _ := stand(t, "zh")
	w.dropped(fyne.Position{}, []fyne.URI{uri("/mnt/u/公司.toml")})
	if c := w.state.Choice; c.Mode != wizard.ByFile || c.File != "/mnt/u/公司.toml" {
		t.Errorf("chose %+v", c)
	}
}

func TestPracticeInjectsTheChosenFault(t *testing.T) {
	w, did := stand(t, "en")
	w.set(scenes()["welcome_practice"])
	p := w.pages[wizard.Welcome].(*welcomePage)
	p.faults.SetSelectedIndex(1)
	test.Tap(find(t, w, "Start"))
	if len(did.chosen) != 1 || did.chosen[0].Mode != wizard.ByPractice || did.chosen[0].Fault != "dns.resolver_down" {
		t.Errorf("checked %+v", did.chosen)
	}
}

func TestFromStartToSavedReport(t *testing.T) {
	w, did := stand(t, "zh")
	broken := outcomeOf(diagnose.Broken)
	did.events = []wizard.Event{{Plan: plan}, {Check: &checks.Event{ID: results[0].ID, Stage: results[0].Stage, Result: &results[0]}}, {Outcome: &broken}}
	w.set(scenes()["welcome"])
	test.Tap(find(t, w, "开始检测"))
	wants(t, w, "单位查网址的服务器没有回应", "单位网络", "本机网卡、路由器、外网都正常", "现在请这样做", "还有：这台电脑的时区设错了", "为什么这么判断")
	test.Tap(find(t, w, "保存报告"))
	wants(t, w, "已经遮盖", "/home/li/桌面", "kpdoctor-20261122T111440-7f3a.html")
	w.pages[wizard.Save].(*savePage).formats.SetSelected("给技术支持的程序读（JSON）")
	test.Tap(find(t, w, "保存"))
	wants(t, w, "报告已保存：/home/li/桌面/kpdoctor-20261122T111440-7f3a.json")
	if len(did.saved) != 1 || did.saved[0].Format != wizard.JSON {
		t.Errorf("saved %+v", did.saved)
	}
	test.Tap(find(t, w, "打开"))
	if len(did.opened) != 1 || did.opened[0] != "/home/li/桌面/kpdoctor-20261122T111440-7f3a.json" {
		t.Errorf("opened %q", did.opened)
	}
}

func TestWhyShowsWhatTheVerdictRestsOn(t *testing.T) {
	w, _ := stand(t, "zh")
	w.set(scenes()["verdict_broken"])
	unfold(w)
	wants(t, w, "很有把握", "检测项 dns:dppt.beijing.chinatax.gov.cn 的一句话：fail", "dns.resolver_down", "用时 1.2 秒")
}

func TestEachVerdictHasItsOwnSentence(t *testing.T) {
	for v, sentence := range map[string]string{
		"ok": "现在可以开票", "degraded": "现在能开票，但", "broken": "现在开不了票", "inconclusive": "不足以认定原因",
	} {
		w, _ := stand(t, "zh")
		w.set(scenes()["verdict_"+v])
		wants(t, w, sentence)
	}
}

func TestWhatIsNotSureIsNotSaidAsSure(t *testing.T) {
	w, _ := stand(t, "zh")
	s := scenes()["verdict_inconclusive"]
	s.Outcome.Diagnosis.Causes = []diagnose.Problem{{Code: "internet.unreachable", Confidence: 0.4}}
	w.set(s)
	wants(t, w, "可能是：宽带不通", "不足以认定原因")
}

func TestAStoppedRunSaysSo(t *testing.T) {
	w, _ := stand(t, "zh")
	s := scenes()["verdict_inconclusive"]
	s.Outcome.Complete = false
	w.set(s)
	wants(t, w, "检测还没做完", "中途停止", "让它做完")
	if strings.Contains(shown(w), "不足以认定原因") {
		t.Error("a run that was stopped is blamed on thin evidence")
	}
}

func TestEscStopsTheChecks(t *testing.T) {
	w, did := stand(t, "zh")
	var later func()
	w.Spawn = func(f func()) { later = f }
	partial := outcomeOf(diagnose.Inconclusive)
	did.events = []wizard.Event{{Outcome: &partial}}
	w.set(scenes()["welcome"])
	test.Tap(find(t, w, "开始检测"))
	w.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	wants(t, w, "正在停止")
	if !find(t, w, "停止检测").Disabled() {
		t.Error("can be stopped twice")
	}
	later()
	if !did.stopped {
		t.Error("the run was not cancelled")
	}
	wants(t, w, "还不能确定问题在哪里")
}

func TestDetailsAreOneClickBelow(t *testing.T) {
	w, _ := stand(t, "zh")
	w.set(scenes()["checks"])
	if strings.Contains(shown(w), "检测项 gateway") {
		t.Error("details are shown unasked")
	}
	row := w.pages[wizard.Checks].(*checksPage).rows[1]
	test.Tap(row.more)
	wants(t, w, "检测项 gateway 的一句话：pass", "检测项 proxy")
	test.Tap(row.more)
	if strings.Contains(shown(w), "检测项 gateway") {
		t.Error("details stay open")
	}
}

func TestRowsForgetTheRunBefore(t *testing.T) {
	w, _ := stand(t, "zh")
	w.set(scenes()["checks"])
	w.set(w.state.Started())
	row := w.pages[wizard.Checks].(*checksPage).rows[1]
	if !row.more.Disabled() || len(row.details.Objects) != 0 {
		t.Error("the last run's checks are still there")
	}
	wants(t, w, "等待")
}

func TestSaveThatFailsSaysWhereElse(t *testing.T) {
	w, did := stand(t, "zh")
	w.set(scenes()["save"])
	did.saveErr = wizard.Trouble{Key: "save.denied", Args: map[string]any{"Folder": "/home/li/桌面", "Elsewhere": "/home/li"}}
	test.Tap(find(t, w, "保存"))
	wants(t, w, "不能写到“/home/li/桌面”：没有权限。报告还在，可以改存到“/home/li”。")
	did.saveErr = errors.New("write: input/output error")
	test.Tap(find(t, w, "保存"))
	wants(t, w, "没能保存", "input/output error")
	did.saveErr = nil
	test.Tap(find(t, w, "保存"))
	wants(t, w, "报告已保存")
}

func TestLanguageChangesInPlace(t *testing.T) {
	w, _ := stand(t, "zh")
	w.set(scenes()["verdict_broken"])
	test.Tap(find(t, w, "English"))
	wants(t, w, "The office name server does not answer", "Save report")
	test.Tap(find(t, w, "中文"))
	wants(t, w, "单位查网址的服务器没有回应", "保存报告")
}

// Every page fits the smallest screen at twice the size: 1366×768 leaves 683
// by some 350.
func TestPagesFitTheSmallestScreen(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		w, _ := stand(t, lang)
		for name, s := range scenes() {
			w.set(s)
			if got := w.Content().MinSize(); got.Width > 683 || got.Height > 350 {
				t.Errorf("%s in %s needs %v", name, lang, got)
			}
		}
	}
}

func TestContrast(t *testing.T) {
	// The rim of what is not chosen, and a link that is not proven: WCAG wants 3 of what is no text.
	for _, ground := range []fyne.ThemeColorName{colourCard, theme.ColorNameBackground} {
		rim := shades[theme.ColorNameInputBorder]
		if light, dark := contrast(rim.light, shades[ground].light), contrast(rim.dark, shades[ground].dark); min(light, dark) < 3 {
			t.Errorf("a rim on %s: contrast %.1f light, %.1f dark", ground, light, dark)
		}
	}
	for name, s := range shades {
		if name != colourCard && name != theme.ColorNameBackground {
			continue
		}
		for _, text := range []fyne.ThemeColorName{"foreground", "disabled", "placeholder", "primary", "success", "warning", "error"} {
			for variant, pair := range map[string][2]uint32{"light": {shades[text].light, s.light}, "dark": {shades[text].dark, s.dark}} {
				if got := contrast(pair[0], pair[1]); got < 4.5 {
					t.Errorf("%s %s on %s: contrast %.1f, WCAG AA wants 4.5", variant, text, name, got)
				}
			}
		}
	}
}
