package wizard

import (
	"slices"
	"time"
)

// Proposed shows what a remedy would change, and asks for consent.
func (s State) Proposed(r Remedy) State {
	s = s.Goto(Mend)
	s.Mending = Mending{Stage: Consenting, Remedy: r, Tried: s.Mending.Tried, From: Verdict}
	return s
}

// Consented begins to do what the list says.
func (s State) Consented() State {
	m := &s.Mending
	m.Stage, m.Steps = Changing, make([]Step, len(m.Remedy.Changes))
	for i, c := range m.Remedy.Changes {
		m.Steps[i] = Step{Exact: c.Exact, Look: Waiting}
	}
	return s
}

// Returning begins to put repairs back, the last first.
func (s State) Returning(backs []Repaired) State {
	from := s.Page
	if from == Mend {
		from = s.Mending.From
	}
	s = s.Goto(Mend)
	s.Mending = Mending{Stage: Returning, Backs: backs, Remedy: s.Mending.Remedy, Tried: s.Mending.Tried, From: from}
	return s
}

// StoppingMend says that she does not want to wait for the answer.
func (s State) StoppingMend() State {
	s.Mending.Run.Stopping = true
	return s
}

// KeptNow leaves the value alone that something else changed since.
func (s State) KeptNow() State {
	s.Mending.Stage, s.Mending.Came = Returned, Kept
	return s
}

// MendTicked says how long asking has been going on.
func (s State) MendTicked(gone time.Duration) State {
	if s.Mending.Stage == Asking {
		s.Mending.Run.Gone = gone
	}
	return s
}

// MendTold is the state after an event of doing a repair or putting one back.
func (s State) MendTold(e MendEvent) State {
	switch {
	case e.Step != nil:
		s.Mending.Steps = s.Mending.stepped(*e.Step)
	case e.Check != nil && e.Check.Plan != nil: // each try begins anew
		stopping, gone := s.Mending.Run.Stopping, s.Mending.Run.Gone
		s.Mending.Stage = Asking
		s.Mending.Run = Run{Stages: waiting(), Stopping: stopping, Gone: gone}.planned(e.Check.Plan)
	case e.Check != nil && e.Check.Check != nil:
		s.Mending.Run = s.Mending.Run.checked(*e.Check.Check)
	case e.Over != nil:
		return s.mendOver(*e.Over)
	}
	return s
}

func (m Mending) stepped(e StepEvent) []Step {
	steps := slices.Clone(m.Steps)
	if m.Stage == Returning {
		return append(steps, Step{Exact: e.Exact, Look: e.Look})
	}
	if e.At >= 0 && e.At < len(steps) {
		steps[e.At].Look = e.Look
	}
	return steps
}

// mendOver says how it ended. What was measured after is the verdict from now on.
func (s State) mendOver(e MendOver) State {
	m := &s.Mending
	returning := m.Stage == Returning
	m.Came, m.Worse, m.Remaining, m.Detail, m.Clash = e.Came, e.Worse, e.Remaining, e.Detail, e.Clash
	m.Stage = Mended
	if returning {
		m.Stage = Returned
	}
	if returning && e.Came == Kept {
		m.Stage = Clashing
	}
	s.Repaired = e.Visit
	if returning {
		s.Halves = nil // asked once; the history still has them
	}
	if returning && e.Came == Undone && s.Outcome.Past.IsZero() { // what was measured is no longer so
		s.Outcome, s.Guide, s.Report = Outcome{}, Guide{}, s.Report.forgotten()
	}
	if e.Outcome == nil {
		return s
	}
	before, _ := s.Outcome.Root()
	s.Outcome, s.Guide, s.Report = *e.Outcome, Guide{}, s.Report.forgotten()
	if after, found := s.Outcome.Root(); !found || after.Code != before.Code {
		m.Tried = nil
	}
	if e.Came == Fixed {
		s.Guide = Guide{Was: before.Code}
	} else {
		m.Tried = append(slices.Clip(m.Tried), m.Remedy.Name)
	}
	return s
}
