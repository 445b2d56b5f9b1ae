package ui

import (
	"image/color"
	"math"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kpdoctor/assets/text"
	"kpdoctor/ui/wizard"
)

// plot draws how long connecting and the answer took over time, and when it was
// wrong: bands with a mark and a word, so that colour alone says nothing. What it
// draws is as many things as there are buckets, however long the watch.
type plot struct {
	widget.BaseWidget
	words   *text.Printer
	begun   time.Time
	span    time.Duration // of the whole axis
	buckets []wizard.WatchBucket
	outages []wizard.Outage
	gone    time.Duration // how far the watch is
}

func newPlot(words *text.Printer) *plot {
	p := &plot{words: words}
	p.ExtendBaseWidget(p)
	return p
}

// show draws a watch as it stands.
func (p *plot) show(w wizard.Watching) {
	p.begun, p.buckets, p.outages = w.Begun, w.Now.Plot, w.Now.Outages
	p.gone = max(0, w.Now.At.Sub(w.Begun))
	if n := len(w.Now.Plot); n > 0 {
		p.gone = max(p.gone, w.Now.Plot[n-1].To)
	}
	p.span = w.Options.For
	if !w.On { // it is over: nothing more comes
		p.span = p.gone
	}
	p.span = max(p.span, p.gone, time.Minute)
	p.Refresh()
}

// CreateRenderer is for Fyne.
func (p *plot) CreateRenderer() fyne.WidgetRenderer { return &plotRenderer{p: p} }

type plotRenderer struct {
	p       *plot
	objects []fyne.CanvasObject
}

// Room around the field, for the labels.
const (
	plotLeft   = 58
	plotRight  = 12
	plotTop    = 24
	plotBottom = 24
)

func (r *plotRenderer) Layout(fyne.Size)             { r.draw() }
func (r *plotRenderer) MinSize() fyne.Size           { return fyne.NewSize(260, 170) }
func (r *plotRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *plotRenderer) Destroy()                     {}
func (r *plotRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.p)
}

// draw makes all objects anew.
func (r *plotRenderer) draw() {
	p := r.p
	r.objects = nil
	field := fyne.NewSize(p.Size().Width-plotLeft-plotRight, p.Size().Height-plotTop-plotBottom)
	if field.Width < 40 || field.Height < 20 || p.span <= 0 {
		return
	}
	most := niceMost(p.slowest())
	x := func(at time.Duration) float32 { return plotLeft + field.Width*float32(at)/float32(p.span) }
	y := func(d time.Duration) float32 {
		return plotTop + field.Height*(1-min(1, float32(d)/float32(most)))
	}
	r.bands(x, field.Height)
	r.axes(x, y, field, most)
	r.curve(x, y, p.colour(theme.ColorNamePrimary), false, func(b wizard.WatchBucket) wizard.WatchTimes { return b.Connect })
	r.curve(x, y, p.colour(theme.ColorNameForeground), true, func(b wizard.WatchBucket) wizard.WatchTimes { return b.First })
}

func (p *plot) colour(name fyne.ThemeColorName) color.Color { return theme.ColorForWidget(name, p) }

// slowest is the longest median there is: the axis is made for it, as the
// slowest hundredth would press all else to the ground.
func (p *plot) slowest() (d time.Duration) {
	for _, b := range p.buckets {
		d = max(d, b.Connect.Median, b.First.Median)
	}
	return d
}

// niceMost is a round number above d for the end of an axis: 1, 2 or 5 times a
// power of ten milliseconds.
func niceMost(d time.Duration) time.Duration {
	ms := max(10, float64(d)/float64(time.Millisecond)*1.15)
	step := math.Pow(10, math.Floor(math.Log10(ms)))
	for _, n := range []float64{1, 2, 5, 10} {
		if n*step >= ms {
			return time.Duration(n*step) * time.Millisecond
		}
	}
	return time.Duration(10*step) * time.Millisecond
}

// bands mark when it was wrong, and when nothing was measured.
func (r *plotRenderer) bands(x func(time.Duration) float32, height float32) {
	p := r.p
	for _, o := range p.outages {
		to := o.To
		if to == 0 {
			to = max(p.gone, o.From)
		}
		name, mark := theme.ColorNameError, "✗ "
		if o.State == "slow" {
			name, mark = theme.ColorNameWarning, "！"
		}
		r.band(x(o.From), x(to), height, p.colour(name), mark, p.words.Say("watch.band."+o.State))
	}
	for i := 0; i < len(p.buckets); i++ {
		b := p.buckets[i]
		switch {
		case b.Rounds() == 0 && b.To <= p.gone:
			for i+1 < len(p.buckets) && p.buckets[i+1].Rounds() == 0 && p.buckets[i+1].To <= p.gone {
				i++ // one band for the whole sleep
			}
			r.band(x(b.From), x(p.buckets[i].To), height, p.colour(theme.ColorNameDisabled), "– ", p.words.Say("watch.band.none"))
		case b.Bad > 0 && len(p.outages) > 0 && b.To < p.outages[0].From: // one that the list has no room for
			r.band(x(b.From), x(b.To), height, p.colour(theme.ColorNameError), "✗ ", p.words.Say("watch.band.bad"))
		}
	}
}

