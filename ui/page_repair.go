package ui

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// repairPage shows what a repair would change and asks for consent, then how it
// goes, what came of it, and how it is put back.
type repairPage struct {
	w       *Window
	whole   fyne.CanvasObject
	notice  *notice
	body    *fyne.Container
	left    *fyne.Container // buttons of the foot
	right   *fyne.Container
	folds   []*fold
	consent *presser // nil where none is asked for
	stop    *presser // of asking again
	steps   []*stepLine
	way     *road
	count   *prose
	shown   wizard.Mending // what body is made of
}

func newRepairPage(w *Window) *repairPage {
	p := &repairPage{w: w, notice: newNotice(w.words), body: container.NewVBox(), left: container.NewHBox(), right: container.NewHBox()}
	p.whole = sheet(container.NewVBox(p.notice.object, p.body), []fyne.CanvasObject{p.left}, []fyne.CanvasObject{p.right})
	return p
}

func (p *repairPage) object() fyne.CanvasObject { return p.whole }

// keys: Enter does what the main button does, and brings one to the button of
// consent, which it does not press; Esc changes nothing, or stops asking.
func (p *repairPage) keys(key fyne.KeyName) bool {
	m := p.w.state.Mending
	switch key {
	case fyne.KeyReturn, fyne.KeyEnter:
		switch {
		case m.Stage == wizard.Consenting:
			p.w.Canvas().Focus(p.consent)
		case len(p.right.Objects) > 0:
			p.right.Objects[len(p.right.Objects)-1].(*presser).OnTapped()
		}
	case fyne.KeyEscape:
		switch {
		case m.Stage == wizard.Asking:
			p.w.stopMend()
		case m.Stage == wizard.Clashing:
			p.w.keepNow()
		case !m.Busy():
			p.w.leaveMend()
		}
	default:
		return false
	}
	return true
}

func (p *repairPage) show(s wizard.State) {
	p.notice.show(s.Trouble)
	if s.Page != wizard.Mend {
		return
	}
	m := s.Mending
	if p.rebuilt(m) {
		p.body.RemoveAll()
		p.left.RemoveAll()
		p.right.RemoveAll()
		p.consent, p.stop, p.steps, p.way, p.folds = nil, nil, nil, nil, nil
		compose := map[wizard.MendStage]func(wizard.State){
			wizard.Consenting: p.plan, wizard.Changing: p.doing, wizard.Asking: p.asking, wizard.Mended: p.mended,
			wizard.Returning: p.returning, wizard.Clashing: p.clash, wizard.Returned: p.returned,
		}[m.Stage]
		if compose != nil {
			compose(s)
		}
		if p.w.Canvas().Focused() != nil {
			p.w.Canvas().Unfocus() // the buttons go
		}
		scrollBy(p.whole, fyne.KeyHome)
	}
	p.shown = m
	for i, line := range p.steps {
		line.show(m.Steps[i])
	}
	if p.way != nil {
		p.way.show(m.Run.Stages, m.Run.Break(), false)
		p.count.say(p.w.words.Say("guide.count", text.Args{"Ended": m.Run.Ended(), "Planned": m.Run.Planned()}) + "  " + timeWords(p.w.words, m.Run))
		enable(&p.stop.Button, !m.Run.Stopping)
	}
	p.whole.Refresh()
}

// rebuilt reports whether the page has other parts than before.
func (p *repairPage) rebuilt(m wizard.Mending) bool {
	was := p.shown
	return len(p.body.Objects) == 0 || was.Stage != m.Stage || was.Came != m.Came || was.Remedy.Name != m.Remedy.Name ||
		len(was.Steps) != len(m.Steps) || !reflect.DeepEqual(was.Clash, m.Clash) || !reflect.DeepEqual(was.Backs, m.Backs)
}

// add puts buttons into the foot.
func (p *repairPage) add(foot *fyne.Container, b *presser) { foot.Add(b) }

