package ui

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// checksPage is the road from this PC to the tax service, stage by stage, as
// the checks end.
type checksPage struct {
	w     *Window
	whole fyne.CanvasObject
	title *prose
	bar   *widget.ProgressBar
	count *widget.Label
	time  *widget.Label
	road  *road
	list  *fyne.Container
	rows  []*stageRow
	stop  *presser
}

func newChecksPage(w *Window) *checksPage {
	p := &checksPage{w: w, bar: widget.NewProgressBar(), count: label(""), time: label(""), road: newRoad(w.words)}
	p.count.Alignment, p.time.Alignment = fyne.TextAlignTrailing, fyne.TextAlignTrailing
	p.time.Importance = low
	p.title = heading(w.words.Say("checks.title"), headingSize)
	p.bar.TextFormatter = func() string { return "" }
	p.list = container.New(layout.NewCustomPaddedVBoxLayout(-9)) // all nine fit at 125 %
	for _, s := range checks.Stages {
		row := newStageRow(w, s)
		p.rows = append(p.rows, row)
		p.list.Add(row.object)
	}
	content := container.NewVBox(
		container.NewBorder(nil, nil, nil, container.New(wide{260}, p.time), p.title),
		container.NewBorder(nil, nil, nil, container.New(wide{130}, p.count), container.New(middle{10}, p.bar)),
		card(container.NewVBox(p.road.object, widget.NewSeparator(), p.list)),
	)
	p.stop = w.press(w.words.Say("checks.cancel"), widget.MediumImportance, w.cancelled, "C")
	// Not at the right, where "start" was a moment ago: who clicks that twice must not stop the run.
	p.whole = sheet(content, []fyne.CanvasObject{p.stop, quietLine(w.words.Say("checks.hint"))}, nil)
	return p
}

func (p *checksPage) object() fyne.CanvasObject { return p.whole }

func (p *checksPage) keys(key fyne.KeyName) bool {
	if key != fyne.KeyEscape || p.w.state.Run.Stopping {
		return false
	}
	p.w.cancelled()
	return true
}

func (p *checksPage) show(s wizard.State) {
	ended, planned := s.Run.Ended(), s.Run.Planned()
	p.count.SetText(p.w.words.Say("checks.count", text.Args{"Ended": ended, "Planned": planned}))
	p.time.SetText(timeWords(p.w.words, s.Run))
	p.bar.Max = max(1, float64(planned))
	p.bar.SetValue(float64(ended))
	if s.Run.Stopping {
		p.title.say(p.w.words.Say("checks.stopping"))
		p.stop.Disable()
	} else {
		p.title.say(p.w.words.Say("checks.title"))
		p.stop.Enable()
	}
	for i, stage := range s.Run.Stages {
		p.rows[i].show(stage)
	}
	p.road.show(s.Run.Stages, s.Run.Break(), false)
	p.list.Refresh()
}

// timeWords say how long it still takes by what an earlier run took; without
// one, how long it has been going.
func timeWords(words *text.Printer, r wizard.Run) string {
	seconds := func(d time.Duration) text.Args { return text.Args{"Seconds": int(math.Ceil(d.Seconds()))} }
	left, known := r.Left()
	switch {
	case r.Stopping:
		return ""
	case known:
		return words.Say("checks.left", seconds(left))
	case r.Late():
		return words.Say("checks.late", seconds(r.Gone))
	case r.Gone >= time.Second:
		return words.Say("checks.gone", seconds(r.Gone.Truncate(time.Second)))
	}
	return ""
}

// middle centres its one object in height, at a fixed height.
type middle struct{ height float32 }

func (m middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, (size.Height-m.height)/2))
		o.Resize(fyne.NewSize(size.Width, m.height))
	}
}

func (m middle) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(80, m.height) }
