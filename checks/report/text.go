package report

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
)

// WriteText writes the report for a terminal and for reading out on the
// phone: verdict, cause, whose job, steps, then one line a stage.
func (r *Report) WriteText(w io.Writer) error {
	return r.checked(w, func(w io.Writer) error {
		_, err := io.WriteString(w, r.text())
		return err
	})
}

func (r *Report) text() string {
	var b strings.Builder
	lang := r.Lang
	line := func(format string, args ...any) { fmt.Fprintln(&b, plain(fmt.Sprintf(format, args...))) }

	line("%s %s", VerdictSymbol(r.Diagnosis.Verdict), VerdictWords(r.Diagnosis.Verdict, lang))
	if !r.Complete {
		line("! %s", wordIncomp.in(lang))
	}
	for i, c := range r.Diagnosis.Causes {
		if line(""); i == 1 {
			line("%s", wordAlso.in(lang))
			line("")
		}
		line("%s", r.named(c))
		line("  %s%s%s", wordJob.in(lang), colon(lang), whose(c, lang))
		for _, p := range c.OwnContacts() {
			line("  %s%s%s", wordCall.in(lang), colon(lang), strings.TrimSpace(p.Name+" "+p.Phone))
		}
		if fine := r.fine(); i == 0 && fine != "" {
			line("  ✓ %s", fine)
		}
		line("  %s", r.explanation(c))
		for n, step := range c.Steps {
			line("  %d. %s", n+1, step)
		}
		line("  %s%s%s", wordCode.in(lang), colon(lang), c.Code)
	}
	if s := r.noCause(); s != "" {
		line("%s", s)
	}

	line("")
	for _, s := range r.stages() {
		line("%s %s%s%s", s.Symbol, s.Name, colon(lang), s.Line)
	}
	line("")
	for _, f := range r.facts() {
		line("%s%s%s", f.Name, colon(lang), f.Value)
	}
	line("%s%s%s", wordID.in(lang), colon(lang), r.ID)
	line("%s", r.privacy())
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

// A fact is one line of what was checked, when and where.
type fact struct{ Name, Value string }

// facts lists when, on what and for what was checked.
func (r *Report) facts() []fact {
	lang := r.Lang
	list := []fact{}
	add := func(name term, value string) {
		if value != "" {
			list = append(list, fact{name.in(lang), value})
		}
	}
	add(wordWhen, r.Started.Format("2006-01-02 15:04:05 -07:00")+term{"，", ", "}.in(lang)+
		fmt.Sprintf(wordSeconds.in(lang), float64(r.DurationMS)/1000))
	system := r.system()
	if r.Host.Timezone != "" {
		system += " · " + r.Host.Timezone
	}
	if r.Host.Elevated {
		system += " · " + wordElevated.in(lang)
	}
	add(wordSystem, system)
	add(wordProfile, r.Profile.Name)
	add(wordSite, r.Site)
	if r.Context != nil {
		add(wordMessage, r.Context.Message)
	}
	return list
}

// system is the PC's system as a person knows it.
func (r *Report) system() string {
	name := r.Host.OS
	for _, c := range r.Checks {
		if e, ok := c.Evidence.(*checks.HostEvidence); ok && e.Platform != "" {
			name = e.Platform
		}
	}
	return strings.Join(strings.Fields(name+" "+r.Host.OSVersion+" "+r.Host.Arch), " ")
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
