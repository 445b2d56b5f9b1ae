package ui

import (
	"context"
	"iter"
	"time"

	"kpdoctor/ui/wizard"
)

// seconds yields once a second how long it has been going, until ctx ends.
func seconds(ctx context.Context) iter.Seq[time.Duration] {
	return func(yield func(time.Duration) bool) {
		began := time.Now()
		each := time.NewTicker(time.Second)
		defer each.Stop()
		for {
			select {
			case <-each.C:
				if !yield(time.Since(began)) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// until calls stop when seq has ended.
func until[E any](stop context.CancelFunc, seq iter.Seq[E]) iter.Seq[E] {
	return func(yield func(E) bool) {
		defer stop()
		seq(yield)
	}
}

// count shows how long the run has been going, beside how long an earlier one
// took.
func (w *Window) count(ctx context.Context) {
	if w.do.Pace != nil {
		ran := w.state.Ran
		watch(w, func(yield func(wizard.Pace) bool) { yield(w.do.Pace(ran)) }, wizard.State.Paced)
	}
	if w.Clock != nil {
		watch(w, w.Clock(ctx), wizard.State.Ticked)
	}
}
