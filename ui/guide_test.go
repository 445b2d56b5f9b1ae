package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/ui/wizard"
)

// The steps of dns.resolver_down: rejoin, router, names, tell.
func TestAStepThatIsDoneIsFollowedByAskingOnlyWhatItChanged(t *testing.T) {
	w, did := stand(t, "zh")
	w.set(scenes()["verdict_broken"])
	wants(t, w, "我做好了", "只重新检测：网卡与代理、网址查询（DNS）、线路质量、服务器端口、安全证书、电脑时间、税务服务")
	still := outcomeOf(diagnose.Broken)
	did.events = []wizard.Event{{Plan: plan}, {Outcome: &still}}
	test.Tap(find(t, w, "我做好了，再检测这一步"))
	if len(did.again) != 1 || !strings.Contains(strings.Join(did.again[0], " "), "dns") || strings.Contains(strings.Join(did.again[0], " "), "device") {
		t.Errorf("asked again: %q", did.again)
	}
	wants(t, w, "做过了，问题还在", "单位查网址的服务器没有回应")

	test.Tap(find(t, w, "做不了，看下一步"))
	wants(t, w, "跳过了")
	well := outcomeOf(diagnose.OK)
	did.events = []wizard.Event{{Outcome: &well}}
	w.typed(&fyne.KeyEvent{Name: fyne.KeyReturn}) // the card's is the main button
	wants(t, w, "好了：“单位查网址的服务器没有回应”这个问题没有了", "一切正常")
}

func TestAskingAgainCanBeStopped(t *testing.T) {
	w, did := stand(t, "zh")
	var later func()
	w.Spawn = func(f func()) { later = f }
	w.set(scenes()["verdict_broken"])
	part := outcomeOf(diagnose.OK)
	part.Complete = false
	did.events = []wizard.Event{{Outcome: &part}}
	test.Tap(find(t, w, "我做好了，再检测这一步"))
	wants(t, w, "已完成 0 / 0 项")
	if !find(t, w, "再检测一次").Disabled() || !find(t, w, "保存报告").Disabled() {
		t.Error("another run or the report can be asked for meanwhile")
	}
	w.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	later()
	if !did.stopped {
		t.Error("the asking was not cancelled")
	}
	wants(t, w, "刚才没有检测完，不算数", "单位查网址的服务器没有回应")
}

// mains are the buttons of high importance that can be seen.
func mains(w *Window) (found []string) {
	each(w, func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *presser:
			if o.Importance == widget.HighImportance {
				found = append(found, o.Text)
			}
		case *widget.Button:
			if o.Importance == widget.HighImportance {
				found = append(found, o.Text)
			}
		}
	})
	return found
}

func TestEveryPageHasOneMainButton(t *testing.T) {
	w, _ := stand(t, "zh")
	for name, s := range scenes() {
		w.set(s)
		most := 1
		if s.Page == wizard.Checks || s.Mending.Busy() || s.Page == wizard.Past && s.History.Tab == wizard.Repairs { // nothing is to be done but to wait, or to look
			most = 0
		}
		if got := mains(w); len(got) != most && !strings.HasPrefix(name, "message") {
			t.Errorf("%s: main buttons %q", name, got)
		}
	}
}

func TestWhoseJobItIsNamesAPerson(t *testing.T) {
	w, _ := stand(t, "zh")
	w.set(scenes()["verdict_broken"])
	wants(t, w, "单位的网络管理员", "没有的话，找办公楼物业的网络服务人员", "问题在单位网络这一头", "谁来处理")
	test.Tap(find(t, w, "复制要说的话"))
	said := w.app.Clipboard().Content()
	for _, part := range []string{"单位查网址的服务器没有回应", "DNS 服务器没有回应，请检查。", "本机网卡、路由器、外网都正常", "K7Q2-M4XD"} {
		if !strings.Contains(said, part) {
			t.Errorf("what to say lacks %q:\n%s", part, said)
		}
	}
	wants(t, w, "已复制")

	w.set(scenes()["verdict_ok_elsewhere"])
	wants(t, w, "主管税务机关")
	test.Tap(find(t, w, "复制要说的话"))
	if said := w.app.Clipboard().Content(); !strings.Contains(said, "授信额度不足") || !strings.Contains(said, "网络已经检测过，是通的") {
		t.Errorf("to the tax office one says:\n%s", said)
	}
	test.Tap(find(t, w, "复制结论"))
	if said := w.app.Clipboard().Content(); said != "the verdict in zh" {
		t.Errorf("copied %q", said)
	}
}

func TestAltAndALetterPressTheButtonThatShowsIt(t *testing.T) {
	w, did := stand(t, "zh")
	alt := func(letter fyne.KeyName) {
		w.accessed(&desktop.CustomShortcut{KeyName: letter, Modifier: fyne.KeyModifierAlt})
	}
	w.set(scenes()["verdict_ok"])
	alt("X") // nobody's
	alt("S")
	if w.state.Page != wizard.Save {
		t.Fatalf("Alt+S leads to %q", w.state.Page)
	}
	entry := w.pages[wizard.Save].(*savePage).name
	w.Canvas().Focus(entry)
	entry.TypedShortcut(&desktop.CustomShortcut{KeyName: "B", Modifier: fyne.KeyModifierAlt})
	if w.state.Page != wizard.Verdict {
		t.Errorf("Alt+B in a field leads to %q", w.state.Page)
	}
	alt("R")
	if len(did.chosen) != 1 {
		t.Error("Alt+R does not check again")
	}
}

