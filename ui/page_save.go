package ui

import (
	"path"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// savePage writes the report to a file, and shows before what will be in it.
type savePage struct {
	w       *Window
	whole   fyne.CanvasObject
	formats *radio
	folder  *asked
	name    *asked
	holds   *fyne.Container // what is masked
	unmask  *tickbox
	notice  *notice
	done    fyne.CanvasObject
	where   *prose
	open    *presser
	copied  *widget.Label
	save    *presser
	showing bool
}

func newSavePage(w *Window) *savePage {
	say := w.words.Say
	p := &savePage{w: w, notice: newNotice(w.words), folder: w.entry(), name: w.entry(), copied: quietLine("")}
	var names []string
	for _, f := range wizard.Formats {
		names = append(names, say("format."+string(f)))
	}
	p.formats = w.radio(names, false, func(name string) {
		p.change(func(r wizard.Report) wizard.Report { return r.As(wizard.Formats[slices.Index(names, name)]) })
	})
	moved := func(string) {
		p.change(func(r wizard.Report) wizard.Report { return r.Into(p.folder.Text, p.name.Text) })
	}
	p.folder.OnChanged, p.name.OnChanged = moved, moved
	submit := func(string) { p.keys(fyne.KeyReturn) }
	p.folder.OnSubmitted, p.name.OnSubmitted = submit, submit
	browse := w.press(say("save.browse"), widget.MediumImportance, p.browse, "W")

	form := container.NewGridWithColumns(2,
		container.NewVBox(label(say("save.format")), p.formats),
		container.NewVBox(
			label(say("save.folder")), container.NewBorder(nil, nil, nil, browse, p.folder),
			label(say("save.name")), p.name,
		))
	p.holds = stack()
	p.unmask = w.tickbox(say("save.unmask"), p.askUnmask)
	content := container.NewVBox(heading(say("save.title"), headingSize), card(form), card(container.NewVBox(p.holds, p.unmask)))
	p.save = w.press(say("save.save"), high, w.save, "S")
	p.whole = sheet(content,
		[]fyne.CanvasObject{w.press(say("save.back"), low, p.back, "B"), p.copied},
		[]fyne.CanvasObject{p.save}, p.notice.object, p.result())
	return p
}

// result says where the file is, and what can be done with it.
func (p *savePage) result() fyne.CanvasObject {
	say, w := p.w.words.Say, p.w
	p.where = paragraph("")
	p.where.Selectable = true
	p.open = w.press(say("save.open"), widget.MediumImportance, func() { w.open(w.state.Report.Saved) }, "O")
	folder := w.press(say("save.folder.open"), widget.MediumImportance, func() { w.open(folderOf(w.state.Report.Saved)) }, "D")
	copying := w.press(say("save.path"), widget.MediumImportance, func() {
		w.app.Clipboard().SetContent(w.state.Report.Saved)
		p.copied.SetText(say("verdict.copied"))
	}, "C")
	p.done = card(container.NewVBox(
		container.NewBorder(nil, nil, container.NewPadded(container.NewCenter(icon(signs[checks.Pass], 24))), nil, p.where),
		container.NewHBox(p.open, folder, copying)))
	return p.done
}

// folderOf is the folder of a full path, of this system or of another.
func folderOf(file string) string {
	if i := strings.LastIndexByte(file, '\\'); i > 0 {
		return file[:i]
	}
	return path.Dir(file)
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

// askUnmask leaves nothing masked only after she was told what that means.
func (p *savePage) askUnmask(so bool) {
	if p.showing {
		return
	}
	if !so {
		p.change(func(r wizard.Report) wizard.Report { return r.Opened(false) })
		return
	}
	p.w.set(p.w.state) // the mark stands there only once she has agreed
	p.w.confirm("save.unmask", "save.unmask.ask", nil, func() {
		p.change(func(r wizard.Report) wizard.Report { return r.Opened(true) })
	})
}

func (p *savePage) back() { p.w.set(p.w.state.Goto(wizard.Verdict)) }

func (p *savePage) change(to func(wizard.Report) wizard.Report) {
	if !p.showing {
		p.w.set(p.w.state.WithReport(to(p.w.state.Report)))
	}
}

func (p *savePage) object() fyne.CanvasObject { return p.whole }

func (p *savePage) keys(key fyne.KeyName) bool {
	r := p.w.state.Report
	switch {
	case key == fyne.KeyEscape:
		p.back()
	case key != fyne.KeyReturn && key != fyne.KeyEnter:
		return false
	case r.Saved != "":
		p.w.open(r.Saved)
	case !r.Busy && r.Name != "":
		p.w.save()
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
	setText(&p.folder.Entry, r.Folder)
	setText(&p.name.Entry, r.Name)
	p.unmask.SetChecked(r.Open)
	p.tell(r)
	p.notice.show(s.Trouble)
	p.copied.SetText("")
	if r.Saved != "" {
		p.where.say(p.w.words.Say("save.saved", text.Args{"Path": r.Saved}))
		p.done.Show()
	} else {
		p.done.Hide()
	}
	weigh(&p.open.Button, r.Saved != "")
	weigh(&p.save.Button, r.Saved == "")
	if r.Busy || r.Name == "" {
		p.save.Disable()
	} else {
		p.save.Enable()
	}
	p.whole.Refresh()
}

// tell says what will be in the file.
func (p *savePage) tell(r wizard.Report) {
	say := p.w.words.Say
	p.holds.RemoveAll()
	if r.Open {
		said := paragraph(say("save.masked.open"))
		said.Importance = warning
		p.holds.Add(said)
		return
	}
	p.holds.Add(paragraph(say("save.masked")))
	for _, m := range r.Masked {
		p.holds.Add(caption("· " + say("save.masked.one", text.Args{"What": m.What, "Places": m.Places, "As": m.As})))
	}
	if len(r.Masked) == 0 && p.w.do.Masked != nil {
		p.holds.Add(caption(say("save.masked.none")))
	}
}
