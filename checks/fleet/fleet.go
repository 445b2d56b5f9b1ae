// Package fleet makes one picture of many reports: which causes, at how many
// sites, since when, and what the affected sites have in common that the
// healthy ones have not.
//
// Reports come from strangers' PCs. A file that is too large, too deep, not a
// report or no file at all is named and passed over, and changes no count. Of
// each report only a few hundred bytes are kept, so that memory grows with
// their number and never with their size.
package fleet

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// Options say how reports are summed up.
type Options struct {
	Lang   string     // "zh" or "en"; any other is "zh"
	Now    time.Time  // what lies more than a day after it is not believed; zero: every time is
	OnSkip func(Skip) // told of each file that is passed over, one at a time, in no order; may be nil
}

// The bounds. Real reports have tens of kilobytes; a hundred endpoints make
// half a megabyte and some ten thousand values.
const (
	maxReport  = 8 << 20  // bytes of one report
	maxValues  = 200_000  // of one report: members and elements
	maxReports = 500_000  // counted
	maxSkips   = 10_000   // named in the document; all are counted
	maxArchive = 4 << 30  // bytes of reports out of one archive
	maxListing = 16 << 20 // bytes of the listing of one archive
)

// Summarize reads every report in paths: files, folders with all below them,
// and patterns as of [filepath.Glob]. In a folder *.json, *.gz and *.zip are
// read; a file that is named itself is read whatever its name. It ends early,
// with what was read until then, when ctx does.
func Summarize(ctx context.Context, paths []string, o Options) *Summary {
	if o.Lang != "en" {
		o.Lang = "zh"
	}
	inputs := make(chan input)
	outcomes := make(chan outcome)
	go func() {
		defer close(inputs)
		w := &walker{ctx: ctx, to: inputs}
		for _, p := range paths {
			w.argument(p)
		}
	}()
	var workers sync.WaitGroup
	for range max(2, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			r := &reader{now: o.Now}
			for in := range inputs {
				v, skip := r.read(in)
				outcomes <- outcome{v, skip, in.order}
			}
		})
	}
	go func() { workers.Wait(); close(outcomes) }()

	t := newTally()
	for out := range outcomes {
		if out.skip != nil {
			t.skip(*out.skip, out.order)
			if o.OnSkip != nil {
				o.OnSkip(*out.skip)
			}
			continue
		}
		t.add(out.visit, out.order)
	}
	return t.summary(o)
}

// An input is one thing that may be a report, in the order in which it was met.
type input struct {
	name  string // as a person finds it: "reports.zip/a.json"
	order int
	open  func() (stream, *Skip)
}

// outcome is what became of an input: one of the two.
type outcome struct {
	visit *visit
	skip  *Skip
	order int
}
