package software

import (
	"image"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// A pane is a glass without a system: it notes what it is told.
type pane struct {
	app    *App
	at     int // dots per inch
	inside image.Point
	desk   image.Point
	paper  *image.RGBA
	parts  []image.Rectangle
	orders int
	woken  atomic.Int32
	beats  bool
	calls  []func()
	held   fyne.KeyModifier
	shape  desktop.Cursor
	board  fyne.Clipboard
	bar    image.Rectangle
	named  string
	gone   bool
	light  fyne.ThemeVariant
	frame  bool // dark
	opened string
	spot   image.Point
	small  bool
	raised bool
}

func (p *pane) open(title string, _ image.Image, size image.Point) error {
	p.named, p.inside = title, size
	return nil
}
func (p *pane) close()                  { p.gone = true }
func (p *pane) handle() uintptr         { return 7 }
func (p *pane) run()                    {}
func (p *pane) wake()                   { p.woken.Add(1) }
func (p *pane) due()                    { p.orders++ }
func (p *pane) dirty(r image.Rectangle) { p.parts = append(p.parts, r) }
func (p *pane) screen() *image.RGBA {
	if p.paper == nil || p.paper.Rect.Size() != p.inside {
		p.paper = image.NewRGBA(image.Rectangle{Max: p.inside})
		p.app.window.canvas.all = true
	}
	return p.paper
}
func (p *pane) beat(on bool) { p.beats = on }
func (p *pane) after(_ time.Duration, f func()) func() {
	i := len(p.calls)
	p.calls = append(p.calls, f)
	return func() { p.calls[i] = nil }
}
func (p *pane) dpi() int          { return p.at }
func (p *pane) size() image.Point { return p.inside }
func (p *pane) room() image.Point { return p.desk }
func (p *pane) resize(to image.Point) {
	p.inside = to
	p.app.window.resized()
}
func (p *pane) center()                     {}
func (p *pane) corner() (image.Point, bool) { return p.spot, !p.small }
func (p *pane) move(to image.Point)         { p.spot = to }
func (p *pane) minimize()                   { p.small = true }
func (p *pane) show(bool)                   {}
func (p *pane) raise()                      { p.raised = true }
func (p *pane) full(bool)                   {}
func (p *pane) title(s string)              { p.named = s }
func (p *pane) icon(image.Image)            {}
func (p *pane) cursor(c desktop.Cursor)     { p.shape = c }
func (p *pane) keys() fyne.KeyModifier      { return p.held }
func (p *pane) clipboard() fyne.Clipboard   { return p.board }
func (p *pane) caret(at image.Rectangle)    { p.bar = at }
func (p *pane) dark(on bool)                { p.frame = on }
func (p *pane) variant() fyne.ThemeVariant  { return p.light }
func (p *pane) browse(target string) error  { p.opened = target; return nil }

// wait calls what after was asked to call.
func (p *pane) wait() {
	calls := p.calls
	p.calls = nil
	for _, f := range calls {
		if f != nil {
			f()
		}
	}
}

// newPane is an app with a pane in place of the system.
func newPane(t testing.TB, dpi int) (*App, *pane) {
	t.Helper()
	before := fyne.CurrentApp()
	t.Cleanup(func() { fyne.SetCurrentApp(before) })
	p := &pane{at: dpi, desk: image.Pt(3840, 2100), board: test.NewClipboard(), light: variantLight}
	p.app = &App{}
	p.app.begin(fyne.AppMetadata{ID: "test"}, p)
	return p.app, p
}

// openPane shows an object in a window of a size in units, and paints it.
func openPane(t testing.TB, dpi int, o fyne.CanvasObject, width, height float32) (*Window, *pane) {
	t.Helper()
	a, p := newPane(t, dpi)
	w := a.NewWindow("test").(*Window)
	w.SetContent(o)
	w.Resize(fyne.NewSize(width, height))
	w.canvas.unsnapped = true // to be compared with Fyne's software painter
	w.Show()
	w.work()
	w.paint()
	p.parts = nil
	return w, p
}

// settled paints until nothing is due.
func (w *Window) settled(t testing.TB) {
	t.Helper()
	for i := 0; w.due; i++ {
		if i == 5 {
			t.Fatal("every frame makes another one due")
		}
		w.paint()
	}
}
