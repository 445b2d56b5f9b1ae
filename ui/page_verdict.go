package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
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
	folds  *widget.Accordion // what is told only when asked
	notice *notice
}

func newVerdictPage(w *Window) *verdictPage {
	say := w.words.Say
	p := &verdictPage{w: w, body: container.NewVBox(), notice: newNotice(w.words)}
	p.page = container.NewVBox(p.notice.object, p.body)
	p.whole = sheet(p.page,
		[]fyne.CanvasObject{
			button(say("verdict.back"), low, func() { w.set(w.state.Goto(wizard.Welcome)) }),
			button(say("verdict.again"), widget.MediumImportance, w.start),
		},
		[]fyne.CanvasObject{button(say("verdict.save"), high, w.offer)})
	return p
}

func (p *verdictPage) object() fyne.CanvasObject { return p.whole }

func (p *verdictPage) keys(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyReturn, fyne.KeyEnter:
		p.w.offer()
	case fyne.KeyEscape:
		p.w.set(p.w.state.Goto(wizard.Welcome))
	default:
		return false
	}
	return true
}

func (p *verdictPage) show(s wizard.State) {
	p.notice.show(s.Trouble)
	p.body.RemoveAll()
	for _, o := range p.compose(s.Outcome) {
		p.body.Add(o)
	}
	p.page.Refresh()
}

func (p *verdictPage) compose(o wizard.Outcome) []fyne.CanvasObject {
	words := p.w.words
	sign := verdictSigns[o.Diagnosis.Verdict]
	if sign == nil {
		sign = verdictSigns[diagnose.Inconclusive]
	}
	root, found := o.Root()
	var objects []fyne.CanvasObject
	if !o.Past.IsZero() {
		objects = append(objects, pastNotice(words, o))
	}
	objects = append(objects, headline(sign, verdictTitle(words, o), verdictSentence(words, o)))
	if since := o.Since.In(words.Lang()); since != "" {
		objects = append(objects, paragraph(since))
	}
	if saidFirst(o) {
		objects = append(objects, saidCard(words, o))
	}
	if found || len(o.Diagnosis.Fine) > 0 {
		objects = append(objects, p.whoAndFine(o))
	}
	var folded []*widget.AccordionItem
	if found {
		told := causeWords(words, root)
		objects = append(objects, paragraph(told.Explain), p.steps("verdict.steps", told.Steps))
		for _, cause := range o.Further() {
			folded = append(folded, widget.NewAccordionItem(p.further(cause), p.cause(o, cause)))
		}
		folded = append(folded, widget.NewAccordionItem(words.Say("verdict.why"), p.why(o, root)))
	} else if next := nextSteps(words, o); len(next) > 0 {
		objects = append(objects, p.steps("verdict.next", next))
	}
	if unclear := o.Unclear(); o.Diagnosis.Verdict == diagnose.Inconclusive && len(unclear) > 0 {
		folded = append(folded, widget.NewAccordionItem(words.Say("verdict.unclear"), p.results(unclear)))
	}
	folded = append(folded, widget.NewAccordionItem(words.Say("verdict.measured"), p.measured(o)))
	p.folds = widget.NewAccordion(folded...)
	p.folds.MultiOpen = true
	return append(objects, card(p.folds))
}

// headline is the big sign, what is wrong, and what that means for her.
func headline(sign fyne.Resource, title, sentence string) fyne.CanvasObject {
	big := icon(sign, 56)
	texts := stack(heading(title, headingSize), paragraph(sentence))
	return container.NewBorder(nil, nil, container.NewPadded(container.NewCenter(big)), nil, texts)
}

// whoAndFine are two cards: whose job it is, and what works.
func (p *verdictPage) whoAndFine(o wizard.Outcome) fyne.CanvasObject {
	words := p.w.words
	var cards []fyne.CanvasObject
	if root, found := o.Root(); found {
		who, call := blameWords(words, o, root)
		cards = append(cards, card(stack(quiet(words.Say("verdict.who")), heading(who, subheadingSize), paragraph(call))))
	}
	if fine := catalogue.Fine(o.Diagnosis.Fine, words.Lang()); fine != "" {
		cards = append(cards, card(stack(quiet(words.Say("verdict.fine")), paragraph(fine))))
	}
	return container.NewGridWithColumns(max(1, len(cards)), cards...)
}

// steps are numbered, in order.
func (p *verdictPage) steps(title string, steps []string) fyne.CanvasObject {
	if len(steps) == 0 {
		return canvas.NewRectangle(nil)
	}
	list := stack(heading(p.w.words.Say(title), subheadingSize))
	for i, step := range steps {
		list.Add(beside(number(i+1), paragraph(step)))
	}
	return card(list)
}

func (p *verdictPage) further(cause diagnose.Problem) string {
	return p.w.words.Say("verdict.also") + causeWords(p.w.words, cause).Title
}

// cause is a further cause in full.
func (p *verdictPage) cause(o wizard.Outcome, cause diagnose.Problem) fyne.CanvasObject {
	told := causeWords(p.w.words, cause)
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
