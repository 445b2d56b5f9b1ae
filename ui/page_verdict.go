package ui

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/ui/wizard"
)

// verdictPage says what is wrong, whose job it is, what is fine, and what to do
// now. The rest is folded.
type verdictPage struct {
	w      *Window
	whole  fyne.CanvasObject
	page   *fyne.Container // notice and body
	body   *fyne.Container
	steps  *stepList
	folds  []*fold // what is told only when asked
	notice *notice
	again  *presser
	copied *widget.Label
	save   *presser
	mend   *presser
	shown  wizard.Outcome // what body is made of
	was    string         // and the cause that a step has done away with
	tried  []string
	mended []wizard.Repaired
}

func newVerdictPage(w *Window) *verdictPage {
	say := w.words.Say
	p := &verdictPage{w: w, body: container.NewVBox(), notice: newNotice(w.words), copied: quietLine("")}
	p.page = container.NewVBox(p.notice.object, p.body)
	p.again = w.press(say("verdict.again"), widget.MediumImportance, w.start, "R")
	p.save = w.press(say("verdict.save"), high, w.offer, "S")
	p.mend = w.press(say("verdict.mend"), high, p.propose, "F")
	left := []fyne.CanvasObject{w.press(say("verdict.back"), low, p.back, "B"), p.again}
	if w.do.Clipboard != nil {
		left = append(left, w.press(say("verdict.copy"), widget.MediumImportance, p.copy, "C"))
	}
	p.whole = sheet(p.page, append(left, p.copied), []fyne.CanvasObject{p.save, p.mend})
	return p
}

func (p *verdictPage) object() fyne.CanvasObject { return p.whole }

func (p *verdictPage) back() {
	if !p.w.state.Outcome.Past.IsZero() && p.w.do.History != nil {
		p.w.recall() // from where it was opened
		return
	}
	p.w.set(p.w.state.Goto(wizard.Welcome))
}

func (p *verdictPage) copy() { p.put(p.w.do.Clipboard(p.w.state.Outcome, p.w.words.Lang())) }

// put copies a text and says so.
func (p *verdictPage) put(said string) {
	p.w.app.Clipboard().SetContent(said)
	p.copied.SetText(p.w.words.Say("verdict.copied"))
}

// Keys: Enter does what the main button does, Esc goes back or stops what is
// being asked.
func (p *verdictPage) keys(key fyne.KeyName) bool {
	doing := p.w.state.Guide.Doing
	switch key {
	case fyne.KeyReturn, fyne.KeyEnter:
		best, mends := p.w.best(p.w.state)
		switch step := p.w.card(); {
		case doing:
		case mends:
			p.w.propose(best)
		case step >= 0:
			p.w.done(step)
		case again(p.w.state.Outcome):
			p.w.start()
		default:
			p.w.offer()
		}
	case fyne.KeyEscape:
		if doing {
			p.w.stopStep()
		} else {
			p.back()
		}
	default:
		return false
	}
	return true
}

// again reports whether the thing to do about an outcome is to check once more.
func again(o wizard.Outcome) bool {
	_, found := o.Root()
	return !found && o.Diagnosis.Verdict == diagnose.Inconclusive
}

func (p *verdictPage) show(s wizard.State) {
	p.notice.show(s.Trouble)
	if s.Page != wizard.Verdict {
		return
	}
	if !reflect.DeepEqual(p.shown, s.Outcome) || p.was != s.Guide.Was || !p.sameRepairs(s) || len(p.body.Objects) == 0 {
		p.shown, p.was, p.tried, p.mended = s.Outcome, s.Guide.Was, s.Mending.Tried, s.Repaired
		p.copied.SetText("")
		p.body.RemoveAll()
		for _, o := range p.compose(s) {
			p.body.Add(o)
		}
		scrollBy(p.whole, fyne.KeyHome)
	}
	if p.steps != nil {
		p.steps.show(s)
	}
	_, mends := p.w.best(s)
	weigh(&p.again.Button, again(s.Outcome))
	weigh(&p.save.Button, !mends && p.w.card() < 0 && !s.Guide.Doing && !again(s.Outcome))
	if mends {
		p.mend.Show()
	} else {
		p.mend.Hide()
	}
	for _, b := range []*presser{p.again, p.save, p.mend} {
		if s.Guide.Doing {
			b.Disable()
		} else {
			b.Enable()
		}
	}
	p.whole.Refresh() // the foot, too
}

