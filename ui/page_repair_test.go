package ui

import (
	"context"
	"iter"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/ui/wizard"
)

// hostsLine is the remedy of a hosts file, as the engine plans it on Linux.
var hostsLine = wizard.Remedy{
	Name: "hosts.comment", Title: wizard.Said{ZH: "停用 hosts 文件里写错的那几行", EN: "Switch off the wrong lines of the hosts file"},
	Changes: []wizard.Change{{Sort: "hosts",
		Exact: wizard.Said{ZH: "hosts 文件：“203.0.113.99 dppt.beijing.chinatax.gov.cn”改为“# 203.0.113.99 dppt.beijing.chinatax.gov.cn”", EN: "hosts file: \"203.0.113.99 dppt.beijing.chinatax.gov.cn\" becomes \"# 203.0.113.99 dppt.beijing.chinatax.gov.cn\""},
		From:  "203.0.113.99 dppt.beijing.chinatax.gov.cn", To: "# 203.0.113.99 dppt.beijing.chinatax.gov.cn"}},
	Time:   wizard.Said{ZH: "改动大约 2 秒，然后再检测一遍", EN: "The change takes about 2 seconds, then everything is checked again"},
	Risk:   wizard.Said{ZH: "只在这几行前面加 #，别的内容一个字也不动。别的软件写入的，它可能会再写回来。", EN: "Only a # is put before these lines, nothing else changes. A program that wrote them may write them again."},
	Rights: true,
}

var publicDNS = wizard.Remedy{
	Name: "dns.use_public", Title: wizard.Said{ZH: "改用国内公共域名服务器（223.5.5.5、119.29.29.29）", EN: "Use Chinese public DNS servers (223.5.5.5, 119.29.29.29)"},
	Refused: wizard.Said{ZH: "VPN（wg0）还连着，这样做会断开它或打不开单位内部的网址。请先断开 VPN 再检测，或请单位的网络管理员来做。", EN: "The VPN (wg0) is connected: this would cut it. Disconnect it and check again, or ask your network administrator."},
}

var flushed = wizard.Remedy{Name: "dns.flush", Title: wizard.Said{ZH: "清空本机的域名缓存", EN: "Empty this PC's cache of names"},
	Changes: []wizard.Change{{Sort: "flush_dns", Exact: wizard.Said{ZH: "清空域名缓存", EN: "empty the cache of names"}}}, Lasting: true}

// mendable is the verdict on a hosts file, with what could be done.
func mendable(remedies ...wizard.Remedy) wizard.State {
	o := outcomeOf(diagnose.Broken)
	o.Diagnosis.Causes = []diagnose.Problem{{Code: "dns.hosts_override", Confidence: 0.95, Targets: []string{"dppt.beijing.chinatax.gov.cn"}, Evidence: []string{"dns:dppt.beijing.chinatax.gov.cn"}}}
	o.Remedies = remedies
	begin := wizard.Begin(wizard.Choice{Mode: wizard.ByRegion, Region: "beijing", Software: "browser"})
	return begin.Started().Told(wizard.Event{Outcome: &o})
}

func oneRepair(id string) wizard.Repaired {
	return wizard.Repaired{ID: id, Visit: "visit", When: time.Date(time.Now().Year(), 11, 22, 9, 30, 0, 0, time.Local), Title: hostsLine.Title,
		Cause: wizard.Said{ZH: "hosts 文件把网址指错了地方", EN: "The hosts file points a name to the wrong place"}, Before: hostsLine.Changes[0].From, After: hostsLine.Changes[0].To, State: "applied", Open: true}
}

// cameTo is the state after a repair ended so.
func cameTo(s wizard.State, came wizard.MendEnd, left ...wizard.Repaired) wizard.State {
	e := wizard.MendOver{Came: came, Visit: left}
	switch came {
	case wizard.Fixed:
		well := outcomeOf(diagnose.OK)
		e.Outcome = &well
	case wizard.Worse:
		still := s.Outcome
		e.Outcome, e.Worse = &still, []wizard.Said{{ZH: "223.5.5.5 没有回应", EN: "223.5.5.5 does not answer"}}
	case wizard.NotYet:
		still := s.Outcome
		e.Outcome = &still
	case wizard.Failed, wizard.HalfDone:
		e.Detail = "writing /etc/hosts: read-only file system"
	}
	return s.MendTold(wizard.MendEvent{Over: &e})
}

