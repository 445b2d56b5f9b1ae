package main

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"kpdoctor/ui/wizard"
)

// What her screen said stands in the report, masked like everything else.
func TestTheMessageStandsInTheReport(t *testing.T) {
	const said = " 授信额度不足，网卡 3c:52:82:aa:bb:cc，C:\\Users\\lixiaohong\\开票 "
	var o *wizard.Outcome
	for e := range new(desk).check(context.Background(), wizard.Choice{Mode: wizard.ByPractice, Message: said}, "zh") {
		if e.Trouble != nil {
			t.Fatal(e.Trouble)
		}
		if e.Outcome != nil {
			o = e.Outcome
		}
	}
	if o == nil || o.Message != strings.TrimSpace(said) {
		t.Fatalf("the outcome says %+v", o)
	}
	for _, f := range wizard.Formats {
		path, err := save(*o, wizard.Report{Format: f, Folder: t.TempDir(), Name: "a." + string(f)})
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if f == wizard.PDF || f == wizard.PNG || f == wizard.ZIP {
			continue
		}
		if s := string(data); !strings.Contains(s, "授信额度不足") || strings.Contains(s, "3c:52:82:aa:bb:cc") || strings.Contains(s, "lixiaohong") {
			t.Errorf("the %s report has no message, or an unmasked one", f)
		}
		if f != wizard.JSON {
			continue
		}
		var r struct{ Context struct{ Message string } }
		if err := json.Unmarshal(data, &r); err != nil || !strings.HasPrefix(r.Context.Message, "授信额度不足") {
			t.Errorf("context.message is %q (%v)", r.Context.Message, err)
		}
	}
}
