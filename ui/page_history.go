package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/ui/wizard"
)

// historyPage lists what was checked on this PC before, and when it was wrong.
type historyPage struct {
	w       *Window
	whole   fyne.CanvasObject
	notice  *notice
	tabs    *radio
	list    *rows
	runs    []wizard.PastRun
	leaf    *fyne.Container // the list, the incidents or the repairs
	wrong   *fyne.Container // the incidents
	mended  *fyne.Container // the repairs
	empty   *prose
	broken  *prose
	open    *presser
	drop    *presser
	dropAll *presser
	showing bool
}

// tabsOf in the order in which they are offered.
var tabsOf = []wizard.Tab{wizard.Runs, wizard.Incidents, wizard.Repairs}

func newHistoryPage(w *Window) *historyPage {
	say := w.words.Say
	p := &historyPage{w: w, notice: newNotice(w.words), empty: quiet(""), broken: caption(""), wrong: container.NewVBox(), mended: container.NewVBox()}
	p.tabs = w.radio(nil, true, func(name string) {
		if i := slices.Index(p.tabs.Options, name); i >= 0 && !p.showing {
			w.set(w.state.Turned(tabsOf[i]))
		}
	})
	p.list = newRows(func() int { return len(p.runs) }, p.row, p.fill)
	p.list.entered, p.list.keys = p.reopen, p.keys
	p.list.OnSelected = func(i widget.ListItemID) {
		if !p.showing && i < len(p.runs) {
			w.set(w.state.Marked(p.runs[i].ID))
		}
	}
	p.open = w.press(say("past.open"), high, p.reopen, "S")
	p.drop = w.press(say("past.drop"), low, p.askDrop, "D")
	p.dropAll = w.press(say("past.drop_all"), low, p.askDropAll, "A")
	p.leaf = container.NewStack(p.list, container.NewVScroll(container.NewPadded(p.wrong)), container.NewVScroll(container.NewPadded(p.mended)))
	top := container.NewVBox(heading(say("past.title"), headingSize), p.notice.object, p.tabs, p.empty)
	foot := container.NewHBox(w.press(say("past.back"), low, p.back, "B"), p.drop, p.dropAll, layout.NewSpacer(), p.open)
	p.whole = container.New(column{widest}, container.NewPadded(container.NewBorder(top, container.NewVBox(p.broken, foot), nil, nil, card(p.leaf))))
	return p
}

func (p *historyPage) object() fyne.CanvasObject { return p.whole }

// land gives the list the keys when the page is turned to.
func (p *historyPage) land() { p.w.Canvas().Focus(p.list) }

func (p *historyPage) back() { p.w.set(p.w.state.Goto(wizard.Welcome)) }

func (p *historyPage) keys(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyEscape:
		p.back()
	case fyne.KeyReturn, fyne.KeyEnter:
		p.reopen()
	case fyne.KeyDelete:
		p.askDrop()
	default:
		return false
	}
	return true
}

// reopen shows the marked run as it was then.
func (p *historyPage) reopen() {
	if at := p.w.state.History.At; at != "" {
		p.w.reopen(at)
	}
}

func (p *historyPage) askDrop() {
	s := p.w.state
	i := slices.IndexFunc(s.History.Runs, func(r wizard.PastRun) bool { return r.ID == s.History.At })
	if i < 0 {
		return
	}
	r := s.History.Runs[i]
	p.w.confirm("past.drop", "past.drop.ask", text.Args{"When": dateWords(p.w.words, r.Started)}, func() { p.w.dropRuns(r.ID) })
}

func (p *historyPage) askDropAll() {
	p.w.confirm("past.drop_all", "past.drop_all.ask", text.Args{"Count": len(p.w.state.History.Runs)}, func() { p.w.dropRuns() })
}

func (p *historyPage) show(s wizard.State) {
	p.notice.show(s.Trouble)
	if s.Page != wizard.Past {
		return
	}
	p.showing = true
	defer func() { p.showing = false }()
	h, say := s.History, p.w.words.Say
	counts := []int{len(h.Runs), len(h.Incidents), len(h.Repairs)}
	p.tabs.Options = nil
	for i, tab := range tabsOf {
		p.tabs.Options = append(p.tabs.Options, say("past.tab."+string(tab), text.Args{"N": counts[i]}))
	}
	p.tabs.Selected = p.tabs.Options[max(0, slices.Index(tabsOf, h.Tab))]
	p.tabs.Refresh()

	p.runs = h.Runs
	p.list.Refresh()
	if i := slices.IndexFunc(h.Runs, func(r wizard.PastRun) bool { return r.ID == h.At }); i >= 0 {
		p.list.Select(i)
		p.open.Enable()
		p.drop.Enable()
	} else {
		p.list.UnselectAll()
		p.open.Disable()
		p.drop.Disable()
	}
	enable(&p.dropAll.Button, len(h.Runs) > 0)
	if p.dropAll.Show(); h.Tab == wizard.Repairs { // it drops checks, and the way back stays
		p.dropAll.Hide()
	}
	for _, b := range []*presser{p.open, p.drop} { // of the list
		if h.Tab == wizard.Runs {
			b.Show()
		} else {
			b.Hide()
		}
	}
	for i, tab := range tabsOf {
		if tab == h.Tab {
			p.leaf.Objects[i].Show()
		} else {
			p.leaf.Objects[i].Hide()
		}
	}
	p.empty.Hide()
	if counts[max(0, slices.Index(tabsOf, h.Tab))] == 0 {
		p.empty.say(say("past.empty." + string(h.Tab)))
		p.empty.Show()
	}
	p.broken.Hide()
	if len(h.Broken) > 0 {
		p.broken.say(say("past.broken", text.Args{"Count": len(h.Broken), "Files": strings.Join(h.Broken, say("list.comma"))}))
		p.broken.Show()
	}
	p.wrong.RemoveAll()
	for _, i := range h.Incidents[:min(len(h.Incidents), mostIncidents)] {
		p.wrong.Add(p.incident(i))
	}
	p.mended.RemoveAll()
	for _, o := range p.w.pastRepairs(h.Repairs) {
		p.mended.Add(o)
	}
	p.whole.Refresh()
}

