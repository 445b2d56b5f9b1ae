package report

import (
	"strings"
	"testing"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
)

// What was measured round the root cause must not read as if it were fine.
func TestStagesDoNotContradictTheCause(t *testing.T) {
	const name, other = "dns:dppt.beijing.chinatax.gov.cn", "dns:etax.beijing.chinatax.gov.cn"
	for _, c := range []struct {
		code  string
		stage checks.Stage
		want  string
	}{
		{"dns.hijacked", checks.StageDNS, "36.112.1.10"},
		{"dns.resolver_down", checks.StageService, "用正确的地址测的"},
		{"proxy.refuses", checks.StagePort, "不经过代理测的"},
	} {
		r := made(healthy(), diagnose.Diagnosis{Verdict: diagnose.Broken,
			Causes: []diagnose.Problem{{Code: c.code, Confidence: 0.9, Evidence: []string{name}}}}, "zh")
		for _, check := range r.Checks {
			if check.ID == name {
				check.ID = other
				r.Checks = append(r.Checks, check)
			}
		}
		for _, s := range r.stages() {
			if s.Name == StageName(c.stage, "zh") && !strings.Contains(s.Line, c.want) {
				t.Errorf("%s: %s says %q, want %q in it", c.code, s.Name, s.Line, c.want)
			}
		}
	}
}