// repairScenes are the states of a repair that a page has to be good in.
func repairScenes() map[string]wizard.State {
	verdict := mendable(hostsLine, flushed)
	doing := verdict.Proposed(hostsLine).Consented()
	made := doing.MendTold(wizard.MendEvent{Step: &wizard.StepEvent{Look: checks.Pass}})
	asking := made.MendTold(wizard.MendEvent{Check: &wizard.Event{Plan: plan}})
	for _, r := range results[:4] {
		asking = asking.MendTold(wizard.MendEvent{Check: &wizard.Event{Check: &checks.Event{ID: r.ID, Stage: r.Stage, Result: &r}}})
	}
	one, two := oneRepair("20261122T093000-0123abcd"), oneRepair("20261122T091000-0123abcd")
	all := map[string]wizard.State{
		"verdict_mendable": verdict,
		"verdict_refused":  mendable(publicDNS),
		"repair_plan":      verdict.Proposed(hostsLine),
		"repair_plan_act":  verdict.Proposed(flushed),
		"repair_doing":     doing.MendTold(wizard.MendEvent{Step: &wizard.StepEvent{Look: wizard.Busy}}),
		"repair_asking":    asking,
		"repair_back":      cameTo(made, wizard.Fixed, one).Returning([]wizard.Repaired{one}),
		"repair_clash": cameTo(made, wizard.Fixed, one).Returning([]wizard.Repaired{one}).MendTold(wizard.MendEvent{Over: &wizard.MendOver{Came: wizard.Kept, Visit: []wizard.Repaired{one},
			Clash: wizard.Clash{What: hostsLine.Title, Before: one.Before, Ours: one.After, Now: "10.0.0.7 dppt.beijing.chinatax.gov.cn"}}}),
		"repair_undone": cameTo(made, wizard.Fixed, one).Returning([]wizard.Repaired{one}).
			MendTold(wizard.MendEvent{Step: &wizard.StepEvent{Exact: hostsLine.Changes[0].Exact, Look: wizard.PutBack}}).
			MendTold(wizard.MendEvent{Over: &wizard.MendOver{Came: wizard.Undone}}),
		"verdict_repaired": cameTo(made, wizard.Fixed, one, two).Goto(wizard.Verdict),
	}
	for _, came := range []wizard.MendEnd{wizard.Fixed, wizard.NotYet, wizard.Worse, wizard.Unsure, wizard.HalfDone} {
		all["repair_"+string(came)] = cameTo(made, came, one)
	}
	for _, came := range []wizard.MendEnd{wizard.Denied, wizard.Outdated, wizard.Failed} {
		all["repair_"+string(came)] = cameTo(doing, came)
	}
	half := one
	half.State = "interrupted"
	all["welcome_half"] = wizard.Begin(verdict.Choice).HalfLeft([]wizard.Repaired{half})
	undone := two
	undone.State, undone.Open = "undone", false
	all["past_repairs"] = wizard.Begin(verdict.Choice).Recalled(wizard.History{Repairs: []wizard.Repaired{half, two, undone}}).Turned(wizard.Repairs)
	return all
}

// mends plays the engine's side of a repair.
type mends struct {
	done      []wizard.Remedy
	back      [][]string
	overwrote bool
	events    []wizard.MendEvent
}

func (m *mends) actions(do *Actions) {
	play := func(yield func(wizard.MendEvent) bool) {
		for _, e := range m.events {
			if !yield(e) {
				return
			}
		}
	}
	do.Mend = func(_ context.Context, _ wizard.Choice, _ wizard.Outcome, r wizard.Remedy, _ string) iter.Seq[wizard.MendEvent] {
		m.done = append(m.done, r)
		return play
	}
	do.PutBack = func(_ context.Context, ids []string, overwrite bool) iter.Seq[wizard.MendEvent] {
		m.back, m.overwrote = append(m.back, ids), overwrite
		return play
	}
}

// mending opens a window on a state, its repairs played.
func mending(t *testing.T, lang string, s wizard.State) (*Window, *mends) {
	t.Helper()
	w, _ := stand(t, lang)
	m := new(mends)
	m.actions(&w.do)
	w.speak(w.words)
	w.set(s)
	return w, m
}

func strike(w *Window, keys ...fyne.KeyName) {
	for _, key := range keys {
		if f := w.Canvas().Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: key})
		} else {
			w.typed(&fyne.KeyEvent{Name: key})
		}
	}
}

func TestRepairPagesLookTheSame(t *testing.T) {
	for _, name := range []string{"repair_plan", "repair_fixed", "repair_clash"} {
		t.Run(name, func(t *testing.T) {
			w, _ := mending(t, "en", repairScenes()[name])
			settle(w)
			test.AssertRendersToMarkup(t, name+".xml", w.Canvas())
		})
	}
}

