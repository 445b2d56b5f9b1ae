package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// savePage writes the report to a file.
type savePage struct {
	w       *Window
	whole   fyne.CanvasObject
	formats *widget.RadioGroup
	folder  *widget.Entry
	name    *widget.Entry
	notice  *notice
	done    fyne.CanvasObject
	where   *prose
	save    *widget.Button
	showing bool
}

func newSavePage(w *Window) *savePage {
	say := w.words.Say
	p := &savePage{w: w, notice: newNotice(w.words), folder: widget.NewEntry(), name: widget.NewEntry()}
	var names []string
	for _, f := range wizard.Formats {
		names = append(names, say("format."+string(f)))
	}
	p.formats = widget.NewRadioGroup(names, func(name string) {
		p.change(func(r wizard.Report) wizard.Report { return r.As(wizard.Formats[slices.Index(names, name)]) })
	})
	p.formats.Required = true
	moved := func(string) {
		p.change(func(r wizard.Report) wizard.Report { return r.Into(p.folder.Text, p.name.Text) })
	}
	p.folder.OnChanged, p.name.OnChanged = moved, moved
	browse := button(say("save.browse"), widget.MediumImportance, p.browse)

	p.where = paragraph("")
	p.where.Selectable = true
	open := button(say("save.open"), widget.MediumImportance, func() { w.open(w.state.Report.Saved) })
	p.done = card(container.NewBorder(nil, nil, container.NewPadded(container.NewCenter(icon(signs[checks.Pass], 28))),
		container.NewCenter(open), p.where))

	form := container.NewVBox(
		label(say("save.format")), p.formats,
		label(say("save.folder")), container.NewBorder(nil, nil, nil, browse, p.folder),
		label(say("save.name")), p.name,
	)
	content := container.NewVBox(heading(say("save.title"), headingSize), paragraph(say("save.masked")), card(form))
	p.save = button(say("save.save"), high, w.save)
	p.whole = sheet(content,
		[]fyne.CanvasObject{button(say("save.back"), low, p.back)},
		[]fyne.CanvasObject{p.save}, p.notice.object, p.done)
	return p
}

func (p *savePage) browse() {
	say := p.w.words.Say
	d := dialog.NewFolderOpen(func(f fyne.ListableURI, err error) {
		if err == nil && f != nil {
			p.folder.SetText(f.Path())
		}
	}, p.w)
	d.SetTitleText(say("save.folder"))
	d.SetConfirmText(say("file.choose"))
	d.SetDismissText(say("dialog.cancel"))
	d.Show()
}

func (p *savePage) back() { p.w.set(p.w.state.Goto(wizard.Verdict)) }

func (p *savePage) change(to func(wizard.Report) wizard.Report) {
	if !p.showing {
		p.w.set(p.w.state.WithReport(to(p.w.state.Report)))
	}
}

func (p *savePage) object() fyne.CanvasObject { return p.whole }

func (p *savePage) keys(key fyne.KeyName) bool {
	switch {
	case key == fyne.KeyEscape:
		p.back()
	case (key == fyne.KeyReturn || key == fyne.KeyEnter) && !p.w.state.Report.Busy:
		p.w.save()
	default:
		return false
	}
	return true
}

func (p *savePage) show(s wizard.State) {
	p.showing = true
	defer func() { p.showing = false }()
	r := s.Report
	if i := slices.Index(wizard.Formats, r.Format); i >= 0 {
		p.formats.SetSelected(p.formats.Options[i])
	}
	setText(p.folder, r.Folder)
	setText(p.name, r.Name)
	p.notice.show(s.Trouble)
	if r.Saved != "" {
		p.where.say(p.w.words.Say("save.saved", text.Args{"Path": r.Saved}))
		p.done.Show()
	} else {
		p.done.Hide()
	}
	if r.Busy || r.Name == "" {
		p.save.Disable()
	} else {
		p.save.Enable()
	}
	p.whole.Refresh()
}
