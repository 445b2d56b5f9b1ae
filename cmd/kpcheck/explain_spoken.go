package main

import (
	"fmt"
	"io"
	"strings"

	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
)

// spoken is the JSON form of what a report's spoken code says.
type spoken struct {
	Verdict  diagnose.Verdict `json:"verdict"`
	Complete bool             `json:"complete"`
	OS       string           `json:"os,omitempty"`      // windows, linux, darwin
	Version  string           `json:"version,omitempty"` // of the program that made the report
	Cause    *cause           `json:"cause,omitempty"`   // the root cause
}

func spokenOf(s report.Spoken, lang string) spoken {
	out := spoken{Verdict: s.Verdict, Complete: s.Complete, OS: s.OS, Version: s.Version}
	if c := catalogue.Find(s.Cause); c != nil {
		known := causeOf(c, lang)
		out.Cause = &known
	} else if s.Cause != "" {
		out.Cause = &cause{Code: s.Cause}
	}
	return out
}

// systems in words.
var systems = map[string]string{"windows": "Windows", "linux": "Linux", "darwin": "macOS"}

func explainSpoken(w io.Writer, s report.Spoken, lang string) error {
	label := func(zh, en string) string {
		if lang == "en" {
			return en
		}
		return zh
	}
	var b strings.Builder
	line := func(name, value string) { fmt.Fprintf(&b, "%s%s\n", name, value) }
	line(report.VerdictSymbol(s.Verdict)+" ", report.VerdictWords(s.Verdict, lang))
	if !s.Complete {
		line("! ", label("检查没有做完", "the run was stopped before its end"))
	}
	if system := systems[s.OS]; system != "" {
		line(label("系统：", "system: "), system)
	}
	version := s.Version
	if version == "" {
		version = label("自行编译的版本", "built by hand")
	}
	line(label("程序版本：", "program: "), version)
	c := catalogue.Find(s.Cause)
	switch {
	case c == nil && s.Cause != "":
		line(label("原因代码：", "cause: "), s.Cause)
	case c == nil:
		line(label("原因：", "cause: "), label("没有指出", "none is named"))
	}
	if _, err := io.WriteString(w, b.String()); err != nil || c == nil {
		return err
	}
	fmt.Fprintln(w)
	return explainText(w, c, s.OS, lang)
}
