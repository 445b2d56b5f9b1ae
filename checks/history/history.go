// Package history keeps the runs of this PC: every report as it was measured,
// in one folder, for this user's eyes alone. It says what changed since the last
// good run, when an incident began and what ended it, and it saves what was
// measured of a run that never came to its end.
//
// A file is there whole or not at all. Its name begins with the moment in UTC,
// so that names sort as runs do. A file that cannot be read is named and passed
// over, never removed.
package history

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
)

// Limits of what is kept. What goes first, and what never goes: see prune.
const (
	MaxRuns  = 200
	MaxAge   = 90 * 24 * time.Hour
	MaxBytes = 50 << 20
)

// maxFile is the largest file that is read, as in package report.
const maxFile = 16 << 20

// History is the folder of kept runs.
type History struct {
	dir string
	now func() time.Time

	maxRuns  int
	maxAge   time.Duration
	maxBytes int64
}

// Open uses a folder, which is made if it is not there.
func Open(dir string) (*History, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder for kept runs: %w", err)
	}
	return &History{dir: dir, now: time.Now, maxRuns: MaxRuns, maxAge: MaxAge, maxBytes: MaxBytes}, nil
}

// An Entry is one kept run, without its measurements.
type Entry struct {
	ID       string
	File     string // its path
	Started  time.Time
	Took     time.Duration
	Complete bool
	App      string
	Site     string
	Profile  report.Profile
	Key      string // of its profile: see [Key]
	Verdict  diagnose.Verdict
	Causes   []Cause
	Actions  []report.Action
	Lang     string
	Previous string
}

// Cause is what an entry says of a cause.
type Cause struct {
	Code, Blame, Title string
}

// title is the catalogue's, in either language; what it does not know speaks
// for itself.
func (c Cause) title(lang string) string {
	if known := catalogue.Find(c.Code); known != nil {
		return known.In(lang).Title
	}
	return cmp.Or(c.Title, c.Code)
}

// Skipped is a file that is no kept run.
type Skipped struct {
	File string // its name in the folder
	Err  error
}

// Key tells profiles apart: runs are compared with those of the same key.
// A built-in profile stays the same where its addresses change.
func Key(p report.Profile) string {
	if p.Region != "" {
		return strings.Join([]string{p.Region, p.Software, p.Name}, "\n")
	}
	return strings.Join(append([]string{"", p.Software, p.Name}, slices.Sorted(slices.Values(p.Endpoints))...), "\n")
}

// Served reports whether she could invoice in the run.
func (e Entry) Served() bool { return e.Verdict == diagnose.OK || e.Verdict == diagnose.Degraded }

// failed reports whether the run shows a fault: a run that was stopped and found
// nothing shows none.
func (e Entry) failed() bool {
	return e.Verdict == diagnose.Broken || e.Verdict == diagnose.Inconclusive && e.Complete
}

// Keep writes a report into the folder, and drops old ones where there are too
// many. A report that was kept before is replaced.
func (h *History) Keep(r *report.Report) error {
	if r.Masked {
		return errors.New("keeping a run: the report is masked")
	}
	if err := h.write(filepath.Join(h.dir, fileName(r)), r.WriteJSON); err != nil {
		return fmt.Errorf("keeping a run: %w", err)
	}
	h.prune()
	return nil
}

// fileName sorts by the moment; the id's digest keeps names of one second apart,
// and whatever an id holds out of the name.
func fileName(r *report.Report) string {
	return r.Started.UTC().Format(stamp) + "-" + digest(r.ID) + ".json"
}

const stamp = "20060102T150405Z"

func digest(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:6])
}

// List returns the kept runs, the newest first, and what lies in the folder and
// is none.
func (h *History) List() ([]Entry, []Skipped) {
	files, skipped := h.files()
	var entries []Entry
	for _, f := range slices.Backward(files) {
		e, err := readEntry(filepath.Join(h.dir, f.name))
		if err != nil {
			skipped = append(skipped, Skipped{f.name, err})
			continue
		}
		entries = append(entries, e)
	}
	slices.SortStableFunc(entries, func(a, b Entry) int { return b.Started.Compare(a.Started) })
	return entries, skipped
}

// Read returns one kept run. It is not masked.
func (h *History) Read(id string) (*report.Report, error) {
	path, err := h.find(id)
	if err != nil {
		return nil, fmt.Errorf("reading a kept run: %w", err)
	}
	f, err := openPlain(path)
	if err != nil {
		return nil, fmt.Errorf("reading a kept run: %w", err)
	}
	defer f.Close()
	r, err := report.Read(f)
	if err != nil {
		return nil, err
	}
	if r.ID != id {
		return nil, fmt.Errorf("reading a kept run: %s holds another one", filepath.Base(path))
	}
	return r, nil
}

// find is the file of an id.
func (h *History) find(id string) (string, error) {
	files, _ := h.files()
	want := "-" + digest(id) + ".json"
	for _, f := range files {
		if strings.HasSuffix(f.name, want) {
			return filepath.Join(h.dir, f.name), nil
		}
	}
	return "", fmt.Errorf("%q: %w", id, fs.ErrNotExist)
}

// Forget removes one kept run for good.
func (h *History) Forget(id string) error {
	path, err := h.find(id)
	if err == nil {
		err = os.Remove(path)
	}
	if err != nil {
		return fmt.Errorf("removing a kept run: %w", err)
	}
	return nil
}

// ForgetAll removes every kept run, and the drafts of those that crashed. What
// else lies in the folder stays.
func (h *History) ForgetAll() error {
	files, _ := h.files()
	var all []error
	for _, f := range files {
		all = append(all, os.Remove(filepath.Join(h.dir, f.name)))
	}
	for _, d := range h.Unfinished() {
		all = append(all, h.Discard(d))
	}
	if err := errors.Join(all...); err != nil {
		return fmt.Errorf("removing the kept runs: %w", err)
	}
	return nil
}
