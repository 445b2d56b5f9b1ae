package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"

	"kpdoctor/assets/text"
)

// An answer is a button of a question that lies over the page.
type answer struct {
	said   string
	weight importance
	do     func() // nil: only close
}

// question lays a question over the page. The last answer is the harmless one,
// which Escape gives too. The focus is on first, or nil: on the harmless one.
func (w *Window) question(title string, content fyne.CanvasObject, first fyne.Focusable, answers ...answer) (closed func()) {
	var d dialog.Dialog
	escape := func(key fyne.KeyName) bool {
		if key == fyne.KeyEscape {
			d.Hide()
		}
		return key == fyne.KeyEscape
	}
	row := container.NewHBox(layout.NewSpacer())
	for _, a := range answers {
		b := newPresser(a.said, a.weight, func() {
			d.Hide()
			if a.do != nil {
				a.do()
			}
		}, escape)
		row.Add(b)
		if first == nil && a.do == nil {
			first = b
		}
	}
	d = dialog.NewCustomWithoutButtons(title, container.NewVBox(content, row), w)
	d.Resize(fyne.NewSize(min(520, w.Canvas().Size().Width-40), 0))
	d.Show()
	w.Canvas().Focus(first)
	return d.Hide
}

// confirm asks before something that cannot be taken back; key is the title and
// the button that does it.
func (w *Window) confirm(key, question string, args text.Args, do func()) {
	say := w.words.Say
	w.question(say(key), paragraph(say(question, args)), nil, answer{say(key), danger, do}, answer{said: say("dialog.cancel")})
}
