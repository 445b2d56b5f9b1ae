package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"

	"kpdoctor/assets/text"
	"kpdoctor/checks/report"
	"kpdoctor/checks/watch"
	"kpdoctor/ui/wizard"
)

// watch looks at the choice for faults that come and go. The full runs made on
// the way are kept like any other.
func (d *desk) watch(ctx context.Context, c wizard.Choice, o wizard.WatchOptions, lang string) iter.Seq[wizard.WatchEvent] {
	return func(yield func(wizard.WatchEvent) bool) {
		s, done, err := scene(c)
		if err != nil {
			t := wrongChoice(c, err, lang)
			yield(wizard.WatchEvent{Trouble: &t})
			return
		}
		defer done()
		d.use(c)
		told := reportOptions(lang)
		told.Message = c.Said()
		options := watch.Options{Every: o.Every, For: o.For, AtOnce: true, Report: told}
		for e := range watch.Run(ctx, s.env, s.profile, options) {
			if e.Report != nil && d.past != nil && !s.practice {
				d.past.Relate(e.Report)
				if err := d.past.Keep(e.Report); err != nil {
					fmt.Fprintln(os.Stderr, err)
				}
			}
			if !yield(watched(e)) {
				return
			}
		}
	}
}

// watched is what the window shows of an event.
func watched(e watch.Event) wizard.WatchEvent {
	sum := e.Summary
	out := wizard.WatchEvent{
		At: sum.Ended, State: string(sum.State), Success: sum.SuccessRate, Rounds: sum.Rounds,
		Connect: timesOf(sum.Connect), First: timesOf(sum.FirstByte),
		Looking: e.Round != nil && e.Report == nil && e.Round.Looking,
		Over:    e.Round == nil && e.Report == nil, Report: sum,
	}
	zh, en := sum.Words("zh"), sum.Words("en")
	for i := range min(len(zh), len(en)) {
		out.Lines = append(out.Lines, wizard.Said{ZH: zh[i], EN: en[i]})
	}
	for _, b := range sum.Plot {
		out.Plot = append(out.Plot, wizard.WatchBucket{
			From: milliseconds(b.FromMS), To: milliseconds(b.ToMS),
			Good: b.Good, Slow: b.Slow, Bad: b.Bad, Connect: timesOf(b.Connect), First: timesOf(b.FirstByte),
		})
	}
	for _, o := range sum.Outages {
		one := wizard.Outage{From: o.From.Sub(sum.Started), State: string(o.State), Said: wizard.Said{ZH: o.Words("zh", sum.Ended), EN: o.Words("en", sum.Ended)}}
		if !o.To.IsZero() {
			one.To = o.To.Sub(sum.Started)
		}
		if n := len(o.Runs); n > 0 {
			one.Run = o.Runs[n-1]
		}
		out.Outages = append(out.Outages, one)
	}
	return out
}

func timesOf(t watch.Times) wizard.WatchTimes {
	return wizard.WatchTimes{Median: fraction(t.MedianMS), P99: fraction(t.P99MS)}
}

func milliseconds(n int64) time.Duration { return time.Duration(n) * time.Millisecond }
func fraction(ms float64) time.Duration  { return time.Duration(ms * float64(time.Millisecond)) }

// named is what a choice checks, in words.
func named(c wizard.Choice, lang string) string {
	words := text.New(lang)
	switch {
	case c.Label != "":
		return c.Label
	case c.Mode == wizard.ByPractice:
		return words.Say("mode.practice")
	case c.Missing() != "":
		return ""
	}
	return nameOf(c, words)
}

// saveWatch writes what a watch found as a page with its plot, on the desktop or where there is
// room. Its errors are a [wizard.Trouble].
func saveWatch(e wizard.WatchEvent, lang string) (path string, err error) {
	sum, ok := e.Report.(watch.Summary)
	if !ok {
		return "", wizard.Trouble{Key: "save.failed"}
	}
	name := "kpdoctor-watch-" + sum.Started.Format("20060102T150405") + ".html"
	for _, folder := range folders() {
		path = filepath.Join(folder, name)
		if err = report.Save(path, func(w io.Writer) error { return sum.WriteHTML(w, lang) }); err == nil {
			return path, nil
		}
	}
	return "", unsaved(filepath.Dir(path), err)
}
