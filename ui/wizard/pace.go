package wizard

import (
	"time"

	"kpdoctor/checks"
)

// Pace is how long after its beginning a run had ended each stage.
type Pace map[checks.Stage]time.Duration

// PaceOf measures a run by its results.
func PaceOf(results []checks.Result) Pace {
	p := Pace{}
	for _, r := range results {
		p[r.Stage] = max(p[r.Stage], r.Started+r.Took)
	}
	return p
}

// Left is how much longer a run takes that has been going for so long, if it
// goes as the measured one; ok is false where that is not known: a stage is
// still to end that was not measured, or all of them should have ended by now.
func (r Run) Left() (left time.Duration, ok bool) {
	for _, s := range r.Stages {
		if s.Planned < 0 {
			return 0, false
		}
		if len(s.Results) >= s.Planned {
			continue
		}
		usual, measured := r.Pace[s.Name]
		if !measured {
			return 0, false
		}
		left = max(left, usual-r.Gone)
	}
	return left, left > 0
}

// Late reports whether every stage that is still to end has ended sooner in the
// measured run.
func (r Run) Late() bool {
	late := false
	for _, s := range r.Stages {
		if s.Planned < 0 || len(s.Results) >= s.Planned {
			continue
		}
		usual, measured := r.Pace[s.Name]
		if !measured || usual > r.Gone {
			return false
		}
		late = true
	}
	return late
}

// Paced says how an earlier run of the choice went; what this window measured
// itself is nearer.
func (s State) Paced(p Pace) State {
	if s.Run.Pace == nil {
		s.Run.Pace = p
	}
	return s
}

// Ticked says how long the run has been going.
func (s State) Ticked(gone time.Duration) State {
	if s.Guide.Doing {
		s.Guide.Run.Gone = gone
		return s
	}
	s.Run.Gone = gone
	return s
}
