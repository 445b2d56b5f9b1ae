package main

import (
	"io"
	"os"
	"strings"
	"unicode"

	"kpdoctor/checks/report"
)

// explainReport says the verdict and the root cause of a report in a file; ok is
// false where text names no JSON file that is there.
func (a *app) explainReport(text string) (code int, ok bool) {
	if !strings.HasSuffix(strings.ToLower(text), ".json") {
		return 0, false
	}
	if info, err := os.Stat(text); err != nil || !info.Mode().IsRegular() {
		return 0, false
	}
	f, err := os.Open(text)
	if err != nil {
		return 0, false
	}
	defer f.Close()
	r, err := report.Read(f)
	if err != nil {
		return a.wrong(text, a.say("不是能读的检测报告：", "no report that can be read: ")+err.Error(), ""), true
	}
	s := report.Spoken{Verdict: r.Diagnosis.Verdict, Complete: r.Complete, OS: r.Host.OS, Version: harmless(r.App.Version)}
	if len(r.Diagnosis.Causes) > 0 {
		s.Cause = harmless(r.Diagnosis.Causes[0].Code)
	}
	a.notice(a.say("这是一份检测报告，它的结论是：", "this is a report; it found:"))
	return a.explained("report", spokenOf(s, a.lang), func(w io.Writer) error { return explainSpoken(w, s, a.lang) }), true
}

// harmless is a stranger's word without what could steer a terminal.
func harmless(s string) string {
	return clip(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, s))
}
