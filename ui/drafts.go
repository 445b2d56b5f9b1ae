package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// draftOffer offers what a crash left of the last run: to look at, or to drop.
type draftOffer struct {
	object fyne.CanvasObject
	w      *Window
	said   *prose
	draft  wizard.Draft
}

func newDraftOffer(w *Window) *draftOffer {
	d := &draftOffer{w: w, said: paragraph("")}
	buttons := container.NewHBox(
		w.press(w.words.Say("draft.show"), widget.MediumImportance, d.adopt, "L"),
		w.press(w.words.Say("draft.discard"), low, d.discard, "X"))
	d.object = card(beside(container.NewPadded(container.NewPadded(icon(signs[checks.Warn], 22))), container.NewVBox(d.said, buttons)))
	d.object.Hide()
	return d
}

func (d *draftOffer) show(s wizard.State) {
	if len(s.Drafts) == 0 {
		d.object.Hide()
		return
	}
	d.draft = s.Drafts[0]
	d.said.say(d.w.words.Say("draft.offer", text.Args{"When": dateWords(d.w.words, d.draft.Started), "Title": d.draft.Title, "N": d.draft.Results}))
	d.object.Show()
}

// adopt shows what was measured, and keeps it.
func (d *draftOffer) adopt() {
	id := d.draft.ID
	d.w.fetch(func() (wizard.Outcome, error) { return d.w.do.Adopt(id) }, "past.unreadable")
	d.over()
}

func (d *draftOffer) discard() {
	d.w.do.Discard(d.draft.ID)
	d.over()
}

// over offers the next one.
func (d *draftOffer) over() { d.w.set(d.w.state.Left(d.w.state.Drafts[1:])) }
