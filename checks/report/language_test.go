package report

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kpdoctor/checks/demo"
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
