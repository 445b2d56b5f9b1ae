package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"kpdoctor/checks/fleet"
)

// summarize makes one picture of many reports. Files that are none are named
// and change nothing.
func (a *app) summarize(ctx context.Context, args []string) int {
	fs := a.flags("summarize")
	var paths []string
	for rest := args; ; { // flags may stand behind the paths too
		if done, code := a.parse(fs, rest); done {
			return code
		}
		if fs.NArg() == 0 {
			break
		}
		if after := len(rest) - fs.NArg() - 1; after >= 0 && rest[after] == "--" {
			paths = append(paths, fs.Args()...)
			break
		}
		paths, rest = append(paths, fs.Arg(0)), fs.Args()[1:]
	}
	if len(paths) == 0 {
		return a.wrong("summarize", a.say("没有说读哪些报告", "no reports named"), a.say("写文件、文件夹或通配，例如 kpcheck summarize reports/", "name files, folders or patterns, for example kpcheck summarize reports/"))
	}
	if done, code := a.chooseFormat("text", "json", "html", "prometheus"); done {
		return code
	}
	s := fleet.Summarize(ctx, paths, fleet.Options{
		Lang: a.lang, Now: time.Now(),
		OnSkip: func(skip fleet.Skip) { a.notice(a.say("没有读 ", "skipped ") + skip.In(a.lang)) },
	})
	if s.Reports.Counted == 0 {
		return a.wrong("summarize", a.say("没有一份能读的报告", "no readable report"), "")
	}
	if ctx.Err() != nil {
		a.notice(a.say("中途停止：只汇总了已读到的报告", "stopped: only what was read until then is summed up"))
	}
	write := map[string]func(io.Writer) error{"text": s.WriteText, "json": s.WriteJSON, "html": s.WriteHTML, "prometheus": s.WritePrometheus}[a.format]
	if !a.deliver(fmt.Sprintf("kpdoctor-summary-%s.%s", s.AsOf.Format("20060102T1504"), fileEnding(a.format)), write) {
		return exitOutput
	}
	return exitFine
}

// fileEnding is the ending of the file that a format makes.
func fileEnding(format string) string {
	if format == "prometheus" {
		return "prom"
	}
	return extension[format]
}
