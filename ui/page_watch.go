package ui

import (
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// watchPage looks for faults that come and go: for how long, how it goes, what
// was found.
type watchPage struct {
	w       *Window
	whole   fyne.CanvasObject
	notice  *notice
	intro   *prose
	target  *prose
	fors    *radio
	form    fyne.CanvasObject // before it begins
	going   *fyne.Container   // while it goes on, and after
	sign    *canvas.Image
	state   *prose
	left    *prose
	figures []*widget.Label
	plot    *plot
	outages *fyne.Container
	lines   *fyne.Container
	begin   *presser
	stop    *presser
	save    *presser
	saved   *prose
	showing bool
}

func newWatchPage(w *Window) *watchPage {
	say := w.words.Say
	p := &watchPage{w: w, notice: newNotice(w.words), intro: paragraph(say("watch.intro")), target: paragraph(""),
		sign: icon(signs[wizard.Waiting], 28), state: heading("", subheadingSize), left: caption(""),
		plot: newPlot(w.words), outages: container.NewVBox(), lines: container.NewVBox(), saved: paragraph("")}
	p.target.TextStyle.Bold, p.saved.Selectable = true, true
	var names []string
	for _, d := range wizard.WatchFors {
		names = append(names, say("watch.for."+strconv.Itoa(int(d.Minutes()))))
	}
	p.fors = w.radio(names, true, func(name string) {
		if i := slices.Index(names, name); i >= 0 && !p.showing {
			w.set(w.state.WatchFor(wizard.WatchFors[i]))
		}
	})
	p.form = card(container.NewVBox(p.target, label(say("watch.for")), p.fors, caption(say("watch.gentle"))))

	figures := container.NewGridWithColumns(3)
	for _, what := range []string{"success", "connect", "first"} {
		figure := label("–")
		figure.TextStyle.Bold, figure.SizeName = true, subheadingSize
		p.figures = append(p.figures, figure)
		figures.Add(card(stack(quietLine(say("watch."+what)), figure)))
	}
	p.going = container.NewVBox(
		container.NewBorder(nil, nil, container.NewPadded(container.NewCenter(p.sign)), nil, stack(p.state, p.left)),
		figures, card(container.NewVBox(p.plot, legend(w.words))), p.saved, p.lines, p.outages)
	p.begin = w.press(say("watch.begin"), high, w.beginWatch, "S")
	p.stop = w.press(say("watch.stop"), widget.MediumImportance, w.stopWatch, "T")
	p.save = w.press(say("watch.save"), high, w.saveWatch, "K")
	content := container.NewVBox(heading(say("watch.title"), headingSize), p.notice.object, p.intro, p.going, p.form)
	p.whole = sheet(content,
		[]fyne.CanvasObject{w.press(say("watch.back"), low, p.back, "B"), p.stop},
		[]fyne.CanvasObject{p.save, p.begin})
	return p
}

// legend says which curve is which, by shape.
func legend(words *text.Printer) fyne.CanvasObject {
	row := container.NewHBox()
	for _, one := range []struct{ mark, key string }{{"●", "watch.connect"}, {"■", "watch.first"}} {
		mark := label(one.mark)
		if one.mark == "●" {
			mark.Importance = high
		}
		row.Add(container.NewHBox(mark, quietLine(words.Say(one.key))))
	}
	row.Add(quietLine(words.Say("watch.legend.p99")))
	return row
}

func (p *watchPage) object() fyne.CanvasObject { return p.whole }

func (p *watchPage) back() { p.w.set(p.w.state.Goto(wizard.Welcome)) }

func (p *watchPage) keys(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyEscape:
		p.back() // and the watch goes on
	case fyne.KeyReturn, fyne.KeyEnter:
		if !p.w.state.Watch.On && p.begin.Visible() && !p.begin.Disabled() {
			p.w.beginWatch()
		}
	default:
		return false
	}
	return true
}

