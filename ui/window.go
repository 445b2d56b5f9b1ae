// Package ui is the window: four pages that show a [wizard.State].
//
// It draws and asks; whatever touches the machine goes through [Actions]. It
// imports no driver, so every page is drawn in tests without a display.
package ui

import (
	"context"
	"errors"
	"iter"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"kpdoctor/assets/text"
	"kpdoctor/ui/wizard"
)

// Window is the wizard on the screen.
type Window struct {
	fyne.Window
	// Spawn runs what may take its time: go in the program, a plain call in tests.
	Spawn func(func())
	// Clock yields how long it has been going, now and then, until ctx ends; nil
	// never does.
	Clock func(ctx context.Context) iter.Seq[time.Duration]

	app     fyne.App
	do      Actions
	words   *text.Printer
	state   wizard.State
	head    *header
	pages   map[wizard.Page]page
	unwatch context.CancelFunc // ends the watch; nil: none goes on
	stop    context.CancelFunc // ends the run that is under way; nil: none is
	leaving func()             // closes the window once nothing is being changed; nil: not asked
}

// A page is built once for a language and then shown one state after another.
type page interface {
	object() fyne.CanvasObject
	show(wizard.State)
	// keys handles what the focused widget did not want; it reports whether it did.
	keys(fyne.KeyName) bool
}

// New returns the window, not yet shown, on its welcome page.
func New(app fyne.App, words *text.Printer, do Actions) *Window {
	w := &Window{Window: app.NewWindow(words.Say("app.name")), app: app, do: do, Spawn: func(f func()) { go f() }, Clock: seconds}
	w.state = wizard.Begin(wizard.Choice{Mode: wizard.ByRegion, Software: "browser"})
	w.speak(words)
	w.Resize(fyne.NewSize(960, 680))
	w.access()
	w.SetOnClosed(func() { w.cancel(); w.stopWatch() })
	w.SetOnDropped(w.dropped)
	w.Canvas().SetOnTypedKey(w.typed)
	w.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl}, func(fyne.Shortcut) {
		w.typed(&fyne.KeyEvent{Name: fyne.KeyReturn})
	})
	return w
}

// Choose sets what the welcome page offers.
func (w *Window) Choose(c wizard.Choice) {
	w.set(w.state.Chose(c))
	if c.Mode == wizard.ByRegion && c.Region == "" {
		w.Canvas().Focus(w.pages[wizard.Welcome].(*welcomePage).region.search) // who types, searches
	}
}

// submit starts the checks if all is chosen.
func (w *Window) submit() {
	if w.state.Choice.Missing() == "" {
		w.start()
	}
}

// speak builds the pages in a language.
func (w *Window) speak(words *text.Printer) {
	w.words = words
	w.SetTitle(words.Say("app.name"))
	w.head = newHeader(w)
	w.pages = map[wizard.Page]page{
		wizard.Welcome: newWelcomePage(w),
		wizard.Checks:  newChecksPage(w),
		wizard.Verdict: newVerdictPage(w),
		wizard.Save:    newSavePage(w),
		wizard.Message: newMessagePage(w),
		wizard.Past:    newHistoryPage(w),
		wizard.Watch:   newWatchPage(w),
		wizard.Mend:    newRepairPage(w),
	}
	stack := container.NewStack()
	for _, p := range w.pages {
		stack.Add(p.object())
	}
	w.SetContent(container.NewBorder(w.head.object, nil, nil, nil, stack))
	w.set(w.remembered(w.state))
}

// set shows a state. It runs on the window's own goroutine.
func (w *Window) set(s wizard.State) {
	turned := w.state.Page != s.Page
	if turned && s.Page == wizard.Welcome {
		s = w.remembered(s)
	}
	w.state = s
	for name, p := range w.pages {
		if name == s.Page {
			p.show(s)
			p.object().Show()
		} else {
			p.object().Hide()
		}
	}
	w.head.show(s)
	if turned {
		w.Canvas().Unfocus()
		if p, ok := w.pages[s.Page].(interface{ land() }); ok {
			p.land()
		}
	}
}

// ask opens the page that explains what her screen says.
func (w *Window) ask() {
	w.set(w.state.Asking())
	w.Canvas().Focus(w.pages[wizard.Message].(*messagePage).said)
}

