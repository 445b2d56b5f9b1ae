package ui

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"kpdoctor/assets/text"
	"kpdoctor/checks/diagnose"
	"kpdoctor/ui/wizard"
)

// past is a history of n runs, the newest first: two faults, one of them over.
func past(n int) wizard.History {
	var h wizard.History
	now := time.Date(2026, 11, 20, 17, 5, 0, 0, time.Local)
	for i := range n {
		r := wizard.PastRun{ID: fmt.Sprint("r", i), Started: now.Add(-time.Duration(i) * 7 * time.Hour), Title: "北京 · 电子发票服务平台", Verdict: diagnose.OK, Complete: true}
		switch {
		case i < 2:
			r.Verdict, r.Cause = diagnose.Broken, wizard.Said{ZH: "DNS 服务器没有响应", EN: "The DNS server does not answer"}
		case i == 4:
			r.Verdict, r.Cause = diagnose.Degraded, wizard.Said{ZH: "税务服务器回答得很慢", EN: "The tax server answers slowly"}
		case i == 5:
			r.Verdict, r.Complete = diagnose.Inconclusive, false
		}
		h.Runs = append(h.Runs, r)
	}
	if n > 2 {
		h.Incidents = []wizard.Incident{
			{Title: "北京 · 电子发票服务平台", Open: true, Opened: now, Runs: []string{"r1", "r0"},
				Said: wizard.Said{ZH: "11月20日 10:05 起，到现在 7 小时：DNS 服务器没有响应", EN: "since 20 November 10:05, for 7 hours so far: The DNS server does not answer"}},
			{Title: "北京 · 电子发票服务平台", Opened: now, Runs: []string{"r9"},
				Said:  wizard.Said{ZH: "11月2日 08:55 起，40 分钟后恢复：路由器没有响应", EN: "since 2 November 08:55, over after 40 minutes: The router does not answer"},
				Ended: wizard.Said{ZH: "路由器从 192.168.1.1 变成 192.168.0.1", EN: "the router changed from 192.168.1.1 to 192.168.0.1"}},
		}
	}
	return h
}

// recalling is a window with such a history, looking at it.
func recalling(t *testing.T, lang string, n int) (w *Window, h *wizard.History) {
	w, _ = stand(t, lang)
	all := past(n)
	h = &all
	w.do.History = func() wizard.History { return *h }
	w.do.Reopen = func(id string) (wizard.Outcome, error) {
		if id == "r1" {
			return wizard.Outcome{}, errors.New("unexpected end of JSON input")
		}
		return wizard.Outcome{Past: h.Runs[0].Started, Diagnosis: diagnose.Diagnosis{Verdict: diagnose.Broken}, Complete: true, Message: id}, nil
	}
	w.do.DropRuns = func(ids ...string) error {
		if len(ids) == 0 {
			*h = wizard.History{}
			return nil
		}
		h.Runs = h.Runs[1:]
		return nil
	}
	w.speak(text.New(lang))
	w.recall()
	return w, h
}

func keyed(w *Window, names ...fyne.KeyName) {
	for _, name := range names {
		if f := w.Canvas().Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: name})
		} else {
			w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: name})
		}
	}
}

