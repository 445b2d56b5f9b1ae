package report

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strings"
	"unicode"

	"kpdoctor/checks/diagnose"
)

// WriteHTML writes the report as one page that needs nothing else: it opens on
// a phone, prints on A4 and runs no script.
func (r *Report) WriteHTML(w io.Writer) error {
	return r.checked(w, func(w io.Writer) error {
		var raw bytes.Buffer
		if err := r.encode(&raw); err != nil {
			return err
		}
		err := pageTemplate.Execute(w, view{Report: mapped(r, func(_, s string) string { return plain(s) }), Raw: visible(raw.String())})
		if err != nil {
			return fmt.Errorf("writing the report as HTML: %w", err)
		}
		return nil
	})
}

//go:embed report.gohtml
var page string

var pageTemplate = template.Must(template.New("report").Parse(page))

// view is what the page shows.
type view struct {
	*Report
	Raw string
}

func (v view) HTMLLang() string {
	if v.Lang == "en" {
		return "en"
	}
	return "zh-CN"
}

// When says when this was checked, and on what system.
func (v view) When() string { return v.Started.Format("2006-01-02 15:04") + " · " + v.system() }

// T is one of the fixed words.
func (v view) T(name string) (string, error) {
	t, ok := pageWords[name]
	if !ok {
		return "", fmt.Errorf("no word %q", name)
	}
	return t.in(v.Lang), nil
}

var pageWords = map[string]term{
	"report": wordReport, "job": wordJob, "call": wordCall, "steps": wordSteps, "also": wordAlso,
	"checks": wordChecks, "actions": wordActions, "raw": wordRaw, "id": wordID, "targets": wordTargets, "code": wordCode,
	"incomplete": wordIncomp,
}

func (v view) Symbol() string      { return VerdictSymbol(v.Diagnosis.Verdict) }
func (v view) Verdict() string     { return VerdictWords(v.Diagnosis.Verdict, v.Lang) }
func (v view) Stages() []stageLine { return v.stages() }
func (v view) Facts() []fact       { return v.facts() }
func (v view) Privacy() string     { return v.privacy() }
func (v view) NoCause() string     { return v.noCause() }
func (v view) Good() bool          { return v.Diagnosis.Verdict == diagnose.OK }

// causeView is one cause with the page's words.
type causeView struct {
	view
	Cause
}

// Of puts a cause beside the page's words.
func (v view) Of(c Cause) causeView { return causeView{v, c} }

// Named is the title, "perhaps" before it where nothing is sure.
func (c causeView) Named() string { return c.named(c.Cause) }

// Whose says whose job it is.
func (c causeView) Whose() string { return whose(c.Cause, c.Lang) }

// Works is what is fine, said beside the root cause.
func (c causeView) Works() string {
	if first := c.First(); first == nil || first.Code != c.Code {
		return ""
	}
	return c.fine()
}

// Explained is the explanation without what the page says elsewhere.
func (c causeView) Explained() string { return c.explanation(c.Cause) }

// Sure is the confidence in words.
func (c causeView) Sure() string {
	return fmt.Sprintf(wordSure.in(c.Lang), int(c.Confidence*100+0.5))
}

// Colon is the colon of the language.
func (c causeView) Colon() string { return colon(c.Lang) }

// First is the root cause, nil where there is none.
func (v view) First() *Cause {
	if len(v.Diagnosis.Causes) == 0 {
		return nil
	}
	return &v.Diagnosis.Causes[0]
}

// Others are the causes beside the root.
func (v view) Others() []Cause {
	if len(v.Diagnosis.Causes) < 2 {
		return nil
	}
	return v.Diagnosis.Causes[1:]
}

func (v view) Mark(c Check) string        { return StatusSymbol(c.Status) }
func (v view) Word(c Check) string        { return StatusWord(c.Status, v.Lang) }
func (v view) List(items []string) string { return wordList(items, v.Lang) }

// Times says when a check was made and how long it took.
func (v view) Times(c Check) string {
	return fmt.Sprintf(wordAt.in(v.Lang), float64(c.StartedMS)/1000, float64(c.DurationMS)/1000)
}

// Lines is the evidence of a check as indented "key: value" lines.
func (v view) Lines(c Check) (string, error) {
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

// visible spells out what could turn the text of a JSON document round.
func visible(s string) string {
	var b strings.Builder
	for _, c := range s {
		if c != '\n' && (unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c)) {
			fmt.Fprintf(&b, `\u%04x`, c)
			continue
		}
		b.WriteRune(c)
	}
	return b.String()
}
