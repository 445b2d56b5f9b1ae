package main

import (
	"os/exec"
	"strings"
	"testing"

	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
)

// demoReport runs the built program's demo and reads its report.
func demoReport(t *testing.T, args ...string) *report.Report {
	t.Helper()
	cmd := exec.Command(kpcheck, append([]string{"demo", "--format", "json"}, args...)...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if _, ok := err.(*exec.ExitError); err != nil && !ok {
		t.Fatal(err)
	}
	if stderr.Len() > 0 {
		t.Errorf("standard error: %s", stderr.String())
	}
	r, err := report.Read(strings.NewReader(string(out)))
	if err != nil {
		t.Fatalf("report: %v", err)
	}
	if code := cmd.ProcessState.ExitCode(); code != r.ExitCode() {
		t.Errorf("exit status %d, verdict %s", code, r.Diagnosis.Verdict)
	}
	return r
}

func codes(r *report.Report) []string {
	var list []string
	for _, c := range r.Diagnosis.Causes {
		list = append(list, c.Code)
	}
	return list
}

// TestDemoNamesEachFault: the engine is told a profile and a seam, never the
// code, and names the code first.
func TestDemoNamesEachFault(t *testing.T) {
	list, err := exec.Command(kpcheck, "demo", "--list").Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(list)), "\n")
	if len(lines) < 10 {
		t.Fatalf("%d faults, want at least ten:\n%s", len(lines), list)
	}
	for _, line := range lines {
		code := strings.Fields(line)[0]
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			r := demoReport(t, "--fault", code)
			if got := codes(r); len(got) == 0 || got[0] != code {
				t.Errorf("causes %v, want %s first", got, code)
			}
			if r.Diagnosis.Verdict == diagnose.OK || !r.Complete {
				t.Errorf("verdict %s, complete %v", r.Diagnosis.Verdict, r.Complete)
			}
		})
	}
}

// TestDemoWithoutFault: all is well.
func TestDemoWithoutFault(t *testing.T) {
	r := demoReport(t)
	if r.Diagnosis.Verdict != diagnose.OK || len(r.Diagnosis.Causes) > 0 || !r.Complete {
		t.Errorf("verdict %s, causes %v, complete %v", r.Diagnosis.Verdict, codes(r), r.Complete)
	}
}
