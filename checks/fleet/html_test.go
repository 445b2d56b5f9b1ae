package fleet

import (
	"bytes"
	"encoding/xml"
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// TestHostileText: what strangers write is text in every format, and no markup,
// no escape sequence, no turned direction.
func TestHostileText(t *testing.T) {
	dir := t.TempDir()
	m := model(t, "dns.resolver_down")
	evil := "</li><script>alert(1)</script>\"'\x1b[2J\u202e\n# HELP x\n" + strings.Repeat("长", 500)
	m["site"] = evil
	m["network"] = map[string]any{"carrier": evil, "resolvers": []string{evil}}
	m["profile"].(map[string]any)["region"] = evil
	cause := m["diagnosis"].(map[string]any)["causes"].([]any)[0].(map[string]any)
	cause["code"], cause["title"], cause["targets"] = evil, evil, []string{"a.example" + evil}
	write(t, filepath.Join(dir, "a.json"), encoded(t, m))
	write(t, filepath.Join(dir, "b<i>\x1b.json"), nil)
	for _, lang := range []string{"zh", "en"} {
		s := Summarize(t.Context(), []string{dir}, Options{Lang: lang})
		if s.Reports.Counted != 1 || s.Reports.Skipped != 1 {
			t.Fatalf("%+v: %+v", s.Reports, s.Skipped)
		}
		for name, format := range map[string]func(io.Writer) error{"text": s.WriteText, "html": s.WriteHTML, "prometheus": s.WritePrometheus} {
			var b bytes.Buffer
			if err := format(&b); err != nil {
				t.Fatal(err)
			}
			if strings.ContainsAny(b.String(), "\x1b\u202e") || strings.Contains(b.String(), "\n# HELP x") || strings.Contains(b.String(), strings.Repeat("长", 150)) {
				t.Errorf("%s %s holds what could steer or swell:\n%s", lang, name, b.String())
			}
			if name == "html" && strings.Contains(b.String(), "<script") {
				t.Errorf("a script in the page")
			}
			if name == "html" && strings.Contains(b.String(), "://") {
				t.Errorf("the page asks for something elsewhere")
			}
		}
	}
}

// TestPlot: the SVG of the page is well formed, and the bars end at the top of
// the frame.
func TestPlot(t *testing.T) {
	dir := t.TempDir()
	generate(t, dir, shops(10, 4), 3)
	s := Summarize(t.Context(), []string{dir}, Options{Now: noon})
	var b bytes.Buffer
	if err := s.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	from, to := strings.Index(b.String(), "<svg viewBox=\"0 0 720"), 0
	if from < 0 {
		t.Fatal("no plot")
	}
	to = from + strings.Index(b.String()[from:], "</svg>") + len("</svg>")
	if err := xml.Unmarshal(b.Bytes()[from:to], new(struct{})); err != nil {
		t.Errorf("the SVG: %v", err)
	}
	p := view{s}.Plot()
	for _, r := range p.Bars {
		if r.Y < plotTop-0.01 || r.Y+r.H > plotHeight-plotBottom+0.01 || r.W <= 0 || r.X < plotLeft || r.X+r.W > plotWidth {
			t.Errorf("a bar out of its frame: %+v", r)
		}
	}
	n := 0
	for _, bucket := range s.Timeline.Buckets {
		n += bucket.All()
	}
	if n != s.Reports.Counted {
		t.Errorf("the plot has %d reports of %d", n, s.Reports.Counted)
	}
}
