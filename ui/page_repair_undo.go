package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// returning shows what is put back as it is.
func (p *repairPage) returning(s wizard.State) {
	say, rights := p.w.words.Say, false
	for _, r := range s.Mending.Backs {
		rights = rights || r.Rights
	}
	p.body.Add(heading(say("back.doing"), headingSize))
	if rights {
		p.body.Add(paragraph(say("mend.rights.how")))
	}
	p.body.Add(p.backs(s.Mending))
	p.left.Add(quietLine(say("mend.doing.wait")))
}

// backs lists what was put back, and of what.
func (p *repairPage) backs(m wizard.Mending) fyne.CanvasObject {
	lang := p.w.words.Lang()
	box := stack()
	for _, r := range m.Backs {
		box.Add(quiet(dateWords(p.w.words, r.When) + "  " + r.Title.In(lang)))
	}
	for _, step := range m.Steps {
		line := newStepLine(p.w.words, step.Exact.In(lang))
		p.steps = append(p.steps, line)
		box.Add(line.object)
	}
	return card(box)
}

// returned says what came of putting back.
func (p *repairPage) returned(s wizard.State) {
	say, w, m := p.w.words.Say, p.w, s.Mending
	p.came("back.", m)
	p.body.Add(p.backs(m))
	back := func(weight importance) *presser { return w.press(say("verdict.back"), weight, w.leaveMend, "B") }
	switch {
	case m.Came == wizard.Undone && s.Choice.Missing() == "":
		p.left.Add(back(low))
		p.right.Add(w.press(say("verdict.again"), high, w.start, "R"))
	case m.Came == wizard.Failed || m.Came == wizard.Denied || m.Came == wizard.Taken || m.Came == wizard.NoRecord || m.Came == wizard.Gone:
		p.left.Add(w.undo(say("back.retry"), widget.MediumImportance, "U", m.Backs...))
		p.right.Add(back(high))
	default:
		p.right.Add(back(high))
	}
}

// clash shows the three values and asks; to keep the present one is the main
// button, for somebody wanted it so.
func (p *repairPage) clash(s wizard.State) {
	say, w, c := p.w.words.Say, p.w, s.Mending.Clash
	p.body.Add(headline(signs[checks.Warn], say("clash.title"), say("clash.sentence")))
	box := stack(heading(c.What.In(w.words.Lang()), subheadingSize))
	for _, value := range []struct{ key, said string }{{"clash.before", c.Before}, {"clash.ours", c.Ours}, {"clash.now", c.Now}} {
		said := value.said
		if strings.TrimSpace(said) == "" {
			said = say("clash.none")
		}
		name := quiet(say(value.key))
		box.Add(container.NewBorder(nil, nil, container.NewVBox(container.New(wide{factWidth}, name)), nil, paragraph(said)))
	}
	p.body.Add(card(box))
	if c.ByAdministrators {
		p.body.Add(paragraph(say("clash.administrators")))
	} else {
		p.left.Add(w.press(say("clash.overwrite"), widget.MediumImportance, w.overwrite, "P"))
	}
	p.right.Add(w.press(say("clash.keep"), high, w.keepNow, "K"))
}

// undo is the button that puts repairs back. One that asks for an administrator's
// consent says so and carries the shield.
func (w *Window) undo(said string, weight importance, letter fyne.KeyName, repairs ...wizard.Repaired) *presser {
	rights := slices.ContainsFunc(repairs, func(r wizard.Repaired) bool { return r.Rights })
	if rights {
		said = w.words.Say("mend.back.rights", text.Args{"Undo": said})
	}
	var letters []fyne.KeyName
	if letter != "" {
		letters = append(letters, letter)
	}
	b := w.press(said, weight, func() { w.putBack(repairs...) }, letters...)
	if rights && weight == high {
		b.SetIcon(shield)
	} else if rights {
		b.SetIcon(quietShield)
	}
	return b
}

// repairedCard says on the verdict what was repaired in this sitting, with the
// way back; nil where nothing can be put back.
func (w *Window) repairedCard(s wizard.State) fyne.CanvasObject {
	if len(s.Repaired) == 0 || w.do.PutBack == nil {
		return nil
	}
	say := w.words.Say
	box := stack(quiet(say("repaired.now")))
	for _, r := range s.Repaired {
		box.Add(container.NewBorder(nil, nil, nil, w.undo(say("mend.back"), widget.MediumImportance, "", r), paragraph(r.Title.In(w.words.Lang()))))
	}
	if len(s.Repaired) > 1 {
		all := w.undo(say("repaired.all", text.Args{"Count": len(s.Repaired)}), widget.MediumImportance, "U", s.Repaired...)
		box.Add(container.NewHBox(all))
	}
	return card(box)
}
