package report

import (
	"fmt"
	"strings"
	"time"

	"kpdoctor/checks"
)

// facts answer what support asks first: when, since when, on what system, for
// what, what is fine, what was tried.
func (r *Report) facts() []Fact {
	lang := r.Lang
	var list []Fact
	add := func(name term, value string) {
		if value != "" {
			list = append(list, Fact{name.in(lang), value})
		}
	}
	add(wordWhen, r.Started.Format("2006-01-02 15:04:05 -07:00")+comma(lang)+fmt.Sprintf(wordSeconds.in(lang), float64(r.DurationMS)/1000))
	add(wordSince, r.since())
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
	if r.Network != nil {
		add(wordCarrier, r.Network.Carrier)
	}
	if r.Context != nil {
		add(wordMessage, r.Context.Message)
	}
	add(wordFine, r.fine())
	add(wordTried, r.tried())
	return list
}

// since says when all was last well, as far as that is known, and what has
// changed.
func (r *Report) since() string {
	if g := r.LastGood; g != nil {
		s := fmt.Sprintf(wordLastGood.in(r.Lang), g.When.In(r.Started.Location()).Format("2006-01-02 15:04"))
		if len(g.Changed) > 0 {
			s += term{"；自那以后：", "; since then: "}.in(r.Lang) + strings.Join(g.Changed, term{"；", "; "}.in(r.Lang))
		}
		return s
	}
	if at, err := time.Parse("20060102T150405-0700", r.Previous[:min(len(r.Previous), len("20060102T150405-0700"))]); err == nil {
		return fmt.Sprintf(wordCompared.in(r.Lang), at.Format("2006-01-02 15:04"))
	}
	return ""
}

// tried says in a line what was repaired, and that nothing was where a repair
// would have been of use.
func (r *Report) tried() string {
	if len(r.Actions) == 0 {
		if len(r.Diagnosis.Causes) == 0 {
			return ""
		}
		return wordNoAction.in(r.Lang)
	}
	var done []string
	for _, a := range r.Actions {
		done = append(done, a.words()+aside(resultWords(a.Result, r.Lang), r.Lang))
	}
	return wordList(done, r.Lang)
}

// words is what was done.
func (a Action) words() string {
	if a.Title != "" {
		return a.Title
	}
	return a.Repair
}

// resultWords says how a repair ended; a word that is not known speaks for
// itself.
func resultWords(result, lang string) string {
	if t, ok := actionResults[result]; ok {
		return t.in(lang)
	}
	return result
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

func comma(lang string) string { return term{"，", ", "}.in(lang) }
