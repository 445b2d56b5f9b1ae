package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
	"kpdoctor/checks/repair"
	"kpdoctor/checks/report"
)

// mended is the document that kpcheck repair prints.
type mended struct {
	Schema  string         `json:"schema"` // kpdoctor.repair/v1
	Repair  string         `json:"repair"`
	Cause   string         `json:"cause"`
	Result  string         `json:"result"` // fixed, still, worse, unsure, not_needed, planned, refused, failed, no_repair
	Error   string         `json:"error,omitempty"`
	Journal string         `json:"journal,omitempty"` // for kpcheck undo
	Plan    *repair.Plan   `json:"plan,omitempty"`
	Digest  string         `json:"digest,omitempty"` // of the plan: what is consented to
	Worse   []string       `json:"worse,omitempty"`
	Remain  []string       `json:"remaining,omitempty"` // codes of the causes that are left, the root first
	Report  *report.Report `json:"report"`              // the last one measured

	words []string // what text says, in order
	exit  int
}

func (m *mending) run(ctx context.Context, repairs []*repair.Repair) int {
	line := m.app.progress(m.visit.Profile)
	first := report.Run(ctx, m.visit.Env, m.visit.Profile, m.options, line.event)
	line.clear()
	out := m.mend(ctx, repairs, first)
	if m.masked {
		out.Report = out.Report.Redacted()
	}
	if !m.app.deliver("kpdoctor-repair."+extension[m.app.format], func(w io.Writer) error { return out.write(w, m.app.format) }) {
		return exitOutput
	}
	return out.exit
}

