package repair

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kpdoctor/checks/env"
)

func TestApplyAndUndo(t *testing.T) {
	m := newMachine()
	v := m.visit(t)
	p := threeSteps(m)
	broken := maps.Clone(m.values)
	id := IDFor(p, v.Env.Now())
	if _, err := end(v.Apply(t.Context(), p, id)); err != nil {
		t.Fatal(err)
	}
	if got := string(m.values["zone "]); got != "Asia/Shanghai" {
		t.Errorf("the zone is %q", got)
	}
	e, err := v.Journal.Read(id)
	if err != nil || e.State != "applied" || !e.Open() || e.Before() != "a; c; UTC" || e.After() != "b; d; Asia/Shanghai" {
		t.Errorf("journal %+v, %v", e, err)
	}
	m.log = nil
	if _, err := end(v.Undo(t.Context(), id, false)); err != nil {
		t.Fatal(err)
	}
	want := []string{"write zone ", "write precedence ", "write hosts "}
	if d := cmp.Diff(want, m.log); d != "" {
		t.Errorf("not last first: %s", d)
	}
	broken["precedence "] = nil
	if d := cmp.Diff(broken, m.values); d != "" {
		t.Errorf("not as it was: %s", d)
	}
	if _, err := end(v.Undo(t.Context(), id, false)); !errors.Is(err, ErrNothing) {
		t.Errorf("a second undo: %v", err)
	}
}

func TestEachStepFailing(t *testing.T) {
	for i, what := range []string{"write hosts ", "write precedence ", "write zone "} {
		m := newMachine()
		v := m.visit(t)
		p := threeSteps(m)
		broken := maps.Clone(m.values)
		m.fail = what
		_, err := end(v.Apply(t.Context(), p, IDFor(p, v.Env.Now())))
		if !errors.Is(err, errBroken) {
			t.Errorf("step %d: %v", i, err)
		}
		if i > 1 {
			broken["precedence "] = nil
		}
		if d := cmp.Diff(broken, m.values); d != "" {
			t.Errorf("step %d failing left: %s", i, d)
		}
		all, _ := v.Journal.List()
		if len(all) != 1 || all[0].State != "failed" || all[0].Open() {
			t.Errorf("step %d: journal %+v", i, all)
		}
	}
}

// A value that changes between the plan and its step is not overwritten, and the
// earlier steps are taken back.
func TestChangedAfterPlanning(t *testing.T) {
	m := newMachine()
	v := m.visit(t)
	p := threeSteps(m)
	m.after = func(what string) {
		if what == "write hosts " {
			m.values["zone "] = []byte("Europe/Paris")
		}
	}
	_, err := end(v.Apply(t.Context(), p, IDFor(p, v.Env.Now())))
	if !errors.Is(err, ErrChangedSince) || string(m.values["zone "]) != "Europe/Paris" || string(m.values["hosts "]) != "127.0.0.1 localhost\r\n" {
		t.Errorf("%v, %q", err, m.values)
	}
}

func TestChangedSinceIsNotOverwritten(t *testing.T) {
	m := newMachine()
	v := m.visit(t)
	p := threeSteps(m)
	id := IDFor(p, v.Env.Now())
	if _, err := end(v.Apply(t.Context(), p, id)); err != nil {
		t.Fatal(err)
	}
	m.values["hosts "] = []byte("another's\n")
	if _, err := end(v.Undo(t.Context(), id, false)); !errors.Is(err, ErrChangedSince) {
		t.Fatalf("undo: %v", err)
	}
	if got := string(m.values["hosts "]); got != "another's\n" {
		t.Fatalf("overwritten by %q", got)
	}
	if _, err := end(v.Undo(t.Context(), id, true)); err != nil || string(m.values["hosts "]) != "127.0.0.1 localhost\r\n" {
		t.Errorf("after asking: %v, %q", err, m.values["hosts "])
	}
}

// A crash is a journal that ends anywhere, and a value that is old, new or torn.
func TestCrashAnywhere(t *testing.T) {
	m := newMachine()
	v := m.visit(t)
	p := threeSteps(m)
	id := IDFor(p, v.Env.Now())
	if _, err := end(v.Apply(t.Context(), p, id)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(string(v.Journal), id+".jsonl")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	first := strings.Index(string(whole), "\n{\"intent\"")
	for n := first; n <= len(whole); n += 1 + n%9 {
		for _, hosts := range []string{"127.0.0.1 localhost\r\n", "# 127.0.0.1 localhost\r\n", "# 7.0.0.1 localhost\r\n"} {
			// What is in force after the last intent that is on the disk.
			text := string(whole[:n])
			intents := strings.Count(text, "\"intent\"")
			complete := strings.Count(text, "\"done\"")
			m.values["hosts "] = []byte(hosts)
			if complete > 0 {
				m.values["hosts "] = p.Changes[0].New
			}
			m.values["precedence "], m.values["zone "] = nil, []byte("UTC")
			if !strings.Contains(text, "\"intent\":{\"step\":0") {
				m.values["hosts "] = p.Changes[0].Old
			}
			if complete > 1 {
				m.values["precedence "] = p.Changes[1].New
			}
			if complete > 2 {
				m.values["zone "] = p.Changes[2].New
			}
			if intents == 0 {
				m.values["hosts "] = p.Changes[0].Old
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := end(v.Undo(t.Context(), id, false))
			e, readErr := v.Journal.Read(id)
			restored := string(m.values["hosts "]) == "127.0.0.1 localhost\r\n" && m.values["precedence "] == nil && string(m.values["zone "]) == "UTC"
			if cut := len(e.steps) == 0 && intents > 0; cut { // the intent itself was cut off: nothing was changed then
				continue
			}
			if err != nil || readErr != nil || !restored {
				t.Fatalf("cut at %d of %d, hosts %q: %v, %v, left %q", n, len(whole), hosts, err, readErr, m.values)
			}
		}
	}
}

func TestUndoAllGoesBackwards(t *testing.T) {
	m := newMachine()
	v := m.visit(t)
	m.values["zone "] = []byte("one")
	began := v.Env.Now()
	for i, to := range []string{"two", "three"} {
		v.Env.Now = func() time.Time { return began.Add(time.Duration(i) * time.Minute) }
		p := Plan{Repair: "clock.set_zone", Changes: []Change{{Kind: env.TimeZone, Old: m.values["zone "], New: []byte(to)}}}
		if _, err := end(v.Apply(t.Context(), p, IDFor(p, v.Env.Now()))); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := end(v.UndoAll(context.Background(), v.Name, false)); err != nil || string(m.values["zone "]) != "one" {
		t.Errorf("%v, %q", err, m.values["zone "])
	}
}
