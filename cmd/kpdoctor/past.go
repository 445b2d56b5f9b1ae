package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
	"kpdoctor/checks/history"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/report"
	"kpdoctor/checks/settings"
	"kpdoctor/ui/wizard"
)

// openPast uses the folder of kept runs; nil where there is none to be had.
func openPast() *history.History {
	dir, err := settings.Dir()
	if err != nil {
		return nil // openDesk has said so
	}
	past, err := history.Open(filepath.Join(dir, "history"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return nil
	}
	return past
}

// recording begins the draft of a run. Practice, and a desk that keeps nothing,
// have none: a nil one records nothing.
func (s stage) recording(d *desk, o report.Options) *history.Recording {
	if d.past == nil || s.practice {
		return nil
	}
	recording, err := d.past.Record(s.profile, o, s.env.Now())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return recording
}

// keep compares the report with the last good run, keeps it, and returns what
// the verdict page says of that.
func (d *desk) keep(recording *history.Recording, r *report.Report) wizard.Said {
	if recording == nil {
		return wizard.Said{}
	}
	since := d.since(r)
	if err := recording.Keep(labelled(r, d.label)); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return since
}

// Her own name for what is checked is kept beside the run on this PC, where the
// site stands, and never leaves it: a customer's name is nobody's business whom
// a report is sent to. The brackets tell it from a site of the profile.
const labelOpen, labelShut = "〔", "〕"

// labelled is the report as it is kept, with the label for its site; as it is
// where it has a site or there is no label.
func labelled(r *report.Report, label string) *report.Report {
	if label == "" || r.Site != "" {
		return r
	}
	kept := *r
	kept.Site = labelOpen + label + labelShut
	return &kept
}

// labelOf is the label among what stands for a kept run's site; ok is false
// where that is none.
func labelOf(site string) (label string, ok bool) {
	label, ok = strings.CutPrefix(site, labelOpen)
	if !ok {
		return "", false
	}
	return strings.CutSuffix(label, labelShut)
}

// runTitle names a kept run: her own name for it first, or the site, then what
// was checked.
func runTitle(site, profile string) string {
	if label, ok := labelOf(site); ok {
		site = label
	}
	if site == "" || site == profile {
		return profile
	}
	return site + " · " + profile
}

// since says when it was last fine and what has changed since, and makes the
// report name that run.
func (d *desk) since(r *report.Report) wizard.Said {
	good, changes := d.past.Relate(r)
	if good == nil || r.Diagnosis.Verdict == diagnose.OK {
		return wizard.Said{}
	}
	return wizard.Said{ZH: history.Compared(good, changes, "zh"), EN: history.Compared(good, changes, "en")}
}

// history lists the kept runs and what was wrong when.
func (d *desk) history() (h wizard.History) {
	if d.past == nil {
		return h
	}
	entries, skipped := d.past.List()
	for _, e := range entries {
		run := wizard.PastRun{ID: e.ID, Started: e.Started, Title: runTitle(e.Site, e.Profile.Name), Verdict: e.Verdict, Complete: e.Complete}
		if len(e.Causes) > 0 {
			run.Cause = titleOf(e.Causes[0])
		}
		h.Runs = append(h.Runs, run)
	}
	for _, i := range history.Incidents(entries) {
		now := time.Now()
		one := wizard.Incident{Title: i.Profile.Name, Open: i.Open(), Opened: i.Opened, Runs: i.Runs,
			Said: wizard.Said{ZH: i.Words("zh", now), EN: i.Words("en", now)}}
		if !i.Open() {
			end := d.past.Resolution(i)
			one.Ended = wizard.Said{ZH: end.Words("zh"), EN: end.Words("en")}
		}
		h.Incidents = append(h.Incidents, one)
	}
	for _, s := range skipped {
		h.Broken = append(h.Broken, s.File)
	}
	return h
}

// titleOf is a kept cause in both languages; one of a newer engine as it was kept.
func titleOf(c history.Cause) wizard.Said {
	if known := catalogue.Find(c.Code); known != nil {
		return wizard.Said{ZH: known.In("zh").Title, EN: known.In("en").Title}
	}
	return wizard.Said{ZH: c.Title, EN: c.Title}
}

// reopen reads a kept run as it was then.
func (d *desk) reopen(id string) (wizard.Outcome, error) {
	r, err := d.past.Read(id)
	if err != nil {
		return wizard.Outcome{}, wizard.Trouble{Key: "past.unreadable", Detail: err.Error()}
	}
	o := outcomeOf(r)
	o.Since = d.since(r)
	return o, nil
}

// outcomeOf is what the window shows of a report that was made before.
func outcomeOf(r *report.Report) wizard.Outcome {
	results := r.Results()
	if _, ok := labelOf(r.Site); ok {
		bare := *r
		bare.Site = ""
		r = &bare
	}
	o := wizard.Outcome{
		Profile: r.Profile.Name, Complete: r.Complete, Took: took(r), Past: r.Started,
		Results: results, Diagnosis: diagnose.Diagnose(results, r.Complete), Record: r,
	}
	if r.Context != nil {
		o.Message = r.Context.Message
	}
	for _, cause := range r.Diagnosis.Causes {
		for _, c := range cause.Contacts {
			o.Contacts = append(o.Contacts, profile.Contact{Blame: cause.Blame, Name: c.Name, Phone: c.Phone})
		}
	}
	return o
}

// dropRuns removes kept runs for good; all of them, with what crashes left,
// where none is named.
func (d *desk) dropRuns(ids ...string) error {
	if len(ids) == 0 {
		return d.past.ForgetAll()
	}
	for _, id := range ids {
		if err := d.past.Forget(id); err != nil {
			return err
		}
	}
	return nil
}

// drafts are the runs that never came to their end. One in which nothing was
// measured says nothing, and goes.
func (d *desk) drafts() (all []wizard.Draft) {
	if d.past == nil {
		return nil
	}
	for _, left := range d.past.Unfinished() {
		if left.Results == 0 || left.Profile == nil {
			d.past.Discard(left)
			continue
		}
		all = append(all, wizard.Draft{ID: left.File, Started: left.Started, Title: left.Profile.Name, Results: left.Results})
	}
	return all
}

// adopt makes a kept run of what a crash left, and shows it.
func (d *desk) adopt(id string) (wizard.Outcome, error) {
	left, found := d.draft(id)
	if !found {
		return wizard.Outcome{}, wizard.Trouble{Key: "draft.gone"}
	}
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Second)
	defer stop()
	host, _ := env.System().Host(ctx) // not known: nothing to mask by
	r, err := d.past.Adopt(left, host)
	if err != nil {
		return wizard.Outcome{}, wizard.Trouble{Key: "past.unreadable", Detail: err.Error()}
	}
	o := outcomeOf(r)
	o.Since = d.since(r)
	return o, nil
}

// discard drops what a crash left.
func (d *desk) discard(id string) {
	if left, found := d.draft(id); found {
		d.past.Discard(left)
	}
}

func (d *desk) draft(id string) (history.Draft, bool) {
	for _, left := range d.past.Unfinished() {
		if left.File == id {
			return left, true
		}
	}
	return history.Draft{}, false
}