// band is one of them, with its mark above, and its word where there is room.
func (r *plotRenderer) band(from, to, height float32, c color.Color, mark, word string) {
	red, green, blue, _ := c.RGBA()
	rect := canvas.NewRectangle(color.NRGBA{uint8(red >> 8), uint8(green >> 8), uint8(blue >> 8), 0x50})
	rect.Move(fyne.NewPos(from, plotTop))
	rect.Resize(fyne.NewSize(max(3, to-from), height))
	r.objects = append(r.objects, rect)
	said := canvas.NewText(mark+word, c)
	said.TextSize, said.TextStyle.Bold = theme.CaptionTextSize(), true
	if said.MinSize().Width > max(to-from, 14) {
		said.Text = mark
	}
	said.Move(fyne.NewPos((from+max(to, from+3)-said.MinSize().Width)/2, plotTop-said.MinSize().Height))
	said.Resize(said.MinSize())
	r.objects = append(r.objects, said)
}

// axes are lines with milliseconds to the left and the time of day below.
func (r *plotRenderer) axes(x func(time.Duration) float32, y func(time.Duration) float32, field fyne.Size, most time.Duration) {
	p := r.p
	grid, ink := p.colour(theme.ColorNameSeparator), p.colour(theme.ColorNamePlaceHolder)
	for _, part := range []time.Duration{0, most / 2, most} {
		r.line(plotLeft, y(part), plotLeft+field.Width, y(part), grid, 1)
		l := r.text(strconv.FormatInt(part.Milliseconds(), 10)+" ms", ink)
		l.Move(fyne.NewPos(plotLeft-6-l.MinSize().Width, y(part)-l.MinSize().Height/2))
	}
	ticks := max(1, min(4, int(field.Width/110)))
	for i := range ticks + 1 {
		at := p.span * time.Duration(i) / time.Duration(ticks)
		r.line(x(at), plotTop+field.Height, x(at), plotTop+field.Height+4, ink, 1)
		l := r.text(p.begun.Add(at).Local().Format("15:04"), ink)
		left := x(at) - l.MinSize().Width/2
		l.Move(fyne.NewPos(min(left, p.Size().Width-l.MinSize().Width), plotTop+field.Height+4))
	}
}

// curve is one kind of time: a line through the medians, with round marks for
// one kind and square ones for the other, and a dot for the slowest hundredth.
func (r *plotRenderer) curve(x func(time.Duration) float32, y func(time.Duration) float32, c color.Color, square bool, of func(wizard.WatchBucket) wizard.WatchTimes) {
	red, green, blue, _ := c.RGBA()
	faint := color.NRGBA{uint8(red >> 8), uint8(green >> 8), uint8(blue >> 8), 0x90}
	var last *fyne.Position
	for _, b := range r.p.buckets {
		t := of(b)
		if t.Median <= 0 {
			last = nil
			continue
		}
		middle := (b.From + b.To) / 2
		now := fyne.NewPos(x(middle), y(t.Median))
		if t.P99 > t.Median {
			r.line(now.X, now.Y, now.X, y(t.P99), faint, 1)
		}
		if last != nil {
			r.line(last.X, last.Y, now.X, now.Y, c, 2)
		}
		r.objects = append(r.objects, marker(now, c, square))
		last = &now
	}
}

// marker is a point of a curve.
func marker(at fyne.Position, c color.Color, square bool) fyne.CanvasObject {
	var o fyne.CanvasObject = canvas.NewCircle(c)
	if square {
		o = canvas.NewRectangle(c)
	}
	o.Resize(fyne.NewSquareSize(5))
	o.Move(at.SubtractXY(2.5, 2.5))
	return o
}

func (r *plotRenderer) line(x1, y1, x2, y2 float32, c color.Color, width float32) {
	l := canvas.NewLine(c)
	l.StrokeWidth = width
	l.Position1, l.Position2 = fyne.NewPos(x1, y1), fyne.NewPos(x2, y2)
	r.objects = append(r.objects, l)
}

func (r *plotRenderer) text(said string, c color.Color) *canvas.Text {
	l := canvas.NewText(said, c)
	l.TextSize = theme.CaptionTextSize()
	l.Resize(l.MinSize())
	r.objects = append(r.objects, l)
	return l
}
