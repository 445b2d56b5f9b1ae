package history

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/report"
)

// A draft is the record of a run that is under way: one line of JSON for what
// was to be measured, and one for each result as it comes. The file is locked by
// the program that writes it, so that a draft which nobody holds is one of a
// run that never came to its end.

const (
	drafts      = "drafts" // the folder
	draftSchema = "kpdoctor.draft/v1"
	maxDrafts   = 20 // that are kept of crashed runs
	maxDraftAge = 7 * 24 * time.Hour
	syncEvery   = time.Second // a loss of power costs at most so much; a crash of the program nothing
)

// draftHead is the first line.
type draftHead struct {
	Schema  string           `json:"schema"`
	Started time.Time        `json:"started"`
	Zone    string           `json:"zone,omitempty"`
	App     report.App       `json:"app"`
	Lang    string           `json:"lang"`
	Site    string           `json:"site,omitempty"`
	Message string           `json:"message,omitempty"`
	WiFi    []string         `json:"wifi,omitempty"`
	Profile *profile.Profile `json:"profile"`
}

// draftLine is every other line: a result, or last of all the id of the report
// that is just being kept.
type draftLine struct {
	Result *draftResult `json:"result,omitempty"`
	Kept   string       `json:"kept,omitempty"`
}

type draftResult struct {
	ID       string          `json:"id"`
	Stage    checks.Stage    `json:"stage"`
	Target   string          `json:"target,omitempty"`
	Status   checks.Status   `json:"status"`
	Reason   string          `json:"reason,omitempty"`
	Started  time.Duration   `json:"started_ns"`
	Took     time.Duration   `json:"took_ns"`
	Evidence json.RawMessage `json:"evidence,omitempty"`
}

// Recording writes the draft of one run and, in the end, its report. A nil one
// records nothing. It is for one goroutine.
type Recording struct {
	h     *History
	file  *os.File
	sync  chan struct{} // has one where something new was written
	over  chan struct{}
	done  sync.WaitGroup
	wrong error // the first that went wrong; nothing is written after it
}

// Record begins the draft of a run that is about to start.
func (h *History) Record(p *profile.Profile, o report.Options, started time.Time) (*Recording, error) {
	folder := filepath.Join(h.dir, drafts)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder for drafts: %w", err)
	}
	name := fmt.Sprintf("%s-%08x.jsonl", started.UTC().Format(stamp), rand.Uint32())
	f, err := os.OpenFile(filepath.Join(folder, name), os.O_CREATE|os.O_EXCL|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("beginning a draft: %w", err)
	}
	if err := lock(f); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		f.Close()
		os.Remove(f.Name())
		return nil, fmt.Errorf("beginning a draft: %w", err)
	}
	zone, _ := started.Zone()
	r := &Recording{h: h, file: f, sync: make(chan struct{}, 1), over: make(chan struct{})}
	r.write(draftHead{
		Schema: draftSchema, Started: started, Zone: zone, App: report.App{Name: o.App, Version: o.Version, Commit: o.Commit},
		Lang: o.Lang, Site: o.Site, Message: o.Message, WiFi: o.WiFi, Profile: plain(p),
	})
	if r.wrong != nil {
		r.Drop()
		return nil, fmt.Errorf("beginning a draft: %w", r.wrong)
	}
	r.done.Go(r.keepSynced)
	return r, nil
}

// plain is a profile without what JSON cannot hold and a report does not need.
func plain(p *profile.Profile) *profile.Profile {
	c := *p
	c.References.Roots = nil
	c.Endpoints = slices.Clone(p.Endpoints)
	for i := range c.Endpoints {
		c.Endpoints[i].Roots = nil
	}
	return &c
}

// Event writes a result down. Call it before the result is shown: then all that
// was shown is in the draft.
func (r *Recording) Event(ev checks.Event) {
	if r == nil || ev.Result == nil {
		return
	}
	res := *ev.Result
	line := &draftResult{ID: res.ID, Stage: res.Stage, Target: res.Target, Status: res.Status, Reason: res.Reason, Started: res.Started, Took: res.Took}
	if res.Evidence != nil {
		data, err := json.Marshal(res.Evidence)
		if err != nil { // a NaN: as in report.Assemble, the measurement is none
			line.Status, line.Reason = checks.Error, fmt.Sprintf("keeping the evidence: %v", err)
		}
		line.Evidence = data
	}
	r.write(draftLine{Result: line})
}

// write adds one line, by one call of the system: a crash cannot cut it short.
func (r *Recording) write(line any) {
	if r.wrong != nil {
		return
	}
	data, err := json.Marshal(line)
	if err == nil {
		_, err = r.file.Write(append(data, '\n'))
	}
	r.wrong = err
	select {
	case r.sync <- struct{}{}:
	default:
	}
}

// keepSynced brings what was written to the disk, once a second at most, beside
// the run.
func (r *Recording) keepSynced() {
	for range r.sync {
		r.file.Sync()
		select {
		case <-r.over:
			return
		case <-time.After(syncEvery):
		}
	}
}

// Keep keeps the report of the run, which is over, and removes the draft. Where
// the report cannot be kept the draft stays: the next start finds it.
func (r *Recording) Keep(rep *report.Report) error {
	if r == nil {
		return nil
	}
	r.write(draftLine{Kept: rep.ID})
	err := r.h.Keep(rep)
	r.close(err == nil)
	return err
}

// Drop removes the draft of a run whose report nobody wants.
func (r *Recording) Drop() {
	if r != nil {
		r.close(true)
	}
}

