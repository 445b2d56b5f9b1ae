package fleet

import (
	"bytes"
	"cmp"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"kpdoctor/checks/demo"
	"kpdoctor/checks/report"
)

var record = flag.Bool("record", false, "run the demo's faults and write their reports into testdata anew")

// templates are what the generated fleet is made of: faults of kpcheck demo,
// "" is a healthy one.
var templates = []string{"", "dns.resolver_down", "server.maintenance", "clock.skewed"}

func templateFile(fault string) string {
	return filepath.Join("testdata", cmp.Or(fault, "healthy")+".json")
}

// TestRecord runs the demo for real, where asked to.
func TestRecord(t *testing.T) {
	if !*record {
		t.Skip("-record writes testdata anew")
	}
	for _, fault := range templates {
		d, err := demo.Start(fault)
		if err != nil {
			t.Fatal(err)
		}
		r := report.Run(t.Context(), d.Env, d.Profile, report.Options{App: "kpcheck", Version: "1.0.0", Lang: "zh"}, nil)
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := r.Redacted().WriteJSON(&b); err != nil {
			t.Fatal(err)
		}
		if fault != "" && r.Diagnosis.Causes[0].Code != fault {
			t.Fatalf("the demo of %s was judged %v", fault, r.Diagnosis.Causes)
		}
		if err := os.WriteFile(templateFile(fault), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
