package ui

import (
	"strings"
	"testing"

	"kpdoctor/checks"
	"kpdoctor/ui/wizard"
)

// A row that is open keeps its height while its checks end, however long their
// sentences are: nothing moves from under the pointer.
func TestAnOpenRowKeepsItsHeight(t *testing.T) {
	w, _ := stand(t, "zh")
	w.do.Summary = func(checks.Result, string) string { return strings.Repeat("很长的一句话，", 40) }
	row := newStageRow(w, checks.StagePort)
	stage := wizard.Stage{Name: checks.StagePort, Planned: 3, Running: 1}
	row.show(stage)
	row.toggle()
	row.object.Resize(row.object.MinSize())
	before := row.object.MinSize().Height
	for i := range 3 {
		stage.Results = append(stage.Results, checks.Result{ID: "port:a:" + string(rune('1'+i)), Stage: checks.StagePort, Status: checks.Fail})
		row.show(stage)
		if got := row.object.MinSize().Height; got != before {
			t.Errorf("with %d of 3 ended it is %v high, before %v", i+1, got, before)
		}
	}
}
