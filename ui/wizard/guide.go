package wizard

import (
	"maps"
	"slices"

	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
)

// Guide is how far she is with the steps of the verdict's root cause.
type Guide struct {
	Tried map[int]Came // by the step's place, from 0
	Doing bool         // a step is done, and what it can have changed is being asked again
	Step  int          // which one, or which one it was
	Run   Run          // of that asking
	Was   string       // the cause that a step has done away with; "" none
	Cut   bool         // the last asking was stopped before its end
}

// Came is what came of a step.
type Came string

const (
	Still   Came = "still"   // the cause is still there
	Skipped Came = "skipped" // she passed it over
)

// Acts are what the steps of the root cause are; none where no cause is known.
// What was found days ago is read, not acted on.
func (o Outcome) Acts() []catalogue.Act {
	if !o.Past.IsZero() {
		return nil
	}
	root, found := o.Root()
	if cause := catalogue.Find(root.Code); found && cause != nil {
		return cause.Acts()
	}
	return nil
}

// Card is the place of the step that is to be done next and can be followed by
// asking again; -1 if there is none.
func (s State) Card() int {
	for i, act := range s.Outcome.Acts() {
		if s.Guide.Tried[i] == "" && len(act.Changes()) > 0 {
			return i
		}
	}
	return -1
}

// Done says that she has done the step: what it can have changed is asked again.
func (s State) Done(step int) State {
	s.Trouble = nil
	s.Guide.Doing, s.Guide.Step, s.Guide.Cut = true, step, false
	s.Guide.Run = Run{Stages: waiting()}
	return s
}

// Passed says that she cannot do the step.
func (s State) Passed(step int) State {
	s.Guide.Step, s.Guide.Cut = step, false
	s.Guide.Tried = s.Guide.with(step, Skipped)
	return s
}

// StoppingStep says that she does not want to wait for what comes of the step.
func (s State) StoppingStep() State {
	s.Guide.Run.Stopping = true
	return s
}

func (g Guide) with(step int, c Came) map[int]Came {
	tried := maps.Clone(g.Tried)
	if tried == nil {
		tried = map[int]Came{}
	}
	tried[step] = c
	return tried
}

// Retold is the state after an event of asking again.
func (s State) Retold(e Event) State {
	switch {
	case e.Trouble != nil:
		s.Guide.Doing = false
		return s.Troubled(*e.Trouble)
	case e.Outcome != nil:
		return s.reached(*e.Outcome)
	case e.Check != nil:
		s.Guide.Run = s.Guide.Run.checked(*e.Check)
	case e.Plan != nil:
		s.Guide.Run = s.Guide.Run.planned(e.Plan)
	}
	return s
}

// reached compares the outcome after a step with the one before.
func (s State) reached(o Outcome) State {
	s.Guide.Doing = false
	if !o.Complete { // half an answer takes nothing back
		s.Guide.Cut = true
		return s
	}
	before, _ := s.Outcome.Root()
	after, found := o.Root()
	s.Outcome = o
	s.Report = s.Report.forgotten()
	if found && after.Code == before.Code {
		s.Guide.Tried = s.Guide.with(s.Guide.Step, Still)
		return s
	}
	s.Guide = Guide{Was: before.Code, Step: s.Guide.Step}
	return s
}

// waiting is a road of which nothing is known.
func waiting() []Stage {
	var all []Stage
	for _, name := range checks.Stages {
		all = append(all, Stage{Name: name, Planned: -1})
	}
	return all
}

// StagesOf are the stages in which checks of these kinds are shown.
func StagesOf(kinds []string) []checks.Stage {
	var all []checks.Stage
	for _, stage := range checks.Stages {
		if slices.ContainsFunc(kinds, func(kind string) bool { return shownIn[kind] == stage }) {
			all = append(all, stage)
		}
	}
	return all
}

var shownIn = map[string]checks.Stage{
	"host": checks.StageHost, "adapter": checks.StageAdapter, "gateway": checks.StageAdapter, "vpn": checks.StageAdapter,
	"proxy": checks.StageAdapter, "dns": checks.StageDNS, "ping": checks.StagePing, "port": checks.StagePort,
	"certificate": checks.StageCertificate, "service": checks.StageService, "clock": checks.StageClock,
	"device": checks.StageDevice, "software": checks.StageDevice,
}
