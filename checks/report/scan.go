package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"reflect"
	"strings"
	"time"

	"kpdoctor/checks"
)

// checked writes by way of memory, and refuses to let out a masked report that
// still holds a known secret.
func (r *Report) checked(w io.Writer, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	if r.Masked {
		if err := r.scan(b.Bytes()); err != nil {
			return err
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// scan looks for the secrets in what is about to be written, in plain, JSON's
// and HTML's spelling. What the profile says is left out.
func (r *Report) scan(out []byte) error {
	t := textOf(string(out))
	for _, term := range sortedTerms(append(keptIn(r), r.keep...)) {
		t = t.keep(sortedTerms(spellings(term)))
	}
	for _, known := range r.private.secrets(r.keep) {
		for _, spelling := range spellings(known.value) {
			for _, p := range t {
				if !p.done && len(occurrences(p.low, spelling, known.word)) > 0 {
					return fmt.Errorf("masking the report: a private %s would still be in it: nothing was written", known.kind)
				}
			}
		}
	}
	return nil
}

// spellings are the ways in which the formats write a text.
func spellings(s string) []string {
	quoted, _ := json.Marshal(s) // of a string never fails
	inner := strings.Trim(string(quoted), `"`)
	return []string{s, inner, html.EscapeString(s), html.EscapeString(inner)}
}

// keysOf lists every JSON key of a report and its evidence.
func keysOf() string {
	var b strings.Builder
	seen := map[reflect.Type]bool{}
	var walk func(t reflect.Type)
	walk = func(t reflect.Type) {
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice:
			walk(t.Elem())
		case reflect.Struct:
			if seen[t] || t == reflect.TypeFor[time.Time]() {
				return
			}
			seen[t] = true
			for i := range t.NumField() {
				name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
				b.WriteString(" " + name)
				walk(t.Field(i).Type)
			}
		}
	}
	walk(reflect.TypeFor[Report]())
	for _, kind := range kinds {
		b.WriteString(" " + kind)
		if ev := checks.NewEvidence(kind); ev != nil {
			walk(reflect.TypeOf(ev))
		}
	}
	return b.String()
}

// kinds are the checks whose evidence is typed.
var kinds = []string{"host", "adapter", "gateway", "proxy", "vpn", "dns", "ping", "port", "certificate", "service", "reference", "clock", "device", "software"}
