package main

import (
	"fmt"
	"os"

	"kpdoctor/checks"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/report"
)

// progress is one line on standard error that is written over; nothing at all
// where that is no terminal.
type progress struct {
	to         *os.File // nil: no terminal
	lang       string
	ended, all int
}

func (a *app) progress(p *profile.Profile) *progress {
	line := &progress{lang: a.lang, all: len(checks.Plan(p))}
	if terminal(a.stderr) && obeysEscapes(a.stderr) {
		line.to = a.stderr
	}
	return line
}

// event shows how far the run is.
func (p *progress) event(e checks.Event) {
	if e.Result != nil {
		p.ended++
	}
	if p.to != nil {
		fmt.Fprintf(p.to, "\r\x1b[K%d/%d %s %s", p.ended, p.all, report.StageName(e.Stage, p.lang), e.Target)
	}
}

func (p *progress) clear() {
	if p.to != nil {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}
