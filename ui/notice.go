package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// notice says in one plain sentence what could not be done; hidden where there
// is nothing to say.
type notice struct {
	object       fyne.CanvasObject
	words        *text.Printer
	said, detail *prose
}

func newNotice(words *text.Printer) *notice {
	n := &notice{words: words, said: paragraph(""), detail: caption("")}
	n.said.Importance = warning
	n.object = card(beside(container.NewPadded(container.NewPadded(icon(signs[checks.Warn], 22))), stack(n.said, n.detail)))
	n.object.Hide()
	return n
}

func (n *notice) show(t *wizard.Trouble) {
	if t == nil {
		n.object.Hide()
		return
	}
	n.said.say(n.words.Say(t.Key, t.Args))
	n.detail.say(t.Detail)
	if t.Detail == "" {
		n.detail.Hide()
	} else {
		n.detail.Show()
	}
	n.object.Show()
}
