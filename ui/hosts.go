package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"kpdoctor/ui/wizard"
)

// hostList shows everything that a run would talk to, over the page.
type hostList struct {
	w    *Window
	open dialog.Dialog // nil: not shown
}

func (l *hostList) show(hosts []wizard.Contacted) {
	switch {
	case hosts == nil && l.open != nil:
		shown := l.open
		l.open = nil
		shown.Hide()
	case hosts != nil && l.open == nil:
		say := l.w.words.Say
		l.open = dialog.NewCustom(say("welcome.hosts"), say("dialog.close"), l.content(hosts), l.w)
		l.open.SetOnClosed(func() {
			if l.open != nil {
				l.open = nil
				l.w.set(l.w.state.Listed(nil))
			}
		})
		size := l.w.Canvas().Size()
		l.open.Resize(fyne.NewSize(min(760, size.Width-40), min(540, size.Height-40)))
		l.open.Show()
	}
}

func (l *hostList) content(hosts []wizard.Contacted) fyne.CanvasObject {
	say := l.w.words.Say
	list := stack()
	for _, h := range hosts {
		use := say("hosts.use." + h.Use)
		if h.Name != "" {
			use += " · " + h.Name
		}
		list.Add(stack(heading(h.Host, textSize), caption(use)))
	}
	return container.NewBorder(paragraph(say("hosts.intro")), caption(say("hosts.nothing_else")), nil, nil, container.NewVScroll(list))
}
