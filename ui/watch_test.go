package ui

import (
	"context"
	"fmt"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"kpdoctor/assets/text"
	"kpdoctor/ui/wizard"
)

const ms = time.Millisecond

// watched is how a watch of half an hour stands after n of 30 minutes: down from
// minute 8 to 12, slow from 20 to 21, asleep from 14 to 16.
func watched(n int) wizard.WatchEvent {
	begun := time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local)
	e := wizard.WatchEvent{At: begun.Add(time.Duration(n) * time.Minute), State: "ok", Success: 0.867, Rounds: n,
		Connect: wizard.WatchTimes{Median: 31 * ms, P99: 90 * ms}, First: wizard.WatchTimes{Median: 88 * ms, P99: 3200 * ms},
		Lines: []wizard.Said{{ZH: "看了 30 分钟，检测 28 次，其中 4 次连不上，1 次很慢，成功率 85.7%。", EN: "Watched for 30 minutes: of 28 rounds 4 failed and 1 were slow, 85.7% were served."}}}
	for i := range n {
		b := wizard.WatchBucket{From: time.Duration(i) * time.Minute, To: time.Duration(i+1) * time.Minute}
		switch {
		case i >= 8 && i < 12:
			b.Bad = 1
		case i >= 14 && i < 16:
		default:
			b.Good = 1
			b.Connect = wizard.WatchTimes{Median: time.Duration(28+i%5*3) * ms, P99: time.Duration(40+i%3*20) * ms}
			b.First = wizard.WatchTimes{Median: time.Duration(80+i%7*6) * ms, P99: time.Duration(120+i%4*30) * ms}
		}
		e.Plot = append(e.Plot, b)
	}
	if n >= 12 {
		e.Outages = append(e.Outages, wizard.Outage{From: 8 * time.Minute, To: 12 * time.Minute, State: "bad", Run: "r1",
			Said: wizard.Said{ZH: "09:08 到 09:12 连不上，共 4 分钟（4 次）：DNS 服务器没有响应", EN: "from 09:08 to 09:12 not reachable, for 4 minutes (4 rounds): The DNS server does not answer"}})
	}
	if n >= 21 {
		e.Outages = append(e.Outages, wizard.Outage{From: 20 * time.Minute, To: 21 * time.Minute, State: "slow",
			Said: wizard.Said{ZH: "09:20 到 09:21 很慢，共 1 分钟（1 次）", EN: "from 09:20 to 09:21 slow, for 1 minute (1 round)"}})
	}
	return e
}

// watching is a window whose watch yields these events, and then goes on or ends.
func watching(t *testing.T, lang string, events ...wizard.WatchEvent) (w *Window, asked *wizard.WatchOptions) {
	w, _ = stand(t, lang)
	asked = new(wizard.WatchOptions)
	w.do.Named = func(wizard.Choice, string) string { return "北京 · 浏览器" }
	w.do.Watch = func(_ context.Context, _ wizard.Choice, o wizard.WatchOptions, _ string) iter.Seq[wizard.WatchEvent] {
		*asked = o
		return func(yield func(wizard.WatchEvent) bool) {
			for _, e := range events {
				if !yield(e) {
					return
				}
			}
		}
	}
	w.do.SaveWatch = func(e wizard.WatchEvent, _ string) (string, error) {
		return fmt.Sprintf("/home/li/桌面/watch-%d.txt", e.Rounds), nil
	}
	w.do.Reopen = func(string) (wizard.Outcome, error) { return wizard.Outcome{Past: time.Now()}, nil }
	w.speak(text.New(lang))
	w.Choose(wizard.Choice{Mode: wizard.ByRegion, Region: "beijing", Software: "browser"})
	w.lookOn()
	return w, asked
}

func over(e wizard.WatchEvent) wizard.WatchEvent {
	e.Over = true
	return e
}

func TestWatchAndSaveTheResult(t *testing.T) {
	w, asked := watching(t, "zh", watched(1), watched(28), over(watched(28)))
	wants(t, w, "观察：北京 · 浏览器", "看多久？")
	page := w.pages[wizard.Watch].(*watchPage)
	page.fors.SetSelected("一天")
	page.keys(fyne.KeyReturn)
	if asked.For != 24*time.Hour {
		t.Errorf("watched for %v", asked.For)
	}
	wants(t, w, "观察结束：北京 · 浏览器", "86.7%", "一般 31，慢时 90 毫秒", "看了 30 分钟", "09:08 到 09:12 连不上", "DNS 服务器没有响应", "看当时的结果")
	test.Tap(&page.save.Button)
	wants(t, w, "/home/li/桌面/watch-28.txt")
	page.keys(fyne.KeyEscape)
	if w.state.Page != wizard.Welcome {
		t.Errorf("Escape goes to %s", w.state.Page)
	}
}

