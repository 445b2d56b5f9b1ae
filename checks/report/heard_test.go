package report

import (
	"strings"
	"testing"

	"kpdoctor/checks/diagnose"
)

// A report never says that all is well, and no more, beside a message that
// keeps her from invoicing.
func TestAllIsWellBesideAMessage(t *testing.T) {
	for message, want := range map[string][2]string{
		"":          {"一切正常", "没有发现问题"},
		"离线时间超限":    {"问题不在网络", "请找"},
		"网络连接超时":    {"一切正常", "再出现时，请马上再检测一次"},
		"乒乓球拍在哪里买 ": {"一切正常", "没有收录"},
	} {
		r := &Report{Lang: "zh", Complete: true, Diagnosis: Diagnosis{Verdict: diagnose.OK}, Context: &Context{Message: message}}
		h := r.headline()
		if !strings.Contains(h.Words, want[0]) || len(h.Notes) != 1 || !strings.Contains(h.Notes[0], want[1]) {
			t.Errorf("%q: %q %q, want %q", message, h.Words, h.Notes, want)
		}
	}
	broken := &Report{Lang: "zh", Complete: true, Diagnosis: Diagnosis{Verdict: diagnose.Broken, Causes: []Cause{{Code: "dns.hijacked"}}}, Context: &Context{Message: "离线时间超限"}}
	if said, _ := broken.heard(); said != "" {
		t.Errorf("a found cause is talked away: %s", said)
	}
}
