package software

import (
	"fmt"
	"image"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func TestDoRunsOnTheWindowsGoroutine(t *testing.T) {
	w, p := openPane(t, 96, widget.NewLabel("x"), 100, 60)
	p.woken.Store(0)
	var did []int
	var all sync.WaitGroup
	for i := range 20 {
		all.Add(1)
		go func() { defer all.Done(); fyne.Do(func() { did = append(did, i) }) }()
	}
	all.Wait()
	if len(did) > 0 {
		t.Fatal("fyne.Do did not wait for the window")
	}
	w.work()
	if len(did) != 20 || p.woken.Load() != 20 {
		t.Errorf("%d of 20 were done, the window was woken %d times", len(did), p.woken.Load())
	}
	done := make(chan struct{})
	go func() { fyne.DoAndWait(func() { did = nil }); close(done) }()
	for waiting := true; waiting; {
		select {
		case <-done:
			waiting = false
		default:
			w.work()
		}
	}
	if did != nil {
		t.Error("DoAndWait came back too early")
	}
}

func TestLifeOfAWindow(t *testing.T) {
	var log []string
	note := func(s string) func() { return func() { log = append(log, s) } }
	a, p := newPane(t, 96)
	l := a.Lifecycle()
	l.SetOnStarted(note("started"))
	l.SetOnStopped(note("stopped"))
	l.SetOnEnteredForeground(note("front"))
	l.SetOnExitedForeground(note("back"))
	w := a.NewWindow("开票医生").(*Window)
	w.SetContent(widget.NewLabel("x"))
	w.SetOnClosed(note("closed"))
	refuse := true
	w.SetCloseIntercept(func() {
		log = append(log, "asked")
		if !refuse {
			w.Close()
		}
	})
	w.SetOnDropped(func(at fyne.Position, files []fyne.URI) { log = append(log, fmt.Sprint(at, len(files))) })
	w.ShowAndRun()
	w.work()
	w.focused(true)
	w.focused(false)
	w.drop(3, 4, []fyne.URI{nil})
	w.RequestFocus()
	w.Move(image.Pt(-30, 40))
	if at, free := w.Corner(); at != image.Pt(-30, 40) || !free {
		t.Errorf("it stands at %v, free %v", at, free)
	}
	w.Minimize()
	if _, free := w.Corner(); free {
		t.Error("minimised it still stands somewhere")
	}
	w.closing()
	refuse = false
	w.closing()
	want := "[stopped started front back {3 4} 1 asked asked closed]" // the pane's run does not wait
	if fmt.Sprint(log) != want || !p.gone || !p.raised || p.named != "开票医生" {
		t.Errorf("got %v, want %v; gone %v, raised %v, named %q", log, want, p.gone, p.raised, p.named)
	}
}
