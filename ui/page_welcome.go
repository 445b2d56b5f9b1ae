package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
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
	content *fyne.Container
	modes   *widget.RadioGroup
	forms   map[wizard.Mode]fyne.CanvasObject
	region  *regionForm
	address *widget.Entry
	file    *widget.Entry
	faults  *widget.Select
	codes   []string // of faults, "" first
	notice  *notice
	begin   *widget.Button
	missing *widget.Label
	showing bool // the page is being set from a state: its widgets' callbacks are echoes
}

func newWelcomePage(w *Window) *welcomePage {
	p := &welcomePage{w: w, notice: newNotice(w.words)}
	say := w.words.Say

	var names []string
	for _, m := range wizard.Modes {
		names = append(names, say("mode."+string(m)))
	}
	p.modes = widget.NewRadioGroup(names, func(name string) {
		p.change(func(c *wizard.Choice) { c.Mode = wizard.Modes[slices.Index(names, name)] })
	})
	p.modes.Horizontal, p.modes.Required = true, true

	p.region = newRegionForm(w, p.change)
	p.forms = map[wizard.Mode]fyne.CanvasObject{
		wizard.ByRegion:   p.region.object,
		wizard.ByAddress:  p.addressForm(),
		wizard.ByFile:     p.fileForm(),
		wizard.ByPractice: p.practiceForm(),
	}
	stack := container.NewStack()
	for _, m := range wizard.Modes {
		stack.Add(p.forms[m])
	}

	p.begin = button(say("welcome.start"), high, w.start)
	p.missing = widget.NewLabel("")
	p.missing.Importance = low
	p.content = container.NewVBox(
		heading(say("welcome.title"), headingSize),
		paragraph(say("welcome.intro")),
		p.notice.object,
		card(container.NewVBox(p.modes, stack)),
		caption(say("welcome.promise")),
	)
	p.whole = sheet(p.content,
		[]fyne.CanvasObject{button(say("welcome.hosts"), widget.MediumImportance, p.hosts)},
		[]fyne.CanvasObject{p.missing, p.begin})
	return p
}

func (p *welcomePage) addressForm() fyne.CanvasObject {
	p.address = widget.NewEntry()
	p.address.SetPlaceHolder("https://dppt.beijing.chinatax.gov.cn:8443/")
	p.address.OnChanged = func(text string) { p.change(func(c *wizard.Choice) { c.Addresses = text }) }
	p.address.OnSubmitted = func(string) { p.submit() }
	return container.NewVBox(paragraph(p.w.words.Say("address.hint")), p.address)
}

