package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/ui/wizard"
)

// regionForm asks for authority and software, side by side.
type regionForm struct {
	object   fyne.CanvasObject
	w        *Window
	search   *asked
	list     *rows
	chosen   *widget.Label
	found    []wizard.Authority
	software *radio
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
	f.list = newRows(
		func() int { return len(f.found) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			o.(*widget.Label).SetText(f.found[i].In(w.words.Lang()))
		},
	)
	f.list.OnSelected = pick
	f.list.entered = w.submit
	f.search = newAsked(f.keys)
	f.search.access = w.accessed
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
	f.search.OnSubmitted = func(query string) {
		if query != "" && len(f.found) > 0 && f.found[0].Region != w.state.Choice.Region {
			pick(0)
		} else {
			w.submit()
		}
	}

	for _, s := range wizard.Softwares {
		f.names = append(f.names, say("software."+s))
	}
	f.software = w.radio(f.names, false, func(name string) {
		if i := slices.Index(f.names, name); i >= 0 && !f.showing {
			change(func(c *wizard.Choice) { c.Software = wizard.Softwares[i] })
		}
	})

	f.chosen = widget.NewLabel("")
	f.chosen.TextStyle.Bold = true
	// Tab goes in this order: first the search, then the list.
	ask := container.NewVBox(label(say("region.title")), f.search)
	left := container.New(layout.NewBorderLayout(ask, f.chosen, nil, nil), ask, container.New(tall{150}, f.list), f.chosen)
	right := container.NewVBox(label(say("software.title")), f.software, layout.NewSpacer())
	f.object = container.NewGridWithColumns(2, left, right)
	return f
}

// keys goes from the search down into the list; other keys are the page's.
func (f *regionForm) keys(key fyne.KeyName) bool {
	if key != fyne.KeyDown || len(f.found) == 0 {
		return f.w.pageKeys(key)
	}
	f.w.Canvas().Focus(f.list)
	return true
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
