package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"unicode"
)

// WriteHTML writes the report as one page that needs nothing else: it opens on
// a phone, prints on A4 and runs no script.
func (r *Report) WriteHTML(w io.Writer) error {
	return r.checked(w, func(w io.Writer) error {
		p, err := r.Page()
		if err == nil {
			err = pageTemplate.Execute(w, p)
		}
		if err != nil {
			return fmt.Errorf("writing the report as HTML: %w", err)
		}
		return nil
	})
}

//go:embed report.gohtml
var page string

var pageTemplate = template.Must(template.New("report").Parse(page))

// HTMLLang is the language as HTML names it.
func (p *Page) HTMLLang() string {
	if p.Lang == "en" {
		return "en"
	}
	return "zh-CN"
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
