package watch

import (
	"strings"
	"testing"
	"time"
)

// The page holds what the words say, a stripe for each stretch in which
// something was measured, and nothing that a stranger's name could put there.
func TestPage(t *testing.T) {
	start := time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)
	s := Summary{Started: start, Ended: start.Add(4 * time.Minute), Rounds: 3, Good: 1, Slow: 1, Bad: 1, SuccessRate: 2.0 / 3,
		Endpoints: []EndpointSummary{{Target: "<script>alert(1)</script>:8443", Good: 1, SuccessRate: 2.0 / 3}},
		Plot: []Bucket{
			{FromMS: 0, ToMS: 60000, Rounds: 1, Good: 1, FirstByte: Times{Count: 1, MedianMS: 80}},
			{FromMS: 60000, ToMS: 120000, Rounds: 1, Slow: 1, FirstByte: Times{Count: 1, MedianMS: 4000}},
			{FromMS: 120000, ToMS: 180000}, // asleep
			{FromMS: 180000, ToMS: 240000, Rounds: 1, Bad: 1},
		}}
	for _, lang := range []string{"zh", "en"} {
		var b strings.Builder
		if err := s.WriteHTML(&b, lang); err != nil {
			t.Fatal(err)
		}
		page := b.String()
		for _, want := range append(s.Words(lang), `<rect class="ok" x="60.0"`, `<rect class="slow" x="270.0"`, `<rect class="bad" x="690.0"`, "&lt;script&gt;") {
			if !strings.Contains(page, want) {
				t.Errorf("%s: %q is not in\n%s", lang, want, page)
			}
		}
		if n := strings.Count(page, "<rect"); n != 3 {
			t.Errorf("%s: %d stripes, want 3", lang, n)
		}
		if n := strings.Count(page, "<polyline"); n != 1 {
			t.Errorf("%s: %d pieces of the line, want 1", lang, n)
		}
		for _, never := range []string{"<script", "http://", "https://", "src="} {
			if strings.Contains(page, never) {
				t.Errorf("%s: the page holds %s", lang, never)
			}
		}
	}
}
