package repair

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"

	"kpdoctor/checks/env"
)

// ErrChangedSince says that a value is neither what a repair found nor what it
// made: somebody else changed it. It is never overwritten without being asked for.
var ErrChangedSince = errors.New("changed since by something else")

// ErrRefused says that a plan must not be applied.
var ErrRefused = errors.New("refused")

// ErrNoRecord says that the journal cannot be written: a full disk, a home that is
// not there. Nothing was changed.
var ErrNoRecord = errors.New("what would be changed cannot be written down")

// ErrLeft says that a plan failed and that not all of it could be taken back: its
// journal stays open for [Visit.Undo].
var ErrLeft = errors.New("not all of it could be taken back")

// Stage is what an Event tells of.
type Stage string

// The stages of applying and of undoing.
const (
	Begun  Stage = "begun"  // of a step
	Done   Stage = "done"   // of a step: made and read back
	Undone Stage = "undone" // of a step: put back and read back
	Failed Stage = "failed" // of a step, or of putting it back
	End    Stage = "end"    // of all; Err says how
)

// An Event says how one step, or its undoing, went.
type Event struct {
	Stage  Stage
	Step   int // from 0
	Change Change
	ID     string // of the journal
	Err    error  // of Failed and End
}

// Apply does the steps of a plan in order, each written down before it is made
// and read back after. If one fails, or ctx ends, it takes back the earlier
// ones, last first. The last event is End; its Err is nil where all was done. id
// comes from [IDFor].
func (v *Visit) Apply(ctx context.Context, p Plan, id string) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		tell := func(ev Event) {
			ev.ID = id
			if yield != nil && !yield(ev) {
				yield = nil // nobody listens any more: the change is finished all the same
			}
		}
		tell(Event{Stage: End, Err: v.apply(ctx, p, id, tell)})
	}
}

func (v *Visit) apply(ctx context.Context, p Plan, id string, tell func(Event)) error {
	if p.Refused != nil || len(p.Changes) == 0 {
		return fmt.Errorf("applying %s: %w", p.Repair, ErrRefused)
	}
	unlock, err := v.Journal.lock()
	if err != nil && !errors.Is(err, ErrBusy) {
		err = fmt.Errorf("%w: %w", ErrNoRecord, err)
	}
	if err != nil {
		return err
	}
	defer unlock()
	w, err := v.Journal.create(planned{Schema: JournalSchema, ID: id, Visit: v.Name, When: v.Env.Now(), Repair: p.Repair, Cause: p.Cause})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoRecord, err)
	}
	defer w.Close()
	for i, ch := range p.Changes {
		tell(Event{Stage: Begun, Step: i, Change: ch})
		err := ctx.Err()
		if err == nil {
			err = v.change(ctx, w, i, ch)
		}
		if err == nil {
			tell(Event{Stage: Done, Step: i, Change: ch})
			continue
		}
		tell(Event{Stage: Failed, Step: i, Change: ch, Err: err})
		return v.giveUp(ctx, w, p, id, tell, err)
	}
	if err := w.append(record{End: "applied"}); err != nil {
		return v.giveUp(ctx, w, p, id, tell, err)
	}
	v.Journal.Remove(keepJournals) // what cannot be removed stays, which harms nothing
	return nil
}

// giveUp takes back what a plan that failed has changed: all that can be, whatever
// of it cannot, and whether or not the journal can be written any more.
func (v *Visit) giveUp(ctx context.Context, w *writer, p Plan, id string, tell func(Event), err error) error {
	back, written := v.takeBack(context.WithoutCancel(ctx), w, id, tell, false, true)
	if back == nil {
		written = errors.Join(written, w.append(record{End: "failed"}))
	} else {
		back = fmt.Errorf("%w: %w", ErrLeft, back)
	}
	return errors.Join(fmt.Errorf("applying %s: %w", p.Repair, err), back, written)
}

// keepJournals is how many of those that are of no more use are kept for looking back.
const keepJournals = 200

