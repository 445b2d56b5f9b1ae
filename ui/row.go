package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// stageRow is one stage of the road: a sign, its name, the state in words, one
// sentence, and the checks behind it one click below.
type stageRow struct {
	object   fyne.CanvasObject
	w        *Window
	sign     *canvas.Image
	state    *widget.Label
	sentence *prose
	more     *widget.Button
	details  *fyne.Container
	shown    int // results already in details
}

func newStageRow(w *Window, name checks.Stage) *stageRow {
	r := &stageRow{w: w, sign: icon(signs[wizard.Waiting], 22), state: label(""), sentence: paragraph(""), details: container.NewVBox()}
	title := label(w.words.Say("stage." + string(name)))
	title.TextStyle.Bold = true
	r.more = widget.NewButtonWithIcon("", theme.MenuDropDownIcon(), r.toggle)
	r.more.Importance = low
	r.details.Hide()
	left := container.NewHBox(container.NewPadded(container.NewCenter(r.sign)),
		container.New(wide{150}, title), container.New(wide{86}, r.state))
	r.object = container.NewVBox(container.NewBorder(nil, nil, left, r.more, r.sentence), r.details)
	r.show(wizard.Stage{Name: name, Planned: -1})
	return r
}

func (r *stageRow) toggle() {
	if r.details.Visible() {
		r.details.Hide()
		r.more.SetIcon(theme.MenuDropDownIcon())
	} else {
		r.details.Show()
		r.more.SetIcon(theme.MenuDropUpIcon())
	}
}

func (r *stageRow) show(s wizard.Stage) {
	look := s.Look()
	if res := signs[look]; r.sign.Resource != res {
		r.sign.Resource = res
		r.sign.Refresh()
	}
	r.state.Importance = importances[look]
	r.state.SetText(r.w.words.Say("look." + string(look)))
	r.sentence.say(r.say(s, look))

	if len(s.Results) < r.shown { // another run
		r.details.RemoveAll()
		r.shown = 0
	}
	for _, result := range s.Results[r.shown:] {
		r.details.Add(container.NewBorder(nil, nil, container.New(wide{34}), nil, resultLine(r.w, result)))
	}
	r.shown = len(s.Results)
	if r.shown == 0 {
		r.more.Disable()
	} else {
		r.more.Enable()
	}
}

// say is the row's sentence: what stands out, or that all is well.
func (r *stageRow) say(s wizard.Stage, look checks.Status) string {
	worst, any := s.Worst()
	switch {
	case !any:
		return ""
	case look == checks.Pass && len(s.Results) > 1:
		return r.w.words.Say("stage.all_well", text.Args{"Count": len(s.Results)})
	}
	return r.w.do.Summary(worst, r.w.words.Lang())
}

// resultLine is one ended check: sign, sentence, and its id for support.
func resultLine(w *Window, result checks.Result) fyne.CanvasObject {
	return beside(container.NewPadded(icon(signs[result.Status], 16)), stack(paragraph(w.do.Summary(result, w.words.Lang())), caption(result.ID)))
}

// wide keeps its one object at a fixed width, so that columns stand in line.
type wide struct{ width float32 }

func (l wide) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (l wide) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return fyne.NewSize(max(size.Width, l.width), size.Height)
}
