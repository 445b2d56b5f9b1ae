package fleet

import (
	"fmt"
	"time"
)

// A plot is stacked bars in an SVG, in its own units.
type plot struct {
	Width, Height int
	Bars          []bar
	Ticks         []tick // of the time below
	Lines         []tick // of the counts at the left
	Label         string // for who cannot see it
}

// A bar is one verdict in one stretch of time.
type bar struct {
	Name       string // of the verdict
	X, Y, W, H float64
	Title      string
}

type tick struct {
	At   float64
	Text string
}

// The plot's frame.
const (
	plotWidth  = 720
	plotHeight = 220
	plotLeft   = 44
	plotTop    = 12
	plotBottom = 30
)

// Plot draws the timeline; nil where there is none.
func (v view) Plot() *plot {
	t := v.Timeline
	if len(t.Buckets) == 0 {
		return nil
	}
	most := 0
	for _, b := range t.Buckets {
		most = max(most, b.All())
	}
	step := niceStep(most)
	top := (most + step - 1) / step * step
	high := float64(plotHeight - plotTop - plotBottom)
	wide := float64(plotWidth-plotLeft-8) / float64(len(t.Buckets))
	p := &plot{Width: plotWidth, Height: plotHeight, Label: v.Overview()}
	for n := 0; n <= top; n += step {
		p.Lines = append(p.Lines, tick{plotTop + high*(1-float64(n)/float64(top)), fmt.Sprint(n)})
	}
	every := max(1, (len(t.Buckets)+5)/6)
	for i, b := range t.Buckets {
		x := plotLeft + wide*float64(i)
		if i%every == 0 && (x < plotWidth-60 || i == 0) {
			p.Ticks = append(p.Ticks, tick{x, t.label(b.Start)})
		}
		y := plotTop + high
		for j := len(verdictWords) - 1; j >= 0; j-- { // fine at the bottom
			w := verdictWords[j]
			n := w.of(b.Counts)
			if n == 0 {
				continue
			}
			h := high * float64(n) / float64(top)
			y -= h
			gap := min(2, wide*0.15)
			p.Bars = append(p.Bars, bar{w.Name, x + gap/2, y, wide - gap, h, fmt.Sprintf("%s  %s %d", b.Start.Format("2006-01-02 15:04"), w.in(v.Lang), n)})
		}
	}
	return p
}

// label is a time as the axis needs it: hours, days, or months.
func (t Timeline) label(at time.Time) string {
	first, last := t.Buckets[0].Start, t.Buckets[len(t.Buckets)-1].Start
	switch {
	case t.Seconds >= 28*86400:
		return at.Format("2006-01")
	case t.Seconds >= 12*3600:
		return at.Format("01-02")
	case first.Format(time.DateOnly) == last.Format(time.DateOnly):
		return at.Format("15:04")
	}
	return at.Format("01-02 15:04")
}

// niceStep is the distance of lines that makes three to five of them: 1, 2 or 5
// times a power of ten.
func niceStep(most int) int {
	for ten := 1; ; ten *= 10 {
		for _, n := range []int{1, 2, 5} {
			if most <= 5*n*ten {
				return n * ten
			}
		}
	}
}