// change makes one change: it must be as the plan saw it, is written down, made,
// and read back.
func (v *Visit) change(ctx context.Context, w *writer, i int, ch Change) error {
	if ch.Kind != "" {
		now, err := v.Control.Read(ctx, ch.Kind, ch.Name)
		if err != nil {
			return err
		}
		if ch.Act != "" {
			ch.Old = now // an earlier step may have moved it
		} else if !same(now, ch.Old) {
			return fmt.Errorf("%s %s: %w", ch.Kind, ch.Name, ErrChangedSince)
		}
	}
	err := w.append(record{Intent: &intent{Step: i, Kind: ch.Kind, Act: ch.Act, Name: ch.Name, From: ch.From, To: ch.To, Old: ch.Old, New: ch.New}})
	if err != nil {
		return err
	}
	if ch.Act != "" {
		err = v.Control.Do(ctx, ch.Act, ch.Name)
	} else {
		err = v.Control.Write(ctx, ch.Kind, ch.Name, ch.New)
	}
	if err != nil {
		return err
	}
	var now []byte
	if ch.Kind != "" {
		if now, err = v.Control.Read(ctx, ch.Kind, ch.Name); err != nil {
			return err
		}
		if ch.Act == "" && !same(now, ch.New) {
			return fmt.Errorf("%s %s: it did not take the new value", ch.Kind, ch.Name)
		}
	}
	return w.append(record{Done: &done{Step: i, Now: now}})
}

// same tells a value that is not there from an empty one.
func same(a, b []byte) bool { return (a == nil) == (b == nil) && bytes.Equal(a, b) }

// takeBack puts the values of a journal back, last first. It stops at the first
// that cannot be put back, unless all says to go on with the others; a thing that
// is not there any more stops nothing. written is what went wrong with the journal
// alone: the values are back for all that.
func (v *Visit) takeBack(ctx context.Context, w *writer, id string, tell func(Event), overwrite, all bool) (failed, written error) {
	e, err := v.Journal.Read(id)
	if err != nil {
		return err, nil
	}
	for i := len(e.steps) - 1; i >= 0; i-- {
		s := e.steps[i]
		if s.undone || s.Kind == "" {
			continue
		}
		ch := Change{Kind: s.Kind, Act: s.Act, Name: s.Name, From: s.From, To: s.To, Old: s.Old, New: s.New}
		if err := v.putBack(ctx, s, overwrite); err != nil {
			err = fmt.Errorf("putting back %s %s: %w", s.Kind, s.Name, err)
			tell(Event{Stage: Failed, Step: i, Change: ch, Err: err})
			failed = errors.Join(failed, err)
			if all || errors.Is(err, env.ErrGone) {
				continue
			}
			return failed, written
		}
		if err := w.append(record{Undone: &done{Step: i, Now: s.Old}}); err != nil && written == nil {
			written = err
		}
		tell(Event{Stage: Undone, Step: i, Change: ch})
	}
	return failed, written
}

// putBack restores one value and proves it. The present value must be what this
// program left: what it made, or, where a crash cut it off, what it was making.
func (v *Visit) putBack(ctx context.Context, s step, overwrite bool) error {
	now, err := v.Control.Read(ctx, s.Kind, s.Name)
	if err != nil {
		return err
	}
	if same(now, s.Old) {
		return nil
	}
	ours := s.done != nil && same(now, s.done.Now) ||
		s.done == nil && (s.Act != "" || same(now, s.New) || torn(now, s.Old, s.New))
	if !ours && !overwrite {
		return ErrChangedSince
	}
	if err := v.Control.Write(ctx, s.Kind, s.Name, s.Old); err != nil {
		return err
	}
	if now, err = v.Control.Read(ctx, s.Kind, s.Name); err == nil && !same(now, s.Old) {
		err = errors.New("the old value is not back")
	}
	return err
}

// torn reports whether now is what is left of writing to over from in place
// where that was cut off: a beginning of the new, then the rest of the old.
func torn(now, from, to []byte) bool {
	n := 0
	for n < len(now) && n < len(to) && now[n] == to[n] {
		n++
	}
	for ; n >= 0; n-- {
		if bytes.Equal(now[n:], from[min(n, len(from)):]) {
			return true
		}
	}
	return false
}
