package repair

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"

	"kpdoctor/checks/env"
)

// An Elevation starts the elevated part: env.Elevate is the real one.
type Elevation func(ctx context.Context, args []string, line func([]byte)) error

// Do applies a consented plan: here where this process may, else by the elevated part.
func (v *Visit) Do(ctx context.Context, p Plan, id string) iter.Seq[Event] {
	if !p.Admin || v.Elevated {
		return v.Apply(ctx, p, id)
	}
	return v.ask(ctx, Request{Repair: Find(p.Repair), ID: id, Region: v.Profile.Region, Software: v.Profile.Software}, func() (*writer, error) {
		return v.Journal.note(planned{Schema: JournalSchema, ID: id, Visit: v.Name, When: v.Env.Now(), Repair: p.Repair, Cause: p.Cause})
	})
}

// TakeBack undoes one journal: here, or by the elevated part where that made it.
func (v *Visit) TakeBack(ctx context.Context, e Entry, overwrite bool) iter.Seq[Event] {
	if !e.Elevated || v.Elevated {
		return v.Undo(ctx, e.ID, overwrite)
	}
	return v.ask(ctx, Request{Undo: true, ID: e.ID}, func() (*writer, error) { return v.Journal.reopen(e.ID) })
}

// ask lets the elevated part do a request. The user's note of it is there before,
// since the elevated part may be cut off at any moment, and learns how it ended.
func (v *Visit) ask(ctx context.Context, q Request, begin func() (*writer, error)) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		if v.Elevate == nil || !q.Undo && !v.BuiltIn {
			yield(Event{Stage: End, ID: q.ID, Err: fmt.Errorf("asking for rights: %w", ErrRefused)})
			return
		}
		note, err := begin()
		if err != nil {
			yield(Event{Stage: End, ID: q.ID, Err: fmt.Errorf("%w: %w", ErrNoRecord, err)})
			return
		}
		defer note.Close()
		ended := false
		var failed error
		listening := true
		err = v.Elevate(ctx, q.Args(), func(line []byte) {
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
		case !ended && err != nil:
			failed = err
		case !ended:
			failed = errors.New("the elevated part ended without a word")
		}
		if end := q.ended(ended, failed); end != "" {
			failed = errors.Join(failed, note.append(record{End: end}))
		}
		if listening {
			yield(Event{Stage: End, ID: q.ID, Err: failed})
		}
	}
}

// ended is what a user's note says of a request after its end; "" leaves it open,
// since something of it may be in force.
func (q Request) ended(told bool, failed error) string {
	nothing := told && errors.Is(failed, ErrNothing) || errors.Is(failed, env.ErrNoRights)
	switch {
	case q.Undo && (failed == nil || told && nothing):
		return "undone"
	case !q.Undo && failed == nil:
		return "applied"
	case !q.Undo && (nothing || told && !errors.Is(failed, ErrLeft)):
		return "failed"
	}
	return ""
}

// replyErrors are the errors that a reply tells apart, by their names there.
var replyErrors = map[string]error{
	"changed_since": ErrChangedSince, "refused": ErrRefused, "busy": ErrBusy, "nothing": ErrNothing, "left": ErrLeft,
	"no_record": ErrNoRecord, "gone": env.ErrGone, "locked": env.ErrLocked,
}

// kindsOf names what an error is.
func kindsOf(err error) []string {
	var all []string
	for name, known := range replyErrors {
		if errors.Is(err, known) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// failure is the error that a reply tells of.
func (r Reply) failure() error {
	if r.Err == "" {
		return nil
	}
	err := errors.New(r.Err)
	for _, name := range r.Kinds {
		if known := replyErrors[name]; known != nil {
			err = told{err, known}
		}
	}
	return err
}

// told is an error of the elevated part: what it said, and what it is.
type told struct{ said, is error }

func (t told) Error() string   { return t.said.Error() }
func (t told) Unwrap() []error { return []error{t.said, t.is} }

// note keeps, in a user's own folder, that the elevated part has a journal of
// this name, so that undo finds it. It is open until it is given an end.
func (f Folder) note(p planned) (*writer, error) {
	w, err := f.create(p)
	if err != nil {
		return nil, err
	}
	if err := w.append(record{Elevated: true}); err != nil {
		w.Close()
		return nil, err
	}
	return w, nil
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