func (p *verdictPage) compose(s wizard.State) []fyne.CanvasObject {
	o, words := s.Outcome, p.w.words
	sign := verdictSigns[o.Diagnosis.Verdict]
	if sign == nil {
		sign = verdictSigns[diagnose.Inconclusive]
	}
	root, found := o.Root()
	var objects []fyne.CanvasObject
	if !o.Past.IsZero() {
		objects = append(objects, pastNotice(words, o))
	}
	if s.Guide.Was != "" {
		objects = append(objects, goneCard(words, s.Guide.Was))
	}
	said := verdictSentence(words, o)
	if found {
		said = joined(words, causeWords(words, o, root).Explain, said)
	}
	objects = append(objects, headline(sign, verdictTitle(words, o), said))
	objects = append(objects, p.repairs(s)...)
	if since := o.Since.In(words.Lang()); since != "" {
		objects = append(objects, paragraph(since))
	}
	if saidFirst(o) {
		objects = append(objects, saidCard(words, o))
	}
	way := newRoad(words)
	at, hurt := o.Broken()
	way.show(o.Road(), at, hurt)
	objects = append(objects, card(way.object))
	if cards := p.whoAndFine(o); cards != nil {
		objects = append(objects, cards)
	}
	p.folds, p.steps = nil, nil
	if found {
		told := causeWords(words, o, root)
		p.steps = newStepList(p, told.Steps, o.Acts(), words.Say("verdict.steps"))
		p.steps.lead = p.refused(o)
		objects = append(objects, p.steps.object)
		if more := p.otherRemedies(s); more != nil {
			p.folds = append(p.folds, more)
		}
		for _, cause := range o.Further() {
			p.folds = append(p.folds, p.w.fold(words.Say("verdict.also")+causeWords(words, o, cause).Title, p.cause(o, cause)))
		}
		p.folds = append(p.folds, p.w.fold(words.Say("verdict.why"), p.why(o, root)))
	} else if next := nextSteps(words, o); len(next) > 0 {
		p.steps = newStepList(p, next, nil, words.Say("verdict.next"))
		objects = append(objects, p.steps.object)
	}
	if unclear := o.Unclear(); o.Diagnosis.Verdict == diagnose.Inconclusive && len(unclear) > 0 {
		p.folds = append(p.folds, p.w.fold(words.Say("verdict.unclear"), p.results(unclear)))
	}
	p.folds = append(p.folds, p.w.fold(words.Say("verdict.measured"), p.measured(o)))
	folded := container.NewVBox()
	for _, f := range p.folds {
		folded.Add(f.object)
	}
	folded.Add(container.NewHBox(p.w.press(words.Say("verdict.message"), low, p.w.ask, "M")))
	objects = append(objects, card(folded))
	if p.w.do.Spoken != nil {
		if code := p.w.do.Spoken(o); code != "" {
			objects = append(objects, caption(words.Say("verdict.spoken", text.Args{"Code": code})))
		}
	}
	return objects
}

// goneCard says that a step has helped.
func goneCard(words *text.Printer, code string) fyne.CanvasObject {
	title := causeWords(words, wizard.Outcome{}, diagnose.Problem{Code: code}).Title
	said := paragraph(words.Say("guide.gone", text.Args{"Title": title}))
	said.Importance = success
	return card(beside(container.NewPadded(container.NewPadded(icon(signs[checks.Pass], 22))), said))
}

// headline is the big sign, what is wrong, and what that means for her.
func headline(sign fyne.Resource, title, sentence string) fyne.CanvasObject {
	big := icon(sign, 56)
	texts := stack(heading(title, headingSize), paragraph(sentence))
	return container.NewBorder(nil, nil, container.NewPadded(container.NewCenter(big)), nil, texts)
}

// whoAndFine are two cards: whose job it is, and what works; nil for neither.
func (p *verdictPage) whoAndFine(o wizard.Outcome) fyne.CanvasObject {
	words := p.w.words
	var cards []fyne.CanvasObject
	if who := p.who(o); who != nil {
		cards = append(cards, who)
	}
	if fine := catalogue.Fine(o.Diagnosis.Fine, words.Lang()); fine != "" {
		cards = append(cards, card(stack(quiet(words.Say("verdict.fine")), paragraph(fine))))
	}
	if len(cards) == 0 {
		return nil
	}
	return container.NewGridWithColumns(len(cards), cards...)
}

// who names the person first, then at which end it is, and what to say there.
func (p *verdictPage) who(o wizard.Outcome) fyne.CanvasObject {
	words := p.w.words
	person, more, end := whoWords(words, o)
	if person == "" {
		return nil
	}
	title := fyne.CanvasObject(quiet(words.Say("verdict.who") + end))
	if said := sayThere(words, o, p.code(o)); said != "" {
		copying := p.w.press(words.Say("verdict.say"), widget.MediumImportance, func() { p.put(said) }, "K")
		title = container.NewBorder(nil, nil, nil, container.NewVBox(copying), title)
	}
	box := stack(title, heading(person, subheadingSize)) // all its width for the name
	if more != "" {
		box.Add(caption(more))
	}
	return card(box)
}

func (p *verdictPage) code(o wizard.Outcome) string {
	if p.w.do.Spoken == nil {
		return ""
	}
	return p.w.do.Spoken(o)
}

// cause is a further cause in full.
func (p *verdictPage) cause(o wizard.Outcome, cause diagnose.Problem) fyne.CanvasObject {
	told := causeWords(p.w.words, o, cause)
	who, call := blameWords(p.w.words, o, cause)
	box := stack(paragraph(told.Explain), quiet(p.w.words.Say("verdict.who.line", text.Args{"Who": who, "Call": call})))
	for i, step := range told.Steps {
		box.Add(beside(number(i+1), paragraph(step)))
	}
	return box
}

// why shows what the verdict rests on.
func (p *verdictPage) why(o wizard.Outcome, root diagnose.Problem) fyne.CanvasObject {
	box := stack(paragraph(p.w.words.Say("sure." + wizard.Sureness(root.Confidence))))
	box.Add(p.results(o.Rests(root)))
	if said := accordSentence(p.w.words, o); said != "" {
		box.Add(paragraph(said))
	}
	box.Add(caption(root.Code))
	return box
}

func (p *verdictPage) results(results []checks.Result) fyne.CanvasObject {
	box := stack()
	for _, r := range results {
		box.Add(resultLine(p.w, r))
	}
	return box
}

// measured says what the run was and how long it took.
func (p *verdictPage) measured(o wizard.Outcome) fyne.CanvasObject {
	box := stack(paragraph(ranWords(p.w.words, o)))
	box.Add(p.results(o.Results))
	return box
}
