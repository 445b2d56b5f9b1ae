package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"sync"
	"time"

	"kpdoctor/assets/text"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/repair"
	"kpdoctor/checks/report"
	"kpdoctor/ui"
	"kpdoctor/ui/wizard"
)

// sitting is what is repaired between the window's opening and its closing. The
// zero value is that of a window just opened.
type sitting struct {
	mu   sync.Mutex
	name string // of the visit, once something was looked at
	done []report.Action
	sit  func(*env.Env, *profile.Profile) (*repair.Visit, error) // nil: at this PC
}

// visit sits down at this PC; all repairs of a sitting are of one visit.
func (s *sitting) visit(p *profile.Profile) (*repair.Visit, error) {
	sit := s.sit
	if sit == nil {
		sit = repair.Sit
	}
	v, err := sit(env.System(), p)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.name == "" {
		s.name = v.Name
	}
	v.Name = s.name
	return v, nil
}

// did puts a repair, or its undoing, on record.
func (s *sitting) did(a report.Action) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done = append(s.done, a)
}

// actions are what was done in this sitting so far.
func (s *sitting) actions() []report.Action {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.done)
}

// tell lets a report say what was repaired in this sitting. Practice is on no PC.
func (d *desk) tell(r *report.Report, s stage) {
	if !s.practice {
		r.Actions = d.sitting.actions()
	}
}

// titled is a report whose repairs are named in its language.
func titled(r *report.Report) *report.Report {
	told := *r
	told.Actions = slices.Clone(r.Actions)
	for i, a := range told.Actions {
		if known := repair.Find(a.Repair); known != nil {
			told.Actions[i].Title = known.Title(r.Lang)
		}
	}
	return &told
}

// repairing adds to the actions what mends, and looks after every run whether
// something could be mended.
func (d *desk) repairing(do *ui.Actions) {
	check, again := do.Check, do.Recheck
	do.Check = func(ctx context.Context, c wizard.Choice, lang string) iter.Seq[wizard.Event] {
		return d.withRemedies(ctx, c, check(ctx, c, lang))
	}
	do.Recheck = func(ctx context.Context, c wizard.Choice, o wizard.Outcome, kinds []string, lang string) iter.Seq[wizard.Event] {
		return d.withRemedies(ctx, c, again(ctx, c, o, kinds, lang))
	}
	do.Mend = d.mend
	do.PutBack = d.putBack
	do.Repairs = d.repairs
}

// withRemedies looks, before the outcome is shown, what could be done about it:
// nothing on the page moves afterwards.
func (d *desk) withRemedies(ctx context.Context, c wizard.Choice, run iter.Seq[wizard.Event]) iter.Seq[wizard.Event] {
	return func(yield func(wizard.Event) bool) {
		for e := range run {
			if e.Outcome != nil {
				e.Outcome.Remedies = d.remedies(ctx, c, *e.Outcome)
			}
			if !yield(e) {
				return
			}
		}
	}
}

// lookPatience is how long looking for remedies may keep the verdict waiting.
const lookPatience = 8 * time.Second

// remedies plans what could be done about the root cause; it only looks. What was
// injected for practice is on no PC, and there is nothing to mend.
func (d *desk) remedies(ctx context.Context, c wizard.Choice, o wizard.Outcome) []wizard.Remedy {
	root, found := o.Root()
	if !found || c.Mode == wizard.ByPractice || o.Practice || !o.Complete || o.Diagnosis.Verdict == diagnose.Inconclusive {
		return nil
	}
	repairs := repair.For(root.Code)
	if len(repairs) == 0 {
		return nil
	}
	p, err := chosen(c)
	if err != nil {
		return nil
	}
	v, err := d.sitting.visit(p)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return nil
	}
	ctx, stop := context.WithTimeout(ctx, lookPatience)
	defer stop()
	var all []wizard.Remedy
	for _, r := range repairs {
		plan, err := v.Look(ctx, r, root, o.Results)
		switch {
		case errors.Is(err, repair.ErrNothing):
		case err != nil:
			fmt.Fprintln(os.Stderr, err)
		default:
			all = append(all, remedyOf(v, plan))
		}
	}
	return all
}

// remedyOf puts a plan in words. One that needs rights which are not to be had
// is refused here, before anybody consents to it.
func remedyOf(v *repair.Visit, p repair.Plan) wizard.Remedy {
	zh, en := p.Say("zh"), p.Say("en")
	r := wizard.Remedy{
		Name: p.Repair, Title: wizard.Said{ZH: zh.Title, EN: en.Title}, Risk: wizard.Said{ZH: zh.Risk, EN: en.Risk},
		Time:   both("mend.seconds", text.Args{"Count": max(1, p.Seconds)}),
		Rights: p.Admin && !v.Elevated, Lasting: true, Plan: p,
	}
	if p.Restart != "" {
		r.After = both("mend.restart." + p.Restart)
	}
	for _, c := range p.Changes {
		r.Lasting = r.Lasting && c.Kind == ""
		r.Changes = append(r.Changes, wizard.Change{Sort: sortOf(c), Name: c.Name, Exact: said(c), From: c.From, To: c.To})
	}
	refused := p.Refused
	if refused == nil && (p.PerUser && env.Lent() || r.Rights && (!v.BuiltIn || v.Elevate == nil)) {
		refused = &repair.Refusal{Reason: "rights"}
	}
	if refused != nil {
		r.Refused = wizard.Said{ZH: refused.Say("zh"), EN: refused.Say("en")}
	}
	return r
}

// sortOf is what sort of change it is: an act, or the kind of a value.
func sortOf(c repair.Change) string {
	if c.Act != "" {
		return string(c.Act)
	}
	return string(c.Kind)
}

func said(c repair.Change) wizard.Said { return wizard.Said{ZH: c.Say("zh"), EN: c.Say("en")} }

// both says words of the window in both languages.
func both(key string, args ...text.Args) wizard.Said {
	return wizard.Said{ZH: text.New("zh").Say(key, args...), EN: text.New("en").Say(key, args...)}
}
