package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"kpdoctor/assets/text"
	"kpdoctor/ui/wizard"
)

// lookOn shows the watch page.
func (w *Window) lookOn() { w.set(w.state.WatchOffered()) }

// titled is what the choice would check, in words.
func (w *Window) titled(s wizard.State) string {
	if w.do.Named == nil {
		return ""
	}
	return w.do.Named(s.Asked(), w.words.Lang())
}

// beginWatch watches the choice for as long as was chosen.
func (w *Window) beginWatch() {
	if w.state.Choice.Missing() != "" || w.state.Watch.On {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	w.unwatch = stop
	c := w.state.Asked()
	w.set(w.state.WatchBegun(w.titled(w.state), time.Now()))
	watch(w, w.do.Watch(ctx, c, w.state.Watch.Options, w.words.Lang()), func(s wizard.State, e wizard.WatchEvent) wizard.State {
		was := s.Watch.Now.State
		s = s.Watched(e)
		switch {
		case e.Over:
			w.tell("watch.over", s.Watch.Title)
		case s.Watch.On && e.State != was && (e.State == "bad" || was == "bad"):
			w.tell("watch.now."+e.State, s.Watch.Title)
		}
		return s
	})
}

// tell says something beside the window, which may be out of sight.
func (w *Window) tell(key, title string) {
	w.app.SendNotification(fyne.NewNotification(w.words.Say("app.name"), w.words.Say(key, text.Args{"Title": title})))
}

// stopWatch ends the watch; what was found stays.
func (w *Window) stopWatch() {
	if w.unwatch != nil {
		w.unwatch()
		w.unwatch = nil
	}
}

// saveWatch writes the summary to a file.
func (w *Window) saveWatch() {
	now, lang := w.state.Watch.Now, w.words.Lang()
	type written struct {
		path string
		t    *wizard.Trouble
	}
	once := func(yield func(written) bool) {
		path, err := w.do.SaveWatch(now, lang)
		yield(written{path, trouble(err, "save.failed")})
	}
	watch(w, once, func(s wizard.State, e written) wizard.State { return s.WatchSaved(e.path, e.t) })
}

// Leave closes the window. While it watches it asks first: aside puts the window
// out of the way and reports whether that could be done; close closes it.
func (w *Window) Leave(aside func() bool, close func()) {
	if w.state.Mending.Changes() { // a moment
		w.leaving = func() { w.Leave(aside, close) }
		return
	}
	if !w.state.Watch.On {
		close()
		return
	}
	say := w.words.Say
	w.question(say("watch.leave.title"), paragraph(say("watch.leave.ask")), nil,
		answer{say("watch.leave.on"), high, func() { aside() }},
		answer{say("watch.leave.end"), low, func() { w.stopWatch(); close() }},
		answer{said: say("dialog.cancel")})
}
