package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"reflect"
	"slices"
	"strings"
	"time"

	"kpdoctor/checks"
)

// A LeakError says that a file would have held what must not leave this PC. It
// does not say the secret.
type LeakError struct {
	Kind string // of the secret: pc, user, mac, serial, wifi, password, taxid, idcard, phone
}

func (e *LeakError) Error() string {
	return fmt.Sprintf("masking the report: a private %s would still be in it: nothing was written", e.Kind)
}

// In says it to the user.
func (e *LeakError) In(lang string) string {
	return say(lang, "文件里还留着一处应当隐去的内容（%s），所以没有保存。请把这句话告诉技术支持。",
		"something that must be masked (%s) would still be in the file, so it was not saved. Please tell support.", KindName(e.Kind, lang))
}

// checked writes by way of memory, and refuses to let out a masked report that
// still holds a known secret.
func (r *Report) checked(w io.Writer, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	if err := r.Leak(b.String()); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Leak looks through what is about to be written by a masked report for the
// secrets that were masked: in any case, in the spelling of JSON, HTML and
// URLs, in Base64 and in UTF-16. What the profile says is left out. The error
// is a [*LeakError].
func (r *Report) Leak(written ...string) error {
	if !r.Masked {
		return nil
	}
	secrets := r.private.secrets(r.keep)
	var keep []string
	for _, term := range append(keptIn(r), r.keep...) {
		keep = append(keep, spellings(term)...)
	}
	keep = sortedTerms(keep)
	for _, out := range written {
		if wide, ok := textIn([]byte(out)); ok && strings.Contains(out, "\x00") {
			out = wide
		}
		for depth, layer := 0, out; depth <= deepest && layer != ""; depth, layer = depth+1, undressed(layer) {
			t := textOf(visibly(layer)).keep(keep)
			for _, known := range secrets {
				if t.holds(known) {
					return &LeakError{Kind: known.kind}
				}
			}
		}
	}
	return nil
}

// holds reports whether a secret is in what is not done, however it is spelt.
func (t text) holds(known secret) bool {
	for _, spelling := range spellings(known.value) {
		for _, p := range t {
			if !p.done && len(occurrences(p.low, spelling, known.word)) > 0 {
				return true
			}
		}
	}
	return false
}

// spellings are the ways in which the formats write a text, in lower case.
func spellings(s string) []string {
	quoted, _ := json.Marshal(s) // of a string never fails
	inner := strings.Trim(string(quoted), `"`)
	all := []string{s, lower(s), lower(inner), lower(html.EscapeString(s)), lower(html.EscapeString(inner))}
	for _, p := range percentEncoded(s) {
		all = append(all, lower(p))
	}
	slices.Sort(all)
	return slices.Compact(all)
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
