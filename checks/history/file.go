package history

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
)

// ours is what the names of kept runs look like.
var ours = regexp.MustCompile(`^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{12}\.json$`)

// unfinished is what a file is called until it is whole.
const unfinished = ".kpdoctor-*.tmp"

// file is one file of the folder.
type file struct {
	name string
	size int64
	at   time.Time // by its name
}

// files lists the kept runs, oldest first, without looking into them.
func (h *History) files() (kept []file, skipped []Skipped) {
	list, err := os.ReadDir(h.dir)
	if err != nil {
		return nil, []Skipped{{".", err}}
	}
	for _, d := range list {
		at, timeErr := time.Parse(stamp, d.Name()[:min(len(d.Name()), len(stamp))])
		info, err := d.Info()
		switch {
		case d.IsDir() && d.Name() == drafts, isUnfinished(d.Name()):
		case !ours.MatchString(d.Name()) || timeErr != nil:
			skipped = append(skipped, Skipped{d.Name(), errors.New("its name is not one of a kept run")})
		case err != nil:
			skipped = append(skipped, Skipped{d.Name(), err})
		case !info.Mode().IsRegular():
			skipped = append(skipped, Skipped{d.Name(), errors.New("it is not an ordinary file")})
		default:
			kept = append(kept, file{d.Name(), info.Size(), at})
		}
	}
	return kept, skipped
}

func isUnfinished(name string) bool {
	ok, _ := filepath.Match(unfinished, name)
	return ok
}

// openPlain opens a file for reading, if it is one: not a device, nor a pipe
// that would never end.
func openPlain(path string) (*os.File, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is not an ordinary file")
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("larger than %d MiB", maxFile>>20)
	}
	return os.Open(path)
}

// readEntry reads what a list needs of a kept run, and no evidence.
func readEntry(path string) (Entry, error) {
	f, err := openPlain(path)
	if err != nil {
		return Entry{}, err
	}
	defer f.Close()
	var r struct {
		Schema     string          `json:"schema"`
		ID         string          `json:"id"`
		App        report.App      `json:"app"`
		Started    time.Time       `json:"started"`
		DurationMS int64           `json:"duration_ms"`
		Complete   bool            `json:"complete"`
		Profile    report.Profile  `json:"profile"`
		Lang       string          `json:"lang"`
		Site       string          `json:"site"`
		Previous   string          `json:"previous"`
		Actions    []report.Action `json:"actions"`
		Diagnosis  struct {
			Verdict diagnose.Verdict `json:"verdict"`
			Causes  []Cause          `json:"causes"`
		} `json:"diagnosis"`
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return Entry{}, err
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return Entry{}, fmt.Errorf("it is no whole report: %w", err)
	}
	switch {
	case r.Schema != report.Schema:
		return Entry{}, fmt.Errorf("its schema is %.40q", r.Schema)
	case r.ID == "" || r.Started.IsZero():
		return Entry{}, errors.New("it has no id or no time")
	case filepath.Base(path) != fileName(&report.Report{ID: r.ID, Started: r.Started}):
		return Entry{}, errors.New("it holds another run than its name says")
	}
	return Entry{
		ID: r.ID, File: path, Started: r.Started, Took: time.Duration(r.DurationMS) * time.Millisecond, Complete: r.Complete,
		App: r.App.Name, Site: r.Site, Profile: r.Profile, Key: Key(r.Profile), Verdict: r.Diagnosis.Verdict,
		Causes: r.Diagnosis.Causes, Actions: r.Actions, Lang: r.Lang, Previous: r.Previous,
	}, nil
}

// write makes a file whole or not at all, readable by this user alone.
func (h *History) write(path string, fill func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), unfinished) // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already where all went well
	if err := fill(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	syncFolder(filepath.Dir(path))
	return nil
}

// syncFolder makes a new name last over a loss of power, where the system does
// that at all. Without it the file is only not there, never half.
func syncFolder(dir string) {
	if f, err := os.Open(dir); err == nil {
		f.Sync()
		f.Close()
	}
}
