package main

import (
	"testing"

	"kpdoctor/checks/report"
)

func TestTheReportHoldsWhatWasLookedUpLater(t *testing.T) {
	before := &report.Report{Context: &report.Context{Message: "old", Season: "peak"}}
	after := saying(before, "授信额度不足")
	if after.Context.Message != "授信额度不足" || after.Context.Season != "peak" || before.Context.Message != "old" {
		t.Errorf("after %+v, before %+v", after.Context, before.Context)
	}
	if bare := saying(new(report.Report), "x"); bare.Context == nil || bare.Context.Message != "x" {
		t.Errorf("without any context: %+v", bare.Context)
	}
	if same := saying(before, ""); same != before {
		t.Error("a report that nothing was said about is another one")
	}
}
