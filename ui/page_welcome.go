package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/checks/catalogue"
	"kpdoctor/ui/wizard"
)

// welcomePage asks the one question: what is to be checked?
type welcomePage struct {
	w       *Window
	whole   fyne.CanvasObject
	modes   *radio
	forms   map[wizard.Mode]fyne.CanvasObject
	region  *regionForm
	address *asked
	file    *asked
	answers *answerForm
	draft   *draftOffer
	half    *halfOffer
	label   *asked
	offered []wizard.Mode // as p.modes shows them
	faults  *selector
	codes   []string // of faults, "" first
	notice  *notice
	hosts   *hostList
	begin   *presser
	last    *presser
	links   *fyne.Container // what else there is, quietly
	missing *widget.Label
	showing bool // the page is being set from a state: its widgets' callbacks are echoes
}

func newWelcomePage(w *Window) *welcomePage {
	p := &welcomePage{w: w, notice: newNotice(w.words), hosts: &hostList{w: w}}
	say := w.words.Say

	p.modes = w.radio(nil, true, func(name string) {
		p.change(func(c *wizard.Choice) { c.Mode = p.offered[slices.Index(p.modes.Options, name)] })
	})

	p.region = newRegionForm(w, p.change)
	p.answers = newAnswerForm(w, func(id string) { p.change(func(c *wizard.Choice) { c.Answer = id }) })
	p.label = w.entry()
	p.label.SetPlaceHolder(say("answer.label.new"))
	p.label.OnChanged = func(text string) { p.change(func(c *wizard.Choice) { c.Label = text }) }
	p.label.OnSubmitted = func(string) { w.submit() }
	p.forms = map[wizard.Mode]fyne.CanvasObject{
		wizard.ByAnswer:   p.answers.object,
		wizard.ByRegion:   p.region.object,
		wizard.ByAddress:  p.addressForm(),
		wizard.ByFile:     p.fileForm(),
		wizard.ByPractice: p.practiceForm(),
	}
	stack := container.NewStack()
	for _, m := range append([]wizard.Mode{wizard.ByAnswer}, wizard.Modes...) {
		stack.Add(p.forms[m])
	}

	p.draft = newDraftOffer(w)
	p.half = newHalfOffer(w)
	p.begin = w.press(say("welcome.start"), high, w.start, "S")
	p.last = w.press(say("welcome.last"), low, func() { w.set(w.state.Goto(wizard.Verdict)) }, "R")
	p.links = container.NewHBox(p.last)
	if w.do.Watch != nil {
		p.links.Add(w.press(say("welcome.watch"), low, w.lookOn, "W"))
	}
	p.missing = widget.NewLabel("")
	p.missing.Importance = low
	content := container.NewVBox(
		heading(say("welcome.title"), headingSize),
		paragraph(say("welcome.intro")),
		p.half.object,
		p.draft.object,
		card(container.NewVBox(p.modes, stack, p.label)),
		caption(say("welcome.promise")),
		p.links,
	)
	p.whole = sheet(content,
		[]fyne.CanvasObject{
			w.press(say("welcome.hosts"), widget.MediumImportance, w.hosts, "H"),
			w.press(say("welcome.message"), low, w.ask, "M"),
		},
		[]fyne.CanvasObject{p.missing, p.begin}, p.notice.object) // there it pushes nothing away
	return p
}

func (p *welcomePage) addressForm() fyne.CanvasObject {
	p.address = p.w.entry()
	p.address.SetPlaceHolder("https://dppt.beijing.chinatax.gov.cn:8443/")
	p.address.OnChanged = func(text string) { p.change(func(c *wizard.Choice) { c.Addresses = text }) }
	p.address.OnSubmitted = func(string) { p.w.submit() }
	return container.NewVBox(paragraph(p.w.words.Say("address.hint")), p.address)
}