func (p *watchPage) show(s wizard.State) {
	p.notice.show(s.Trouble)
	if s.Page != wizard.Watch {
		return
	}
	p.showing = true
	defer func() { p.showing = false }()
	w, say := s.Watch, p.w.words.Say
	p.fors.SetSelected(p.fors.Options[max(0, slices.Index(wizard.WatchFors, w.Options.For))])
	missing := s.Choice.Missing()
	if p.target.say(say("watch.target", text.Args{"Title": p.w.titled(s)})); missing != "" {
		p.target.say(say(missing))
	}
	visible(p.form, !w.On)
	visible(p.intro, w.Begun.IsZero())
	visible(p.going, !w.Begun.IsZero())
	visible(p.stop, w.On)
	visible(p.save, !w.On && w.Now.Rounds > 0 && p.w.do.SaveWatch != nil)
	visible(p.begin, !w.On)
	enable(&p.begin.Button, missing == "")
	weigh(&p.begin.Button, w.Now.Rounds == 0)
	if !w.Begun.IsZero() {
		p.showGoing(w)
	}
	p.whole.Refresh()
}

// stateLooks are the signs of what a round found.
var stateLooks = map[string]checks.Status{"": wizard.Busy, "ok": checks.Pass, "slow": checks.Warn, "bad": checks.Fail}

func (p *watchPage) showGoing(w wizard.Watching) {
	say, lang, now := p.w.words.Say, p.w.words.Lang(), w.Now
	look := stateLooks[now.State]
	for _, o := range now.Outages {
		if !w.On && look != checks.Fail { // in the end, the worst counts
			look = stateLooks[o.State]
		}
	}
	p.sign.Resource = signs[look]
	p.sign.Refresh()
	switch {
	case !w.On:
		p.state.say(say("watch.over", text.Args{"Title": w.Title}))
	case now.Rounds == 0:
		p.state.say(say("watch.first_round", text.Args{"Title": w.Title}))
	default:
		p.state.say(say("watch.now."+now.State, text.Args{"Title": w.Title}))
	}
	left := ""
	if w.On {
		left = say("watch.left", text.Args{"Until": w.Begun.Add(w.Options.For).Local().Format("15:04"), "N": now.Rounds})
		if w.Looking {
			left = say("watch.looking") + " " + left
		}
	}
	p.left.say(left)
	visible(p.left, left != "")
	p.figures[0].SetText(percentWords(now))
	p.figures[1].SetText(timesWords(p.w.words, now.Connect))
	p.figures[2].SetText(timesWords(p.w.words, now.First))
	p.plot.show(w)
	saved := ""
	if w.Saved != "" {
		saved = say("save.saved", text.Args{"Path": w.Saved})
	}
	p.saved.say(saved)
	visible(p.saved, saved != "")

	p.lines.RemoveAll()
	if !w.On {
		for _, line := range now.Lines {
			p.lines.Add(paragraph(line.In(lang)))
		}
	}
	p.outages.RemoveAll()
	for _, o := range slices.Backward(now.Outages) {
		p.outages.Add(p.outage(o))
	}
}

// outage is one of them in a sentence, with the way to the full run made in it.
func (p *watchPage) outage(o wizard.Outage) fyne.CanvasObject {
	sign := signs[checks.Fail]
	if o.State == "slow" {
		sign = signs[checks.Warn]
	}
	var see fyne.CanvasObject
	if o.Run != "" && p.w.do.Reopen != nil {
		see = container.NewCenter(p.w.press(p.w.words.Say("past.see"), low, func() { p.w.reopen(o.Run) }))
	}
	return card(container.NewBorder(nil, nil, container.NewVBox(container.NewPadded(icon(sign, 20))), see, paragraph(o.Said.In(p.w.words.Lang()))))
}

// percentWords is a share that never rounds up to all.
func percentWords(e wizard.WatchEvent) string {
	if e.Rounds == 0 {
		return "–"
	}
	p := e.Success * 100
	if p < 100 {
		p = min(p, 99.9)
	}
	return strconv.FormatFloat(p, 'f', 1, 64) + "%"
}

// timesWords are a median and the slowest hundredth in milliseconds.
func timesWords(words *text.Printer, t wizard.WatchTimes) string {
	if t.Median <= 0 {
		return "–"
	}
	ms := func(d time.Duration) string {
		return strconv.FormatInt(max(1, d.Round(time.Millisecond).Milliseconds()), 10)
	}
	return words.Say("watch.times", text.Args{"Median": ms(t.Median), "P99": ms(t.P99)})
}

// visible shows or hides.
func visible(o fyne.CanvasObject, so bool) {
	if so {
		o.Show()
	} else {
		o.Hide()
	}
}
