package main

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
	"kpdoctor/checks/history"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/report"
	"kpdoctor/checks/settings"
)

// record keeps a run on this PC: what was measured as it comes, for the case
// that the program ends before the run does, and in the end its report. A nil
// one keeps nothing.
type record struct {
	a     *app
	kept  *history.History
	draft *history.Recording
}

// record begins to keep a run. Where there is no place to keep it that is no
// mistake; where there is one and it cannot be written, it is a notice.
func (a *app) record(ctx context.Context, e *env.Env, p *profile.Profile, o report.Options) *record {
	h := a.history()
	if h == nil {
		return nil
	}
	a.adopt(ctx, e, h)
	draft, err := h.Record(p, o, e.Now())
	if err != nil {
		a.notice(a.say("这次检测不会留下记录：", "this run will not be kept: ") + err.Error())
		return nil
	}
	return &record{a, h, draft}
}

// history opens the kept runs: in the folder of the settings, which
// KPDOCTOR_HOME moves. A user without a home, as services and fleets have, gets
// none made; nor does root leave files in the home of another.
func (a *app) history() *history.History {
	dir, err := settings.Dir()
	if err != nil {
		return nil
	}
	if os.Getenv(settings.Home) == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil
		}
		if info, err := os.Stat(home); err != nil || !info.IsDir() || !own(info) {
			return nil
		}
	}
	h, err := history.Open(filepath.Join(dir, "history"))
	if err != nil {
		a.notice(a.say("检测记录用不了：", "kept runs cannot be used: ") + err.Error())
		return nil
	}
	return h
}

// adopt keeps what earlier runs of kpcheck had measured when they were cut off,
// and says so. Those of the window are the window's to offer.
func (a *app) adopt(ctx context.Context, e *env.Env, h *history.History) {
	var host env.Host
	for _, d := range h.Unfinished() {
		if d.App != "kpcheck" {
			continue
		}
		if host.Name == "" {
			asking, cancel := context.WithTimeout(ctx, 2*time.Second)
			host, _ = e.Host(asking)
			cancel()
		}
		if _, err := h.Adopt(d, host); err == nil {
			a.notice(a.say("上次检测中途断了，已经测到的留在记录里：", "an earlier run was cut off; what it had measured is kept: ") + history.When(d.Started, a.lang))
		}
	}
}

// before makes every event be written down before next shows it.
func (r *record) before(next func(checks.Event)) func(checks.Event) {
	if r == nil {
		return next
	}
	return func(ev checks.Event) {
		r.draft.Event(ev)
		next(ev)
	}
}

// keep keeps the report, notes in it which good run it is to be compared with,
// and says to a person what has changed since that.
func (r *record) keep(rep *report.Report) {
	if r == nil {
		return
	}
	good, changes := r.kept.Relate(rep)
	if err := r.draft.Keep(rep); err != nil {
		r.a.notice(r.a.say("这次检测没有留下记录：", "this run was not kept: ") + err.Error())
	}
	if good != nil && rep.ExitCode() != exitFine && terminal(r.a.stderr) {
		r.a.notice(history.Compared(good, changes, r.a.lang))
	}
}
