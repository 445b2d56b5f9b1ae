package repair

import (
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"
)

// fill makes the journal's disk full but for room more bytes: the process may
// not write files beyond that size.
func fill(t *testing.T, v *Visit, room int64) {
	t.Helper()
	signal.Ignore(unix.SIGXFSZ)
	files, err := filepath.Glob(filepath.Join(string(v.Journal), "*.jsonl"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	info, err := os.Stat(files[0])
	if err != nil {
		t.Fatal(err)
	}
	var was unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: uint64(info.Size() + room), Max: was.Max}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Setrlimit(unix.RLIMIT_FSIZE, &was) })
}

// TestJournalFillsUp: wherever the disk fills up, either all is done and on record,
// or all is as it was.
func TestJournalFillsUp(t *testing.T) {
	if os.Getenv("KP_FULL_DISK") == "" { // a process of its own: the limit holds for all that it writes
		c := exec.Command(os.Args[0], "-test.run=^TestJournalFillsUp$")
		c.Env = append(os.Environ(), "KP_FULL_DISK=1")
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	for _, step := range []string{"write hosts ", "write precedence ", "write zone "} {
		for room := int64(0); room < 300; room += 60 {
			m := newMachine()
			v := m.visit(t)
			p := threeSteps(m)
			broken := maps.Clone(m.values)
			t.Run("", func(t *testing.T) {
				m.after = func(what string) {
					if what == step {
						m.after = nil
						fill(t, v, room)
					}
				}
				id := IDFor(p, v.Env.Now())
				_, err := end(v.Apply(t.Context(), p, id))
				if err == nil {
					e, _ := v.Journal.Read(id)
					if e.State != "applied" {
						t.Errorf("%s, %d bytes left: not on record: %+v", step, room, e)
					}
					return
				}
				if broken["precedence "] = nil; m.values["precedence "] == nil {
					delete(broken, "precedence ")
					delete(m.values, "precedence ")
				}
				if d := cmp.Diff(broken, m.values); d != "" {
					t.Errorf("%s, %d bytes left: %v left %s", step, room, err, d)
				}
			})
		}
	}
}
