package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/report"
	"kpdoctor/checks/report/export"
)

// measure is how a run is made and what its report is told.
type measure struct {
	deadline time.Duration
	redact   string
	site     string
	keep     bool // among the runs of this PC
}

func (m *measure) flags(fs *flag.FlagSet) {
	fs.DurationVar(&m.deadline, "deadline", 30*time.Second, "")
	fs.StringVar(&m.redact, "redact", "on", "")
	fs.StringVar(&m.site, "site", "", "")
}

// check refuses values that are none.
func (a *app) check(m measure) (done bool, code int) {
	if m.deadline <= 0 {
		return true, a.wrong("--deadline", a.say("必须大于零", "must be above zero"), a.say("例如 30s", "for example 30s"))
	}
	if m.redact != "on" && m.redact != "off" {
		return true, a.wrong("--redact", fmt.Sprintf(a.say("没有 %q 这个值", "unknown value %q"), m.redact), a.say("可以写 on, off", "possible are on, off"))
	}
	if done, code := a.chooseFormat(export.Names()...); done {
		return true, code
	}
	if f, _ := export.Named(a.format); f.Binary && (a.output == "" || a.output == "-") && terminal(a.stdout) {
		return true, a.wrong("--format "+a.format, a.say("不能直接显示在窗口里", "cannot be shown in a terminal"),
			a.say("请加 --output 文件或文件夹，例如 --output report."+f.Extension, "add --output FILE or DIR, such as --output report."+f.Extension))
	}
	return false, 0
}

func (a *app) run(ctx context.Context, args []string) int {
	var c choice
	var m measure
	fs := a.flags("run")
	c.flags(fs)
	m.flags(fs)
	if done, code := a.parse(fs, args); done {
		return code
	}
	if done, code := a.noMore(fs); done {
		return code
	}
	if done, code := a.check(m); done {
		return code
	}
	p, ok := a.profile(c)
	if !ok {
		return exitUsage
	}
	m.keep = true
	return a.measure(ctx, env.System(), p, m)
}

// measure runs the checks and delivers the report; its verdict is the exit status.
func (a *app) measure(ctx context.Context, e *env.Env, p *profile.Profile, m measure) int {
	ctx, cancel := context.WithTimeout(ctx, m.deadline)
	defer cancel()
	line := a.progress(p)
	version, commit := build()
	o := report.Options{App: "kpcheck", Version: version, Commit: commit, Lang: a.lang, Site: m.site}
	var record *record
	if m.keep {
		record = a.record(ctx, e, p, o)
	}
	r := report.Run(ctx, e, p, o, record.before(line.event))
	line.clear()
	record.keep(r)
	write := func(w io.Writer) error {
		return export.Write(w, r, a.format, export.Options{Open: m.redact == "off"})
	}
	f, _ := export.Named(a.format) // check has settled it
	if !a.deliver(report.FileName(r, f.Extension), write) {
		return exitOutput
	}
	return r.ExitCode()
}
