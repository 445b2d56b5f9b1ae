package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"kpdoctor/assets/text"
)

// confirm asks before something that cannot be taken back; key is the title and
// the button that does it.
func (w *Window) confirm(key, question string, args text.Args, do func()) {
	say := w.words.Say
	said := paragraph(say(question, args))
	d := dialog.NewCustomConfirm(say(key), say(key), say("dialog.cancel"), container.New(wide{360}, said), func(yes bool) {
		if yes {
			do()
		}
	}, w)
	d.Resize(fyne.NewSize(min(480, w.Canvas().Size().Width-40), 0))
	d.Show()
}
