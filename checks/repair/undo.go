package repair

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
)

// Undo puts back what one plan changed, last first, and proves that the old
// values are back. A value that something else changed since is left alone and the End
// is [ErrChangedSince], unless overwrite says that a person was asked. It goes on where
// an earlier undo, or a crash, left off; what is back already is left alone.
func (v *Visit) Undo(ctx context.Context, id string, overwrite bool) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		tell := func(ev Event) {
			ev.ID = id
			if yield != nil && !yield(ev) {
				yield = nil
			}
		}
		tell(Event{Stage: End, Err: v.undo(ctx, id, tell, overwrite)})
	}
}

func (v *Visit) undo(ctx context.Context, id string, tell func(Event), overwrite bool) error {
	unlock, err := v.Journal.lock()
	if err != nil {
		return err
	}
	defer unlock()
	e, err := v.Journal.Read(id)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("undoing %s: %w", id, ErrNothing)
	}
	if err != nil {
		return err
	}
	if e.State == "undone" || e.State == "failed" {
		return fmt.Errorf("undoing %s: %w", id, ErrNothing)
	}
	w, err := v.Journal.reopen(id)
	if err != nil {
		return err
	}
	defer w.Close()
	failed, written := v.takeBack(context.WithoutCancel(ctx), w, id, tell, overwrite, false)
	if failed == nil && written == nil {
		return w.append(record{End: "undone"})
	}
	return errors.Join(failed, written)
}

// UndoAll puts back what a whole visit changed, the last repair first. It stops
// at the first that cannot be put back.
func (v *Visit) UndoAll(ctx context.Context, visit string, overwrite bool) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		entries, err := v.Journal.List()
		var failed error
		for _, e := range entries {
			if e.Visit != visit || !e.Open() {
				continue
			}
			for ev := range v.Undo(ctx, e.ID, overwrite) {
				if ev.Stage == End {
					failed = ev.Err
					continue
				}
				if !yield(ev) {
					yield = func(Event) bool { return true }
				}
			}
			if failed != nil {
				break
			}
		}
		yield(Event{Stage: End, Err: errors.Join(failed, err)})
	}
}

// Last is the newest journal that something can still be put back from.
func (f Folder) Last() (Entry, bool) {
	entries, _ := f.List()
	for _, e := range entries {
		if e.Open() {
			return e, true
		}
	}
	return Entry{}, false
}