func (r *Recording) close(remove bool) {
	close(r.over)
	close(r.sync)
	r.done.Wait()
	if !remove {
		r.file.Close()
		return
	}
	// Removed first where the system allows it, so that it is never free and there.
	gone := os.Remove(r.file.Name()) == nil
	r.file.Close()
	if !gone {
		os.Remove(r.file.Name())
	}
}

// Err is what kept results from being written, nil where all were.
func (r *Recording) Err() error {
	if r == nil {
		return nil
	}
	return r.wrong
}

// A Draft is the record of a run that never came to its end.
type Draft struct {
	File    string // its path
	Started time.Time
	App     string
	Profile *profile.Profile
	Results int // that were measured

	head    draftHead
	results []checks.Result
}

// Unfinished returns the drafts of runs that never came to their end, the newest
// first. Those of programs that still run are left out. What is no draft at
// all, too old or one too many is removed.
func (h *History) Unfinished() []Draft {
	folder := filepath.Join(h.dir, drafts)
	list, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	var found []Draft
	for _, entry := range slices.Backward(list) {
		path := filepath.Join(folder, entry.Name())
		if filepath.Ext(path) != ".jsonl" || !entry.Type().IsRegular() {
			continue
		}
		if d, ok := h.unfinished(path, len(found) >= maxDrafts); ok {
			found = append(found, d)
		}
	}
	return found
}

// unfinished reads one draft, if nobody writes it.
func (h *History) unfinished(path string, tooMany bool) (Draft, bool) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return Draft{}, false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Draft{}, false
	}
	idle := h.now().Sub(info.ModTime())
	switch err := lock(f); {
	case errors.Is(err, errors.ErrUnsupported):
		if idle < abandoned { // nobody can tell whether it is written still
			return Draft{}, false
		}
	case err != nil:
		return Draft{}, false
	}
	d, kept, err := readDraft(io.LimitReader(f, maxFile))
	d.File = path
	_, missing := h.find(kept)
	if err != nil || tooMany || idle > maxDraftAge || len(d.results) == 0 || kept != "" && missing == nil {
		f.Close()
		os.Remove(path)
		return Draft{}, false
	}
	return d, true
}

// readDraft reads as far as whole lines go. kept is the id of the report that
// was being kept when it ended.
func readDraft(from io.Reader) (d Draft, kept string, err error) {
	lines := bufio.NewReader(from)
	first, err := lines.ReadBytes('\n')
	if err != nil {
		return d, "", err
	}
	if err := json.Unmarshal(first, &d.head); err != nil {
		return d, "", err
	}
	if d.head.Schema != draftSchema || d.head.Profile == nil || d.head.Started.IsZero() {
		return d, "", errors.New("it is no draft")
	}
	d.Started, d.App, d.Profile = d.head.Started, d.head.App.Name, d.head.Profile
	for {
		text, err := lines.ReadBytes('\n')
		if err != nil { // the end, or a line that the loss of power cut short
			break
		}
		var line draftLine
		if json.Unmarshal(text, &line) != nil {
			break
		}
		if line.Kept != "" {
			kept = line.Kept
		}
		if line.Result != nil {
			if res, ok := line.Result.result(); ok && !slices.ContainsFunc(d.results, func(r checks.Result) bool { return r.ID == res.ID }) {
				d.results = append(d.results, res)
			}
		}
	}
	d.Results = len(d.results)
	return d, kept, nil
}

func (l *draftResult) result() (checks.Result, bool) {
	r := checks.Result{ID: l.ID, Stage: l.Stage, Target: l.Target, Status: l.Status, Reason: l.Reason, Started: l.Started, Took: l.Took}
	if len(l.Evidence) == 0 {
		return r, l.ID != ""
	}
	ev := checks.NewEvidence(l.ID)
	if ev == nil || json.Unmarshal(l.Evidence, ev) != nil {
		return r, false
	}
	r.Evidence = ev
	return r, true
}

// Report judges what is in the draft: a report that is not complete. host, which
// may be the zero Host, is this PC, whose names are masked when the report goes
// out.
func (d Draft) Report(host env.Host) *report.Report {
	v := report.Visit{Started: d.Started, Results: slices.Clone(d.results), Host: host}
	for _, r := range d.results {
		v.Took = max(v.Took, r.Started+r.Took)
	}
	for _, c := range checks.Plan(d.Profile) {
		if !slices.ContainsFunc(d.results, func(r checks.Result) bool { return r.ID == c.ID }) {
			v.Results = append(v.Results, checks.Result{
				ID: c.ID, Stage: c.Stage, Target: c.Target, Status: checks.Skip, Started: v.Took,
				Reason: "the program ended before this had ended",
			})
		}
	}
	return report.Assemble(v, d.Profile, report.Options{
		App: d.head.App.Name, Version: d.head.App.Version, Commit: d.head.App.Commit,
		Lang: d.head.Lang, Site: d.head.Site, Message: d.head.Message, WiFi: d.head.WiFi,
	})
}

// Adopt keeps what is in a draft as a run that is not complete, and removes the
// draft.
func (h *History) Adopt(d Draft, host env.Host) (*report.Report, error) {
	r := d.Report(host)
	if err := h.Keep(r); err != nil {
		return r, err
	}
	return r, h.Discard(d)
}

// Discard removes a draft.
func (h *History) Discard(d Draft) error {
	if filepath.Dir(d.File) != filepath.Join(h.dir, drafts) || !strings.HasSuffix(d.File, ".jsonl") {
		return fmt.Errorf("removing a draft: %s is none", d.File)
	}
	if err := os.Remove(d.File); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("removing a draft: %w", err)
	}
	return nil
}