// plan is the list that consent is to. The buttons stand where no button was a
// moment ago: who clicks twice has not consented.
func (p *repairPage) plan(s wizard.State) {
	say, r := p.w.words.Say, s.Mending.Remedy
	p.body.Add(heading(r.Title.In(p.w.words.Lang()), headingSize))
	p.body.Add(paragraph(say("mend.look")))
	p.body.Add(p.changes(r))
	p.body.Add(card(p.facts(r)))
	p.add(p.left, p.w.press(say("mend.dont"), widget.MediumImportance, p.w.leaveMend, "B"))
	consent := say("mend.do")
	if r.Rights {
		consent = say("mend.do.rights")
	}
	p.consent = p.w.press(consent, high, p.w.mend, "S")
	if r.Rights {
		p.consent.SetIcon(shield)
	}
	p.add(p.left, p.consent)
}

// changes are in plain words; the values themselves are one click below.
func (p *repairPage) changes(r wizard.Remedy) fyne.CanvasObject {
	words, lang := p.w.words, p.w.words.Lang()
	box := stack(heading(words.Say("mend.changes", text.Args{"Count": len(r.Changes)}), subheadingSize))
	exact := stack()
	for i, c := range r.Changes {
		box.Add(beside(number(i+1), paragraph(plainChange(words, c))))
		exact.Add(paragraph(c.Exact.In(lang)))
		if c.From != "" {
			exact.Add(caption(words.Say("mend.value.from", text.Args{"Value": c.From})))
		}
		if c.To != "" {
			exact.Add(caption(words.Say("mend.value.to", text.Args{"Value": c.To})))
		}
	}
	f := p.w.fold(words.Say("mend.exact"), exact)
	p.folds = append(p.folds, f)
	return card(container.NewVBox(box, f.object))
}

// plainChange is one change in plain words; of a sort that has none the exact ones.
func plainChange(words *text.Printer, c wizard.Change) string {
	key := "mend.change." + c.Sort
	if said := words.Say(key, text.Args{"Name": c.Name, "To": c.To}); said != key {
		return said
	}
	return c.Exact.In(words.Lang())
}

// facts are how long, what is needed, what could break, whether it can be undone.
func (p *repairPage) facts(r wizard.Remedy) fyne.CanvasObject {
	say, lang := p.w.words.Say, p.w.words.Lang()
	box := stack()
	line := func(key, said string) {
		if said == "" {
			return
		}
		name := quiet(say(key))
		box.Add(container.NewBorder(nil, nil, container.NewVBox(container.New(wide{factWidth}, name)), nil, paragraph(said)))
	}
	line("mend.time", r.Time.In(lang))
	if r.Rights {
		line("mend.rights", say("mend.rights.how"))
	}
	line("mend.risk", r.Risk.In(lang))
	if r.Lasting {
		line("mend.undo", say("mend.undo.none"))
	} else {
		line("mend.undo", say("mend.undo.can"))
	}
	line("mend.after", say("mend.after.asks"))
	return box
}

// factWidth is the room for the name of a fact.
const factWidth = 130

// shield marks what asks for an administrator's consent, on a main button and on
// an ordinary one.
const shielded = "M12 1L21 4.500L21 11q0 8-9 12q-9-4-9-12L3 4.500zM12 3.400L5.2 6.100L5.2 11q0 6.300 6.800 9.500z"

var (
	shield      = shape("shield", shielded, theme.ColorNameForegroundOnPrimary)
	quietShield = shape("quietshield", shielded, theme.ColorNameForeground)
)

// stepLine is one change: a sign, what it is, and how it stands in words.
type stepLine struct {
	object fyne.CanvasObject
	words  *text.Printer
	box    *fyne.Container
	state  *prose
	look   checks.Status
}

func newStepLine(words *text.Printer, said string) *stepLine {
	l := &stepLine{words: words, box: container.NewVBox(), state: paragraph("")}
	l.object = container.NewBorder(nil, nil, l.box, nil, stack(paragraph(said), l.state))
	return l
}

func (l *stepLine) show(s wizard.Step) {
	if l.look == s.Look {
		return
	}
	l.look = s.Look
	sign, weight := signs[s.Look], importances[s.Look]
	if s.Look == wizard.PutBack {
		sign, weight = signs[checks.Pass], success
	}
	l.box.RemoveAll()
	l.box.Add(container.NewPadded(container.NewPadded(icon(sign, 20))))
	l.state.Importance = weight
	l.state.say(l.words.Say("mend.step." + string(s.Look)))
}
