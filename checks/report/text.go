package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
)

// WriteText writes the report for a terminal and for reading out on the
// phone: verdict, spoken code, cause, whose job, steps, what support asks, then
// one line a stage.
func (r *Report) WriteText(w io.Writer) error {
	return r.checked(w, func(w io.Writer) error {
		p, err := r.Page()
		if err != nil {
			return err
		}
		_, err = io.WriteString(w, p.text())
		return err
	})
}

func (p *Page) text() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	labelled := func(indent string, name term, value string) {
		line("%s%s%s%s", indent, name.in(p.Lang), colon(p.Lang), value)
	}

	line("%s %s", p.Verdict.Symbol, p.Verdict.Words)
	for _, note := range p.Verdict.Notes {
		line("! %s", note)
	}
	for i, c := range p.Causes {
		if line(""); i == 1 {
			line("%s", wordAlso.in(p.Lang))
			line("")
		}
		line("%s", c.Title)
		labelled("  ", wordJob, c.Job)
		for _, who := range c.Contacts {
			labelled("  ", wordCall, strings.TrimSpace(who.Name+" "+who.Phone))
		}
		line("  %s", c.Explain)
		for n, step := range c.Steps {
			line("  %d. %s", n+1, step)
		}
		line("  %s", c.Note)
	}

	line("")
	line("%s%s%s%s", p.Spoken.Name, colon(p.Lang), p.Spoken.Value, aside(p.SpokenTo, p.Lang))
	for _, f := range p.Facts {
		line("%s%s%s", f.Name, colon(p.Lang), f.Value)
	}
	for _, a := range p.Actions {
		line("  %s %s%s%s → %s%s", a.When, a.Repair, colon(p.Lang), a.Before, a.After, aside(a.Result, p.Lang))
	}
	line("")
	for _, s := range p.Stages {
		line("%s %s%s%s", s.Symbol, s.Name, colon(p.Lang), s.Line)
	}
	line("")
	labelled("", wordID, p.ID)
	line("%s", p.Privacy)
	return b.String()
}

func colon(lang string) string { return term{"：", ": "}.in(lang) }

// whose says whose job a cause is, and whom to call.
func whose(c Cause, lang string) string {
	b := catalogue.Blame(c.Blame)
	name, who := catalogue.BlameName(b, lang), catalogue.BlameWho(b, lang)
	if lang == "en" {
		return name + ": " + who
	}
	if who[0] < utf8.RuneSelf {
		who = " " + who // 找 12366
	}
	return name + "，找" + who
}

// named is a cause's title, "perhaps" before it where the verdict is not sure.
func (r *Report) named(c Cause) string {
	if r.Diagnosis.Verdict == diagnose.Inconclusive {
		return wordPerhaps.in(r.Lang) + colon(r.Lang) + c.Title
	}
	return c.Title
}

// explanation is a cause's without the sentence on what is fine, where that is
// shown by itself.
func (r *Report) explanation(c Cause) string {
	return strings.TrimSpace(strings.TrimSuffix(c.Explanation, r.fine()))
}

// fine says what works, "" where nothing is known to.
func (r *Report) fine() string { return catalogue.Fine(r.Diagnosis.Fine, r.Lang) }

// noCause is what to say where no cause is named.
func (r *Report) noCause() string {
	switch {
	case len(r.Diagnosis.Causes) > 0:
		return ""
	case r.Diagnosis.Verdict == diagnose.OK:
		if slices.ContainsFunc(r.Checks, func(c Check) bool { return c.Status == checks.Warn || c.Status == checks.Fail }) {
			return wordNothing.in(r.Lang) + term{"", " "}.in(r.Lang) + wordMinds.in(r.Lang)
		}
		return wordNothing.in(r.Lang)
	}
	return wordUncertain.in(r.Lang)
}

func (r *Report) privacy() string {
	if r.Masked {
		return wordMasked.in(r.Lang)
	}
	return wordUnmasked.in(r.Lang)
}

// plain drops what could steer a terminal or turn text round: control
// characters and the marks of text direction, from a stranger's page title, say.
func plain(s string) string {
	return strings.Map(func(c rune) rune {
		if c == '\t' || c == '\n' || c == '\r' {
			return ' '
		}
		if unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) {
			return -1
		}
		return c
	}, s)
}
