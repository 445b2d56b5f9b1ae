package wizard

import (
	"slices"
	"testing"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
)

func TestEveryCauseLiesOnTheRoad(t *testing.T) {
	for _, c := range catalogue.All {
		if at := Where(c.Code); !slices.Contains(checks.Stages, at) {
			t.Errorf("%s lies at %q, which is no stage", c.Code, at)
		}
	}
	if at := Where("moon.down"); at != "" {
		t.Errorf("an unknown cause lies at %q", at)
	}
}

// road has one check in each stage, of these statuses; later stages wait.
func road(statuses ...checks.Status) []Stage {
	all := waiting()
	for i := range all {
		all[i].Planned = 1
		if i < len(statuses) {
			all[i].Results = []checks.Result{{ID: "x", Stage: all[i].Name, Status: statuses[i]}}
		}
	}
	return all
}

func TestTheLinkToTheCauseIsBroken(t *testing.T) {
	stages := road(checks.Pass, checks.Pass, checks.Pass, checks.Warn, checks.Fail, checks.Skip)
	want := []Link{Proven, Proven, Proven, Proven, Broken, Unproven, Unproven, Unproven, Unproven}
	if got := Links(stages, Run{Stages: stages}.Break(), false); !slices.Equal(got, want) {
		t.Errorf("while it runs: %v, want %v", got, want)
	}
	want[2], want[3], want[4] = Broken, Unproven, Unproven // a poisoned name: the lookup itself passed
	if got := Links(stages, Where("dns.hijacked"), false); !slices.Equal(got, want) {
		t.Errorf("by the verdict: %v, want %v", got, want)
	}
	needless := slices.Clone(road(checks.Pass, checks.Pass, checks.Pass, checks.Pass, checks.Pass, checks.Pass, checks.Pass, checks.Pass, checks.Pass))
	needless[7] = Stage{Name: checks.StageDevice}
	for i, got := range Links(needless, "", false)[1:] {
		if got != Proven {
			t.Errorf("a healthy road that needs no device: link %d is %q", i+1, got)
		}
	}
	if got := Links(stages, checks.StageDNS, true)[2]; got != Hurt {
		t.Errorf("what only hurts is %q", got)
	}
	if got := (Run{Stages: road(checks.Pass, checks.Error)}).Break(); got != "" {
		t.Errorf("a break at %q, where nothing failed", got)
	}
}

func TestTheBreakOfAnOutcome(t *testing.T) {
	o := Outcome{Results: []checks.Result{{ID: "dns:a", Stage: checks.StageDNS, Status: checks.Fail}}}
	if at, hurt := o.Broken(); at != checks.StageDNS || hurt {
		t.Errorf("without a cause at %q, hurt %v", at, hurt)
	}
	o.Diagnosis = diagnose.Diagnosis{Verdict: diagnose.Degraded, Causes: []diagnose.Problem{{Code: "clock.timezone"}}}
	if at, hurt := o.Broken(); at != checks.StageClock || !hurt {
		t.Errorf("with one at %q, hurt %v", at, hurt)
	}
	if got := len(o.Road()); got != len(checks.Stages) {
		t.Errorf("a road of %d stages", got)
	}
}

func TestTimeLeftIsMeasuredOrNotSaid(t *testing.T) {
	earlier := []checks.Result{
		{Stage: checks.StageHost, Started: 0, Took: time.Second},
		{Stage: checks.StageDNS, Started: time.Second, Took: 2 * time.Second},
		{Stage: checks.StagePort, Started: 3 * time.Second, Took: 5 * time.Second},
	}
	s := Begin(Choice{}).Started()
	s = s.Told(Event{Plan: map[checks.Stage]int{checks.StageDNS: 1, checks.StagePort: 1}})
	if left, ok := s.Run.Left(); ok {
		t.Errorf("%v left, and nothing was ever measured", left)
	}
	s.Run.Pace = PaceOf(earlier)
	for _, c := range []struct {
		gone, left time.Duration
		ok, late   bool
	}{{0, 8 * time.Second, true, false}, {6 * time.Second, 2 * time.Second, true, false}, {9 * time.Second, 0, false, true}} {
		run := s.Ticked(c.gone).Run
		if left, ok := run.Left(); ok != c.ok || ok && left != c.left || run.Late() != c.late {
			t.Errorf("after %v: %v left (%v), late %v; want %v (%v), %v", c.gone, left, ok, run.Late(), c.left, c.ok, c.late)
		}
	}
	delete(s.Run.Pace, checks.StagePort)
	if left, ok := s.Run.Left(); ok || s.Run.Late() {
		t.Errorf("%v left, and a stage was never measured", left)
	}
}
