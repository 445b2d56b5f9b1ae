package repair

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kpdoctor/checks/env"
)

const goodID = "20261122T031440-0123abcd-0123456789ab"

// TestHostileRequests: what an attacker could pass to the elevated part.
func TestHostileRequests(t *testing.T) {
	if q, err := ReadRequest([]string{VerbRepair, "hosts.comment", goodID, "beijing", "browser"}); err != nil || q.Repair != commentHosts {
		t.Fatalf("an honest request: %+v, %v", q, err)
	}
	if q, err := ReadRequest([]string{VerbUndo, goodID}); err != nil || !q.Undo {
		t.Fatalf("an honest undo: %+v, %v", q, err)
	}
	for _, args := range [][]string{
		{}, {VerbRepair}, {VerbUndo}, {"run"},
		{VerbRepair, "hosts.comment", goodID, "beijing"},
		{VerbRepair, "hosts.comment", goodID, "beijing", "browser", "--profile=/tmp/x"},
		{VerbRepair, "hosts.comment", goodID, "https://evil.example/", "browser"},
		{VerbRepair, "hosts.comment", goodID, "beijing", "../../etc/passwd"},
		{VerbRepair, "hosts.comment", goodID, "", ""},
		{VerbRepair, "hosts.comment", goodID, "beijing", "custom"},
		{VerbRepair, "/bin/sh", goodID, "beijing", "browser"},
		{VerbRepair, "hosts.comment\x00", goodID, "beijing", "browser"},
		{VerbRepair, "hosts.comment;reboot", goodID, "beijing", "browser"},
		{VerbRepair, "proxy.off", goodID, "beijing", "browser"}, // a user's own setting
		{VerbRepair, "proxy.variable_off", goodID, "beijing", "browser"},
		{VerbRepair, "software.restart_helper", goodID, "beijing", "browser"},
		{VerbUndo, "../" + goodID}, {VerbUndo, goodID + "/../x"}, {VerbUndo, goodID + "\n"}, {VerbUndo, goodID + "\x00"},
		{VerbUndo, "/etc/shadow"}, {VerbUndo, ""}, {VerbUndo, "."}, {VerbUndo, strings.Repeat("a", 1<<16)},
		{VerbUndo, goodID, "--force"},
		{VerbRepair, "hosts.comment", "../" + goodID, "beijing", "browser"},
	} {
		if q, err := ReadRequest(args); !errors.Is(err, ErrRefused) {
			t.Errorf("%q was taken as %+v, %v", args, q, err)
		}
	}
}

// plant writes a journal that an undo would carry out: it puts a line of its own
// into the hosts file.
func plant(t *testing.T, dir, id string) string {
	t.Helper()
	w := &writer{}
	path := filepath.Join(dir, id+".jsonl")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	w.file = f
	for _, r := range []record{
		{Plan: &planned{Schema: JournalSchema, ID: id, When: time.Now(), Repair: "hosts.comment"}},
		{Intent: &intent{Kind: env.HostsText, Old: []byte("6.6.6.6 " + tax), New: []byte("127.0.0.1 localhost\n")}},
		{Done: &done{Now: []byte("127.0.0.1 localhost\n")}}, {End: "applied"},
	} {
		if err := w.append(r); err != nil {
			t.Fatal(err)
		}
	}
	f.Close()
	return path
}

