package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"kpdoctor/ui/wizard"
)

// Whatever has the focus, Enter does what the page's main button does, and
// Escape goes back.
func TestEnterAndEscapeAreThePages(t *testing.T) {
	press := func(w *Window, key fyne.KeyName) { w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key}) }

	w, did := stand(t, "zh")
	w.set(w.state.Chose(wizard.Choice{Mode: wizard.ByRegion, Region: "beijing", Software: "browser"}))
	form := w.pages[wizard.Welcome].(*welcomePage)
	w.Canvas().Focus(form.region.software.items[1])
	press(w, fyne.KeyReturn)
	if got := w.state.Choice.Software; got != wizard.Softwares[1] || len(did.chosen) > 0 {
		t.Errorf("Enter on an option chose %s and started %d runs", got, len(did.chosen))
	}
	press(w, fyne.KeyUp)
	if got := w.state.Choice.Software; got != wizard.Softwares[0] || w.Canvas().Focused() != fyne.Focusable(form.region.software.items[0]) {
		t.Errorf("the arrow up went to %s", got)
	}
	press(w, fyne.KeyReturn)
	if len(did.chosen) != 1 {
		t.Error("Enter on the chosen option starts nothing")
	}

	w, did = stand(t, "zh")
	w.set(w.state.Chose(wizard.Choice{Mode: wizard.ByPractice}))
	w.Canvas().Focus(w.pages[wizard.Welcome].(*welcomePage).faults)
	press(w, fyne.KeyReturn)
	if len(did.chosen) != 1 {
		t.Error("Enter on the list of faults starts nothing")
	}

	w, _ = stand(t, "zh")
	for name, focus := range map[string]func(*savePage) fyne.Focusable{
		"an option": func(p *savePage) fyne.Focusable { return p.formats.items[0] },
		"the box":   func(p *savePage) fyne.Focusable { return p.unmask },
		"a field":   func(p *savePage) fyne.Focusable { return p.folder },
	} {
		w.set(scenes()["save"])
		w.Canvas().Focus(focus(w.pages[wizard.Save].(*savePage)))
		press(w, fyne.KeyEscape)
		if w.state.Page == wizard.Save {
			t.Errorf("Escape is swallowed by %s", name)
		}
	}
}

// Alt and a letter work while a field of the first page has the keys, as the
// search has at the start.
func TestAccessKeysWorkInFields(t *testing.T) {
	w, _ := stand(t, "zh")
	p := w.pages[wizard.Welcome].(*welcomePage)
	for i, entry := range []*asked{p.region.search, p.address, p.file, p.label} {
		if entry.access == nil {
			t.Errorf("field %d keeps Alt and a letter to itself", i)
		}
	}
}
