package ui

import (
	"context"
	"maps"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
	"kpdoctor/ui/wizard"
)

// card is the step that stands open; -1 if there is none, or nothing can be
// asked again.
func (w *Window) card() int {
	if w.do.Recheck == nil {
		return -1
	}
	return w.state.Card()
}

// done asks again what the step can have changed.
func (w *Window) done(step int) {
	w.cancel()
	ctx, stop := context.WithCancel(context.Background())
	w.stop = stop
	kinds := w.state.Outcome.Acts()[step].Changes()
	again := w.do.Recheck(ctx, w.state.Ran, w.state.Outcome, kinds, w.words.Lang())
	w.Canvas().Unfocus() // the button goes
	w.set(w.state.Done(step))
	if w.Clock != nil {
		watch(w, w.Clock(ctx), wizard.State.Ticked)
	}
	watch(w, until(stop, again), wizard.State.Retold)
}

// stopStep ends the asking; what was the verdict before stays.
func (w *Window) stopStep() {
	w.cancel()
	w.set(w.state.StoppingStep())
}

// stepList is what to do now, in order. The step whose turn it is stands open
// as a card: do it, say so, and see what came of it.
type stepList struct {
	object fyne.CanvasObject
	p      *verdictPage
	lead   string // what is to be known before the steps; "" nothing
	steps  []string
	acts   []catalogue.Act // nil: nothing can be asked again
	box    *fyne.Container
	title  *prose
	count  *widget.Label // while a step's effect is asked
	shown  wizard.Guide
	open   int               // as it was built; -2 before
	turn   fyne.CanvasObject // the step that stands open; nil: none
}

func newStepList(p *verdictPage, steps []string, acts []catalogue.Act, title string) *stepList {
	l := &stepList{p: p, steps: steps, acts: acts, box: stack(), title: heading(title, subheadingSize), open: -2}
	l.object = card(l.box)
	return l
}

func (l *stepList) show(s wizard.State) {
	open := l.p.w.card()
	if g := s.Guide; open != l.open || g.Doing != l.shown.Doing || g.Cut != l.shown.Cut || g.Run.Stopping != l.shown.Run.Stopping || !maps.Equal(g.Tried, l.shown.Tried) {
		turned := l.open != -2
		l.open = open
		l.build(s)
		if turned && l.turn != nil {
			scrollTo(l.p.whole, l.turn)
		}
	}
	l.shown = s.Guide
	if s.Guide.Doing {
		words, run := l.p.w.words, s.Guide.Run
		l.count.SetText(words.Say("guide.count", text.Args{"Ended": run.Ended(), "Planned": run.Planned()}) + "  " + timeWords(words, run))
	}
}

func (l *stepList) build(s wizard.State) {
	l.box.RemoveAll()
	l.box.Add(l.title)
	l.count, l.turn = quietLine(""), nil
	if l.lead != "" {
		l.box.Add(beside(container.NewPadded(container.NewPadded(icon(signs[checks.Skip], 18))), quiet(l.lead)))
	}
	for i, step := range l.steps {
		said := paragraph(step)
		box := stack(said)
		came := s.Guide.Tried[i]
		switch {
		case s.Guide.Doing && i == s.Guide.Step:
			said.TextStyle.Bold = true
			box.Add(l.asking(s))
			l.turn = box
		case came != "":
			said.Importance = low
			box.Add(caption(l.p.w.words.Say("guide." + string(came))))
		case !s.Guide.Doing && i == l.open:
			said.TextStyle.Bold = true
			box.Add(l.card(s, i))
			l.turn = box
		}
		l.box.Add(beside(number(i+1), box))
	}
	l.box.Refresh()
}

// card are the buttons of the step whose turn it is, and what will be asked.
func (l *stepList) card(s wizard.State, step int) fyne.CanvasObject {
	w, say := l.p.w, l.p.w.words.Say
	var names []string
	for _, stage := range wizard.StagesOf(l.acts[step].Changes()) {
		names = append(names, say("stage."+string(stage)))
	}
	weight := high
	if _, mends := w.best(s); mends {
		weight = widget.MediumImportance // the program does it
	}
	done := w.press(say("guide.done"), weight, func() { w.done(step) }, "D")
	skip := w.press(say("guide.skip"), low, func() { w.Canvas().Unfocus(); w.set(w.state.Passed(step)) }, "N")
	box := container.NewVBox(container.NewHBox(done, skip), caption(say("guide.asks", text.Args{"Stages": strings.Join(names, say("list.comma"))})))
	if s.Guide.Cut {
		box.Add(caption(say("guide.cut")))
	}
	return box
}

// asking stands where the buttons were while the step's effect is asked.
func (l *stepList) asking(s wizard.State) fyne.CanvasObject {
	w, say := l.p.w, l.p.w.words.Say
	stop := w.press(say("guide.stop"), widget.MediumImportance, w.stopStep, "D")
	if s.Guide.Run.Stopping {
		stop.Disable()
	}
	return container.NewVBox(container.NewHBox(stop, l.count), caption(say("guide.asking")))
}