// mostIncidents are shown; each is an object of its own, unlike rows.
const mostIncidents = 50

// row is an empty line of the list: sign, what was wrong, of what and when.
func (p *historyPage) row() fyne.CanvasObject {
	what, of, when := label(""), quietLine(""), label("")
	what.TextStyle.Bold, what.Truncation = true, fyne.TextTruncateEllipsis
	of.Truncation = fyne.TextTruncateEllipsis
	return container.NewBorder(nil, nil, container.NewPadded(icon(verdictSigns[diagnose.OK], 24)), when, stack(what, of))
}

func (p *historyPage) fill(i widget.ListItemID, o fyne.CanvasObject) {
	r := p.runs[i]
	parts := o.(*fyne.Container).Objects // the middle first, then left, right
	texts := parts[0].(*fyne.Container).Objects
	sign := parts[1].(*fyne.Container).Objects[0].(*canvas.Image)
	if res := verdictSigns[r.Verdict]; res != nil && sign.Resource != res {
		sign.Resource = res
		sign.Refresh()
	}
	texts[0].(*widget.Label).SetText(p.what(r))
	texts[1].(*widget.Label).SetText(r.Title)
	parts[2].(*widget.Label).SetText(dateWords(p.w.words, r.Started))
}

// what says what was found, sign and colour aside.
func (p *historyPage) what(r wizard.PastRun) string {
	say := p.w.words.Say
	said := say("verdict." + string(r.Verdict) + ".title")
	cause := r.Cause.In(p.w.words.Lang())
	switch {
	case cause != "" && r.Verdict == diagnose.Inconclusive:
		said = say("verdict.perhaps", text.Args{"Title": cause})
	case cause != "":
		said = cause
	}
	if !r.Complete {
		said = say("past.stopped", text.Args{"Said": said})
	}
	return said
}

// incident is one time in which it was wrong, with the way to its last run.
func (p *historyPage) incident(i wizard.Incident) fyne.CanvasObject {
	say, lang := p.w.words.Say, p.w.words.Lang()
	sign, state, weight := signs[checks.Fail], say("past.open_still"), danger
	if !i.Open {
		sign, state, weight = signs[checks.Pass], say("past.over"), success
	}
	head := label(state)
	head.Importance, head.TextStyle.Bold = weight, true
	texts := stack(container.NewHBox(head), paragraph(i.Said.In(lang)))
	if end := i.Ended.In(lang); end != "" {
		texts.Add(paragraph(say("past.ended", text.Args{"How": end})))
	}
	texts.Add(caption(i.Title))
	var see fyne.CanvasObject
	if n := len(i.Runs); n > 0 {
		see = container.NewCenter(p.w.press(say("past.see"), low, func() { p.w.reopen(i.Runs[n-1]) }))
	}
	return container.NewVBox(container.NewBorder(nil, nil, container.NewVBox(container.NewPadded(icon(sign, 24))), see, texts), widget.NewSeparator())
}

// enable lets a button be pressed, or not.
func enable(b *widget.Button, can bool) {
	if can {
		b.Enable()
	} else {
		b.Disable()
	}
}

// pastNotice says clearly that an outcome is an old one, and how it compares.
func pastNotice(words *text.Printer, o wizard.Outcome) fyne.CanvasObject {
	said := paragraph(words.Say("past.then", text.Args{"When": dateWords(words, o.Past)}))
	said.TextStyle.Bold = true
	return card(beside(container.NewPadded(container.NewPadded(icon(signs[checks.Skip], 22))), said))
}

// history is what was checked and repaired on this PC.
func (w *Window) history() wizard.History {
	h := w.do.History()
	if w.do.Repairs != nil {
		h.Repairs = w.do.Repairs()
	}
	return h
}

// recall shows the history.
func (w *Window) recall() {
	once := func(yield func(wizard.History) bool) { yield(w.history()) }
	watch(w, once, wizard.State.Recalled)
}

// reopen shows the verdict of a kept run.
func (w *Window) reopen(id string) {
	w.fetch(func() (wizard.Outcome, error) { return w.do.Reopen(id) }, "past.unreadable")
}

// fetch shows an outcome that was kept.
func (w *Window) fetch(read func() (wizard.Outcome, error), key string) {
	type fetched struct {
		o wizard.Outcome
		t *wizard.Trouble
	}
	once := func(yield func(fetched) bool) {
		o, err := read()
		yield(fetched{o, trouble(err, key)})
	}
	watch(w, once, func(s wizard.State, e fetched) wizard.State {
		if e.t != nil {
			return s.Troubled(*e.t)
		}
		return s.Reopened(e.o)
	})
}

// dropRuns removes kept runs, all of them where none is named, and shows the rest.
func (w *Window) dropRuns(ids ...string) {
	type dropped struct {
		h wizard.History
		t *wizard.Trouble
	}
	once := func(yield func(dropped) bool) {
		err := w.do.DropRuns(ids...)
		yield(dropped{w.history(), trouble(err, "past.not_dropped")})
	}
	watch(w, once, func(s wizard.State, e dropped) wizard.State {
		s = s.Recalled(e.h)
		if e.t != nil {
			return s.Troubled(*e.t)
		}
		return s
	})
}