// hosts lists what a run of the choice would talk to.
func (w *Window) hosts() {
	if missing := w.state.Choice.Missing(); missing != "" {
		w.set(w.state.Troubled(wizard.Trouble{Key: missing}))
		return
	}
	choice, lang := w.state.Asked(), w.words.Lang()
	type listed struct {
		hosts   []wizard.Contacted
		trouble *wizard.Trouble
	}
	once := func(yield func(listed) bool) {
		hosts, err := w.do.Hosts(choice, lang)
		yield(listed{hosts, trouble(err, "start.failed")})
	}
	watch(w, once, func(s wizard.State, e listed) wizard.State {
		if e.trouble != nil {
			return s.Troubled(*e.trouble)
		}
		return s.Listed(e.hosts)
	})
}

// start runs the checks of the choice.
func (w *Window) start() {
	w.cancel()
	ctx, stop := context.WithCancel(context.Background())
	w.stop = stop
	w.set(w.state.Started())
	w.count(ctx)
	watch(w, until(stop, w.do.Check(ctx, w.state.Ran, w.words.Lang())), wizard.State.Told)
}

// cancel ends the run that is under way; its outcome still comes.
func (w *Window) cancel() {
	if w.stop != nil {
		w.stop()
		w.stop = nil
	}
}

func (w *Window) cancelled() {
	w.cancel()
	w.set(w.state.Stopping())
}

// offer goes on to the save page, with a place for the report.
func (w *Window) offer() {
	outcome := w.state.Outcome
	lang := w.words.Lang()
	type place struct {
		folder, name string
		masked       []wizard.Masked
	}
	once := func(yield func(place) bool) {
		var e place
		e.folder, e.name = w.do.Place(outcome)
		if w.do.Masked != nil {
			e.masked = w.do.Masked(outcome, lang)
		}
		yield(e)
	}
	watch(w, once, func(s wizard.State, e place) wizard.State { return s.Offered(e.folder, e.name, e.masked...) })
}

// save writes the report where the page says.
func (w *Window) save() {
	to, outcome := w.state.Report, w.state.Outcome
	to.Lang = w.words.Lang()
	w.set(w.state.Saving())
	type written struct {
		path    string
		trouble *wizard.Trouble
	}
	once := func(yield func(written) bool) {
		path, err := w.do.Save(outcome, to)
		yield(written{path, trouble(err, "save.failed")})
	}
	watch(w, once, func(s wizard.State, e written) wizard.State { return s.Saved(e.path, e.trouble) })
}

// open shows a saved report in the system's own program.
func (w *Window) open(path string) {
	once := func(yield func(*wizard.Trouble) bool) {
		if t := trouble(w.do.Open(path), "save.cannot_open"); t != nil {
			yield(t)
		}
	}
	watch(w, once, func(s wizard.State, t *wizard.Trouble) wizard.State { return s.Troubled(*t) })
}

// watch shows every event of seq. Here alone the window meets another goroutine.
func watch[E any](w *Window, seq iter.Seq[E], next func(wizard.State, E) wizard.State) {
	w.Spawn(func() {
		for e := range seq {
			fyne.Do(func() { w.set(next(w.state, e)) })
		}
	})
}

// trouble is what the page says of err: its own words, or those of key with the
// error as detail; nil for nil.
func trouble(err error, key string) *wizard.Trouble {
	if err == nil {
		return nil
	}
	var t wizard.Trouble
	if errors.As(err, &t) {
		return &t
	}
	return &wizard.Trouble{Key: key, Detail: err.Error()}
}

// dropped takes a profile that the user lets fall on the window.
func (w *Window) dropped(_ fyne.Position, files []fyne.URI) {
	if w.state.Page != wizard.Welcome || len(files) == 0 {
		return
	}
	c := w.state.Choice
	c.Mode, c.File = wizard.ByFile, files[0].Path()
	w.set(w.state.Chose(c))
}

// typed hands the page a key that no widget wanted. While the list of addresses
// lies over the page, the key is the list's: nothing starts unseen beneath it.
func (w *Window) typed(e *fyne.KeyEvent) {
	if w.state.Hosts != nil {
		switch e.Name {
		case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
			w.set(w.state.Listed(nil))
		}
		return
	}
	if w.Canvas().Overlays().Top() != nil {
		return // what lies over the page has the keys
	}
	if p := w.pages[w.state.Page]; !p.keys(e.Name) {
		scrollBy(p.object(), e.Name)
	}
}
