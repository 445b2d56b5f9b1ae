package main

import (
	"fmt"
	"os"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/demo"
	"kpdoctor/checks/history"
	"kpdoctor/checks/report"
	"kpdoctor/checks/settings"
	"kpdoctor/ui"
	"kpdoctor/ui/wizard"
)

// A desk is what the program keeps from one start to the next: what was chosen,
// how the window stood, how long checks take, the runs. The zero value keeps nothing.
type desk struct {
	kept  *settings.Store
	past  *history.History
	label string // her own name for what is checked now; "" none

	sitting sitting // what is repaired while the window is open
}

// openDesk reads what was kept; what is wrong with it goes to standard error
// and stops nothing.
func openDesk() *desk {
	kept, err := settings.Open()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return &desk{kept: kept, past: openPast()}
}

// actions are what the window can cause: the engine, on this PC or on the
// practice servers, and what is kept of it.
func (d *desk) actions() ui.Actions {
	do := ui.Actions{
		Authorities: authorities,
		Faults:      demo.Codes,
		Hosts:       hosts,
		Check:       d.check,
		Recheck:     d.recheck,
		Summary:     report.Summary,
		Place:       place,
		Save:        save,
		Named:       named,
		Watch:       d.watch,
		SaveWatch:   saveWatch,
		Clipboard:   clipboard,
		Spoken:      spoken,
		Masked:      masked,
	}
	if d.kept != nil {
		do.Answers = d.answers
		do.Rename = func(id, label string) { d.change(func(s *settings.Settings) { s.Rename(id, label) }) }
		do.Forget = func(id string) { d.change(func(s *settings.Settings) { s.Forget(id) }) }
		do.Pace = d.pace
		d.repairing(&do)
	}
	if d.past != nil {
		do.History = d.history
		do.Reopen = d.reopen
		do.DropRuns = d.dropRuns
		do.Drafts = d.drafts
		do.Adopt = d.adopt
		do.Discard = d.discard
	}
	return do
}

// change changes what is kept. Where it cannot be written it still holds until
// the window is closed, so nobody is bothered with it.
func (d *desk) change(to func(*settings.Settings)) {
	if d.kept == nil {
		return
	}
	if err := d.kept.Change(to); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// learn takes note of how long the stages of a whole run took.
func (d *desk) learn(results []checks.Result) {
	ends := map[string]time.Duration{}
	for stage, end := range wizard.PaceOf(results) {
		ends[string(stage)] = end
	}
	d.change(func(s *settings.Settings) { s.Learn(ends) })
}

// pace is how long each stage usually takes to end, whatever the choice; nil
// before the first whole run.
func (d *desk) pace(wizard.Choice) wizard.Pace {
	var p wizard.Pace
	for stage, ms := range d.kept.Now().Typical {
		if p == nil {
			p = wizard.Pace{}
		}
		p[checks.Stage(stage)] = time.Duration(ms) * time.Millisecond
	}
	return p
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
