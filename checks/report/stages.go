package report

import (
	"fmt"
	"slices"
	"strings"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
)

// A stageLine is one stage in one line, and its checks.
type stageLine struct {
	Symbol, Name, Word, Line string
	Status                   checks.Status
	Checks                   []Check
}

// stages sums up every stage that was asked, in the order of the road.
func (r *Report) stages() []stageLine {
	var lines []stageLine
	for _, stage := range checks.Stages {
		s := stageLine{Name: StageName(stage, r.Lang)}
		good, none, heaviest := 0, 0, 0
		for _, c := range r.Checks {
			if c.Stage != stage {
				continue
			}
			switch c.Status {
			case checks.Pass:
				good++
			case checks.Skip:
				none++
			}
			if w := weight(c); w > heaviest {
				s.Status, s.Line, heaviest = c.Status, c.Summary, w
			}
			s.Checks = append(s.Checks, c)
		}
		if len(s.Checks) == 0 {
			continue
		}
		s.Symbol, s.Word = StatusSymbol(s.Status), StatusWord(s.Status, r.Lang)
		if n := len(s.Checks); n > 1 {
			count := fmt.Sprintf(wordCount.in(r.Lang), n, good)
			switch {
			case s.Status == checks.Pass && none > 0:
				s.Line = fmt.Sprintf(wordCountRest.in(r.Lang), good, none)
			case s.Status == checks.Pass && stage == checks.StageDNS && r.blamed(s.Checks) != "":
				s.Line = r.blamed(s.Checks)
			case s.Status == checks.Pass:
				s.Line = count
			case none == n:
				s.Line += aside(fmt.Sprintf(wordCountNone.in(r.Lang), n), r.Lang)
			default:
				s.Line += aside(count, r.Lang)
			}
		}
		if how := r.round(stage); how != "" && s.Status == checks.Pass {
			s.Line += term{"；", "; "}.in(r.Lang) + how
		}
		lines = append(lines, s)
	}
	return lines
}

// blamed is what the check says that the root cause rests on: a poisoned name
// resolves, and its stage must not read as if nothing were the matter.
func (r *Report) blamed(list []Check) string {
	for _, c := range list {
		if len(r.Diagnosis.Causes) > 0 && slices.Contains(r.Diagnosis.Causes[0].Evidence, c.ID) {
			return c.Summary
		}
	}
	return ""
}

// aside puts words in brackets behind a line.
func aside(words, lang string) string {
	return term{"（", " ("}.in(lang) + words + term{"）", ")"}.in(lang)
}

// round says how a stage could be fine although its names or its proxy are the
// cause: it was measured round them. "" where it was not.
func (r *Report) round(stage checks.Stage) string {
	if len(r.Diagnosis.Causes) == 0 || stage != checks.StagePort && stage != checks.StageCertificate && stage != checks.StageService {
		return ""
	}
	code := r.Diagnosis.Causes[0].Code
	switch {
	case strings.HasPrefix(code, "proxy."):
		return wordPastProxy.in(r.Lang)
	case strings.HasPrefix(code, "dns.") && r.Diagnosis.Verdict == diagnose.Broken:
		return wordPastNames.in(r.Lang)
	}
	return ""
}

// weight orders checks by how much they say for their stage. A reference that
// works says nothing for a tax server that could not be asked.
func weight(c Check) int {
	kind, _, _ := strings.Cut(c.ID, ":")
	server := kind == "port" || kind == "certificate" || kind == "service"
	switch {
	case c.Status == checks.Fail:
		return 7
	case c.Status == checks.Warn:
		return 6
	case c.Status == checks.Error:
		return 5
	case c.Status == checks.Skip && server:
		return 4
	case c.Status == checks.Pass && kind != "reference":
		return 3
	case c.Status == checks.Pass:
		return 2
	}
	return 1
}
