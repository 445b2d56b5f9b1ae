package ui

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/ui/wizard"
)

// header says where in the visit the user is, and changes the language.
type header struct {
	object fyne.CanvasObject
	steps  []*widget.Label
	beside []*presser // pages that are no step of the visit
}

func newHeader(w *Window) *header {
	h := new(header)
	row := container.NewHBox()
	for i, p := range wizard.Pages {
		if i > 0 {
			arrow := widget.NewLabel("→")
			arrow.Importance = low
			row.Add(arrow)
		}
		step := widget.NewLabel(strconv.Itoa(i+1) + " " + w.words.Say("step."+string(p)))
		h.steps = append(h.steps, step)
		row.Add(step)
	}
	other := "en"
	if w.words.Lang() == "en" {
		other = "zh"
	}
	language := w.press(w.words.Say("language.other"), low, func() { w.speak(text.New(other)) })
	row.Add(layout.NewSpacer())
	if w.do.History != nil {
		h.beside = append(h.beside, w.press(w.words.Say("head.past"), low, w.recall))
	}
	if w.do.Watch != nil {
		h.beside = append(h.beside, w.press(w.words.Say("head.watch"), low, w.lookOn))
	}
	for _, b := range h.beside {
		row.Add(b)
	}
	row.Add(language)
	h.object = container.NewVBox(container.New(column{widest}, container.NewPadded(row)), widget.NewSeparator())
	return h
}

func (h *header) show(s wizard.State) {
	now := max(0, slices.Index(wizard.Pages, s.Page)) // a message is asked before the first check
	if s.Page == wizard.Mend {
		now = slices.Index(wizard.Pages, wizard.Verdict) // where a repair is offered
	}
	for i, step := range h.steps {
		step.TextStyle.Bold = i == now
		step.Importance = low
		if i == now {
			step.Importance = high
		}
		step.Refresh()
	}
	for _, b := range h.beside {
		enable(&b.Button, s.Page != wizard.Checks && !s.Mending.Busy()) // which Esc leaves, and nothing else
	}
}
