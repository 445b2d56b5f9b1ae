package wizard

import (
	"slices"
	"testing"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
)

func found(code string) *Outcome {
	o := &Outcome{Complete: true, Diagnosis: diagnose.Diagnosis{Verdict: diagnose.OK}}
	if code != "" {
		o.Diagnosis = diagnose.Diagnosis{Verdict: diagnose.Broken, Causes: []diagnose.Problem{{Code: code}}}
	}
	return o
}

// gateway.unreachable: look, rejoin, router, hotspot, tell.
func TestCardsGoOnUntilNoneIsLeft(t *testing.T) {
	s := Begin(Choice{}).Started().Told(Event{Outcome: found("gateway.unreachable")})
	var went []int
	for s.Card() >= 0 {
		went = append(went, s.Card())
		if s.Card() == 2 {
			s = s.Passed(2)
			continue
		}
		s = s.Done(s.Card())
		if !s.Guide.Doing {
			t.Fatal("nothing is asked again")
		}
		s = s.Retold(Event{Plan: map[checks.Stage]int{checks.StageAdapter: 1}}).Retold(Event{Outcome: found("gateway.unreachable")})
	}
	if want := []int{1, 2, 3}; !slices.Equal(went, want) {
		t.Errorf("cards %v, want %v", went, want)
	}
	if got := s.Guide.Tried; got[1] != Still || got[2] != Skipped || got[3] != Still {
		t.Errorf("tried %v", got)
	}
}

func TestAStepThatHelps(t *testing.T) {
	s := Begin(Choice{}).Started().Told(Event{Outcome: found("gateway.unreachable")}).Done(1)
	if s = s.Retold(Event{Outcome: found("")}); s.Guide.Was != "gateway.unreachable" || s.Guide.Doing || s.Card() != -1 {
		t.Errorf("after the last problem: %+v, card %d", s.Guide, s.Card())
	}
	s = Begin(Choice{}).Started().Told(Event{Outcome: found("gateway.unreachable")}).Passed(1).Done(2)
	if s = s.Retold(Event{Outcome: found("dns.slow")}); s.Guide.Was != "gateway.unreachable" || s.Card() != 0 || len(s.Guide.Tried) > 0 {
		t.Errorf("after the first of two: %+v, card %d", s.Guide, s.Card())
	}
	if s = s.Told(Event{Outcome: found("dns.slow")}); s.Guide.Was != "" {
		t.Error("a new run still speaks of the old cause")
	}
}

// What was asked only in part must not stand as a verdict.
func TestAskingAgainThatWasStoppedChangesNothing(t *testing.T) {
	s := Begin(Choice{}).Started().Told(Event{Outcome: found("gateway.unreachable")}).Done(1).StoppingStep()
	part := found("")
	part.Complete = false
	s = s.Retold(Event{Outcome: part})
	if root, _ := s.Outcome.Root(); root.Code != "gateway.unreachable" || !s.Guide.Cut || s.Card() != 1 {
		t.Errorf("root %q, cut %v, card %d", root.Code, s.Guide.Cut, s.Card())
	}
	s = s.Done(1).Retold(Event{Trouble: &Trouble{Key: "start.failed"}})
	if s.Guide.Doing || s.Trouble == nil {
		t.Error("a failure to ask is not said")
	}
}

func TestAStepThatWasTriedIsNotForgottenByLooking(t *testing.T) {
	s := Begin(Choice{}).Started().Told(Event{Outcome: found("gateway.unreachable")}).Passed(1)
	if s = s.Goto(Welcome).Goto(Verdict); s.Card() != 2 || !s.Decided() {
		t.Errorf("card %d after a look at the first page", s.Card())
	}
	if (State{}).Decided() {
		t.Error("a verdict out of nowhere")
	}
}

func TestStagesOfKinds(t *testing.T) {
	got := StagesOf([]string{"service", "dns", "reference", "gateway"})
	if want := []checks.Stage{checks.StageAdapter, checks.StageDNS, checks.StageService}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
