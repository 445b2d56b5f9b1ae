package repair

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kpdoctor/checks/env"
)

// TestTwoAtOnce: while one repair is in the middle of it, no other begins and
// nothing is put back.
func TestTwoAtOnce(t *testing.T) {
	m := newMachine()
	v := m.visit(t)
	p := threeSteps(m)
	id := IDFor(p, v.Env.Now())
	tried := false
	m.after = func(what string) {
		if what != "write hosts " {
			return
		}
		tried = true
		m.after = nil
		second := *v
		before := len(m.log)
		if _, err := end(second.Apply(t.Context(), p, IDFor(p, v.Env.Now()))); !errors.Is(err, ErrBusy) || ExitCode(err) != 5 {
			t.Errorf("a second repair: %v", err)
		}
		if _, err := end(second.Undo(t.Context(), id, true)); !errors.Is(err, ErrBusy) {
			t.Errorf("an undo meanwhile: %v", err)
		}
		if len(m.log) != before {
			t.Errorf("it did %q", m.log[before:])
		}
	}
	if _, err := end(v.Apply(t.Context(), p, id)); err != nil || !tried {
		t.Fatalf("%v, tried %v", err, tried)
	}
	if _, err := end(v.Undo(t.Context(), id, false)); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// TestLeft: a step fails, and one before it cannot be taken back since another
// program changed it: the others are, and it is said that this one is not.
func TestLeft(t *testing.T) {
	m := newMachine()
	v := m.visit(t)
	p := threeSteps(m)
	m.after = func(what string) {
		if what == "write precedence " {
			m.values["precedence "] = []byte("another's")
		}
	}
	id := IDFor(p, v.Env.Now())
	_, err := end(v.Apply(t.Context(), p, id))
	if !errors.Is(err, ErrLeft) || string(m.values["hosts "]) != "127.0.0.1 localhost\r\n" || string(m.values["precedence "]) != "another's" {
		t.Errorf("%v, %q", err, m.values)
	}
	if last, ok := v.Journal.Last(); !ok || last.ID != id {
		t.Error("what is left cannot be put back any more")
	}
}

// TestGone: what a value belongs to is not there any more. The rest is put back,
// and the sentence says what is missing.
func TestGone(t *testing.T) {
	m := newMachine()
	v := m.visit(t)
	p := threeSteps(m)
	id := IDFor(p, v.Env.Now())
	if _, err := end(v.Apply(t.Context(), p, id)); err != nil {
		t.Fatal(err)
	}
	zone := v.Control.Knobs[env.TimeZone]
	v.Control.Knobs[env.TimeZone] = env.Knob{Write: zone.Write, Read: func(context.Context, string) ([]byte, error) { return nil, env.ErrGone }}
	if _, err := end(v.Undo(t.Context(), id, false)); !errors.Is(err, env.ErrGone) || string(m.values["hosts "]) != "127.0.0.1 localhost\r\n" {
		t.Errorf("%v, %q", err, m.values)
	}
	v.Control.Knobs[env.TimeZone] = zone
	if _, err := end(v.Undo(t.Context(), id, false)); err != nil || string(m.values["zone "]) != "UTC" {
		t.Errorf("once it is there again: %v, %q", err, m.values["zone "])
	}
}

// TestClockSetBack: a repair of the clock sets it back, and the next repair is the
// last one for all that.
func TestClockSetBack(t *testing.T) {
	m := newMachine()
	v := m.visit(t)
	m.values["zone "] = []byte("one")
	began := v.Env.Now()
	var ids []string
	for i, to := range []string{"two", "three"} {
		v.Env.Now = func() time.Time { return began.Add(-time.Duration(i) * 24 * time.Hour) }
		p := Plan{Repair: "clock.set_zone", Changes: []Change{{Kind: env.TimeZone, Old: m.values["zone "], New: []byte(to)}}}
		ids = append(ids, IDFor(p, v.Env.Now()))
		if _, err := end(v.Apply(t.Context(), p, ids[i])); err != nil {
			t.Fatal(err)
		}
	}
	if last, _ := v.Journal.Last(); last.ID != ids[1] {
		t.Errorf("the last is %s, not %s", last.ID, ids[1])
	}
	if _, err := end(v.UndoAll(t.Context(), v.Name, false)); err != nil || string(m.values["zone "]) != "one" {
		t.Errorf("%v, %q", err, m.values["zone "])
	}
}

// TestElevatedPartCutOff: the user's note is there before the elevated part begins, so
// that what it had done when it was cut off can be put back.
func TestElevatedPartCutOff(t *testing.T) {
	m := newMachine()
	admin := m.visit(t)
	p := threeSteps(m)
	p.Admin = true
	user := m.visit(t)
	user.BuiltIn, user.Journal = true, Folder(filepath.Join(t.TempDir(), "repairs"))
	id := IDFor(p, user.Env.Now())
	user.Elevate = func(ctx context.Context, _ []string, _ func([]byte)) error {
		end(admin.Apply(ctx, p, id))
		return errors.New("signal: killed") // before a word came
	}
	if _, err := end(user.Do(t.Context(), p, id)); err == nil {
		t.Error("cut off, and no error")
	}
	last, open := user.Journal.Last()
	if !open || last.ID != id || !last.Elevated || string(m.values["zone "]) != "Asia/Shanghai" {
		t.Fatalf("nothing to put back: %+v", last)
	}
	user.Elevate = serving(t, admin)
	if _, err := end(user.TakeBack(t.Context(), last, false)); err != nil || string(m.values["zone "]) != "UTC" {
		t.Errorf("undo: %v, %q", err, m.values["zone "])
	}

	// Cut off before it had a journal, or never given rights: nothing is left to put back.
	for name, why := range map[string]error{"at once": errors.New("signal: killed"), "no rights": env.ErrNoRights} {
		id := IDFor(p, user.Env.Now())
		user.Elevate = func(context.Context, []string, func([]byte)) error { return why }
		if _, err := end(user.Do(t.Context(), p, id)); !errors.Is(err, why) {
			t.Errorf("%s: %v", name, err)
		}
		last, open := user.Journal.Last()
		if open == errors.Is(why, env.ErrNoRights) {
			t.Fatalf("%s: open %v", name, open)
		}
		if !open {
			continue
		}
		user.Elevate = serving(t, admin)
		if _, err := end(user.TakeBack(t.Context(), last, false)); !errors.Is(err, ErrNothing) {
			t.Errorf("%s: undo: %v", name, err)
		}
		if _, open := user.Journal.Last(); open {
			t.Errorf("%s: the note stays open", name)
		}
	}

	// No place for the note: nobody is asked for rights.
	user.Journal = Folder(filepath.Join(t.TempDir(), "file", "repairs"))
	if err := os.WriteFile(filepath.Dir(string(user.Journal)), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	user.Elevate = func(context.Context, []string, func([]byte)) error { t.Error("asked"); return nil }
	if _, err := end(user.Do(t.Context(), p, IDFor(p, user.Env.Now()))); !errors.Is(err, ErrNoRecord) || ExitCode(err) != 5 {
		t.Errorf("no place for the note: %v", err)
	}
}

// serving is an elevated part in this process.
func serving(t *testing.T, admin *Visit) Elevation {
	t.Helper()
	return func(ctx context.Context, args []string, line func([]byte)) error {
		q, err := ReadRequest(args)
		if err != nil {
			return err
		}
		var out bytes.Buffer
		Serve(ctx, q, admin.Env, admin.Control, admin.Journal, &out)
		for l := range bytes.Lines(out.Bytes()) {
			line(l)
		}
		return nil
	}
}

// TestRepliesKeepTheirSort: what an error is comes through the elevated part's lines.
func TestRepliesKeepTheirSort(t *testing.T) {
	for name, want := range replyErrors {
		err := Reply{Err: "x", Kinds: kindsOf(want)}.failure()
		if !errors.Is(err, want) || err.Error() != "x" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if (Reply{}).failure() != nil || (Reply{Err: "x", Kinds: []string{"made up"}}).failure().Error() != "x" {
		t.Error("an error that is none, or not known")
	}
}

// TestStrangeFolder: whatever lies among the journals, the others are read, and what
// cannot be read is named.
func TestStrangeFolder(t *testing.T) {
	m := newMachine()
	v := m.visit(t)
	p := threeSteps(m)
	id := IDFor(p, v.Env.Now())
	if _, err := end(v.Apply(t.Context(), p, id)); err != nil {
		t.Fatal(err)
	}
	put := func(tail, text string) {
		if err := os.WriteFile(filepath.Join(string(v.Journal), "20261122T031440-0000000"+tail+".jsonl"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("1", "")
	put("2", "\n{\"plan\":{\"schema\":\"kpdoctor.jour")
	put("3", "{\"plan\":{\"schema\":\"kpdoctor.journal/v9\",\"id\":\"x\"}}\n")
	put("4", strings.Repeat("\x00", 1000)+"\n")
	put("5", "{\"plan\":"+strings.Repeat("[", 100000)+"\n")
	if err := os.Mkdir(filepath.Join(string(v.Journal), "20261122T031440-00000006.jsonl"), 0o700); err != nil {
		t.Fatal(err)
	}
	sparse := filepath.Join(string(v.Journal), "20261122T031440-00000007.jsonl")
	put("7", "")
	if err := os.Truncate(sparse, 1<<30); err != nil {
		t.Fatal(err)
	}
	all, err := v.Journal.List()
	if len(all) != 1 || all[0].ID != id || err == nil {
		t.Fatalf("%d journals, %v", len(all), err)
	}
	for tail, part := range map[string]string{"3": "line 1: schema: want \"kpdoctor.journal/v1\", got \"kpdoctor.journal/v9\"", "4": "line 1", "5": "line 1", "6": "", "7": "larger than"} {
		if want := "20261122T031440-0000000" + tail; !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), part) {
			t.Errorf("%s is not named in %q", want, err)
		}
	}
	if strings.Contains(err.Error(), "00000001") || strings.Contains(err.Error(), "00000002") {
		t.Errorf("a crash before the first line is no error: %v", err)
	}
	if _, err := end(v.UndoAll(t.Context(), v.Name, false)); err == nil || string(m.values["zone "]) != "UTC" {
		t.Errorf("undo beside them: %v, %q", err, m.values["zone "])
	}
}