func TestNothingIsDoneByLooking(t *testing.T) {
	w, m := mending(t, "zh", mendable(hostsLine))
	test.Tap(find(t, w, "帮我修好"))
	wants(t, w, "什么都还没有改", "hosts 文件（电脑自己的网址对照表）", "就这样修，需要管理员同意", "系统会弹出窗口", "能。原来的值会先记下来", "再检测一遍")
	if strings.Contains(shown(w), "203.0.113.99") {
		t.Error("exact values come first")
	}
	w.pages[wizard.Mend].(*repairPage).folds[0].open(true)
	wants(t, w, "现在：203.0.113.99 dppt", "改成：# 203.0.113.99 dppt")
	strike(w, fyne.KeyEscape)
	if len(m.done) != 0 || w.state.Page != wizard.Verdict {
		t.Errorf("Esc did %v and went to %s", m.done, w.state.Page)
	}
	strike(w, fyne.KeyReturn, fyne.KeyReturn) // to the plan, then to the button
	if len(m.done) != 0 || w.state.Mending.Stage != wizard.Consenting {
		t.Fatalf("Enter twice has done %v", m.done)
	}
	strike(w, fyne.KeyReturn)
	if len(m.done) != 1 || m.done[0].Name != "hosts.comment" {
		t.Errorf("consent did %v", m.done)
	}
}

func TestARepairThatHelps(t *testing.T) {
	w, m := mending(t, "zh", mendable(hostsLine))
	well := outcomeOf(diagnose.OK)
	m.events = []wizard.MendEvent{
		{Step: &wizard.StepEvent{Look: checks.Pass}},
		{Check: &wizard.Event{Plan: plan}},
		{Check: &wizard.Event{Check: &checks.Event{ID: results[0].ID, Stage: results[0].Stage, Result: &results[0]}}},
		{Over: &wizard.MendOver{Came: wizard.Fixed, Outcome: &well, Visit: []wizard.Repaired{oneRepair("a"), oneRepair("b")}}},
	}
	test.Tap(find(t, w, "帮我修好"))
	test.Tap(find(t, w, "就这样修，需要管理员同意"))
	wants(t, w, "已修复", "改好了，已核对", "现在可以开票", "撤销")
	strike(w, fyne.KeyReturn)
	if w.state.Page != wizard.Verdict {
		t.Fatalf("finished on %s", w.state.Page)
	}
	wants(t, w, "一切正常", "没有了", "刚才修过的", "撤销这次的全部 2 处修复")
	if b := find(t, w, "保存报告"); b.Importance != high {
		t.Error("the report is not the main button")
	}
	m.events = []wizard.MendEvent{{Step: &wizard.StepEvent{Exact: hostsLine.Changes[0].Exact, Look: wizard.PutBack}}, {Over: &wizard.MendOver{Came: wizard.Undone}}}
	test.Tap(find(t, w, "撤销这次的全部 2 处修复"))
	if len(m.back) != 1 || strings.Join(m.back[0], " ") != "a b" || m.overwrote {
		t.Errorf("put back %v", m.back)
	}
	wants(t, w, "已撤销", "已放回原来的值", "再检测一次")
	if w.state.Decided() {
		t.Error("the verdict from before undoing still stands")
	}
}

func TestARepairThatDoesNotHelp(t *testing.T) {
	for came, said := range map[wizard.MendEnd]string{wizard.NotYet: "还没好", wizard.Worse: "别的变坏了"} {
		w, m := mending(t, "zh", repairScenes()["repair_"+string(came)])
		wants(t, w, said, "保留改动")
		if find(t, w, "撤销").Importance != high {
			t.Errorf("%s: undo is not the main button", came)
		}
		test.Tap(find(t, w, "保留改动"))
		if _, offered := w.state.Best(); !offered { // the next one is
			t.Errorf("%s: the other way is not offered", came)
		}
		if r, _ := w.state.Best(); r.Name != "dns.flush" {
			t.Errorf("%s: offers %s again", came, r.Name)
		}
		if len(m.back) != 0 {
			t.Errorf("%s: put back %v unasked", came, m.back)
		}
	}
}

func TestRefusalIsTheFirstStep(t *testing.T) {
	w, _ := mending(t, "zh", mendable(publicDNS))
	if w.pages[wizard.Verdict].(*verdictPage).mend.Visible() {
		t.Error("what is refused is offered")
	}
	now := shown(w)
	if i, j := strings.Index(now, "VPN（wg0）还连着"), strings.Index(now, "\n2\n"); i < 0 || j < i {
		t.Errorf("the reason is not the first step:\n%s", now)
	}
}

func TestPracticeChangesNothing(t *testing.T) {
	s := mendable(hostsLine)
	s.Outcome.Practice = true
	w, m := mending(t, "zh", s)
	wants(t, w, "练习模式不会改动这台电脑")
	if w.pages[wizard.Verdict].(*verdictPage).mend.Visible() {
		t.Error("practice offers to mend")
	}
	strike(w, fyne.KeyReturn)
	if w.state.Page == wizard.Mend || len(m.done) > 0 {
		t.Error("practice mends")
	}
}

