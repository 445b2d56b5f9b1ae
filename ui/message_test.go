package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/checks/diagnose"
	"kpdoctor/ui/wizard"
)

// asking opens the message page as she does.
func asking(t *testing.T, lang string) (*Window, *recorded, *messagePage) {
	w, did := stand(t, lang)
	w.set(scenes()["welcome"])
	p := w.pages[wizard.Message].(*messagePage)
	test.Tap(find(t, w, map[string]string{"zh": "屏幕上的提示是什么意思？", "en": "What a message means"}[lang]))
	if w.state.Page != wizard.Message || w.Canvas().Focused() != p.said {
		t.Fatalf("page %s, focus on %T; want to type at once", w.state.Page, w.Canvas().Focused())
	}
	return w, did, p
}

func press(o fyne.Focusable, keys ...fyne.KeyName) {
	for _, key := range keys {
		o.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func TestAMessageIsExplainedAsItIsTyped(t *testing.T) {
	w, _, p := asking(t, "zh")
	wants(t, w, "或者选一条常见的", "会写进检测报告")
	test.Type(p.said, "授信额度不足")
	wants(t, w, "开票的授信额度不够或过期了", "不是网络问题", "是开票业务上的限制", "可以找：主管税务机关", "登录电子税务局", "依据：有公开资料")
	if p.usual.Visible() && p.pick.Visible() {
		t.Error("the usual ones lie over the answer")
	}
	for said, whether := range map[string]string{"ERR_NAME_NOT_RESOLVED": "是网络问题", "-960011120": "可能不是网络问题", "税务UKey 未插入": "不是网络问题"} {
		p.said.SetText(said)
		if lines := strings.Split(shown(w), "\n"); !contains(lines, whether) {
			t.Errorf("%s: no line says %q in\n%s", said, whether, shown(w))
		}
	}
	p.said.SetText("")
	wants(t, w, "或者选一条常见的")
}

func contains(lines []string, one string) bool {
	for _, line := range lines {
		if line == one {
			return true
		}
	}
	return false
}

func TestUpToThreeMeanings(t *testing.T) {
	w, _, p := asking(t, "zh")
	p.said.SetText("09D11F 离线限额 口令锁死 授信额度不足")
	if n := len(w.state.Meaning.Found); n != 3 {
		t.Fatalf("%d meanings", n)
	}
	for _, m := range w.state.Meaning.Found {
		wants(t, w, m.ZH.Title, m.ZH.Meaning, "也可能是")
	}
}

func TestAnUnknownMessageSaysWhatToDo(t *testing.T) {
	w, _, p := asking(t, "zh")
	p.said.SetText("qwertyuiop")
	wants(t, w, "没有收录这句提示", "最好复制过来", "点“去检测”", "12366")
	p.said.SetText("83")
	wants(t, w, "没有收录", "是不是下面这句")
	near := w.state.Meaning.Near[0]
	test.Tap(presserOf(t, p, near))
	if w.state.Choice.Message != near || len(w.state.Meaning.Found) == 0 {
		t.Errorf("picking %q asks %q: %+v", near, w.state.Choice.Message, w.state.Meaning)
	}
}

// presserOf returns the answer's button with this text.
func presserOf(t *testing.T, p *messagePage, text string) *presser {
	t.Helper()
	var found *presser
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *presser:
			if o.Text == text {
				found = o
			}
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		}
	}
	walk(p.answer)
	if found == nil {
		t.Fatalf("no button says %q", text)
	}
	return found
}

// Mouse aside: Tab to the list, pick by Enter, and Esc or Enter from anywhere.
func TestTheMessagePageByKeys(t *testing.T) {
	w, did, p := asking(t, "zh")
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != p.usual {
		t.Fatalf("Tab leads to %T, want the usual ones", w.Canvas().Focused())
	}
	press(p.usual, fyne.KeyDown, fyne.KeyReturn)
	if w.state.Choice.Message != "安全接入服务器连接失败" || w.Canvas().Focused() != p.said {
		t.Errorf("Enter on the second asks %q, focus on %T", w.state.Choice.Message, w.Canvas().Focused())
	}
	wants(t, w, "是网络问题")
	seen := map[fyne.Focusable]bool{}
	for range 12 {
		w.Canvas().FocusNext()
		seen[w.Canvas().Focused()] = true
	}
	if !seen[p.check] || !seen[p.said] {
		t.Error("Tab does not go round by the question and the check")
	}
	for _, from := range []fyne.Focusable{p.said, p.usual, p.check} {
		w.ask()
		press(from, fyne.KeyEscape)
		if w.state.Page != wizard.Welcome || len(did.chosen) > 0 {
			t.Errorf("Esc on %T leads to %s", from, w.state.Page)
		}
	}
	w.ask()
	w.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.state.Page != wizard.Welcome {
		t.Error("Esc with nothing in focus does not lead back")
	}
	w.ask()
	press(p.said, fyne.KeyReturn)
	if len(did.chosen) != 1 || did.chosen[0].Message != "安全接入服务器连接失败" {
		t.Errorf("Enter in the question checked %+v", did.chosen)
	}
}

