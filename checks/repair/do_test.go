package repair

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"testing"

	"kpdoctor/checks/env"
)

// TestUndoByTheElevatedPart: a user's journal only notes that the administrator's
// has the steps; undo asks for rights and is done there.
func TestUndoByTheElevatedPart(t *testing.T) {
	m := newMachine()
	admin := m.visit(t)
	p := threeSteps(m)
	id := IDFor(p, admin.Env.Now())
	if _, err := end(admin.Apply(t.Context(), p, id)); err != nil {
		t.Fatal(err)
	}
	user := m.visit(t)
	user.Journal = Folder(filepath.Join(t.TempDir(), "repairs"))
	note, err := user.Journal.note(planned{Schema: JournalSchema, ID: id, When: user.Env.Now(), Repair: p.Repair})
	if err != nil {
		t.Fatal(err)
	}
	note.Close()
	last, ok := user.Journal.Last()
	if !ok || !last.Elevated || last.ID != id {
		t.Fatalf("the note is %+v", last)
	}
	user.Elevate = func(context.Context, []string, func([]byte)) error { return env.ErrNoRights }
	if _, err := end(user.TakeBack(t.Context(), last, false)); !errors.Is(err, env.ErrNoRights) || ExitCode(err) != 5 {
		t.Errorf("rights that nobody gives: %v", err)
	}
	user.Elevate = func(ctx context.Context, args []string, line func([]byte)) error {
		q, err := ReadRequest(args)
		if err != nil {
			return err
		}
		var out bytes.Buffer
		Serve(ctx, q, admin.Env, m.control(), admin.Journal, &out)
		for l := range bytes.Lines(out.Bytes()) {
			line(l)
		}
		return nil
	}
	m.values["zone "] = []byte("Europe/Paris")
	if _, err := end(user.TakeBack(t.Context(), last, false)); !errors.Is(err, ErrChangedSince) {
		t.Errorf("changed since: %v", err)
	}
	m.values["zone "] = []byte("Asia/Shanghai")
	events, err := end(user.TakeBack(t.Context(), last, false))
	if err != nil || len(events) != 4 || string(m.values["hosts "]) != "127.0.0.1 localhost\r\n" || m.values["precedence "] != nil {
		t.Errorf("%v, %d events, %q", err, len(events), m.values)
	}
	if _, open := user.Journal.Last(); open {
		t.Error("the note is still open")
	}
}

// TestARequestNeedsABuiltInProfile: with a profile of the user's own the elevated part
// could not measure the same, so it is never asked.
func TestARequestNeedsABuiltInProfile(t *testing.T) {
	m := newMachine()
	v := m.visit(t)
	asked := false
	v.Elevate = func(context.Context, []string, func([]byte)) error { asked = true; return nil }
	p := threeSteps(m)
	p.Admin = true
	if _, err := end(v.Do(t.Context(), p, IDFor(p, v.Env.Now()))); !errors.Is(err, ErrRefused) || asked || len(m.log) > 0 {
		t.Errorf("%v, asked %v, did %q", err, asked, m.log)
	}
	v.BuiltIn = true
	if _, err := end(v.Do(t.Context(), p, IDFor(p, v.Env.Now()))); err == nil || !asked {
		t.Errorf("an elevated part that says nothing: %v, asked %v", err, asked)
	}
	if !builtIn(v.Profile) || builtIn(profileWith(t, "")) {
		t.Error("built-in profiles are not told from others")
	}
}
