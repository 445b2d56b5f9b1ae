package repair

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
)

// An Elevation starts the elevated part: env.Elevate is the real one.
type Elevation func(ctx context.Context, args []string, line func([]byte)) error

// Do applies a consented plan: here where this process may, else by the elevated part.
func (v *Visit) Do(ctx context.Context, p Plan, id string) iter.Seq[Event] {
	if !p.Admin || v.Elevated {
		return v.Apply(ctx, p, id)
	}
	return v.ask(ctx, Request{Repair: Find(p.Repair), ID: id, Region: v.Profile.Region, Software: v.Profile.Software}, func() error {
		return v.Journal.note(planned{Schema: JournalSchema, ID: id, Visit: v.Name, When: v.Env.Now(), Repair: p.Repair, Cause: p.Cause})
	})
}

// TakeBack undoes one journal: here, or by the elevated part where that made it.
func (v *Visit) TakeBack(ctx context.Context, e Entry, overwrite bool) iter.Seq[Event] {
	if !e.Elevated || v.Elevated {
		return v.Undo(ctx, e.ID, overwrite)
	}
	return v.ask(ctx, Request{Undo: true, ID: e.ID}, func() error {
		w, err := v.Journal.reopen(e.ID)
		if err != nil {
			return err
		}
		defer w.Close()
		return w.append(record{End: "undone"})
	})
}

// ask lets the elevated part do a request, and calls kept once it has.
func (v *Visit) ask(ctx context.Context, q Request, kept func() error) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		if v.Elevate == nil || !q.Undo && !v.BuiltIn {
			yield(Event{Stage: End, ID: q.ID, Err: fmt.Errorf("asking for rights: %w", ErrRefused)})
			return
		}
		ended := false
		var failed error
		listening := true
		err := v.Elevate(ctx, q.Args(), func(line []byte) {
			var r Reply
			if json.Unmarshal(line, &r) != nil || ended {
				return
			}
			if r.Stage == End {
				ended, failed = true, r.failure()
				return
			}
			ev := Event{Stage: r.Stage, Step: r.Step, ID: q.ID, Err: r.failure()}
			if r.Change != nil {
				ev.Change = *r.Change
			}
			listening = listening && yield(ev)
		})
		switch {
		case err != nil:
			failed = err
		case !ended:
			failed = errors.New("the elevated part ended without a word")
		case failed == nil:
			failed = kept()
		}
		if listening {
			yield(Event{Stage: End, ID: q.ID, Err: failed})
		}
	}
}

// failure is the error that a reply tells of.
func (r Reply) failure() error {
	switch {
	case r.Err == "":
		return nil
	case r.Changed:
		return fmt.Errorf("%s: %w", r.Err, ErrChangedSince)
	case r.Refused:
		return fmt.Errorf("%s: %w", r.Err, ErrRefused)
	}
	return errors.New(r.Err)
}

// note keeps, in a user's own folder, that the elevated part has a journal of
// this name, so that undo finds it.
func (f Folder) note(p planned) error {
	w, err := f.create(p)
	if err != nil {
		return err
	}
	defer w.Close()
	return errors.Join(w.append(record{Elevated: true}), w.append(record{End: "applied"}))
}

// Remove forgets journals of which nothing can be put back any more, but the
// newest keep.
func (f Folder) Remove(keep int) error {
	all, err := f.List()
	for i, e := range all {
		if i < keep || e.Open() {
			continue
		}
		path, failed := f.path(e.ID)
		if failed == nil {
			failed = os.Remove(path)
		}
		err = errors.Join(err, failed)
	}
	return err
}
