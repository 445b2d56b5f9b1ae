package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
	"kpdoctor/checks/watch"
)

// roundLine is one round as a line of JSON.
type roundLine struct {
	Type string `json:"type"` // "round"
	watch.Round
	Run *runLine `json:"run,omitempty"` // the full run that the round called for
}

// runLine is what a full run found.
type runLine struct {
	ID      string `json:"id"`
	Verdict string `json:"verdict"`
	Code    string `json:"code,omitempty"` // of the root cause
	Blame   string `json:"blame,omitempty"`
	Title   string `json:"title,omitempty"`
}

// summaryLine is the last line of JSON.
type summaryLine struct {
	Type string `json:"type"` // "summary"
	watch.Summary
	Words []string `json:"words"`
}

// printer is where a watch prints. Each line goes out by one write, so that
// whatever ends the program leaves whole lines.
type printer struct {
	a      *app
	file   *os.File
	failed bool   // a line could not be written where it was asked for
	whole  string // the file that is written as a whole, as the summary now is; "" lines are printed
}

// openLines opens the output: a file is added to, never replaced.
func (a *app) openLines(now time.Time) (*printer, error) {
	if a.output == "" || a.output == "-" {
		return &printer{a: a, file: a.stdout}, nil
	}
	path := a.output
	if info, err := os.Stat(path); err == nil && info.IsDir() || strings.HasSuffix(path, "/") || strings.HasSuffix(path, string(filepath.Separator)) {
		path = filepath.Join(path, "kpdoctor-watch-"+now.Format("20060102T150405")+map[string]string{"json": ".jsonl", "text": ".txt", "html": ".html"}[a.format])
	}
	if a.format == "html" {
		l := &printer{a: a, file: a.stdout, whole: path}
		return l, l.write(watch.Summary{Started: now, Ended: now})
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	l := &printer{a: a, file: f}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && info.Size() > 0 { // what a loss of power cut short gets its end
		last := make([]byte, 1)
		if _, err := f.ReadAt(last, info.Size()-1); err == nil && last[0] != '\n' {
			l.print("")
		}
	}
	return l, nil
}

func (l *printer) close() {
	if l.file != l.a.stdout {
		l.file.Close()
	}
}

// print writes one line. Where that fails it goes to standard output, once said.
func (l *printer) print(line string) {
	_, err := l.file.WriteString(line + "\n")
	if err == nil {
		return
	}
	if !l.failed {
		l.failed = true
		l.a.wrong("--output", fmt.Sprintf(l.a.say("写不出去（%v）", "cannot be written (%v)"), err), "")
	}
	if l.file != l.a.stdout {
		fmt.Fprintln(l.a.stdout, line)
	}
}

func (l *printer) json(value any) {
	data, err := json.Marshal(value)
	if err != nil {
		l.failed = true
		l.a.wrong("--format", err.Error(), "")
		return
	}
	l.print(string(data))
}

// write puts the page of a summary in its file, all of it or nothing.
func (l *printer) write(s watch.Summary) error {
	return report.Save(l.whole, func(w io.Writer) error { return s.WriteHTML(w, l.a.lang) })
}

// page renews the page after a round, so that whatever ends the program leaves
// one.
func (l *printer) page(s watch.Summary) {
	if l.whole == "" || l.failed {
		return
	}
	if err := l.write(bare(s)); err != nil {
		l.failed = true
		l.a.wrong("--output", fmt.Sprintf(l.a.say("写不出去（%v）", "cannot be written (%v)"), err), "")
	}
}

// round prints one round, with the full run that it called for.
func (l *printer) round(r watch.Round, full *report.Report) {
	if l.a.format == "html" {
		return
	}
	r.Endpoints = outer(r.Endpoints)
	run := runOf(full)
	if l.a.format == "json" {
		l.json(roundLine{"round", r, run})
		return
	}
	line := r.Words(l.a.lang)
	switch {
	case run == nil:
	case run.Title != "":
		line += l.a.say("  原因：", "  cause: ") + run.Title
	case r.State == watch.Bad && run.Verdict == string(diagnose.OK):
		line += l.a.say("  完整检测时已经恢复", "  over when the full run came")
	}
	l.print(line)
}

func runOf(full *report.Report) *runLine {
	if full == nil {
		return nil
	}
	run := &runLine{ID: full.ID, Verdict: string(full.Diagnosis.Verdict)}
	if len(full.Diagnosis.Causes) > 0 {
		root := full.Diagnosis.Causes[0]
		run.Code, run.Blame, run.Title = root.Code, root.Blame, root.Title
	}
	return run
}

// summary prints the end.
func (l *printer) summary(s watch.Summary) {
	s = bare(s)
	if l.a.format == "html" {
		if l.page(s); l.whole == "" || l.failed { // nowhere else to put it
			if err := s.WriteHTML(l.a.stdout, l.a.lang); err != nil {
				if !l.failed {
					l.a.wrong("--output", fmt.Sprintf(l.a.say("写不出去（%v）", "cannot be written (%v)"), err), "")
				}
				l.failed = true
			}
		}
		return
	}
	words := s.Words(l.a.lang)
	if l.a.format == "json" {
		l.json(summaryLine{"summary", s, words})
		return
	}
	for _, line := range words {
		l.print(line)
	}
}

// bare is a summary without inner addresses.
func bare(s watch.Summary) watch.Summary {
	s.Outages = slices.Clone(s.Outages)
	for i := range s.Outages {
		s.Outages[i].First = outer([]watch.Endpoint{s.Outages[i].First})[0]
	}
	return s
}

// outer leaves out inner addresses, as reports do, but for those that the
// profile names.
func outer(endpoints []watch.Endpoint) []watch.Endpoint {
	out := make([]watch.Endpoint, len(endpoints))
	for i, e := range endpoints {
		host, _, _ := net.SplitHostPort(e.Target)
		if e.Address != host && checks.Scope(e.Address) != checks.ScopePublic {
			e.Address = ""
		}
		if e.Via != "" && checks.Scope(e.Via) != checks.ScopePublic {
			e.Via = "proxy"
		}
		out[i] = e
	}
	return out
}
