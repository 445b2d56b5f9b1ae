package main

import (
	"context"
	"fmt"
	"iter"
	"os"
	"time"

	"kpdoctor/checks/settings"
	"kpdoctor/ui"
	"kpdoctor/ui/wizard"
)

// A desk is what the program keeps from one start to the next: what was chosen,
// how the window stood, how long checks take. The zero value keeps nothing.
type desk struct {
	kept *settings.Store
}

// openDesk reads what was kept; what is wrong with it goes to standard error
// and stops nothing.
func openDesk() *desk {
	kept, err := settings.Open()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return &desk{kept: kept}
}

// actions are what the window can cause: the engine's, with what is kept of it.
func (d *desk) actions() ui.Actions {
	do := actions()
	do.Check = d.check
	do.Answers = d.answers
	do.Rename = func(id, label string) { d.change(func(s *settings.Settings) { s.Rename(id, label) }) }
	do.Forget = func(id string) { d.change(func(s *settings.Settings) { s.Forget(id) }) }
	return do
}

// change changes what is kept. Where it cannot be written it still holds until
// the window is closed, so nobody is bothered with it.
func (d *desk) change(to func(*settings.Settings)) {
	if err := d.kept.Change(to); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// check runs the choice, and remembers it and how long its stages took.
func (d *desk) check(ctx context.Context, c wizard.Choice, lang string) iter.Seq[wizard.Event] {
	return func(yield func(wizard.Event) bool) {
		d.use(c)
		ends := map[string]time.Duration{}
		began := time.Now()
		for e := range check(ctx, c, lang) {
			if e.Check != nil && e.Check.Result != nil {
				ends[string(e.Check.Stage)] = time.Since(began)
			}
			if e.Outcome != nil && e.Outcome.Complete {
				d.change(func(s *settings.Settings) { s.Learn(ends) })
			}
			if !yield(e) {
				return
			}
		}
	}
}

// stood remembers how the window stood when it was closed.
func (d *desk) stood(now settings.Window) {
	d.change(func(s *settings.Settings) {
		if now.Width > 0 {
			s.Window.Width, s.Window.Height = now.Width, now.Height
		}
		if now.Place != nil {
			s.Window.Place = now.Place
		}
	})
}
