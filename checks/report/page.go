package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
)

// A Page is the report in words, in the order in which it is read: first what
// support asks on the telephone, then the evidence by stage, then the raw
// results. Every format for people is made of it, so that all say the same.
type Page struct {
	Lang     string
	Name     string // of the document
	ID       string
	Verdict  Headline
	Facts    []Fact // when, since when, on what, for what, what is fine, what was tried
	Causes   []CauseCard
	Actions  []ActionLine
	Stages   []StageLine
	Raw      string // the report as JSON
	Privacy  string
	Maker    string // program and version
	Spoken   Fact   // Value is the spoken code
	SpokenTo string // what the spoken code is for
}

// A Headline is the verdict: what is wrong in one glance, and whose job it is.
type Headline struct {
	Kind   diagnose.Verdict
	Symbol string
	Words  string
	Cause  string   // the root cause in one line, "" where none is named
	Job    string   // whose job it is, "" where no cause is named
	Notes  []string // that nothing was found, that the run was stopped
}

// A Fact is one line of what was checked, when and where.
type Fact struct{ Name, Value string }

// A CauseCard is one cause: what was seen, and what to do.
type CauseCard struct {
	Title    string
	Job      string // whose job it is, and whom to call
	Contacts []Contact
	Explain  string
	Steps    []string
	Note     string // code, confidence, what it concerns
	Evidence []string
}

// An ActionLine is one repair that was tried.
type ActionLine struct {
	When, Repair, Result string
	Before, After        string
}

// A StageLine is one stage in one line, and its checks.
type StageLine struct {
	Symbol, Name, Word, Line string
	Status                   checks.Status
	Checks                   []CheckLine
}

// A CheckLine is one check, and what it measured.
type CheckLine struct {
	ID, Symbol, Word, Summary string
	Status                    checks.Status
	Times                     string // when it was asked and how long it took
	Reason                    string // for skip and error
	Evidence                  string // "key: value" lines, indented
}

// Page puts the report in words. Text of strangers cannot steer anything in it.
func (r *Report) Page() (*Page, error) {
	var raw bytes.Buffer
	if err := r.encode(&raw); err != nil {
		return nil, err
	}
	v := mapped(r, func(_, s string) string { return plain(s) })
	p := &Page{
		Lang: v.lang(), Name: wordReport.in(v.Lang), ID: v.ID, Facts: v.facts(), Raw: visible(raw.String()), Privacy: v.privacy(),
		Maker:  strings.Join(strings.Fields(v.App.Name+" "+v.App.Version+" "+v.App.Commit), " "),
		Spoken: Fact{wordSpoken.in(v.Lang), SpokenCode(r)}, SpokenTo: wordSpokenTo.in(v.Lang),
	}
	p.Verdict = v.headline()
	for _, c := range v.Diagnosis.Causes {
		p.Causes = append(p.Causes, v.card(c))
	}
	for _, a := range v.Actions {
		p.Actions = append(p.Actions, ActionLine{When: a.When.Format("15:04:05"), Repair: a.words(), Result: resultWords(a.Result, v.Lang), Before: a.Before, After: a.After})
	}
	for _, s := range v.stages() {
		line := StageLine{Symbol: s.Symbol, Name: s.Name, Word: s.Word, Line: s.Line, Status: s.Status}
		for _, c := range s.Checks {
			evidence, err := c.lines()
			if err != nil {
				return nil, fmt.Errorf("writing the evidence of %s: %w", c.ID, err)
			}
			line.Checks = append(line.Checks, CheckLine{
				ID: c.ID, Symbol: StatusSymbol(c.Status), Word: StatusWord(c.Status, v.Lang), Summary: c.Summary, Status: c.Status,
				Times: c.times(v.Lang), Reason: c.Reason, Evidence: evidence,
			})
		}
		p.Stages = append(p.Stages, line)
	}
	return p, nil
}

// lang is "zh" or "en".
func (r *Report) lang() string {
	if r.Lang == "en" {
		return "en"
	}
	return "zh"
}

func (r *Report) headline() Headline {
	h := Headline{Kind: r.Diagnosis.Verdict, Symbol: VerdictSymbol(r.Diagnosis.Verdict), Words: VerdictWords(r.Diagnosis.Verdict, r.Lang)}
	if len(r.Diagnosis.Causes) > 0 {
		root := r.Diagnosis.Causes[0]
		h.Cause, h.Job = r.named(root), whose(root, r.Lang)
	}
	if s := r.noCause(); s != "" {
		h.Notes = append(h.Notes, s)
	}
	if said, elsewhere := r.heard(); said != "" {
		if elsewhere {
			h.Words = wordElsewhere.in(r.Lang)
		}
		h.Notes = []string{said}
	}
	if !r.Complete {
		h.Notes = append(h.Notes, wordIncomp.in(r.Lang))
	}
	return h
}

func (r *Report) card(c Cause) CauseCard {
	lang := r.Lang
	note := []string{wordCode.in(lang) + colon(lang) + c.Code, fmt.Sprintf(wordSure.in(lang), int(c.Confidence*100+0.5))}
	if len(c.Targets) > 0 {
		note = append(note, wordTargets.in(lang)+colon(lang)+wordList(c.Targets, lang))
	}
	return CauseCard{
		Title: r.named(c), Job: whose(c, lang), Contacts: c.OwnContacts(), Explain: r.explanation(c), Steps: c.Steps,
		Note: strings.Join(note, " · "), Evidence: r.standing(c.Evidence),
	}
}

// standing are those ids whose checks are in the report.
func (r *Report) standing(ids []string) []string {
	var out []string
	for _, id := range ids {
		for _, c := range r.Checks {
			if c.ID == id {
				out = append(out, id)
			}
		}
	}
	return out
}

// times says when a check was made and how long it took.
func (c Check) times(lang string) string {
	return fmt.Sprintf(wordAt.in(lang), float64(c.StartedMS)/1000, float64(c.DurationMS)/1000)
}

// lines is the evidence of a check as indented "key: value" lines.
func (c Check) lines() (string, error) {
	if c.Evidence == nil {
		return "", nil
	}
	raw, err := json.Marshal(c.Evidence)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	outline(&b, d, 0, "")
	return strings.Trim(b.String(), "\n"), nil
}

// Word is one of the fixed words round the findings, by its name.
func (p *Page) Word(name string) (string, error) {
	t, ok := pageWords[name]
	if !ok {
		return "", fmt.Errorf("no word %q", name)
	}
	return t.in(p.Lang), nil
}

// Colon is the colon of the language.
func (p *Page) Colon() string { return colon(p.Lang) }

var pageWords = map[string]term{
	"job": wordJob, "call": wordCall, "steps": wordSteps, "also": wordAlso, "checks": wordChecks, "actions": wordActions,
	"raw": wordRaw, "id": wordID, "evidence": wordEvidence, "before": wordBefore, "after": wordAfter, "page": wordPage, "folded": wordFolded, "more": wordMore,
}