// By keyboard alone: down the list, Enter, and the old result is there.
func TestAnOldResultByKeyboard(t *testing.T) {
	w, h := recalling(t, "zh", 200)
	keyed(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	if got := w.state.History.At; got != "r3" {
		t.Fatalf("marked %q", got)
	}
	keyed(w, fyne.KeyReturn)
	if w.state.Page != wizard.Verdict || w.state.Outcome.Message != "r3" || !w.state.Outcome.Past.Equal(h.Runs[0].Started) {
		t.Errorf("page %s with %+v", w.state.Page, w.state.Outcome)
	}
	wants(t, w, "这是 11月20日 17:05 的检测结果，不是现在的。")
	keyed(w, fyne.KeyEscape)
	if w.state.Page != wizard.Past || w.state.History.At != "r3" {
		t.Errorf("Escape goes to %s", w.state.Page)
	}
	keyed(w, fyne.KeyEscape)
	if w.state.Page != wizard.Welcome {
		t.Errorf("Escape goes to %s", w.state.Page)
	}
}

func TestAnUnreadableResult(t *testing.T) {
	w, _ := recalling(t, "zh", 5)
	keyed(w, fyne.KeyDown, fyne.KeyReturn)
	wants(t, w, "这次的记录读不出来。", "unexpected end of JSON input")
	if w.state.Page != wizard.Past {
		t.Errorf("went to %s", w.state.Page)
	}
}

func TestDropRuns(t *testing.T) {
	w, h := recalling(t, "zh", 5)
	keyed(w, fyne.KeyDelete) // the newest is marked
	wants(t, w, "删除 11月20日 17:05 的检测记录？")
	keyed(w, fyne.KeyReturn) // the harmless answer has the focus
	keyed(w, fyne.KeyDelete, fyne.KeyEscape)
	if len(h.Runs) != 5 {
		t.Fatal("deleted without consent")
	}
	keyed(w, fyne.KeyDelete)
	overlayButton(t, w, "删除这一次…")
	if len(h.Runs) != 4 || len(w.state.History.Runs) != 4 || w.state.History.At != "r1" {
		t.Errorf("%d are left, shown %d, marked %q", len(h.Runs), len(w.state.History.Runs), w.state.History.At)
	}
	test.Tap(find(t, w, "全部删除… (A)"))
	wants(t, w, "删除全部 4 次检测记录？")
	overlayButton(t, w, "全部删除…")
	wants(t, w, "还没有检测过。")
	if !find(t, w, "全部删除… (A)").Disabled() {
		t.Error("nothing is left, and it can be deleted")
	}
}

func TestIncidents(t *testing.T) {
	w, _ := recalling(t, "en", 12)
	w.set(w.state.Turned(wizard.Incidents))
	wants(t, w, "Not connected (2)", "Still on", "since 20 November 10:05", "Over", "What ended it: the router changed from 192.168.1.1 to 192.168.0.1")
	for _, o := range w.pages[wizard.Past].(*historyPage).wrong.Objects {
		if len(pressersIn(o)) != 1 {
			t.Errorf("no way to the result of %v", o)
		}
	}
	test.Tap(&pressersIn(w.pages[wizard.Past].(*historyPage).wrong.Objects[0])[0].Button)
	if w.state.Outcome.Message != "r0" {
		t.Errorf("shows %q, not the last run of the incident", w.state.Outcome.Message)
	}
}

func pressersIn(o fyne.CanvasObject) (all []*presser) {
	switch o := o.(type) {
	case *presser:
		return []*presser{o}
	case *fyne.Container:
		for _, child := range o.Objects {
			all = append(all, pressersIn(child)...)
		}
	}
	return all
}

// What a crash left is offered once, and is an old result when it is shown.
func TestADraftIsOffered(t *testing.T) {
	left := []wizard.Draft{{ID: "a", Started: time.Date(2026, 11, 20, 9, 30, 0, 0, time.Local), Title: "北京", Results: 12}}
	var dropped, adopted []string
	offered := func() *Window {
		w, _ := stand(t, "zh")
		w.do.Drafts = func() []wizard.Draft { return left }
		w.do.Discard = func(id string) { dropped = append(dropped, id) }
		w.do.Adopt = func(id string) (wizard.Outcome, error) {
			adopted = append(adopted, id)
			return wizard.Outcome{Past: left[0].Started, Diagnosis: diagnose.Diagnosis{Verdict: diagnose.Inconclusive}}, nil
		}
		w.LookBack()
		wants(t, w, "上次检测（11月20日 09:30，北京）没有做完就中断了，已经测到 12 项。")
		return w
	}
	w := offered()
	tapPresser(t, w, "不用了 (X)")
	if strings.Contains(shown(w), "没有做完") || len(dropped) != 1 {
		t.Errorf("dropped %q, and still offered:\n%s", dropped, shown(w))
	}
	w = offered()
	tapPresser(t, w, "看测到的结果 (L)")
	if len(adopted) != 1 || w.state.Page != wizard.Verdict || len(w.state.Drafts) != 0 {
		t.Errorf("adopted %q, on page %s", adopted, w.state.Page)
	}
	wants(t, w, "检测还没做完", "这是 11月20日 09:30 的检测结果")
}

func tapPresser(t *testing.T, w *Window, text string) {
	t.Helper()
	for _, b := range pressersIn(w.pages[w.state.Page].(*welcomePage).draft.object) {
		if b.Text == text {
			test.Tap(&b.Button)
			return
		}
	}
	t.Fatalf("no button %q", text)
}

// TestDeskPictures draws the pages beside the visit: see TestPictures.
func TestDeskPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("no -pictures folder given")
	}
	for _, lang := range []string{"zh", "en"} {
		for name, variant := range map[string]fyne.ThemeVariant{"light": theme.VariantLight, "dark": theme.VariantDark} {
			for scale, size := range map[string]fyne.Size{"1x": fyne.NewSize(960, 640), "2x": fyne.NewSize(683, 360)} {
				w, _ := recalling(t, lang, 200)
				w.app.Settings().SetTheme(lit{variant: variant})
				w.Resize(size)
				take := func(scene string) {
					settle(w)
					draw(t, w, filepath.Join(*pictures, strings.Join([]string{scene, lang, name, scale}, "-")+".png"))
				}
				keyed(w, fyne.KeyDown)
				take("past_runs")
				w.set(w.state.Turned(wizard.Incidents))
				take("past_incidents")
				w.set(w.state.Turned(wizard.Runs).Recalled(wizard.History{}))
				take("past_empty")
				all := firm()
				w.do.Answers = func(string) []wizard.Answer { return all }
				w.speak(w.words)
				w.ChooseLast(w.state.Choice)
				w.set(w.state.Goto(wizard.Welcome))
				take("answers")
				w.set(w.state.Left([]wizard.Draft{{ID: "a", Started: all[0].Used, Title: "北京 · 电子发票服务平台", Results: 12}}))
				take("draft")
			}
		}
	}
}