// TestPlantedJournals: whatever a stranger can do to the folder or to a journal,
// an undo does not carry it out.
func TestPlantedJournals(t *testing.T) {
	for _, tc := range []struct {
		name string
		do   func(t *testing.T, dir, path string) (folder string)
		root bool
	}{
		{"folder open to the group", func(t *testing.T, dir, _ string) string { return mode(t, dir, 0o770) }, false},
		{"folder others can read", func(t *testing.T, dir, _ string) string { return mode(t, dir, 0o755) }, false},
		{"folder is a link", func(t *testing.T, dir, _ string) string { return link(t, dir, dir+"-link") }, false},
		{"a part of the path is a link", func(t *testing.T, dir, _ string) string {
			return filepath.Join(link(t, filepath.Dir(dir), filepath.Dir(dir)+"-link"), filepath.Base(dir))
		}, false},
		{"parent open to others", func(t *testing.T, dir, _ string) string { mode(t, filepath.Dir(dir), 0o777); return dir }, false},
		{"folder is another's", func(t *testing.T, dir, _ string) string { return owner(t, dir) }, true},
		{"parent is another's", func(t *testing.T, dir, _ string) string { owner(t, filepath.Dir(dir)); return dir }, true},
		{"journal is another's", func(t *testing.T, dir, path string) string { owner(t, path); return dir }, true},
		{"journal open to others", func(t *testing.T, dir, path string) string { mode(t, path, 0o666); return dir }, false},
		{"journal is a link", func(t *testing.T, dir, path string) string {
			away := filepath.Join(t.TempDir(), "away")
			if err := os.Rename(path, away); err != nil {
				t.Fatal(err)
			}
			link(t, away, path)
			return dir
		}, false},
		{"journal has a second name", func(t *testing.T, dir, path string) string {
			if err := os.Link(path, filepath.Join(t.TempDir(), "second")); err != nil {
				t.Fatal(err)
			}
			return dir
		}, false},
		{"journal of another name", func(t *testing.T, dir, path string) string {
			if err := os.Rename(path, filepath.Join(dir, "20261122T031440-ffffffff.jsonl")); err != nil {
				t.Fatal(err)
			}
			return dir
		}, false},
		{"folder that is a file", func(t *testing.T, dir, _ string) string {
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(dir, nil, 0o700); err != nil {
				t.Fatal(err)
			}
			return dir
		}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.root && os.Geteuid() != 0 {
				t.Skip("needs root to make files another's")
			}
			dir := filepath.Join(t.TempDir(), "state", "journal")
			if err := os.MkdirAll(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			path := plant(t, dir, goodID)
			m := newMachine()
			m.values["hosts "] = []byte("127.0.0.1 localhost\n")
			v := m.visit(t)
			v.Journal = Folder(tc.do(t, dir, path))
			for _, id := range []string{goodID, "20261122T031440-ffffffff"} {
				if _, err := end(v.Undo(t.Context(), id, true)); err == nil {
					t.Errorf("%s was undone", id)
				}
			}
			if len(m.log) > 0 {
				t.Errorf("it did %q", m.log)
			}
		})
	}
}

func mode(t *testing.T, path string, bits os.FileMode) string {
	t.Helper()
	if err := os.Chmod(path, bits); err != nil {
		t.Fatal(err)
	}
	return path
}

func link(t *testing.T, to, path string) string {
	t.Helper()
	if err := os.Symlink(to, path); err != nil {
		t.Fatal(err)
	}
	return path
}

func owner(t *testing.T, path string) string {
	t.Helper()
	if err := os.Chown(path, 65534, 65534); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestMeanJournals: lines that make no sense do not crash the reader and are not
// carried out.
func TestMeanJournals(t *testing.T) {
	begin := `{"plan":{"schema":"kpdoctor.journal/v1","id":"x"}}` + "\n"
	for _, text := range []string{
		"", "\n\n", "{", `{"intent":{"step":0}}`, `{"plan":{"schema":"kpdoctor.journal/v2","id":"x"}}`,
		begin + `{"done":{"step":0}}`, begin + `{"undone":{"step":-1}}`, begin + `{"intent":{"step":7}}`,
		begin + `{"intent":{"step":0}}` + "\n" + `{"intent":{"step":0}}`, begin + begin,
	} {
		if e, err := readEntry([]byte(text)); err == nil {
			t.Errorf("%q reads as %+v", text, e)
		}
	}
	e, err := readEntry([]byte(begin + `{"intent":{"step":0,"kind":"hosts"}}` + "\n" + `{"done":{"st`))
	if err != nil || len(e.steps) != 1 || e.steps[0].done != nil {
		t.Errorf("a line cut off: %+v, %v", e, err)
	}
}

func FuzzReadEntry(f *testing.F) {
	f.Add([]byte(`{"plan":{"schema":"kpdoctor.journal/v1","id":"x"}}` + "\n" + `{"intent":{"step":0,"old":null}}` + "\n" + `{"end":"applied"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		e, err := readEntry(text)
		if err == nil && e.ID == "" {
			t.Error("an entry without a name")
		}
	})
}

// TestDigestTellsPlansApart: the elevated part plans anew, and knows by the digest in
// the id whether it is the list that was consented to.
func TestDigestTellsPlansApart(t *testing.T) {
	m := newMachine()
	p := threeSteps(m)
	changed := p
	changed.Changes = append([]Change{}, p.Changes...)
	changed.Changes[0].New = []byte("# 127.0.0.1 localhost\r\n6.6.6.6 " + tax)
	if p.Digest() == changed.Digest() || p.Digest() != threeSteps(newMachine()).Digest() {
		t.Error("digests do not tell plans apart")
	}
	if id := IDFor(p, time.Now()); !idForm.MatchString(id) || !strings.HasSuffix(id, p.Digest()) {
		t.Errorf("id %q", id)
	}
}
