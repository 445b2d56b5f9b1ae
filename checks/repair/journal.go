package repair

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kpdoctor/checks/env"
)

// JournalSchema is the only form of journal that this version reads.
const JournalSchema = "kpdoctor.journal/v1"

// A Folder holds journals: one file for each plan that was applied. It is its
// user's alone; env.OwnFolder checks that before each use.
type Folder string

// A record is one line of a journal; exactly one field is set. The line of an
// intent is on the disk before its change is made.
type record struct {
	Plan   *planned `json:"plan,omitempty"`   // the first line
	Intent *intent  `json:"intent,omitempty"` // about to be made
	Done   *done    `json:"done,omitempty"`   // made, and read back
	Undone *done    `json:"undone,omitempty"` // put back, and read back
	End    string   `json:"end,omitempty"`    // applied, failed or undone

	Elevated bool `json:"elevated,omitempty"` // the elevated part has the journal of this name
}

type planned struct {
	Schema string    `json:"schema"`
	ID     string    `json:"id"`
	Seq    int       `json:"seq"` // counts up in a folder: a clock may be set back
	Visit  string    `json:"visit"`
	When   time.Time `json:"when"`
	Repair string    `json:"repair"`
	Cause  string    `json:"cause"`
}

type intent struct {
	Step int      `json:"step"`
	Kind env.Kind `json:"kind,omitempty"`
	Act  env.Act  `json:"act,omitempty"`
	Name string   `json:"name"`
	From string   `json:"from"`
	To   string   `json:"to"`
	Old  []byte   `json:"old"` // base64; null: not there
	New  []byte   `json:"new"`
}

type done struct {
	Step int    `json:"step"`
	Now  []byte `json:"now"`
}

// An Entry is a journal that was read.
type Entry struct {
	ID     string
	Seq    int
	Visit  string
	When   time.Time
	Repair string
	Cause  string
	State  string // "applied", "failed" (taken back), "undone", or "interrupted"

	Elevated bool // the steps stand in the administrator's journal of this name

	steps []step
}

type step struct {
	intent
	done   *done
	undone bool
}

// Open reports whether the entry changed something that can still be put back.
func (e Entry) Open() bool {
	return e.State != "undone" && e.State != "failed" && (e.Elevated || slices.ContainsFunc(e.steps, func(s step) bool { return s.Kind != "" && !s.undone }))
}

// Before and After are what the entry's changes were from and to, for people.
func (e Entry) Before() string { return e.join(func(s step) string { return s.From }) }

// After is what the values were changed to.
func (e Entry) After() string { return e.join(func(s step) string { return s.To }) }

func (e Entry) join(f func(step) string) string {
	var parts []string
	for _, s := range e.steps {
		parts = append(parts, f(s))
	}
	return strings.Join(parts, "; ")
}

func (f Folder) path(id string) (string, error) {
	if !idForm.MatchString(id) {
		return "", fmt.Errorf("reading journal %q: no such name", id)
	}
	return filepath.Join(string(f), id+".jsonl"), nil
}

// writer appends records, each on the disk when append returns.
type writer struct{ file *os.File }

// create begins a journal; it is an error if there is one of that name. Where it cannot
// be written to the disk nothing of it stays.
func (f Folder) create(p planned) (*writer, error) {
	path, err := f.path(p.ID)
	if err == nil {
		err = env.OwnFolder(string(f))
	}
	if err != nil {
		return nil, err
	}
	all, _ := f.List()
	for _, e := range all {
		p.Seq = max(p.Seq, e.Seq+1)
	}
	file, err := env.OpenOwn(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL|os.O_APPEND)
	if err != nil {
		return nil, fmt.Errorf("beginning the journal: %w", err)
	}
	w := &writer{file}
	err = w.append(record{Plan: &p})
	if err == nil {
		err = env.SyncFolder(string(f))
	}
	if err != nil {
		w.Close()
		os.Remove(path)
		return nil, fmt.Errorf("beginning the journal: %w", err)
	}
	return w, nil
}

// reopen goes on with a journal.
func (f Folder) reopen(id string) (*writer, error) {
	path, err := f.path(id)
	if err != nil {
		return nil, err
	}
	file, err := env.OpenOwn(path, os.O_WRONLY|os.O_APPEND)
	if err != nil {
		return nil, fmt.Errorf("going on with the journal: %w", err)
	}
	return &writer{file}, nil
}

func (w *writer) Close() error { return w.file.Close() }

