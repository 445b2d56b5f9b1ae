package main

import (
	"context"
	"flag"
	"fmt"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/history"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/report"
	"kpdoctor/checks/watch"
)

// watching is how long and how often.
type watching struct {
	every, length time.Duration
	site          string
}

func (w *watching) flags(fs *flag.FlagSet) {
	fs.DurationVar(&w.every, "every", watch.Usual, "")
	fs.DurationVar(&w.length, "for", 30*time.Minute, "")
	fs.StringVar(&w.site, "site", "", "")
}

// checkWatching refuses values that are none, and a pace that would be hammering.
func (a *app) checkWatching(w watching, p *profile.Profile) (done bool, code int) {
	switch floor := watch.Floor(p); {
	case w.every < floor:
		return true, a.wrong("--every", fmt.Sprintf(a.say("至少 %v，免得打扰税务服务器", "at least %v, so as not to bother the tax servers"), floor), a.say("例如 60s", "for example 60s"))
	case w.length <= 0:
		return true, a.wrong("--for", a.say("必须大于零", "must be above zero"), a.say("例如 30m", "for example 30m"))
	case w.every > w.length:
		return true, a.wrong("--every", a.say("不能比 --for 还长", "must not be longer than --for"), a.say("例如 --every 60s --for 30m", "for example --every 60s --for 30m"))
	}
	return false, 0
}

func (a *app) watch(ctx context.Context, args []string) int {
	var c choice
	var w watching
	fs := a.flags("watch")
	c.flags(fs)
	w.flags(fs)
	if done, code := a.parse(fs, args); done {
		return code
	}
	if done, code := a.noMore(fs); done {
		return code
	}
	if a.format == "" {
		a.format = "json"
	}
	if done, code := a.chooseFormat("json", "text", "html"); done {
		return code
	}
	p, ok := a.profile(c)
	if !ok {
		return exitUsage
	}
	if done, code := a.checkWatching(w, p); done {
		return code
	}
	return a.keepWatch(ctx, env.System(), p, w)
}

// keepWatch watches and prints a line a round; the worst round is the exit status.
func (a *app) keepWatch(ctx context.Context, e *env.Env, p *profile.Profile, w watching) int {
	out, err := a.openLines(time.Now())
	if err != nil {
		a.wrong("--output", fmt.Sprintf(a.say("写不出去（%v）", "cannot be written (%v)"), err), a.say("没有开始检测", "nothing was measured"))
		return exitOutput
	}
	defer out.close()
	version, commit := build()
	kept := a.history()
	var last watch.Summary
	var looking *watch.Round // whose full run is under way
	options := watch.Options{Every: w.every, For: w.length, Report: report.Options{App: "kpcheck", Version: version, Commit: commit, Lang: a.lang, Site: w.site}}
	for ev := range watch.Run(ctx, e, p, options) {
		last = ev.Summary
		switch {
		case ev.Report != nil:
			looking = nil
			out.round(*ev.Round, ev.Report)
			a.keepLook(kept, ev.Report)
		case ev.Round != nil && ev.Round.Looking:
			looking = ev.Round
		case ev.Round != nil:
			out.round(*ev.Round, nil)
		}
		if looking != nil && ev.Round != looking { // its full run came to nothing
			out.round(*looking, nil)
			looking = nil
		}
		if ev.Round != nil {
			out.page(last)
		}
	}
	out.summary(last)
	if out.failed {
		return exitOutput
	}
	return last.ExitCode()
}

// keepLook keeps the report of a full run like any other.
func (a *app) keepLook(kept *history.History, r *report.Report) {
	if kept == nil {
		return
	}
	kept.Relate(r)
	if err := kept.Keep(r); err != nil {
		a.notice(a.say("这次完整检测没有留下记录：", "this full run was not kept: ") + err.Error())
	}
}
