package main

import (
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
	"kpdoctor/checks/history"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/repair"
	"kpdoctor/checks/report"
	"kpdoctor/ui/wizard"
)

// looksOf are how a step of the engine looks.
var looksOf = map[repair.Stage]checks.Status{
	repair.Begun: wizard.Busy, repair.Done: checks.Pass, repair.Failed: checks.Fail, repair.Undone: wizard.PutBack,
}

// mend does what was consented to and nothing else, then measures everything
// again. Cancelling ends the measuring, never a change.
func (d *desk) mend(ctx context.Context, c wizard.Choice, o wizard.Outcome, r wizard.Remedy, lang string) iter.Seq[wizard.MendEvent] {
	return func(yield func(wizard.MendEvent) bool) {
		tell := telling(yield)
		plan, planned := r.Plan.(repair.Plan)
		before, recorded := o.Record.(*report.Report)
		if !planned || !recorded || !r.May() || c.Mode == wizard.ByPractice || o.Practice {
			tell(wizard.MendEvent{Over: &wizard.MendOver{Came: wizard.Outdated}})
			return
		}
		var v *repair.Visit
		p, err := chosen(c)
		if err == nil {
			v, err = d.sitting.visit(p)
		}
		if err != nil {
			tell(wizard.MendEvent{Over: &wizard.MendOver{Came: wizard.Outdated, Detail: err.Error()}})
			return
		}
		action := actionOf(plan, v.Env.Now(), lang)
		id := repair.IDFor(plan, v.Env.Now())
		var failed error
		for ev := range v.Do(context.WithoutCancel(ctx), plan, id) {
			if ev.Stage == repair.End {
				failed = ev.Err
				continue
			}
			tell(wizard.MendEvent{Step: &wizard.StepEvent{At: ev.Step, Exact: said(ev.Change), Look: looksOf[ev.Stage]}})
		}
		if failed != nil {
			tell(wizard.MendEvent{Over: d.notMended(v, id, o, action, failed)})
			return
		}
		tell(wizard.MendEvent{Over: d.proven(ctx, v, plan, c, o, before, action, lang, tell)})
	}
}

// telling hands events on for as long as somebody listens.
func telling(yield func(wizard.MendEvent) bool) func(wizard.MendEvent) {
	listening := true
	return func(e wizard.MendEvent) { listening = listening && yield(e) }
}

// notMended says why nothing was changed, or what was taken back.
func (d *desk) notMended(v *repair.Visit, id string, o wizard.Outcome, action report.Action, failed error) *wizard.MendOver {
	over := &wizard.MendOver{Came: wizard.Failed, Detail: failed.Error()}
	left, err := v.Journal.Read(id)
	switch {
	case errors.Is(failed, env.ErrNoRights):
		over.Came = wizard.Denied
	case errors.Is(failed, repair.ErrBusy):
		over.Came = wizard.Taken
	case errors.Is(failed, repair.ErrNoRecord):
		over.Came = wizard.NoRecord
	case errors.Is(failed, repair.ErrLeft), err == nil && left.Open():
		over.Came = wizard.HalfDone
	case errors.Is(failed, repair.ErrChangedSince), errors.Is(failed, repair.ErrNothing), errors.Is(failed, env.ErrGone):
		over.Came = wizard.Outdated
	}
	if over.Came == wizard.Failed || over.Came == wizard.HalfDone {
		action.Result = "failed"
		d.sitting.did(action)
		over.Outcome = onRecord(o, d.sitting.actions())
	}
	over.Visit = d.openOnes(v)
	return over
}

// onRecord is an outcome whose report says what was done since.
func onRecord(o wizard.Outcome, done []report.Action) *wizard.Outcome {
	if r, ok := o.Record.(*report.Report); ok {
		told := *r
		told.Actions = done
		o.Record = &told
	}
	return &o
}

// proven asks again after a repair, and says what came of it.
func (d *desk) proven(ctx context.Context, v *repair.Visit, plan repair.Plan, c wizard.Choice, o wizard.Outcome,
	before *report.Report, action report.Action, lang string, tell func(wizard.MendEvent)) *wizard.MendOver {
	began := time.Now()
	started := v.Env.Now()
	found := v.Recheck(ctx, plan, o.Results, tries(v.Profile, tell))
	over := &wizard.MendOver{Came: wizard.MendEnd(found.Result)}
	for _, id := range found.Worse {
		over.Worse = append(over.Worse, worseWords(id, found.Results))
	}
	for _, code := range found.Remaining {
		over.Remaining = append(over.Remaining, titleOf(history.Cause{Code: code, Title: code}))
	}
	action.Result = string(found.Result)
	if found.Result == "" { // stopped while it waited to ask again
		over.Came, action.Result = wizard.Unsure, string(repair.Unsure)
	}
	d.sitting.did(action)
	over.Visit = d.openOnes(v)
	if over.Came == wizard.Unsure {
		over.Outcome = onRecord(o, d.sitting.actions())
		return over
	}
	told := reportOptions(lang)
	told.Message, told.Previous = o.Message, before.ID
	s := stage{v.Env, v.Profile, false}
	visit := report.Visit{Started: started, Took: time.Since(began), Complete: true, Results: found.Results, Zone: before.Host.Timezone}
	soon, stop := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer stop()
	visit.Host, _ = v.Env.Host(soon) // not known: the report says what the checks saw
	r := report.Assemble(visit, v.Profile, told)
	d.tell(r, s)
	recording := s.recording(d, told)
	over.Outcome = outcome(r, s, c)
	over.Outcome.Since = d.keep(recording, r)
	over.Outcome.Remedies = d.remedies(ctx, c, *over.Outcome)
	return over
}

// tries hands on what happens while everything is asked; each try, for the
// engine asks a few times before it believes in a failure, begins with its plan.
func tries(p *profile.Profile, tell func(wizard.MendEvent)) func(checks.Event) {
	plan := map[checks.Stage]int{}
	for _, one := range checks.Plan(p) {
		plan[one.Stage]++
	}
	var ended map[string]bool
	return func(e checks.Event) {
		if ended == nil || e.Result == nil && ended[e.ID] {
			ended = map[string]bool{}
			tell(wizard.MendEvent{Check: &wizard.Event{Plan: plan}})
		}
		if e.Result != nil {
			ended[e.ID] = true
		}
		tell(wizard.MendEvent{Check: &wizard.Event{Check: &e}})
	}
}

// worseWords say what was well before: the sentence of a check, or the name of a
// way out.
func worseWords(id string, results []checks.Result) wizard.Said {
	i := slices.IndexFunc(results, func(r checks.Result) bool { return r.ID == id })
	if i < 0 {
		return both("mend.standing", map[string]any{"Name": id})
	}
	return wizard.Said{ZH: report.Summary(results[i], "zh"), EN: report.Summary(results[i], "en")}
}

// actionOf is a plan as the report tells of it.
func actionOf(p repair.Plan, when time.Time, lang string) report.Action {
	act := report.Action{Repair: p.Repair, Title: p.Say(lang).Title, When: when.Truncate(time.Second)}
	for i, c := range p.Changes {
		if i > 0 {
			act.Before, act.After = act.Before+"; ", act.After+"; "
		}
		act.Before, act.After = act.Before+c.From, act.After+c.To
	}
	return act
}
