package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/ui/wizard"
)

// answerForm lists what was checked before: to find one among a hundred, to
// check it again, to name or to drop it.
type answerForm struct {
	object  fyne.CanvasObject
	w       *Window
	search  *asked
	list    *rows
	found   []wizard.Answer
	pick    func(id string)
	rename  *presser
	forget  *presser
	showing bool
}

func newAnswerForm(w *Window, pick func(id string)) *answerForm {
	say := w.words.Say
	f := &answerForm{w: w, pick: pick}
	f.list = newRows(func() int { return len(f.found) }, f.row, f.fill)
	f.list.OnSelected = func(i widget.ListItemID) {
		if !f.showing && i < len(f.found) {
			pick(f.found[i].ID)
		}
	}
	f.list.entered = w.submit
	f.search = newAsked(f.keys)
	f.search.access = w.accessed
	f.search.SetPlaceHolder(say("answer.search"))
	f.search.OnChanged = func(query string) {
		f.found = w.state.FindAnswers(query)
		if len(f.found) == 1 {
			pick(f.found[0].ID)
		}
		f.mark(w.state.Choice.Answer)
		f.list.ScrollToTop()
	}
	f.search.OnSubmitted = func(query string) {
		if query != "" && len(f.found) > 0 && !slices.ContainsFunc(f.found, func(a wizard.Answer) bool { return a.ID == w.state.Choice.Answer }) {
			pick(f.found[0].ID)
			return
		}
		w.submit()
	}
	f.rename = w.press(say("answer.rename"), low, f.askLabel, "N")
	f.forget = w.press(say("answer.forget"), low, f.askForget, "F")
	top := container.NewBorder(nil, nil, nil, container.NewHBox(f.rename, f.forget), f.search)
	f.object = container.New(layout.NewBorderLayout(top, nil, nil, nil), top, container.New(tall{190}, f.list))
	return f
}

// keys goes from the search down into the list; other keys are the page's.
func (f *answerForm) keys(key fyne.KeyName) bool {
	if key != fyne.KeyDown || len(f.found) == 0 {
		return f.w.pageKeys(key)
	}
	f.w.Canvas().Focus(f.list)
	return true
}

// row is an empty line of the list: the label, what it stands for, when.
func (f *answerForm) row() fyne.CanvasObject {
	title, name, when := label(""), quietLine(""), quietLine("")
	name.Truncation = fyne.TextTruncateEllipsis
	return container.NewBorder(nil, nil, title, when, name)
}

func (f *answerForm) fill(i widget.ListItemID, o fyne.CanvasObject) {
	a := f.found[i]
	parts := o.(*fyne.Container).Objects // the middle first, then left, right
	name, title, when := parts[0].(*widget.Label), parts[1].(*widget.Label), parts[2].(*widget.Label)
	title.SetText(clipped(a.Title(), 26))
	name.SetText("")
	if a.Choice.Label != "" {
		name.SetText(a.Name)
	}
	when.SetText(dateWords(f.w.words, a.Used))
	o.Refresh()
}

func (f *answerForm) show(s wizard.State) {
	f.found = s.FindAnswers(f.search.Text)
	f.mark(s.Choice.Answer)
	if s.Choice.Answer == "" {
		f.rename.Disable()
		f.forget.Disable()
	} else {
		f.rename.Enable()
		f.forget.Enable()
	}
}

// mark shows which one is picked.
func (f *answerForm) mark(id string) {
	f.showing = true
	defer func() { f.showing = false }()
	f.list.Refresh()
	if i := slices.IndexFunc(f.found, func(a wizard.Answer) bool { return a.ID == id }); i >= 0 {
		f.list.Select(i)
	} else {
		f.list.UnselectAll()
	}
}

func (f *answerForm) picked() (a wizard.Answer, ok bool) {
	i := slices.IndexFunc(f.w.state.Answers, func(a wizard.Answer) bool { return a.ID == f.w.state.Choice.Answer })
	if i < 0 {
		return a, false
	}
	return f.w.state.Answers[i], true
}

func (f *answerForm) askLabel() {
	a, ok := f.picked()
	if !ok {
		return
	}
	say := f.w.words.Say
	closed := func() {}
	entry := newAsked(func(key fyne.KeyName) bool {
		if key == fyne.KeyEscape {
			closed()
		}
		return key == fyne.KeyEscape
	})
	keep := func() {
		f.w.do.Rename(a.ID, entry.Text)
		f.w.set(f.w.remembered(f.w.state))
	}
	entry.SetText(a.Choice.Label)
	entry.SetPlaceHolder(a.Name)
	entry.OnSubmitted = func(string) { closed(); keep() }
	closed = f.w.question(say("answer.rename"), container.NewVBox(paragraph(say("answer.label.hint")), entry), entry,
		answer{say("answer.keep"), high, keep}, answer{said: say("dialog.cancel")})
}

func (f *answerForm) askForget() {
	a, ok := f.picked()
	if !ok {
		return
	}
	f.w.confirm("answer.forget", "answer.forget.ask", text.Args{"Name": a.Title()}, func() {
		f.w.do.Forget(a.ID)
		f.w.set(f.w.remembered(f.w.state))
	})
}

// ChooseLast offers what was checked last, or c where nothing was.
func (w *Window) ChooseLast(c wizard.Choice) {
	if w.state = w.state.Chose(c).Again(); len(w.state.Answers) == 0 {
		w.Choose(c)
		return
	}
	w.set(w.state)
	w.Canvas().Focus(w.pages[wizard.Welcome].(*welcomePage).answers.search)
}

// LookBack offers what a crash left of the last run.
func (w *Window) LookBack() {
	if w.do.Drafts != nil {
		w.set(w.state.Left(w.do.Drafts()))
	}
	if w.do.Repairs != nil && w.do.PutBack != nil {
		w.set(w.state.HalfLeft(w.do.Repairs()))
	}
}

// Offer goes to the welcome page with c chosen, unless checks are under way.
func (w *Window) Offer(c wizard.Choice) {
	if w.state.Page != wizard.Checks && !w.state.Mending.Busy() {
		w.set(w.state.Goto(wizard.Welcome).Chose(c))
	}
}

// remembered is s with what was checked before, as it now is.
func (w *Window) remembered(s wizard.State) wizard.State {
	if w.do.Answers == nil {
		return s
	}
	return s.Remembered(w.do.Answers(w.words.Lang()))
}
