package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/ui/wizard"
)

// firm is a bookkeeping firm that serves forty companies.
func firm() []wizard.Answer {
	var all []wizard.Answer
	for i := range 40 {
		region, name := "beijing", "北京 · 浏览器（电子发票服务平台）"
		if i%2 == 1 {
			region, name = "shenzhen", "深圳 · 浏览器（电子发票服务平台）"
		}
		id := fmt.Sprint("c", i)
		all = append(all, wizard.Answer{ID: id, Name: name, Used: time.Date(2026, 11, 20, 9, 30-i%30, 0, 0, time.Local), Count: 1,
			Choice: wizard.Choice{Mode: wizard.ByRegion, Region: region, Software: "browser", Label: fmt.Sprint("第", i, "家五金店"), Answer: id}})
	}
	return all
}

// remembering is a window of that firm, just opened.
func remembering(t *testing.T, lang string) (*Window, *recorded) {
	w, did := stand(t, lang)
	all := firm()
	w.do.Answers = func(string) []wizard.Answer { return all }
	w.do.Rename = func(id, label string) {
		for i := range all {
			if all[i].ID == id {
				all[i].Choice.Label = label
			}
		}
	}
	w.do.Forget = func(id string) {
		for i := range all {
			if all[i].ID == id {
				all = append(all[:i:i], all[i+1:]...)
				return
			}
		}
	}
	w.speak(text.New(lang))
	w.ChooseLast(wizard.Choice{Mode: wizard.ByRegion, Software: "browser"})
	return w, did
}

// One key: what was checked last is checked again.
func TestEnterChecksTheLastAgain(t *testing.T) {
	w, did := remembering(t, "zh")
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(did.chosen) != 1 || did.chosen[0].Label != "第0家五金店" || did.chosen[0].Mode != wizard.ByRegion {
		t.Errorf("checked %+v", did.chosen)
	}
}

// Type a bit of the name, Enter: the one of forty.
func TestFindOneOfForty(t *testing.T) {
	w, did := remembering(t, "zh")
	form := w.pages[wizard.Welcome].(*welcomePage).answers
	test.Type(form.search, "第33家")
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(did.chosen) != 1 || did.chosen[0].Label != "第33家五金店" || did.chosen[0].Region != "shenzhen" {
		t.Errorf("checked %+v", did.chosen)
	}
}

func TestRenameAndForgetAnAnswer(t *testing.T) {
	w, _ := remembering(t, "zh")
	test.Tap(find(t, w, "改名… (N)"))
	entry := w.Canvas().Focused().(interface {
		fyne.Focusable
		SetText(string)
	})
	entry.SetText("老王五金店")
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := w.state.Answers[0].Title(); got != "老王五金店" {
		t.Errorf("it is called %q", got)
	}
	test.Tap(find(t, w, "从列表中去掉… (F)"))
	if said := shown(w); !strings.Contains(said, "从列表中去掉“老王五金店”？") {
		t.Errorf("asks\n%s", said)
	}
	overlayButton(t, w, "从列表中去掉…")
	if w.state.Answers[0].ID != "c1" || len(w.state.Answers) != 39 || w.state.Choice.Answer != "c1" {
		t.Errorf("%d are left, %q is picked", len(w.state.Answers), w.state.Choice.Answer)
	}
}

// A new company at a bureau that is known: it gets a name before it is checked.
func TestANewAnswerCanBeNamed(t *testing.T) {
	w, did := remembering(t, "zh")
	w.Choose(wizard.Choice{Mode: wizard.ByRegion, Region: "beijing", Software: "browser"})
	page := w.pages[wizard.Welcome].(*welcomePage)
	test.Type(page.label, "小李水果店")
	page.label.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(did.chosen) != 1 || did.chosen[0].Label != "小李水果店" || did.chosen[0].Answer != "" {
		t.Errorf("checked %+v", did.chosen)
	}
}

func TestWithoutAnswersNothingIsOffered(t *testing.T) {
	w, _ := stand(t, "zh")
	if said := shown(w); strings.Contains(said, "检测过的") {
		t.Errorf("offers what there is not:\n%s", said)
	}
}

// overlayButton presses the button with this text on what lies over the page.
func overlayButton(t *testing.T, w *Window, text string) {
	t.Helper()
	top := w.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("nothing lies over the page")
	}
	for _, b := range buttonsIn(top) {
		if b.Text == text {
			test.Tap(b)
			return
		}
	}
	t.Fatalf("no button %q over the page", text)
}

func buttonsIn(o fyne.CanvasObject) (all []*widget.Button) {
	switch o := o.(type) {
	case *widget.Button:
		return []*widget.Button{o}
	case *presser:
		return []*widget.Button{&o.Button}
	case *fyne.Container:
		for _, child := range o.Objects {
			all = append(all, buttonsIn(child)...)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			all = append(all, buttonsIn(child)...)
		}
	}
	return all
}
