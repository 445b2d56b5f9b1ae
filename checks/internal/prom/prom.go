// Package prom writes measurements in the text format that Prometheus
// and its textfile collector read. All are gauges without a time of their own:
// the collector takes the file's.
package prom

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// A Family is all samples of one metric.
type Family struct {
	Name    string // of [a-z_]: base units, seconds and ratios
	Help    string // one sentence, in English
	Samples []Sample
}

// A Sample is one value.
type Sample struct {
	Labels []Label // one without a value is left out: Prometheus takes it for none
	Value  float64
}

// A Label is a name of [a-z_] and any text.
type Label struct{ Name, Value string }

// maxLabel is how long a label's value may be, in characters: strangers' text
// must not swell a time series database.
const maxLabel = 120

// Add adds one value with labels given as name, value, name, value.
func (f *Family) Add(value float64, labels ...string) {
	s := Sample{Value: value}
	for i := 0; i+1 < len(labels); i += 2 {
		s.Labels = append(s.Labels, Label{labels[i], labels[i+1]})
	}
	f.Samples = append(f.Samples, s)
}

// Write writes the families that have samples. Of two samples with the same
// labels the first counts, since a file with both is refused as a whole.
func Write(w io.Writer, families []*Family) error {
	var b strings.Builder
	for _, f := range families {
		if len(f.Samples) == 0 {
			continue
		}
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s gauge\n", f.Name, helpText.Replace(f.Help), f.Name)
		seen := map[string]bool{}
		for _, s := range f.Samples {
			labels := s.labels()
			if seen[labels] || math.IsNaN(s.Value) {
				continue
			}
			seen[labels] = true
			fmt.Fprintf(&b, "%s%s %s\n", f.Name, labels, strconv.FormatFloat(s.Value, 'f', -1, 64))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (s Sample) labels() string {
	var parts []string
	for _, l := range s.Labels {
		if v := clip(l.Value); v != "" {
			parts = append(parts, l.Name+`="`+labelText.Replace(v)+`"`)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// What the format wants escaped.
var (
	helpText  = strings.NewReplacer(`\`, `\\`, "\n", `\n`)
	labelText = strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)
)

func clip(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	if r := []rune(s); len(r) > maxLabel {
		return string(r[:maxLabel-1]) + "…"
	}
	return s
}
