package wizard

import (
	"slices"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/profile"
)

// An Event is one thing that happened in a run: exactly one field is set. A run
// is a Plan, then Checks as they begin and end, then an Outcome or a Trouble.
type Event struct {
	Plan    map[checks.Stage]int // how many checks each stage will ask
	Check   *checks.Event
	Outcome *Outcome
	Trouble *Trouble
}

// Outcome is what came of a run.
type Outcome struct {
	Profile   string // its name
	Practice  bool
	System    string // that was checked: windows, linux; "" not known
	Message   string // what her screen said, as Choice.Said has it; "" not asked
	Complete  bool   // measured to the end
	Took      time.Duration
	Results   []checks.Result
	Diagnosis diagnose.Diagnosis
	Contacts  []profile.Contact
	Record    any      // what Actions.Save writes; nothing in the window looks inside
	Remedies  []Remedy // for the root cause, as it was looked at after the run

	// Since says when it was last fine and what has changed since, in one line
	// for the verdict page; empty where no good run of the same is kept.
	Since Said
	// Past is when the run was made that this is a kept outcome of: the verdict
	// page says so clearly. Zero: it was made just now.
	Past time.Time
}

// Run is how far the checks are.
type Run struct {
	Stages   []Stage // all nine, as a person sees them
	Pace     Pace    // of an earlier run; nil: there is none
	Gone     time.Duration
	Stopping bool // cancelled, the outcome is still to come
}

// Stage is one stretch of the road.
type Stage struct {
	Name    checks.Stage
	Planned int // how many checks it will ask; -1 not known yet
	Running int
	Results []checks.Result // of the checks that ended, in that order
}

// Look is how a stage or a check stands: a checks.Status, or one of these.
const (
	Waiting checks.Status = "waiting"
	Busy    checks.Status = "busy"
)

// Looks are all states that a row can show.
var Looks = []checks.Status{Waiting, Busy, checks.Pass, checks.Warn, checks.Fail, checks.Skip, checks.Error}

// worst first; Skip only where nothing was asked at all.
var severity = []checks.Status{checks.Fail, checks.Warn, checks.Error, checks.Pass, checks.Skip}

// Look is the state of the whole stage.
func (s Stage) Look() checks.Status {
	switch {
	case s.Planned < 0:
		return Waiting
	case len(s.Results) < s.Planned && (s.Running > 0 || len(s.Results) > 0):
		return Busy
	case len(s.Results) < s.Planned:
		return Waiting
	}
	for _, status := range severity {
		if slices.ContainsFunc(s.Results, func(r checks.Result) bool { return r.Status == status }) {
			return status
		}
	}
	return checks.Skip
}

// Needless reports whether what is checked has no such stage: a browser needs
// no tax device.
func (s Stage) Needless() bool { return s.Planned == 0 && len(s.Results) == 0 }

// Worst is the result that speaks for the stage; ok is false if none ended.
func (s Stage) Worst() (worst checks.Result, ok bool) {
	for _, status := range severity {
		for _, r := range s.Results {
			if r.Status == status {
				return r, true
			}
		}
	}
	return checks.Result{}, false
}

// Ended is how many checks have ended.
func (r Run) Ended() (n int) {
	for _, s := range r.Stages {
		n += len(s.Results)
	}
	return n
}

// Planned is how many checks the run will ask.
func (r Run) Planned() (n int) {
	for _, s := range r.Stages {
		n += max(0, s.Planned)
	}
	return n
}

// Started shows the checks page with nothing known yet.
func (s State) Started() State {
	s = s.Goto(Checks)
	s.Mending = Mending{}
	if ran := s.Asked(); ran != s.Ran {
		s.Ran, s.Pace = ran, nil
	}
	s.Run = Run{Stages: waiting(), Pace: s.Pace}
	return s
}

// Stopping says that the user has cancelled; what is known follows as an Outcome.
func (s State) Stopping() State {
	s.Run.Stopping = true
	return s
}

// Told is the state after an event of the run.
func (s State) Told(e Event) State {
	switch {
	case e.Trouble != nil:
		return s.Goto(Welcome).Troubled(*e.Trouble)
	case e.Outcome != nil:
		s.Outcome, s.Guide = *e.Outcome, Guide{}
		if e.Outcome.Complete {
			s.Pace = PaceOf(e.Outcome.Results)
		}
		s.Report = s.Report.forgotten()
		return s.Goto(Verdict)
	case e.Check != nil:
		s.Run = s.Run.checked(*e.Check)
	case e.Plan != nil:
		s.Run = s.Run.planned(e.Plan)
	}
	return s
}

func (r Run) planned(plan map[checks.Stage]int) Run {
	r.Stages = slices.Clone(r.Stages)
	for i := range r.Stages {
		r.Stages[i].Planned = plan[r.Stages[i].Name]
	}
	return r
}

func (r Run) checked(e checks.Event) Run {
	i := slices.IndexFunc(r.Stages, func(s Stage) bool { return s.Name == e.Stage })
	if i < 0 {
		return r // a stage that this version does not show
	}
	r.Stages = slices.Clone(r.Stages)
	stage := &r.Stages[i]
	if e.Result == nil {
		stage.Running++
		return r
	}
	stage.Results = append(slices.Clip(stage.Results), *e.Result)
	stage.Running = max(0, stage.Running-1)
	stage.Planned = max(stage.Planned, len(stage.Results)+stage.Running)
	return r
}
