package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"kpdoctor/ui/wizard"
)

// propose shows what a remedy would change. Nothing is changed by looking.
func (w *Window) propose(r wizard.Remedy) { w.set(w.state.Proposed(r)) }

// mend does what was consented to, and asks everything again.
func (w *Window) mend() {
	m := w.state.Mending
	if m.Stage != wizard.Consenting || !m.Remedy.May() {
		return
	}
	w.cancel()
	ctx, stop := context.WithCancel(context.Background())
	w.stop = stop
	choice, outcome := w.state.Ran, w.state.Outcome
	w.set(w.state.Consented())
	if w.Clock != nil {
		watch(w, w.Clock(ctx), wizard.State.MendTicked)
	}
	watch(w, until(stop, w.do.Mend(ctx, choice, outcome, m.Remedy, w.words.Lang())), w.mendTold)
}

// mendTold is the next state, and lets the window close that was asked to.
func (w *Window) mendTold(s wizard.State, e wizard.MendEvent) wizard.State {
	s = s.MendTold(e)
	if leave := w.leaving; leave != nil && !s.Mending.Changes() {
		w.leaving, w.state = nil, s
		w.Spawn(func() { fyne.Do(leave) })
	}
	return s
}

// stopMend ends the asking; what was changed stays, and can be undone.
func (w *Window) stopMend() {
	if w.state.Mending.Stage != wizard.Asking {
		return
	}
	w.cancel()
	w.set(w.state.StoppingMend())
}

// putBack undoes repairs, the last first.
func (w *Window) putBack(repairs ...wizard.Repaired) {
	if len(repairs) > 0 && !w.state.Mending.Busy() {
		w.back(repairs, false)
	}
}

// overwrite puts back although something else changed the value since: she was
// shown all three and said so.
func (w *Window) overwrite() { w.back(w.state.Mending.Backs, true) }

func (w *Window) back(repairs []wizard.Repaired, overwrite bool) {
	var ids []string
	for _, r := range repairs {
		ids = append(ids, r.ID)
	}
	w.set(w.state.Returning(repairs))
	watch(w, w.do.PutBack(context.Background(), ids, overwrite), w.mendTold)
}

// keepNow leaves the value as somebody else set it.
func (w *Window) keepNow() { w.set(w.state.KeptNow()) }

// leaveMend goes back to where the page was turned to from: to the verdict, or,
// where what was measured no longer holds, to the beginning.
func (w *Window) leaveMend() {
	switch from := w.state.Mending.From; {
	case from == wizard.Past && w.do.History != nil:
		w.recall()
	case from == wizard.Verdict && w.state.Decided():
		w.set(w.state.Goto(wizard.Verdict))
	default:
		w.set(w.state.Goto(wizard.Welcome))
	}
}
