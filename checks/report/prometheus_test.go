package report

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
)

// TestPrometheus: what a textfile collector reads of a healthy and of a broken
// office, and what promtool says of it where that is installed.
func TestPrometheus(t *testing.T) {
	for name, r := range examples() {
		t.Run(name, func(t *testing.T) {
			r.Site = "门店 \"1\"\nx"
			var b bytes.Buffer
			if err := r.WritePrometheus(&b); err != nil {
				t.Fatal(err)
			}
			promtool(t, b.Bytes())
			ones := 0
			for line := range strings.SplitSeq(b.String(), "\n") {
				if strings.HasPrefix(line, "kpdoctor_verdict{") && strings.HasSuffix(line, " 1") {
					ones++
					if !strings.Contains(line, `verdict="`+string(r.Diagnosis.Verdict)+`"`) {
						t.Errorf("the wrong verdict: %s", line)
					}
				}
				if strings.HasPrefix(line, "kpdoctor_") && !strings.Contains(line, `{site="门店 \"1\" x",profile="`) {
					t.Errorf("without its site: %s", line)
				}
			}
			if ones != 1 {
				t.Errorf("%d verdicts hold", ones)
			}
			for _, c := range r.Diagnosis.Causes {
				if !strings.Contains(b.String(), `code="`+c.Code+`",blame="`+c.Blame+`"} 1`) {
					t.Errorf("no cause %s", c.Code)
				}
			}
		})
	}
}

// TestPrometheusUnits: seconds, ratios and times, and nothing for what was not measured.
func TestPrometheusUnits(t *testing.T) {
	write := func(r *Report) string {
		var b bytes.Buffer
		if err := r.WritePrometheus(&b); err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(b.String(), `site="",`, "")
	}
	all := examples()
	healthy := write(all["healthy.zh"])
	profile := `{profile="北京 · 电子发票服务平台"`
	for _, want := range []string{
		"kpdoctor_run_timestamp_seconds" + profile + "} 1795317280\n",
		"kpdoctor_run_duration_seconds" + profile + "} 1.234\n",
		"kpdoctor_endpoint_success" + profile + `,endpoint="` + endpoint + `",role="primary"} 1` + "\n",
		"kpdoctor_dns_resolve_seconds" + profile + `,name="dppt.beijing.chinatax.gov.cn"} 0.018` + "\n",
	} {
		if !strings.Contains(healthy, want) {
			t.Errorf("no %s", want)
		}
	}
	filtered := write(all["filtered.zh"])
	if want := "kpdoctor_endpoint_success" + profile + `,endpoint="` + endpoint + `",role="primary"} 0` + "\n"; !strings.Contains(filtered, want) {
		t.Errorf("no %s in\n%s", want, filtered)
	}
	for _, none := range []string{"kpdoctor_endpoint_first_byte_seconds", "kpdoctor_endpoint_http_status_code"} {
		if strings.Contains(filtered, none) {
			t.Errorf("%s of an endpoint that never answered", none)
		}
	}
}

// promtool checks metrics where it is installed: Debian's package prometheus,
// which is too large to be asked for.
func promtool(t *testing.T, metrics []byte) {
	t.Helper()
	tool, err := exec.LookPath("promtool")
	if err != nil {
		return
	}
	cmd := exec.Command(tool, "check", "metrics")
	cmd.Stdin = bytes.NewReader(metrics)
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("promtool check metrics: %v\n%s%s", err, out, metrics)
	}
}
