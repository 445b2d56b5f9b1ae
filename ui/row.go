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
// sentence, and the checks behind it one click below. Its height stays while
// the checks end: nothing moves away from under the pointer.
type stageRow struct {
	object   fyne.CanvasObject
	w        *Window
	sign     *canvas.Image
	state    *widget.Label
	sentence *widget.Label
	more     *presser
	details  *fyne.Container
	room     *reserved
	shown    int // results already in details
}

func newStageRow(w *Window, name checks.Stage) *stageRow {
	r := &stageRow{w: w, sign: icon(signs[wizard.Waiting], 22), state: label(""), sentence: label(""), room: new(reserved)}
	title := label(w.words.Say("stage." + string(name)))
	title.TextStyle.Bold = true
	r.sentence.Truncation = fyne.TextTruncateEllipsis // whole with the verdict
	r.more = w.press("", low, r.toggle)
	r.more.SetIcon(theme.MenuDropDownIcon())
	r.details = container.New(r.room)
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
	r.state.SetText(lookWords(r.w.words, s, look))
	r.sentence.SetText(r.say(s, look))

	if len(s.Results) < r.shown { // another run
		r.details.RemoveAll()
		r.shown = 0
	}
	r.room.lines = s.Planned
	for _, result := range s.Results[r.shown:] {
		r.details.Add(container.NewBorder(nil, nil, container.New(wide{34}), nil, briefLine(r.w, result)))
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

// briefLine is a resultLine that is never higher than planned, whatever it says:
// it stands above what may be under the pointer. The verdict shows it whole.
func briefLine(w *Window, result checks.Result) fyne.CanvasObject {
	said, id := label(w.do.Summary(result, w.words.Lang())), quietLine(result.ID)
	said.Truncation, id.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	return beside(container.NewPadded(icon(signs[result.Status], 16)), stack(said, id))
}

// reserved is a column that is as high from the beginning as its planned lines
// will make it.
type reserved struct{ lines int }

const resultHeight = 67 // of a briefLine

// Layout stacks the lines.
func (l *reserved) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		height := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, height))
		y += height
	}
}

// MinSize never shrinks below what is planned.
func (l *reserved) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		one := o.MinSize()
		size = fyne.NewSize(max(size.Width, one.Width), size.Height+one.Height)
	}
	return fyne.NewSize(size.Width, max(size.Height, float32(max(l.lines, 0))*resultHeight))
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