func (p *welcomePage) fileForm() fyne.CanvasObject {
	say := p.w.words.Say
	p.file = p.w.entry()
	p.file.SetPlaceHolder("kpdoctor.toml")
	p.file.OnChanged = func(text string) { p.change(func(c *wizard.Choice) { c.File = text }) }
	p.file.OnSubmitted = func(string) { p.w.submit() }
	browse := button(say("file.browse"), widget.MediumImportance, func() {
		d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
			if err != nil || f == nil {
				return
			}
			defer f.Close()
			p.file.SetText(f.URI().Path())
		}, p.w)
		d.SetFilter(storage.NewExtensionFileFilter([]string{".toml"}))
		d.SetTitleText(say("file.title"))
		d.SetConfirmText(say("file.choose"))
		d.SetDismissText(say("dialog.cancel"))
		d.Show()
	})
	return container.NewVBox(paragraph(say("file.hint")), container.NewBorder(nil, nil, nil, browse, p.file))
}

func (p *welcomePage) practiceForm() fyne.CanvasObject {
	say := p.w.words.Say
	p.codes = append([]string{""}, p.w.do.Faults()...)
	var titles []string
	for _, code := range p.codes {
		titles = append(titles, faultTitle(p.w.words, code))
	}
	p.faults = p.w.selector(titles, func(string) {
		p.change(func(c *wizard.Choice) { c.Fault = p.codes[max(0, p.faults.SelectedIndex())] })
	})
	return container.NewVBox(paragraph(say("practice.hint")), label(say("practice.fault")), p.faults)
}

// change applies a user's change to the choice.
func (p *welcomePage) change(to func(*wizard.Choice)) {
	if p.showing {
		return
	}
	c := p.w.state.Choice
	to(&c)
	p.w.set(p.w.state.Chose(c))
}

func (p *welcomePage) object() fyne.CanvasObject { return p.whole }

func (p *welcomePage) keys(key fyne.KeyName) bool {
	if key != fyne.KeyReturn && key != fyne.KeyEnter {
		return false
	}
	p.w.submit()
	return true
}

func (p *welcomePage) show(s wizard.State) {
	p.showing = true
	defer func() { p.showing = false }()

	c := s.Choice
	p.offer(s.Modes())
	if i := slices.Index(p.offered, c.Mode); i >= 0 {
		p.modes.SetSelected(p.modes.Options[i])
	}
	for mode, form := range p.forms {
		if mode == c.Mode {
			form.Show()
		} else {
			form.Hide()
		}
	}
	p.region.show(c)
	p.answers.show(s)
	setText(&p.label.Entry, c.Label)
	if s.CanLabel() && p.w.do.Answers != nil {
		p.label.Show()
	} else {
		p.label.Hide()
	}
	setText(&p.address.Entry, c.Addresses)
	setText(&p.file.Entry, c.File)
	if i := slices.Index(p.codes, c.Fault); i >= 0 && p.faults.SelectedIndex() != i {
		p.faults.SetSelectedIndex(i)
	}
	if s.Decided() {
		p.last.Show()
	} else {
		p.last.Hide()
	}
	p.notice.show(s.Trouble)
	p.draft.show(s)
	p.half.show(s)
	weigh(&p.begin.Button, len(s.Halves) == 0)
	p.hosts.show(s.Hosts)
	if missing := c.Missing(); missing != "" {
		p.begin.Disable()
		p.missing.SetText(p.w.words.Say(missing))
	} else {
		p.begin.Enable()
		p.missing.SetText("")
	}
	p.whole.Refresh()
}

// offer shows the ways to say what is to be checked.
func (p *welcomePage) offer(modes []wizard.Mode) {
	if slices.Equal(p.offered, modes) {
		return
	}
	p.offered = modes
	p.modes.Options = nil
	for _, m := range modes {
		p.modes.Options = append(p.modes.Options, p.w.words.Say("mode."+string(m)))
	}
	p.modes.Refresh()
}

// faultTitle names a fault for practice.
func faultTitle(words *text.Printer, code string) string {
	if code == "" {
		return words.Say("practice.healthy")
	}
	if cause := catalogue.Find(code); cause != nil {
		return cause.In(words.Lang()).Title + "  (" + code + ")"
	}
	return code
}
