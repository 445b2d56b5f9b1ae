package fleet

import (
	"bytes"
	"os/exec"
	"testing"
)

// TestPromtool: what Prometheus itself says of the metrics, and of the example
// scrape and alerts in assets/prometheus. Its tool is in Debian's package
// prometheus, 96 MB installed: too large to be asked for, so this runs where it is.
func TestPromtool(t *testing.T) {
	tool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("no promtool here")
	}
	var metrics bytes.Buffer
	if err := Summarize(t.Context(), []string{"testdata"}, Options{Now: noon}).WritePrometheus(&metrics); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"check", "metrics"},
		{"check", "rules", "kpdoctor.rules.yml"},
		{"check", "config", "prometheus.yml"},
		{"test", "rules", "kpdoctor.test.yml"},
	} {
		cmd := exec.Command(tool, args...)
		cmd.Dir = "../../assets/prometheus"
		cmd.Stdin = bytes.NewReader(metrics.Bytes())
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("promtool %v: %v\n%s", args, err, out)
		}
	}
}