func TestNothingMovesWhileTheChecksRun(t *testing.T) {
	w, _ := stand(t, "zh")
	s := scenes()["welcome"].Started().Told(wizard.Event{Plan: plan})
	w.set(s)
	p := w.pages[wizard.Checks].(*checksPage)
	p.rows[1].details.Show()
	settle(w)
	height := p.list.MinSize().Height
	for _, r := range results {
		s = s.Told(wizard.Event{Check: &checks.Event{ID: r.ID, Stage: r.Stage, Result: &r}})
		w.set(s)
		settle(w)
		if now := p.list.MinSize().Height; now != height {
			t.Fatalf("after %s the rows are %v high, before they were %v", r.ID, now, height)
		}
	}
}

func TestTimeIsSaidAsFarAsItIsKnown(t *testing.T) {
	w, _ := stand(t, "zh")
	s := scenes()["checks"]
	w.set(s)
	if strings.Contains(shown(w), "秒") {
		t.Error("a time is said that nobody measured")
	}
	w.set(s.Ticked(3 * time.Second))
	wants(t, w, "已经 3 秒")
	pace := wizard.Pace{}
	for _, stage := range checks.Stages {
		pace[stage] = 8 * time.Second
	}
	w.set(s.Paced(pace).Ticked(3 * time.Second))
	wants(t, w, "大约还要 5 秒")
	w.set(s.Paced(pace).Ticked(9 * time.Second))
	wants(t, w, "比上次久，已经 9 秒")
}

func TestTheVerdictIsKeptOverALookAtTheFirstPage(t *testing.T) {
	w, _ := stand(t, "zh")
	w.set(scenes()["verdict_broken"])
	w.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	test.Tap(find(t, w, "看刚才的结果"))
	wants(t, w, "单位查网址的服务器没有回应")
}

func TestTheNextCardIsBroughtInSight(t *testing.T) {
	w, _ := stand(t, "zh")
	w.Resize(fyne.NewSize(683, 360))
	w.set(scenes()["verdict_broken"])
	settle(w)
	s := scrollOf(w.pages[wizard.Verdict].object())
	if s.Offset.Y != 0 {
		t.Fatalf("the verdict begins at %v", s.Offset.Y)
	}
	w.set(w.state.Passed(0))
	list := w.pages[wizard.Verdict].(*verdictPage).steps
	top, found := placeIn(s.Content, list.turn, 0)
	if !found || top < s.Offset.Y || top+list.turn.Size().Height > s.Offset.Y+s.Size().Height {
		t.Errorf("the card stands at %v, the sheet shows %v to %v", top, s.Offset.Y, s.Offset.Y+s.Size().Height)
	}
}

func TestNothingIsLeftUnmaskedUnasked(t *testing.T) {
	w, _ := stand(t, "zh")
	w.set(scenes()["verdict_broken"])
	test.Tap(find(t, w, "保存报告"))
	wants(t, w, "电脑名：1 处，写成 pc-1", "内网地址：4 处，写成 inner-1")
	p := w.pages[wizard.Save].(*savePage)
	test.Tap(p.unmask)
	if w.state.Report.Open || p.unmask.Checked {
		t.Error("one click leaves everything unmasked")
	}
	wants(t, w, "请不要发到群里")
	w.set(w.state.WithReport(w.state.Report.Opened(true)))
	wants(t, w, "什么都不遮盖")
	o := outcomeOf(diagnose.OK)
	if s := w.state.Told(wizard.Event{Outcome: &o}); s.Report.Open {
		t.Error("the next report is not masked either")
	}
}

func TestAHealthyRoadIsNobodysJob(t *testing.T) {
	w, _ := stand(t, "zh")
	w.set(scenes()["verdict_ok"])
	if now := shown(w); strings.Contains(now, "谁来处理") || strings.Contains(now, "\uFFFD") {
		t.Errorf("somebody has to mend what is well:\n%s", now)
	}
}

func TestTheButtonThatHasTheKeysIsSeen(t *testing.T) {
	w, _ := stand(t, "zh")
	w.set(scenes()["verdict_ok"])
	settle(w)
	var at *presser
	each(w, func(o fyne.CanvasObject) {
		if b, ok := o.(*presser); ok && b.letter == "S" {
			at = b
		}
	})
	p := fyne.CurrentApp().Driver().AbsolutePositionForObject(at)
	rim := func() (r, g, b, a uint32) {
		return w.Canvas().Capture().At(int(p.X+at.Size().Width/2), int(p.Y)).RGBA()
	}
	r1, _, _, _ := rim()
	w.Canvas().Focus(at)
	if r2, _, _, _ := rim(); r2 == r1 {
		t.Error("a main button looks the same with the keys and without")
	}
}

func TestStepsAreThoseOfTheSystem(t *testing.T) {
	w, _ := stand(t, "zh")
	s := scenes()["verdict_broken"]
	for system, not := range map[string]string{"windows": "统信", "linux": "Win+R"} {
		s.Outcome.System = system
		w.set(s)
		if now := shown(w); strings.Contains(now, not) || !strings.Contains(now, "223.5.5.5 和 119.29.29.29") {
			t.Errorf("on %s the steps say %q, or lack the step:\n%s", system, not, now)
		}
	}
}

func TestAMessageCanBeLookedUpFromTheVerdict(t *testing.T) {
	w, _ := stand(t, "zh")
	w.set(scenes()["verdict_ok"])
	test.Tap(find(t, w, "屏幕上有提示？查查是什么意思"))
	p := w.pages[wizard.Message].(*messagePage)
	p.said.SetText("授信额度不足")
	p.keys(fyne.KeyEscape)
	wants(t, w, "线路正常，问题不在网络", "您看到的提示：“授信额度不足”")
	w.set(w.state.Goto(wizard.Welcome))
	w.ask()
	p.keys(fyne.KeyEscape)
	if w.state.Page != wizard.Welcome {
		t.Errorf("from the first page it leads back to %q", w.state.Page)
	}
}
