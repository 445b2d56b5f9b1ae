package main

import (
	"context"
	"iter"
	"slices"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/report"
	"kpdoctor/ui/wizard"
)

// recheck asks again what a step can have changed, and yields what happens and
// the whole outcome last. The servers for practice are not the same ones twice:
// there everything is asked, and a step that reaches the fault has mended it.
func (d *desk) recheck(ctx context.Context, c wizard.Choice, o wizard.Outcome, kinds []string, lang string) iter.Seq[wizard.Event] {
	before, ok := o.Record.(*report.Report)
	switch {
	case c.Mode == wizard.ByPractice:
		if mends(o, kinds) {
			c.Fault = ""
		}
		return d.check(ctx, c, lang)
	case !ok || !before.Complete:
		return d.check(ctx, c, lang)
	}
	return func(yield func(wizard.Event) bool) {
		s, done, err := scene(c)
		if err != nil {
			t := wrongChoice(c, err, lang)
			yield(wizard.Event{Trouble: &t})
			return
		}
		defer done()
		plan := map[checks.Stage]int{}
		for _, one := range checks.Anew(s.profile, kinds) {
			plan[one.Stage]++
		}
		if !yield(wizard.Event{Plan: plan}) {
			return
		}
		told := reportOptions(lang)
		told.Message, told.Previous = o.Message, before.ID
		recording := s.recording(d, told)
		began := time.Now()
		shift := s.env.Now().Sub(before.Started)
		var fresh []checks.Result
		for e := range checks.Again(ctx, s.env, s.profile, o.Results, kinds) {
			if e.Result != nil {
				e.Result.Started += shift
				fresh = append(fresh, *e.Result)
				recording.Event(e)
			}
			if !yield(wizard.Event{Check: &e}) {
				recording.Drop() // the run before it is kept
				return
			}
		}
		took := time.Since(began)
		v := report.Visit{Started: before.Started, Took: shift + took, Complete: ctx.Err() == nil, Results: checks.Merged(o.Results, fresh)}
		soon, stop := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer stop()
		v.Host, _ = s.env.Host(soon) // not known: the report says what the checks saw
		if name, _, err := s.env.Zone(); err == nil {
			v.Zone = name
		}
		r := report.Assemble(v, s.profile, told)
		d.tell(r, s)
		all := outcome(r, s, c)
		all.Since = d.keep(recording, r)
		all.Took = o.Took + took
		yield(wizard.Event{Outcome: all})
	}
}

// mends reports whether checks of these kinds are what the root cause rests on.
func mends(o wizard.Outcome, kinds []string) bool {
	root, found := o.Root()
	return found && slices.ContainsFunc(o.Rests(root), func(r checks.Result) bool { return slices.Contains(kinds, r.Kind()) })
}