// While it goes on she may look elsewhere; closing the window asks.
func TestClosingWhileItWatches(t *testing.T) {
	w, _ := watching(t, "zh", watched(1), watched(9))
	w.beginWatch()
	page := w.pages[wizard.Watch].(*watchPage)
	wants(t, w, "现在正常", "已经看了 9 次", "停止观察")
	page.keys(fyne.KeyEscape)
	if !w.state.Watch.On || w.state.Page != wizard.Welcome {
		t.Fatal("looking elsewhere ends the watch")
	}
	var done []string
	leave := func() {
		w.Leave(func() bool { done = append(done, "aside"); return true }, func() { done = append(done, "closed") })
	}
	leave()
	wants(t, w, "要继续在后台看着吗？")
	keyed(w, fyne.KeyEscape)
	if len(done) > 0 {
		t.Fatalf("Escape did %q", done)
	}
	leave()
	overlayButton(t, w, "在后台继续")
	leave()
	overlayButton(t, w, "停止并关闭")
	if got := strings.Join(done, " "); got != "aside closed" {
		t.Errorf("did %q", got)
	}
	w.state.Watch.On = false
	leave()
	if len(done) != 3 {
		t.Error("it asks though it does not watch")
	}
}

func TestAWatchThatCannotBegin(t *testing.T) {
	w, _ := watching(t, "zh", wizard.WatchEvent{Trouble: &wizard.Trouble{Key: "start.bad_profile", Detail: "a.toml:3"}})
	w.beginWatch()
	wants(t, w, text.New("zh").Say("start.bad_profile"), "a.toml:3")
	if w.state.Watch.On {
		t.Error("it says that it watches")
	}
	w, asked := watching(t, "zh")
	w.Choose(wizard.Choice{Mode: wizard.ByRegion})
	w.lookOn()
	keyed(w, fyne.KeyReturn)
	if asked.For != 0 {
		t.Error("it watches nothing")
	}
	wants(t, w, "请先选择税务局")
}

// What the plot is made of does not grow with time, and a band has a word.
func TestPlot(t *testing.T) {
	test.NewTempApp(t)
	p := newPlot(text.New("zh"))
	p.Resize(fyne.NewSize(800, 200))
	w := wizard.Watching{Begun: time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local), On: true, Options: wizard.WatchOptions{For: 30 * time.Minute}, Now: watched(28)}
	p.show(w)
	var said []string
	for _, o := range test.WidgetRenderer(p).Objects() {
		if one, ok := o.(*canvas.Text); ok {
			said = append(said, one.Text)
		}
		if at := o.Position(); at.X < 0 || at.X > 801 || at.Y < -1 || at.Y > 201 {
			t.Errorf("%T lies outside, at %v", o, at)
		}
	}
	all := strings.Join(said, " | ")
	for _, want := range []string{"✗ 连不上", "– 没检测", "！", "0 ms", "100 ms", "200 ms", "09:00", "09:30"} {
		if !strings.Contains(all, want) {
			t.Errorf("the plot does not say %q but %s", want, all)
		}
	}
	many := w.Now
	many.Plot = nil
	for i := range 120 {
		many.Plot = append(many.Plot, wizard.WatchBucket{From: time.Duration(i) * 12 * time.Minute, To: time.Duration(i+1) * 12 * time.Minute, Good: 12,
			Connect: wizard.WatchTimes{Median: 30 * ms, P99: 99 * ms}, First: wizard.WatchTimes{Median: 80 * ms, P99: 200 * ms}})
	}
	w.Now, w.Options.For = many, 24*time.Hour
	p.show(w)
	if n := len(test.WidgetRenderer(p).Objects()); n > 900 {
		t.Errorf("a day is %d objects", n)
	}
	w.Now = wizard.WatchEvent{}
	p.show(w) // nothing measured yet
	p.Resize(fyne.NewSize(30, 10))
}

func TestNiceMost(t *testing.T) {
	for d, want := range map[time.Duration]time.Duration{0: 10 * ms, 9 * ms: 20 * ms, 98 * ms: 200 * ms, 430 * ms: 500 * ms, 900 * ms: 2000 * ms, 3 * time.Second: 5 * time.Second} {
		if got := niceMost(d); got != want {
			t.Errorf("%v: %v, want %v", d, got, want)
		}
	}
}

func TestWatchPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("no -pictures folder given")
	}
	for _, lang := range []string{"zh", "en"} {
		for name, variant := range map[string]fyne.ThemeVariant{"light": theme.VariantLight, "dark": theme.VariantDark} {
			for scale, size := range map[string]fyne.Size{"1x": fyne.NewSize(960, 640), "2x": fyne.NewSize(683, 360)} {
				take := func(scene string, w *Window) {
					w.app.Settings().SetTheme(lit{variant: variant})
					w.Resize(size)
					settle(w)
					draw(t, w, filepath.Join(*pictures, strings.Join([]string{scene, lang, name, scale}, "-")+".png"))
				}
				w, _ := watching(t, lang, watched(24))
				take("watch_before", w)
				w.beginWatch()
				w.state.Watch.Begun = time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local)
				w.set(w.state)
				take("watch_going", w)
				w.Leave(func() bool { return true }, func() {})
				take("watch_leave", w)
				w, _ = watching(t, lang, over(watched(30)))
				w.beginWatch()
				w.state.Watch.Begun = time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local)
				w.set(w.state)
				take("watch_over", w)
			}
		}
	}
}