func (d *mended) write(w io.Writer, format string) error {
	if format == "json" {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(d)
	}
	for _, line := range d.words {
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

// mend plans, asks, applies and asks again.
func (m *mending) mend(ctx context.Context, repairs []*repair.Repair, first *report.Report) *mended {
	out := &mended{Schema: "kpdoctor.repair/v1", Report: first, exit: exitNotMended}
	a := m.app
	results := first.Results()
	plan, found, err := m.plan(ctx, repairs, results, diagnose.Diagnose(results, first.Complete))
	if plan != nil {
		out.Plan, out.Repair, out.Cause, out.Digest = plan, plan.Repair, plan.Cause, plan.Digest()
	}
	switch {
	case err != nil:
		return out.end("failed", err.Error(), exitNotMended)
	case plan == nil && !found && first.Complete:
		return out.end("not_needed", a.say("检测下来没有这个故障，什么也没有改。", "This fault is not there: nothing was changed."), exitFine)
	case plan == nil:
		return out.end("no_repair", a.say("这台电脑上没有能自动改的地方，请按报告里的步骤处理。", "There is nothing here that the program could change: follow the report's steps."), exitNotMended)
	}
	words := plan.Say(a.lang)
	if plan.Refused != nil {
		out.say(words.Title)
		return out.end("refused", words.Refused, exitRefused)
	}
	said := []string{words.Title}
	for _, change := range words.Changes {
		said = append(said, "  "+change)
	}
	said = append(said, words.Time, words.Risk)
	if m.dryRun {
		out.say(said...)
		return out.end("planned", a.say("只是预演，什么也没有改。", "This was a rehearsal: nothing was changed."), exitFine)
	}
	if a.format == "text" && a.output == "" {
		for _, line := range said {
			fmt.Fprintln(a.stdout, line)
		}
	} else {
		out.say(said...)
	}
	switch {
	case plan.PerUser && env.Lent():
		return out.end("refused", repair.Refusal{Reason: "rights"}.Say(a.lang), exitRefused)
	case plan.Admin && !m.visit.Elevated && !m.visit.BuiltIn:
		return out.end("refused", repair.Refusal{Reason: "rights"}.Say(a.lang), exitRefused)
	case !m.yes && !a.consent():
		return out.end("refused", a.say("没有同意，什么也没有改。", "Not consented: nothing was changed."), exitRefused)
	}
	return m.do(ctx, *plan, results, out)
}

// plan is the first plan that may be done, else the first refusal; found says that
// the fault is there.
func (m *mending) plan(ctx context.Context, repairs []*repair.Repair, results []checks.Result, d diagnose.Diagnosis) (best *repair.Plan, found bool, err error) {
	found = slices.ContainsFunc(d.Causes, func(p diagnose.Problem) bool { return p.Code == m.what })
	for _, r := range repairs {
		problem, ok := problemFor(d, r)
		if !ok {
			continue
		}
		found = true
		p, err := m.visit.Look(ctx, r, problem, results)
		switch {
		case errors.Is(err, repair.ErrNothing):
		case err != nil:
			return nil, true, err
		case p.Refused == nil:
			return &p, true, nil
		case best == nil:
			best = &p
		}
	}
	return best, found, nil
}

// do applies a plan that was consented to, and measures again.
func (m *mending) do(ctx context.Context, plan repair.Plan, before []checks.Result, out *mended) *mended {
	a := m.app
	began := m.visit.Env.Now()
	id := repair.IDFor(plan, began)
	var failed error
	for ev := range m.visit.Do(ctx, plan, id) {
		if ev.Stage == repair.End {
			failed = ev.Err
		}
	}
	action := actionOf(plan, began)
	if failed != nil {
		action.Result = "failed"
		return m.notDone(out, action, id, failed)
	}
	out.Journal = id
	line := a.progress(m.visit.Profile)
	started := time.Now()
	o := m.visit.Recheck(ctx, plan, before, line.event)
	line.clear()
	options := m.options
	options.Previous = out.Report.ID
	host, _ := m.visit.Env.Host(ctx)
	out.Report = report.Assemble(report.Visit{Started: m.visit.Env.Now(), Took: time.Since(started), Complete: o.Result != repair.Unsure,
		Results: o.Results, Host: host, Zone: out.Report.Host.Timezone}, m.visit.Profile, options)
	action.Result = string(o.Result)
	out.Report.Actions = append(out.Report.Actions, action)
	out.Worse, out.Remain = o.Worse, o.Remaining
	for _, id := range o.Worse {
		out.say("  " + id)
	}
	code := exitNotMended
	if o.Result == repair.Fixed {
		code = exitFine
	}
	out.say(o.Result.Say(a.lang))
	if causes := out.Report.Diagnosis.Causes; o.Result == repair.Fixed && !o.Around && len(causes) > 0 {
		out.say(a.say("但还有别的问题：", "But there is something else: ") + causes[0].Title)
	}
	return out.end(string(o.Result), a.say("撤销：kpcheck undo ", "to put it back: kpcheck undo ")+id, code)
}

// notDone says what became of a plan that was not carried out.
func (m *mending) notDone(out *mended, action report.Action, id string, failed error) *mended {
	a := m.app
	switch {
	case errors.Is(failed, repair.ErrBusy):
		return out.end("refused", a.say("另一个窗口正在修复或还原，请等它结束再试。什么也没有改。", "Another window is repairing or putting back: try again when it is done. Nothing was changed."), exitRefused)
	case errors.Is(failed, repair.ErrNoRecord):
		out.say(failed.Error())
		return out.end("refused", a.say("没有地方记下改动，以后就没法还原，所以什么也没有改。", "There is no place to write down the change, so that it could be put back: nothing was changed."), exitRefused)
	case errors.Is(failed, repair.ErrNothing):
		return out.end("not_needed", a.say("再看一次，故障已经不在了，什么也没有改。", "Looked at again, the fault is gone: nothing was changed."), exitFine)
	}
	out.Report.Actions = append(out.Report.Actions, action)
	switch code := repair.ExitCode(failed); {
	case errors.Is(failed, repair.ErrLeft):
		out.Journal = id
		return out.end("failed", fmt.Sprintf(a.say("没有改成，而且有的改动没能自动还原（%v）。还原：kpcheck undo %s", "It could not be changed, and not all of it could be taken back (%v). To put it back: kpcheck undo %s"), failed, id), exitNotMended)
	case code == exitRefused:
		out.say(failed.Error())
		return out.end("refused", repair.Refusal{Reason: "rights"}.Say(a.lang), code)
	}
	if e, err := m.visit.Journal.Read(id); err == nil && e.Open() { // cut off: nobody knows how far it came
		out.Journal = id
		return out.end("failed", fmt.Sprintf(a.say("改到一半断了（%v）。还原：kpcheck undo %s", "It was cut off midway (%v). To put it back: kpcheck undo %s"), failed, id), exitNotMended)
	}
	return out.end("failed", a.say("没有改成，已经还原：", "It could not be changed and was put back: ")+failed.Error(), exitNotMended)
}

func actionOf(p repair.Plan, when time.Time) report.Action {
	act := report.Action{Repair: p.Repair, When: when.Truncate(time.Second)}
	for i, c := range p.Changes {
		if i > 0 {
			act.Before, act.After = act.Before+"; ", act.After+"; "
		}
		act.Before, act.After = act.Before+c.From, act.After+c.To
	}
	return act
}

func (d *mended) say(lines ...string) { d.words = append(d.words, lines...) }

func (d *mended) end(result, words string, code int) *mended {
	d.Result, d.exit = result, code
	if result == "failed" || result == "refused" {
		d.Error = words
	}
	d.say(words)
	return d
}
