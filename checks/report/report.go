// Package report keeps the record of a visit: what was measured, what is
// wrong, whose job it is. It writes the record as JSON, text and HTML, reads it
// back, and masks what is private before anything leaves this PC.
package report

import (
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
)

// Schema is the only schema this version writes and reads.
const Schema = "kpdoctor.report/v1"

// A Report is the whole record of one visit; nothing else is saved or sent.
// Its JSON is public interface: see CONTRACT.md.
type Report struct {
	Schema     string    `json:"schema"`
	ID         string    `json:"id"` // "20261122T111440+0800-7f3a"
	App        App       `json:"app"`
	Started    time.Time `json:"started"` // whole seconds, this PC's zone
	DurationMS int64     `json:"duration_ms"`
	Complete   bool      `json:"complete"`
	Masked     bool      `json:"masked,omitempty"`
	Host       Host      `json:"host"`
	Profile    Profile   `json:"profile"`
	Checks     []Check   `json:"checks"`
	Diagnosis  Diagnosis `json:"diagnosis"`

	Lang     string    `json:"lang,omitempty"` // "zh" or "en": of summaries, titles, explanations, steps
	Site     string    `json:"site,omitempty"` // where the PC stands, as the user named it
	Network  *Network  `json:"network,omitempty"`
	Context  *Context  `json:"context,omitempty"`
	Actions  []Action  `json:"actions,omitempty"`
	Previous string    `json:"previous,omitempty"` // id of the run it is compared with
	LastGood *LastGood `json:"last_good,omitempty"`

	private private // what to mask; empty in a report that was read
	keep    []string
}

// App is the program that measured.
type App struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Commit  string `json:"commit"`
}

// Host is what the PC is, without its name.
type Host struct {
	OS        string `json:"os"` // windows, linux, darwin
	OSVersion string `json:"os_version"`
	Arch      string `json:"arch"`
	Timezone  string `json:"timezone"` // IANA name
	Elevated  bool   `json:"elevated"`
}

// Profile is what was to be checked.
type Profile struct {
	Name      string   `json:"name"`
	Region    string   `json:"region"`
	Software  string   `json:"software"`
	Endpoints []string `json:"endpoints"` // URLs as written
}

// A Check is one asked check and what was measured.
type Check struct {
	ID         string          `json:"id"`
	Stage      checks.Stage    `json:"stage"`
	Target     string          `json:"target"`
	Status     checks.Status   `json:"status"`
	StartedMS  int64           `json:"started_ms"` // since the run began
	DurationMS int64           `json:"duration_ms"`
	Summary    string          `json:"summary"`
	Reason     string          `json:"reason,omitempty"` // for skip and error: why, in English
	Evidence   checks.Evidence `json:"evidence"`         // {} where there is none
}

// Diagnosis is the judgement in words.
type Diagnosis struct {
	Verdict  diagnose.Verdict `json:"verdict"`
	Causes   []Cause          `json:"causes"` // the root first
	RuledOut []string         `json:"ruled_out"`
	Fine     []string         `json:"fine,omitempty"` // stretches of the road that work: diagnose.Diagnosis.Fine
}

// A Cause is one reason, with words a person can act on.
type Cause struct {
	Code        string    `json:"code"`
	Layer       string    `json:"layer"`
	Blame       string    `json:"blame"`
	Confidence  float64   `json:"confidence"`
	Targets     []string  `json:"targets"`
	Title       string    `json:"title"`
	Explanation string    `json:"explanation"`
	Evidence    []string  `json:"evidence"` // check ids
	Steps       []string  `json:"steps"`
	Repairs     []string  `json:"repairs"`
	Contacts    []Contact `json:"contacts,omitempty"` // who to call
}

// Contact is who to call.
type Contact struct {
	Name  string `json:"name"`
	Phone string `json:"phone,omitempty"`
}

// Network is the line that the PC hangs on.
type Network struct {
	Carrier   string   `json:"carrier,omitempty"`
	Resolvers []string `json:"resolvers"` // that the PC is set to use, host:port
}

// Context is what the user said, and what time of the tax year it was.
type Context struct {
	Message string `json:"message,omitempty"` // the invoicing program's own words
	Season  string `json:"season,omitempty"`  // season.Word: "peak 2026-11-16"; context, never proof
	Window  string `json:"window,omitempty"`
}

// Action is one repair and what came of it.
type Action struct {
	Repair string    `json:"repair"`
	Title  string    `json:"title,omitempty"` // what was done, in words
	When   time.Time `json:"when"`
	Before string    `json:"before"`
	After  string    `json:"after"`
	Result string    `json:"result"`
}

// LastGood is the last run that found all well, and what has changed since.
type LastGood struct {
	ID      string    `json:"id"`
	When    time.Time `json:"when"`
	Changed []string  `json:"changed"` // sentences, in Lang
}

// Results returns the checks as the diagnosis takes them.
func (r *Report) Results() []checks.Result {
	results := make([]checks.Result, len(r.Checks))
	for i, c := range r.Checks {
		results[i] = checks.Result{
			ID: c.ID, Stage: c.Stage, Target: c.Target, Status: c.Status, Reason: c.Reason,
			Started:  time.Duration(c.StartedMS) * time.Millisecond,
			Took:     time.Duration(c.DurationMS) * time.Millisecond,
			Evidence: c.Evidence,
		}
	}
	return results
}

// ExitCode is the contract's exit status for the verdict.
func (r *Report) ExitCode() int {
	switch r.Diagnosis.Verdict {
	case diagnose.OK:
		return 0
	case diagnose.Broken:
		return 1
	case diagnose.Degraded:
		return 3
	}
	return 4
}
