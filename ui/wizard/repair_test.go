package wizard

import (
	"reflect"
	"testing"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
)

var (
	gentle = Remedy{Name: "dns.automatic", Changes: []Change{{Sort: "resolvers"}, {Sort: "flush_dns"}}}
	rough  = Remedy{Name: "dns.use_public"}
	never  = Remedy{Name: "lease.renew", Refused: Said{ZH: "远程", EN: "from afar"}}
)

// sick is the verdict on a cause, with what could be done about it.
func sick(code string, remedies ...Remedy) State {
	o := Outcome{Complete: true, Diagnosis: diagnose.Diagnosis{Verdict: diagnose.Broken, Causes: []diagnose.Problem{{Code: code}}}, Remedies: remedies}
	return State{}.Started().Told(Event{Outcome: &o})
}

func cameTo(s State, e MendOver) State { return s.MendTold(MendEvent{Over: &e}) }

func TestTheGentleRemedyIsOfferedFirstAndOnce(t *testing.T) {
	s := sick("dns.resolver_down", never, gentle, rough)
	if r, ok := s.Best(); !ok || r.Name != gentle.Name {
		t.Errorf("offers %q", r.Name)
	}
	if s.Outcome.Refusals() != nil {
		t.Error("says why not where something may be done")
	}
	same := s.Outcome
	s = cameTo(s.Proposed(gentle).Consented(), MendOver{Came: NotYet, Outcome: &same})
	if r, ok := s.Best(); !ok || r.Name != rough.Name || s.Mending.Stage != Mended {
		t.Errorf("then offers %q", r.Name)
	}
	s = cameTo(s.Proposed(rough).Consented(), MendOver{Came: Worse, Outcome: &same})
	if _, ok := s.Best(); ok || len(s.Remedies()) != 2 {
		t.Errorf("offers again what did not help; of %v", s.Remedies())
	}
	if s = s.Started().Told(Event{Outcome: &same}); len(s.Mending.Tried) != 0 {
		t.Error("a new run does not begin anew")
	}
}

func TestNothingToOffer(t *testing.T) {
	if all := sick("x", never, never).Outcome.Refusals(); !reflect.DeepEqual(all, []Said{never.Refused}) {
		t.Errorf("refusals %v", all)
	}
	for name, change := range map[string]func(*Outcome){
		"practice": func(o *Outcome) { o.Practice = true }, "past": func(o *Outcome) { o.Past = time.Now() },
		"stopped": func(o *Outcome) { o.Complete = false }, "unsure": func(o *Outcome) { o.Diagnosis.Verdict = diagnose.Inconclusive },
	} {
		s := sick("x", gentle)
		change(&s.Outcome)
		if _, ok := s.Best(); ok {
			t.Errorf("%s: a repair is offered", name)
		}
	}
	for code, want := range map[string]bool{"dns.hosts_override": true, "server.overloaded": false} {
		s := sick(code)
		s.Outcome.Practice = true
		if s.Outcome.Rehearsed() != want {
			t.Errorf("%s: rehearsed %v", code, !want)
		}
	}
}

func TestStepsAndTries(t *testing.T) {
	before := sick("x", gentle).Proposed(gentle).Consented()
	if !before.Mending.Changes() || before.Page != Mend {
		t.Fatalf("consented is %+v", before.Mending)
	}
	s := before.MendTold(MendEvent{Step: &StepEvent{At: 1, Look: checks.Pass}}).MendTold(MendEvent{Step: &StepEvent{At: 7, Look: checks.Pass}})
	if s.Mending.Steps[0].Look != Waiting || s.Mending.Steps[1].Look != checks.Pass || before.Mending.Steps[1].Look != Waiting {
		t.Errorf("steps %+v, before %+v", s.Mending.Steps, before.Mending.Steps)
	}
	r := checks.Result{ID: "dns:a", Stage: checks.StageDNS, Status: checks.Fail}
	asked := MendEvent{Check: &Event{Check: &checks.Event{ID: r.ID, Stage: r.Stage, Result: &r}}}
	try := MendEvent{Check: &Event{Plan: map[checks.Stage]int{checks.StageDNS: 1}}}
	s = s.MendTold(try).MendTold(asked)
	if s.Mending.Changes() || !s.Mending.Busy() || s.Mending.Run.Ended() != 1 {
		t.Errorf("asking %+v", s.Mending)
	}
	if s = s.StoppingMend().MendTold(try); s.Mending.Run.Ended() != 0 || !s.Mending.Run.Stopping {
		t.Error("another try does not begin anew, or forgets that it was stopped")
	}
}

func TestFixedIsOnTheVerdict(t *testing.T) {
	well := Outcome{Complete: true, Diagnosis: diagnose.Diagnosis{Verdict: diagnose.OK}}
	done := []Repaired{{ID: "b"}, {ID: "a"}}
	s := cameTo(sick("x", gentle).Proposed(gentle).Consented(), MendOver{Came: Fixed, Outcome: &well, Visit: done})
	if last, ok := s.LastRepair(); !ok || last.ID != "b" || s.Guide.Was != "x" || s.Outcome.Diagnosis.Verdict != diagnose.OK {
		t.Errorf("%+v, was %q", s.Outcome, s.Guide.Was)
	}
	back := s.Goto(Verdict).Returning(done)
	if back.Mending.From != Verdict || !back.Mending.Changes() {
		t.Errorf("putting back %+v", back.Mending)
	}
	back = back.MendTold(MendEvent{Step: &StepEvent{Look: PutBack}})
	if len(back.Mending.Steps) != 1 {
		t.Error("what was put back is not told")
	}
	if undone := cameTo(back, MendOver{Came: Undone}); undone.Decided() || undone.Mending.Stage != Returned {
		t.Error("the verdict of before still stands")
	}
	if denied := cameTo(back, MendOver{Came: Denied, Visit: done}); !denied.Decided() || len(denied.Repaired) != 2 {
		t.Error("the verdict is gone, and nothing was put back")
	}
	kept := cameTo(back, MendOver{Came: Kept, Visit: done, Clash: Clash{Now: "c"}})
	if kept.Mending.Stage != Clashing || kept.KeptNow().Mending.Stage != Returned {
		t.Errorf("a clash is %+v", kept.Mending)
	}
	if again := kept.Returning(kept.Mending.Backs); again.Mending.From != Verdict || again.Mending.Clash.Now != "" {
		t.Errorf("overwriting begins with %+v", again.Mending)
	}
}

func TestHalvesAreOfferedOnce(t *testing.T) {
	s := State{}.HalfLeft([]Repaired{{ID: "a", State: "interrupted", Open: true}, {ID: "b", State: "applied", Open: true}, {ID: "c", State: "interrupted"}})
	if len(s.Halves) != 1 || s.Halves[0].ID != "a" {
		t.Fatalf("offers %v", s.Halves)
	}
	if s = cameTo(s.Returning(s.Halves), MendOver{Came: Undone}); len(s.Halves) != 0 {
		t.Error("it is offered again")
	}
}
