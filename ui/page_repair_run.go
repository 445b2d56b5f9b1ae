package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// doing shows each change as it is made. It cannot be stopped halfway; what fails
// is put back by itself.
func (p *repairPage) doing(s wizard.State) {
	say, r := p.w.words.Say, s.Mending.Remedy
	p.body.Add(heading(say("mend.doing"), headingSize))
	if r.Rights {
		p.body.Add(paragraph(say("mend.doing.rights")))
	}
	p.body.Add(p.stepCard(r))
	p.left.Add(quietLine(say("mend.doing.wait")))
}

// stepCard lists the changes of a remedy as they stand.
func (p *repairPage) stepCard(r wizard.Remedy) fyne.CanvasObject {
	box := container.NewVBox()
	for _, c := range r.Changes {
		line := newStepLine(p.w.words, plainChange(p.w.words, c))
		p.steps = append(p.steps, line)
		box.Add(line.object)
	}
	return card(box)
}

// asking shows the road again, as everything is asked once more.
func (p *repairPage) asking(s wizard.State) {
	say := p.w.words.Say
	p.body.Add(heading(say("mend.asking"), headingSize))
	p.body.Add(paragraph(say("mend.asking.why")))
	p.body.Add(p.stepCard(s.Mending.Remedy))
	p.way, p.count = newRoad(p.w.words), caption("")
	p.body.Add(card(container.NewVBox(p.way.object, p.count)))
	p.stop = p.w.press(say("mend.asking.stop"), widget.MediumImportance, p.w.stopMend, "C")
	p.left.Add(p.stop)
}

// endSigns are of how a repair ended, or putting one back; words stand beside.
var endSigns = map[wizard.MendEnd]fyne.Resource{
	wizard.Fixed: signs[checks.Pass], wizard.Undone: signs[checks.Pass], wizard.Worse: signs[checks.Fail], wizard.HalfDone: signs[checks.Fail],
	wizard.NotYet: signs[checks.Warn], wizard.Failed: signs[checks.Warn], wizard.Unsure: signs[checks.Error],
	wizard.Gone: signs[checks.Warn], wizard.Taken: signs[checks.Skip], wizard.NoRecord: signs[checks.Skip], wizard.Denied: signs[checks.Skip], wizard.Outdated: signs[checks.Skip], wizard.Nothing: signs[checks.Skip], wizard.Kept: signs[checks.Skip],
}

// came says in a headline how it ended: "mend." and "fixed" as "mend.fixed.title".
func (p *repairPage) came(area string, m wizard.Mending) {
	say := p.w.words.Say
	key := area + string(m.Came)
	p.body.Add(headline(endSigns[m.Came], say(key+".title"), say(key+".sentence")))
	if m.Detail != "" {
		f := p.w.fold(say("mend.detail"), caption(m.Detail))
		p.folds = append(p.folds, f)
		p.body.Add(card(f.object))
	}
}

// mended says what came of a repair. Undoing is the main button where it did not
// help, and the other things to do beside it.
func (p *repairPage) mended(s wizard.State) {
	say, m, w := p.w.words.Say, s.Mending, p.w
	p.came("mend.", m)
	if len(m.Worse) > 0 {
		box := stack(heading(say("mend.worse.list"), subheadingSize))
		for _, what := range m.Worse {
			box.Add(beside(container.NewPadded(icon(signs[checks.Fail], 16)), paragraph(what.In(w.words.Lang()))))
		}
		p.body.Add(card(box))
	}
	if left := m.Remaining; len(left) > 0 && (m.Came == wizard.NotYet || m.Came == wizard.Worse) {
		box := stack(heading(say("mend.remaining.list"), subheadingSize))
		for _, what := range left {
			box.Add(beside(container.NewPadded(icon(signs[checks.Warn], 16)), paragraph(what.In(w.words.Lang()))))
		}
		p.body.Add(card(box))
	}
	if m.Came != wizard.Denied && m.Came != wizard.Outdated && m.Came != wizard.Taken && m.Came != wizard.NoRecord {
		p.body.Add(p.stepCard(m.Remedy))
	}
	if m.Came == wizard.Fixed {
		p.body.Add(p.next(s))
	}
	last, can := s.LastRepair()
	undo := func(weight importance) *presser { return w.undo(say("mend.back"), weight, "U", last) }
	again := w.press(say("verdict.again"), high, w.start, "R")
	switch {
	case m.Came == wizard.Fixed:
		if can {
			p.left.Add(undo(low))
		}
		p.right.Add(w.press(say("mend.finish"), high, w.leaveMend, "F"))
	case m.Came == wizard.Outdated:
		p.left.Add(w.press(say("verdict.back"), low, w.leaveMend, "B"))
		p.right.Add(again)
	case m.Came == wizard.Unsure:
		if can {
			p.left.Add(undo(widget.MediumImportance))
		}
		p.left.Add(w.press(say("mend.keep"), low, w.leaveMend, "K"))
		p.right.Add(again)
	case can && (m.Came == wizard.NotYet || m.Came == wizard.Worse || m.Came == wizard.HalfDone):
		p.left.Add(w.press(say("mend.keep"), low, w.leaveMend, "K"))
		p.right.Add(undo(high))
	default:
		p.right.Add(w.press(say("verdict.back"), high, w.leaveMend, "B"))
	}
}

// next says what is left after a repair that helped.
func (p *repairPage) next(s wizard.State) fyne.CanvasObject {
	words := p.w.words
	box := stack()
	if root, found := s.Outcome.Root(); found {
		box.Add(paragraph(words.Say("mend.next.other") + causeWords(words, s.Outcome, root).Title))
	} else {
		box.Add(paragraph(verdictSentence(words, s.Outcome)))
	}
	if need := s.Mending.Remedy.After.In(words.Lang()); need != "" {
		box.Add(paragraph(need))
	}
	if _, can := s.LastRepair(); can {
		box.Add(caption(words.Say("mend.next.undo")))
	}
	return card(box)
}