func (p *welcomePage) fileForm() fyne.CanvasObject {
	say := p.w.words.Say
	p.file = widget.NewEntry()
	p.file.SetPlaceHolder("kpdoctor.toml")
	p.file.OnChanged = func(text string) { p.change(func(c *wizard.Choice) { c.File = text }) }
	p.file.OnSubmitted = func(string) { p.submit() }
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
	p.faults = widget.NewSelect(titles, func(string) {
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

func (p *welcomePage) submit() {
	if p.w.state.Choice.Missing() == "" {
		p.w.start()
	}
}

func (p *welcomePage) object() fyne.CanvasObject { return p.whole }

func (p *welcomePage) keys(key fyne.KeyName) bool {
	if key != fyne.KeyReturn && key != fyne.KeyEnter {
		return false
	}
	p.submit()
	return true
}

func (p *welcomePage) show(s wizard.State) {
	p.showing = true
	defer func() { p.showing = false }()

	c := s.Choice
	if i := slices.Index(wizard.Modes, c.Mode); i >= 0 {
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
	setText(p.address, c.Addresses)
	setText(p.file, c.File)
	if i := slices.Index(p.codes, c.Fault); i >= 0 && p.faults.SelectedIndex() != i {
		p.faults.SetSelectedIndex(i)
	}
	p.notice.show(s.Trouble)
	if missing := c.Missing(); missing != "" {
		p.begin.Disable()
		p.missing.SetText(p.w.words.Say(missing))
	} else {
		p.begin.Enable()
		p.missing.SetText("")
	}
	p.content.Refresh()
}

// hosts shows every host that the run would talk to.
func (p *welcomePage) hosts() {
	say := p.w.words.Say
	if missing := p.w.state.Choice.Missing(); missing != "" {
		p.w.set(p.w.state.Troubled(wizard.Trouble{Key: missing}))
		return
	}
	hosts, err := p.w.do.Hosts(p.w.state.Choice, p.w.words.Lang())
	if err != nil {
		p.w.set(p.w.state.Troubled(*trouble(err, "start.failed")))
		return
	}
	list := container.NewVBox()
	for _, h := range hosts {
		use := say("hosts.use." + h.Use)
		if h.Name != "" {
			use += " · " + h.Name
		}
		list.Add(container.NewBorder(nil, nil, widget.NewLabelWithStyle(h.Host, fyne.TextAlignLeading, fyne.TextStyle{Bold: true}), nil, quiet(use)))
	}
	scroll := container.NewVScroll(list)
	content := container.NewBorder(paragraph(say("hosts.intro")), caption(say("hosts.nothing_else")), nil, nil, scroll)
	d := dialog.NewCustom(say("welcome.hosts"), say("dialog.close"), content, p.w)
	size := p.w.Canvas().Size()
	d.Resize(fyne.NewSize(min(720, size.Width-40), min(520, size.Height-40)))
	d.Show()
}

// regionForm asks for authority and software, side by side.
type regionForm struct {
	object   fyne.CanvasObject
	w        *Window
	search   *widget.Entry
	list     *widget.List
	chosen   *widget.Label
	found    []wizard.Authority
	software *widget.RadioGroup
	names    []string // of software, as wizard.Softwares
	showing  bool
}

func newRegionForm(w *Window, change func(func(*wizard.Choice))) *regionForm {
	say := w.words.Say
	f := &regionForm{w: w, found: w.do.Authorities("")}
	pick := func(i widget.ListItemID) {
		if !f.showing && i < len(f.found) {
			change(func(c *wizard.Choice) { c.Region = f.found[i].Region })
		}
	}
	f.list = widget.NewList(
		func() int { return len(f.found) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			o.(*widget.Label).SetText(f.found[i].In(w.words.Lang()))
		},
	)
	f.list.OnSelected = pick
	f.search = widget.NewEntry()
	f.search.SetPlaceHolder(say("region.search"))
	f.search.OnChanged = func(query string) {
		f.found = w.do.Authorities(query)
		f.list.UnselectAll()
		f.list.Refresh()
		f.list.ScrollToTop()
		if len(f.found) == 1 {
			pick(0)
		}
	}
	f.search.OnSubmitted = func(string) { pick(0) }

	for _, s := range wizard.Softwares {
		f.names = append(f.names, say("software."+s))
	}
	f.software = widget.NewRadioGroup(f.names, func(name string) {
		if i := slices.Index(f.names, name); i >= 0 && !f.showing {
			change(func(c *wizard.Choice) { c.Software = wizard.Softwares[i] })
		}
	})
	f.software.Required = true

	f.chosen = widget.NewLabel("")
	f.chosen.TextStyle.Bold = true
	left := container.NewBorder(container.NewVBox(label(say("region.title")), f.search), f.chosen, nil, nil,
		container.New(tall{190}, f.list))
	right := container.NewVBox(label(say("software.title")), f.software, layout.NewSpacer())
	f.object = container.NewGridWithColumns(2, left, right)
	return f
}

func (f *regionForm) show(c wizard.Choice) {
	f.showing = true
	defer func() { f.showing = false }()
	f.chosen.SetText(f.w.words.Say("region.none"))
	for _, a := range f.w.do.Authorities("") {
		if a.Region == c.Region {
			f.chosen.SetText("✓ " + a.In(f.w.words.Lang()))
		}
	}
	if i := slices.IndexFunc(f.found, func(a wizard.Authority) bool { return a.Region == c.Region }); i >= 0 {
		f.list.Select(i)
	}
	if i := slices.Index(wizard.Softwares, c.Software); i >= 0 {
		f.software.SetSelected(f.names[i])
	}
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
