package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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
	road  *fyne.Container
	title *prose
	bar   *widget.ProgressBar
	count *widget.Label
	rows  []*stageRow
	stop  *widget.Button
}

func newChecksPage(w *Window) *checksPage {
	p := &checksPage{w: w, bar: widget.NewProgressBar(), count: label("")}
	p.count.Alignment = fyne.TextAlignTrailing
	p.title = heading(w.words.Say("checks.title"), headingSize)
	p.bar.TextFormatter = func() string { return "" }
	p.road = container.NewVBox()
	for _, s := range checks.Stages {
		row := newStageRow(w, s)
		p.rows = append(p.rows, row)
		p.road.Add(row.object)
	}
	content := container.NewVBox(
		p.title,
		container.NewBorder(nil, nil, nil, container.New(wide{130}, p.count), container.New(middle{12}, p.bar)),
		card(p.road),
	)
	p.stop = button(w.words.Say("checks.cancel"), widget.MediumImportance, w.cancelled)
	// Not at the right, where "start" was a moment ago: who clicks that twice must not stop the run.
	p.whole = sheet(content, []fyne.CanvasObject{quietLine(w.words.Say("checks.hint")), p.stop}, nil)
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
	p.road.Refresh()
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