func (w *writer) append(r record) error {
	line, err := json.Marshal(r)
	if err == nil {
		// A line that a crash cut off is closed by the break before the next one.
		_, err = w.file.Write(append(append([]byte("\n"), line...), '\n'))
	}
	if err == nil {
		err = w.file.Sync()
	}
	if err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	return nil
}

// maxJournal is more than any journal needs: two copies of the largest file
// that is changed, for a few steps.
const maxJournal = 64 << 20

// Read reads the journal of one plan. A last line that was cut off counts as
// not written: its change was then not made, or its result is looked at anew.
func (f Folder) Read(id string) (Entry, error) {
	var e Entry
	path, err := f.path(id)
	if err == nil {
		err = env.OwnFolder(string(f))
	}
	if err != nil {
		return e, err
	}
	file, err := env.OpenOwn(path, os.O_RDONLY)
	if err != nil {
		return e, fmt.Errorf("reading journal %s: %w", id, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err == nil && info.Size() > maxJournal {
		err = fmt.Errorf("larger than %d MiB", maxJournal>>20)
	}
	var text []byte
	if err == nil {
		text, err = io.ReadAll(io.LimitReader(file, maxJournal))
	}
	if err != nil {
		return e, fmt.Errorf("reading journal %s: %w", id, err)
	}
	e, err = readEntry(text)
	if err == nil && e.ID != id {
		err = fmt.Errorf("it calls itself %q", e.ID)
	}
	if err != nil {
		return Entry{}, fmt.Errorf("reading journal %s: %w", id, err)
	}
	return e, nil
}

// errEmpty says that a crash came before the first line was on the disk: nothing
// was changed then.
var errEmpty = errors.New("it is empty")

func readEntry(text []byte) (Entry, error) {
	e := Entry{State: "interrupted"}
	n := 0
	for line := range bytes.Lines(text) {
		n++
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var r record
		if err := json.Unmarshal(line, &r); err != nil {
			if e.ID == "" && bytes.HasSuffix(line, []byte("\n")) {
				return e, fmt.Errorf("line %d: %w", n, err)
			}
			continue // cut off by a crash
		}
		if err := e.take(r); err != nil {
			return e, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if e.ID == "" {
		return e, errEmpty
	}
	return e, nil
}

// take adds one record; what does not follow from the ones before is an error.
func (e *Entry) take(r record) error {
	stepOf := func(d *done) (*step, error) {
		if d.Step < 0 || d.Step >= len(e.steps) {
			return nil, fmt.Errorf("step %d was never begun", d.Step)
		}
		return &e.steps[d.Step], nil
	}
	switch {
	case r.Plan != nil:
		if r.Plan.Schema != JournalSchema {
			return fmt.Errorf("schema: want %q, got %.60q: another version of this program wrote it", JournalSchema, r.Plan.Schema)
		}
		if e.ID != "" || r.Plan.ID == "" {
			return errors.New("id: none, or a second beginning")
		}
		e.Seq = r.Plan.Seq
		e.ID, e.Visit, e.When, e.Repair, e.Cause = r.Plan.ID, r.Plan.Visit, r.Plan.When, r.Plan.Repair, r.Plan.Cause
	case e.ID == "":
		return errors.New("it has no beginning")
	case r.Intent != nil:
		if r.Intent.Step != len(e.steps) {
			return fmt.Errorf("step %d after %d", r.Intent.Step, len(e.steps))
		}
		e.steps = append(e.steps, step{intent: *r.Intent})
	case r.Done != nil:
		s, err := stepOf(r.Done)
		if err != nil {
			return err
		}
		s.done = r.Done
	case r.Undone != nil:
		s, err := stepOf(r.Undone)
		if err != nil {
			return err
		}
		s.undone = true
	case r.Elevated:
		e.Elevated = true
	case r.End != "":
		e.State = r.End
	}
	return nil
}

// List reads all journals, the newest first. A folder that is not there is empty. What
// cannot be read is left out, and told in the error beside the rest.
func (f Folder) List() ([]Entry, error) {
	files, err := os.ReadDir(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listing the journals: %w", err)
	}
	var all []Entry
	var failed error
	for _, file := range files {
		id, ok := strings.CutSuffix(file.Name(), ".jsonl")
		if !ok || !idForm.MatchString(id) {
			continue
		}
		e, err := f.Read(id)
		if errors.Is(err, errEmpty) {
			continue
		}
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(a, b Entry) int { return cmp.Or(b.Seq-a.Seq, b.When.Compare(a.When)) })
	return all, failed
}
