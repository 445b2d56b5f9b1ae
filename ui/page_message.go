package ui

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/checks/message"
	"kpdoctor/ui/wizard"
)

// messagePage explains what her screen says, as she types it. It asks nobody.
type messagePage struct {
	w       *Window
	whole   fyne.CanvasObject
	said    *asked
	usual   *picks
	pick    fyne.CanvasObject // the usual ones, shown until something is typed
	answer  *fyne.Container
	results *container.Scroll
	check   *presser
	shown   string // the message whose answer stands there
}

func newMessagePage(w *Window) *messagePage {
	say := w.words.Say
	p := &messagePage{w: w, answer: container.NewVBox()}
	p.said = newAsked(p.keys)
	p.said.SetPlaceHolder(say("message.type"))
	p.said.OnChanged = func(text string) {
		if text != w.state.Choice.Message {
			c := w.state.Choice
			c.Message = text
			w.set(w.state.Chose(c))
		}
	}
	p.said.OnSubmitted = func(string) { p.goOn() }

	var names, texts []string
	for _, usual := range message.Usual(-1) {
		name := usual.Say
		if w.words.Lang() == "en" {
			name += " · " + usual.EN.Title
		}
		names, texts = append(names, name), append(texts, usual.Say)
	}
	p.usual = newPicks(names, func(i int) { p.fill(texts[i]) }, p.keys)
	p.pick = container.NewBorder(label(say("message.usual")), nil, nil, nil, p.usual)
	p.results = container.NewVScroll(container.NewPadded(p.answer))

	p.check = newPresser(say("message.check"), high, p.goOn, p.keys)
	back := newPresser(say("message.back"), low, p.back, p.keys)
	// The question stays where it is while the answer scrolls.
	ask := container.NewVBox(heading(say("message.title"), headingSize), p.said)
	foot := container.NewBorder(nil, nil, back, p.check, caption(say("message.kept")))
	// Tab goes in this order.
	middle := container.New(layout.NewBorderLayout(ask, foot, nil, nil), ask, container.NewStack(p.pick, p.results), foot)
	p.whole = container.New(column{widest}, container.NewPadded(container.NewPadded(middle)))
	return p
}

// fill puts a text into the question, as if she had typed it.
func (p *messagePage) fill(text string) {
	p.said.SetText(text)
	p.said.CursorColumn = utf8.RuneCountInString(text)
	p.w.Canvas().Focus(p.said)
}

// goOn starts the checks, or goes to where the rest of the choice is made.
func (p *messagePage) goOn() {
	if p.w.state.Choice.Missing() == "" {
		p.w.start()
		return
	}
	p.w.set(p.w.state.Goto(wizard.Welcome))
	p.w.Choose(p.w.state.Choice)
}

func (p *messagePage) back() { p.w.set(p.w.state.Answered()) }

func (p *messagePage) object() fyne.CanvasObject { return p.whole }

func (p *messagePage) keys(key fyne.KeyName) bool {
	const step = 120 // of scrolling
	switch key {
	case fyne.KeyEscape:
		p.back()
	case fyne.KeyReturn, fyne.KeyEnter:
		p.goOn()
	case fyne.KeyDown, fyne.KeyPageDown:
		p.results.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -step)})
	case fyne.KeyUp, fyne.KeyPageUp:
		p.results.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, step)})
	default:
		return false
	}
	return true
}

func (p *messagePage) show(s wizard.State) {
	said := s.Choice.Message
	setText(&p.said.Entry, said)
	if strings.TrimSpace(said) == "" {
		p.pick.Show()
		p.results.Hide()
	} else {
		p.pick.Hide()
		p.results.Show()
	}
	if said == p.shown {
		return
	}
	p.shown = said
	p.answer.RemoveAll()
	weight := high
	for i, m := range s.Meaning.Found {
		if i == 1 {
			p.answer.Add(label(p.w.words.Say("message.or")))
		}
		p.answer.Add(meaningCard(p.w, m))
	}
	switch {
	case len(s.Meaning.Found) == 0:
		p.answer.Add(p.unknown(s.Meaning.Near))
	case wizard.ReachOf(s.Meaning.Found[0].Kind) == wizard.NotNetwork:
		weight = widget.MediumImportance // checking is possible, and not what helps
	}
	if p.check.Importance != weight {
		p.check.Importance = weight
		p.check.Refresh()
	}
	p.answer.Refresh()
	p.results.ScrollToTop()
}

// unknown says what to do about a message that nobody has explained.
func (p *messagePage) unknown(near []string) fyne.CanvasObject {
	say := p.w.words.Say
	box := stack(heading(say("message.unknown.title"), subheadingSize))
	if len(near) > 0 {
		box.Add(paragraph(say("message.near")))
		for _, one := range near {
			box.Add(container.NewHBox(newPresser(one, low, func() { p.fill(one) }, p.keys)))
		}
	}
	for i, step := range []string{say("message.unknown.spelling"), say("message.unknown.check"), say("message.unknown.call")} {
		box.Add(beside(number(i+1), paragraph(step)))
	}
	return card(box)
}