func TestDownScrollsTheAnswer(t *testing.T) {
	w, _, p := asking(t, "zh")
	w.Resize(fyne.NewSize(683, 360))
	p.said.SetText("安全接入服务器连接失败")
	settle(w)
	press(p.said, fyne.KeyPageDown)
	if p.results.Offset.Y == 0 {
		t.Error("the answer cannot be read by keys")
	}
	p.said.SetText("授信额度不足")
	if p.results.Offset.Y != 0 {
		t.Error("another answer begins in its middle")
	}
}

func TestTheMessageGoesOnToTheCheck(t *testing.T) {
	w, did, p := asking(t, "zh")
	p.said.SetText("授信额度不足")
	if p.check.Importance != widget.MediumImportance {
		t.Error("a check is pressed on her where it is not the network")
	}
	o := outcomeOf(diagnose.OK)
	o.Message = "授信额度不足"
	did.events = []wizard.Event{{Outcome: &o}}
	test.Tap(p.check)
	if len(did.chosen) != 1 || did.chosen[0].Message != "授信额度不足" {
		t.Fatalf("checked %+v", did.chosen)
	}
	wants(t, w, "线路正常，问题不在网络", "线路正常；提示的意思是：开票的授信额度不够或过期了。请找主管税务机关", "您看到的提示：“授信额度不足”", "登录电子税务局")
	if strings.Contains(shown(w), "现在可以开票") {
		t.Error("she is told that she can invoice, and her software says she cannot")
	}
}

// Without an authority the check cannot begin: the button leads to where one is chosen.
func TestWithoutAnAuthorityTheCheckAsksForOne(t *testing.T) {
	w, did := stand(t, "zh")
	w.ask()
	p := w.pages[wizard.Message].(*messagePage)
	test.Type(p.said, "10060 超时")
	test.Tap(p.check)
	if w.state.Page != wizard.Welcome || len(did.chosen) > 0 || w.state.Choice.Message != "10060 超时" {
		t.Errorf("page %s, checked %v, message %q", w.state.Page, did.chosen, w.state.Choice.Message)
	}
	if w.Canvas().Focused() != w.pages[wizard.Welcome].(*welcomePage).region.search {
		t.Errorf("focus on %T", w.Canvas().Focused())
	}
}

func TestTheMessageUnderWhy(t *testing.T) {
	for scene, said := range map[string]string{
		"verdict_broken_same":    "和检测结果说的是同一件事",
		"verdict_broken_further": "和检测到的另一个问题是同一件事：",
		"verdict_broken_beside":  "先处理检测到的问题；之后提示还在的话，请找主管税务机关",
		"verdict_broken_other":   "以检测结果为准",
	} {
		w, _ := stand(t, "zh")
		w.set(scenes()[scene])
		if strings.Contains(shown(w), said) {
			t.Errorf("%s: it is said before anyone asks why", scene)
		}
		wants(t, w, "单位查网址的服务器没有回应")
		unfold(w)
		wants(t, w, said, "很有把握")
	}
}

func TestTheMessageOnAHealthyLine(t *testing.T) {
	w, _ := stand(t, "zh")
	w.set(scenes()["verdict_ok_passed"])
	wants(t, w, "一切正常", "可能刚才不通，现在好了")
	w.set(scenes()["verdict_ok_unknown"])
	wants(t, w, "一切正常", "这句提示没有收录")
	w.set(scenes()["verdict_ok"])
	if strings.Contains(shown(w), "您看到的提示") {
		t.Errorf("a message out of nowhere:\n%s", shown(w))
	}
}

func TestTheMessageStaysInTheOtherLanguage(t *testing.T) {
	w, _, p := asking(t, "zh")
	p.said.SetText("授信额度不足")
	test.Tap(find(t, w, "English"))
	wants(t, w, "授信额度不足", "Not the network", "Turn to your tax office", "What does the message on my screen mean?")
}