func TestWhatIsOldOrUnsureIsNotMended(t *testing.T) {
	for name, change := range map[string]func(*wizard.Outcome){
		"past": func(o *wizard.Outcome) { o.Past = time.Now() }, "stopped": func(o *wizard.Outcome) { o.Complete = false },
		"unsure": func(o *wizard.Outcome) { o.Diagnosis.Verdict = diagnose.Inconclusive },
	} {
		s := mendable(hostsLine)
		change(&s.Outcome)
		if _, ok := s.Best(); ok {
			t.Errorf("%s: offers a repair", name)
		}
	}
}

func TestAValueChangedSinceIsAskedAbout(t *testing.T) {
	w, m := mending(t, "zh", repairScenes()["repair_clash"])
	wants(t, w, "这个设置后来又被改过", "修复以前", "203.0.113.99 dppt", "# 203.0.113.99", "10.0.0.7 dppt")
	strike(w, fyne.KeyReturn) // the main button keeps
	if len(m.back) != 0 || w.state.Mending.Came != wizard.Kept {
		t.Errorf("Enter put back %v", m.back)
	}
	w, m = mending(t, "zh", repairScenes()["repair_clash"])
	test.Tap(find(t, w, "仍然恢复"))
	if len(m.back) != 1 || !m.overwrote {
		t.Errorf("put back %v, overwriting %v", m.back, m.overwrote)
	}
	locked := repairScenes()["repair_clash"]
	locked.Mending.Clash.ByAdministrators = true
	w, _ = mending(t, "zh", locked)
	if strings.Contains(shown(w), "仍然恢复 (P)") {
		t.Error("offers to overwrite what only an administrator can")
	}
}

func TestHalfARepairIsOffered(t *testing.T) {
	w, m := mending(t, "zh", repairScenes()["welcome_half"])
	wants(t, w, "上次修到一半就中断了")
	m.events = []wizard.MendEvent{{Over: &wizard.MendOver{Came: wizard.Undone}}}
	test.Tap(find(t, w, "恢复原样"))
	wants(t, w, "已撤销")
	if len(m.back) != 1 {
		t.Errorf("put back %v", m.back)
	}
	strike(w, fyne.KeyEscape)
	if strings.Contains(shown(w), "上次修到一半") {
		t.Error("it is still offered")
	}
}

func TestUndoFromTheHistory(t *testing.T) {
	w, m := mending(t, "zh", repairScenes()["past_repairs"])
	w.do.History = func() wizard.History { return wizard.History{} }
	wants(t, w, "修到一半中断了", "已撤销", "修过的（3）")
	m.events = []wizard.MendEvent{{Over: &wizard.MendOver{Came: wizard.Undone}}}
	test.Tap(find(t, w, "撤销这次的全部 2 处修复"))
	if len(m.back) != 1 || len(m.back[0]) != 2 {
		t.Errorf("put back %v", m.back)
	}
	strike(w, fyne.KeyEscape)
	if w.state.Page != wizard.Past {
		t.Errorf("Esc went to %s", w.state.Page)
	}
}

func TestEveryEndHasWords(t *testing.T) {
	ends := map[string][]wizard.MendEnd{
		"mend.": {wizard.Fixed, wizard.NotYet, wizard.Worse, wizard.Unsure, wizard.Denied, wizard.Outdated, wizard.Taken, wizard.Failed, wizard.HalfDone},
		"back.": {wizard.Undone, wizard.Nothing, wizard.Kept, wizard.Denied, wizard.Taken, wizard.Gone, wizard.Failed},
	}
	words := text.New("zh")
	for area, all := range ends {
		for _, came := range all {
			for _, part := range []string{".title", ".sentence"} {
				if key := area + string(came) + part; words.Say(key) == key {
					t.Errorf("nothing is said for %s", key)
				}
			}
			if endSigns[came] == nil {
				t.Errorf("%s has no sign", came)
			}
		}
	}
}

func TestUndoThatAsksForRightsSaysSo(t *testing.T) {
	one := oneRepair("a")
	one.Rights = true
	w, m := mending(t, "zh", cameTo(mendable(hostsLine).Proposed(hostsLine).Consented(), wizard.NotYet, one))
	b := find(t, w, "撤销，需要管理员同意")
	if b.Icon != shield {
		t.Error("no shield")
	}
	test.Tap(b)
	wants(t, w, "系统会弹出窗口")
	if len(m.back) != 1 {
		t.Error("it does nothing")
	}
}

// The window does not go away in the middle of a change.
func TestClosingWaitsForTheChange(t *testing.T) {
	w, _ := mending(t, "zh", repairScenes()["repair_doing"])
	closed := false
	w.Leave(nil, func() { closed = true })
	if closed {
		t.Fatal("closed in the middle of a change")
	}
	w.set(w.mendTold(w.state, wizard.MendEvent{Check: &wizard.Event{Plan: plan}}))
	if !closed {
		t.Error("never closed")
	}
}
