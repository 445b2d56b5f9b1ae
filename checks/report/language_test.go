package report

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kpdoctor/checks/demo"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// Said anew, a report is as if it had been measured in that language.
func TestAReportInAnotherLanguage(t *testing.T) {
	d, err := demo.Start("dns.resolver_down")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	d.Profile.Contacts = []profile.Contact{{Blame: "local_network", Name: "总部信息科", Phone: "8001"}}
	zh := Run(context.Background(), d.Env, d.Profile, Options{App: "kpdoctor", Lang: "zh"}, nil)
	v := Visit{Started: zh.Started, Complete: true, Results: zh.Results()}
	want := Assemble(v, d.Profile, Options{App: "kpdoctor", Lang: "en"})
	same := cmpopts.IgnoreFields(Report{}, "ID", "Host", "DurationMS", "private")
	if diff := cmp.Diff(want, zh.In("en"), same, cmp.AllowUnexported(Report{})); diff != "" {
		t.Errorf("measured in English (-), said in English (+):\n%s", diff)
	}
	if diff := cmp.Diff(zh, zh.In("en").In("zh"), cmpopts.IgnoreFields(Report{}, "private"), cmp.AllowUnexported(Report{})); diff != "" {
		t.Errorf("there and back:\n%s", diff)
	}
}

// A report's steps are for the system that was checked, as the window's are.
func TestStepsAreForTheSystem(t *testing.T) {
	for system, want := range map[string]string{"windows": "ncpa.cpl", "linux": "控制中心"} {
		r := Assemble(Visit{Host: env.Host{OS: system}}, nil, Options{})
		r.Diagnosis = words(diagnose.Diagnosis{Causes: []diagnose.Problem{{Code: "adapter.disabled"}}}, &profile.Profile{}, r.Host.OS, "zh")
		if steps := strings.Join(r.Diagnosis.Causes[0].Steps, "\n"); !strings.Contains(steps, want) || system == "windows" && strings.Contains(steps, "统信") {
			t.Errorf("%s is told:\n%s", system, steps)
		}
	}
}
