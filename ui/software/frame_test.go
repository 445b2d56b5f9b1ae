package software

import (
	"fmt"
	"image"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

func TestPaintsOnlyWhatChanged(t *testing.T) {
	bar := widget.NewProgressBar()
	label := widget.NewLabel("第一行")
	w, p := openPane(t, 96, container.NewVBox(label, bar, widget.NewLabel("别处")), 600, 400)
	w.settled(t)
	p.parts = nil
	for i := range 5 {
		bar.SetValue(float64(i+1) / 10)
		w.settled(t)
	}
	at, _ := place(w.canvas, bar)
	room := w.canvas.scale.rect(area{at.SubtractXY(8, 8), bar.Size().AddWidthHeight(16, 16)})
	if len(p.parts) == 0 {
		t.Fatal("nothing was painted")
	}
	for _, part := range p.parts {
		if !part.In(room) {
			t.Errorf("for the bar at %v it painted %v", room, part)
		}
	}
	p.parts = nil
	label.Refresh()
	w.settled(t)
	if len(p.parts) > 0 {
		t.Errorf("what looks as before was painted: %v", p.parts)
	}
	if dots, _ := difference(p.paper, w.canvas.Capture(), 2); dots > 0 {
		t.Errorf("%d dots are not what they should be", dots)
	}
}

// Whatever happens on the window, the parts add up to the whole.
func TestPartsAddUp(t *testing.T) {
	o := gallery()
	w, p := openPane(t, 96, o, 340, 300)
	split := o.(*container.Split)
	left := split.Leading.(*fyne.Container)
	entry := left.Objects[1].(*widget.Entry)
	bar := left.Objects[5].(*widget.ProgressBar)
	scroll := split.Trailing.(*container.Scroll)
	for i, act := range []func(){
		func() { scroll.ScrollToOffset(fyne.NewPos(0, 120)) },
		func() { w.canvas.Focus(entry) },
		func() { w.keyboard.types("文字") },
		func() { bar.SetValue(0.9) },
		func() { left.Objects[0].Hide() },
		func() { split.SetOffset(0.7) },
		func() { left.Objects[0].Show() },
		func() { left.Objects[2].(*widget.Select).Tapped(&fyne.PointEvent{}) },
		func() { w.mouse.move(fyne.NewPos(100, 200)) },
		func() { w.canvas.Overlays().Top().Hide(); w.canvas.Overlays().Remove(w.canvas.Overlays().Top()) },
		func() { w.Resize(fyne.NewSize(360, 320)) },
		func() { w.rescaled(120) },
		func() { w.glass.(*pane).light = variantDark; w.themed() },
	} {
		act()
		w.noticed()
		w.settled(t)
		if dots, most := difference(p.paper, w.canvas.Capture(), 2); dots > 0 {
			keep(t, p.paper, fmt.Sprint("parts-", i))
			t.Fatalf("after act %d %d dots differ, by %d at most", i, dots, most)
		}
	}
}

func TestWhatGrowsIsLaidOut(t *testing.T) {
	label := widget.NewLabel("短")
	row := container.NewHBox(label, widget.NewLabel("右边"))
	w, p := openPane(t, 96, container.NewVBox(row), 200, 60)
	w.settled(t)
	at := row.Objects[1].Position()
	label.SetText("这一行字比先前长得多，右边的要让开，窗口也要变宽才放得下")
	w.settled(t)
	if row.Objects[1].Position().X <= at.X {
		t.Error("what stood beside a label that grew has not moved")
	}
	if need := w.canvas.scale.dots(w.canvas.MinSize().Width); p.inside.X < need {
		t.Errorf("the window is %d wide and its content needs %d", p.inside.X, need)
	}
}

func TestChangedFindsEveryDifference(t *testing.T) {
	r := func(x int) image.Rectangle { return image.Rect(x, 0, x+10, 10) }
	a, b, c := canvas.NewText("a", nil), canvas.NewText("b", nil), canvas.NewText("c", nil)
	one := []leaf{{object: a, box: r(0), look: 1}, {object: b, box: r(100), look: 1}, {object: c, box: r(200), look: 1}}
	for name, x := range map[string]struct {
		now  []leaf
		want []image.Rectangle
	}{
		"nothing":  {one, nil},
		"gone":     {one[:2], []image.Rectangle{r(200)}},
		"new look": {[]leaf{one[0], {object: b, box: r(100), look: 2}, one[2]}, []image.Rectangle{r(100)}},
		"moved":    {[]leaf{one[0], {object: b, box: r(400), look: 1, at: fyne.NewPos(1, 0)}, one[2]}, []image.Rectangle{r(400), r(100)}},
		"raised":   {[]leaf{one[1], one[0], one[2]}, []image.Rectangle{r(0)}},
	} {
		if got := changed(one, x.now); fmt.Sprint(got) != fmt.Sprint(x.want) {
			t.Errorf("%s: got %v, want %v", name, got, x.want)
		}
	}
	var many []image.Rectangle
	for i := range 40 {
		many = append(many, r(i*37%500))
	}
	parts := joined(many)
	if len(parts) > few {
		t.Errorf("%d parts are painted apart", len(parts))
	}
	for _, m := range many {
		inside := false
		for _, p := range parts {
			inside = inside || m.In(p)
		}
		if !inside {
			t.Errorf("%v is lost in %v", m, parts)
		}
	}
}

func TestAnimationsRunAndEnd(t *testing.T) {
	now := time.Unix(0, 0)
	c := clips{now: func() time.Time { return now }}
	var seen []float32
	a := &fyne.Animation{Duration: time.Second, Curve: fyne.AnimationLinear, AutoReverse: true, Tick: func(v float32) { seen = append(seen, v) }}
	c.start(a)
	for range 9 {
		now = now.Add(250 * time.Millisecond)
		c.tick()
	}
	if want := "[0.25 0.5 0.75 1 0.75 0.5 0.25 0]"; fmt.Sprint(seen) != want || len(c.all) != 0 {
		t.Errorf("got %v with %d left, want %v", seen, len(c.all), want)
	}
	a.RepeatCount = fyne.AnimationRepeatForever
	a.Tick = func(float32) { c.stop(a); c.start(a) }
	c.start(a)
	for range 20 {
		now = now.Add(time.Second)
		c.tick()
	}
	if len(c.all) != 1 {
		t.Errorf("%d animations run, want the one that starts itself again", len(c.all))
	}
}

func TestACaretIsMovedSeldom(t *testing.T) {
	now := time.Unix(0, 0)
	c := clips{now: func() time.Time { return now }}
	moved := map[string]int{}
	for name, d := range map[string]time.Duration{"caret": time.Second / 2, "bar": time.Second} {
		c.start(&fyne.Animation{Duration: d, AutoReverse: true, RepeatCount: fyne.AnimationRepeatForever, Tick: func(float32) { moved[name]++ }})
	}
	for range 100 {
		now = now.Add(20 * time.Millisecond)
		c.tick()
	}
	if moved["caret"] != 20 || moved["bar"] != 100 {
		t.Errorf("in two seconds moved %v times, want the caret 20 and the bar 100", moved)
	}
}

func TestAnimationsBeatTheWindow(t *testing.T) {
	w, p := openPane(t, 96, widget.NewLabel("x"), 100, 60)
	fyne.NewAnimation(time.Nanosecond, func(float32) {}).Start()
	if !p.beats {
		t.Fatal("the window does not tick for an animation")
	}
	time.Sleep(time.Microsecond)
	w.tick()
	if p.beats {
		t.Error("the window ticks for nothing")
	}
}

func TestThemeFollowsTheSystem(t *testing.T) {
	w, p := openPane(t, 96, widget.NewLabel("x"), 100, 60)
	w.app.Settings().SetTheme(theme.DefaultTheme())
	w.settled(t)
	light := p.paper.RGBAAt(1, 1)
	p.light = variantDark
	w.themed()
	w.settled(t)
	if dark := p.paper.RGBAAt(1, 1); dark == light || !p.frame {
		t.Errorf("light is %v, dark is %v, dark frame %v", light, dark, p.frame)
	}
	if w.app.Settings().ThemeVariant() != theme.VariantDark {
		t.Error("the settings say light")
	}
}
