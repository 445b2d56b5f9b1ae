package software

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
)

// Window is the program's one window.
type Window struct {
	fyne.Window // of the test driver: content, canvas, title
	app         *App
	canvas      *Canvas
	glass       glass
	mouse       *pointer
	keyboard    *keyboard

	open     bool
	centred  bool
	wanted   fyne.Size // asked for before there was a window
	icon     fyne.Resource
	closed   func()
	asked    func() // instead of closing
	dropped  func(fyne.Position, []fyne.URI)
	due      bool // a frame is ordered
	frames   Frames
	attended bool // it has the keyboard
}

// Canvas is what the window shows.
func (w *Window) Canvas() fyne.Canvas { return w.canvas }

// SetContent sets what the window shows.
func (w *Window) SetContent(o fyne.CanvasObject) {
	w.Window.SetContent(o)
	w.canvas.repaint()
}

// SetPadded says whether there is a margin around the content.
func (w *Window) SetPadded(padded bool) {
	w.Window.SetPadded(padded)
	w.canvas.repaint()
}

// Resize sets the size of the content, in units.
func (w *Window) Resize(size fyne.Size) {
	if !w.open {
		w.wanted = size
		w.Window.Resize(size)
		return
	}
	s := w.canvas.scale
	w.glass.resize(fitted(image.Pt(s.dots(size.Width), s.dots(size.Height)), w.least(), w.glass.room()))
}

// least is how small the window may become, in dots.
func (w *Window) least() image.Point {
	need := w.canvas.MinSize()
	room := w.glass.room()
	return image.Pt(min(w.canvas.scale.dots(need.Width), room.X), min(w.canvas.scale.dots(need.Height), room.Y))
}

// Show opens the window.
func (w *Window) Show() {
	if w.open {
		w.glass.show(true)
		return
	}
	s := scale{w.glass.dpi()}
	w.canvas.rescale(s.dpi)
	want := w.wanted.Max(w.canvas.MinSize())
	size := fitted(image.Pt(s.dots(want.Width), s.dots(want.Height)), image.Point{}, w.glass.room())
	if err := w.glass.open(w.Title(), picture(w.Icon()), size); err != nil {
		w.app.failed = err
		return
	}
	w.open = true
	if w.centred {
		w.glass.center()
	}
	w.glass.dark(w.app.Settings().ThemeVariant() == variantDark)
	w.rescaled(w.glass.dpi())
	w.resized()
	w.glass.show(true)
	w.app.begun()
}

// Hide takes the window from the screen without closing it.
func (w *Window) Hide() { w.glass.show(false) }

// Close closes the window for good, and with it the program's run.
func (w *Window) Close() {
	if !w.open {
		return
	}
	w.open = false
	w.Window.Hide()
	if w.closed != nil {
		w.closed()
	}
	w.glass.close()
}

// ShowAndRun opens the window and returns once it is closed.
func (w *Window) ShowAndRun() {
	w.Show()
	w.app.Run()
}

// RequestFocus brings the window to the front.
func (w *Window) RequestFocus() { w.glass.raise() }

// CenterOnScreen puts the window into the middle of the desktop.
func (w *Window) CenterOnScreen() {
	w.centred = true
	if w.open {
		w.glass.center()
	}
}

// Corner is the upper left of its frame on the desktop, in dots; not free where
// it is maximised or minimised, and stands nowhere of its own.
func (w *Window) Corner() (at image.Point, free bool) { return w.glass.corner() }

// Move puts the corner somewhere else, if a screen is there.
func (w *Window) Move(to image.Point) { w.glass.move(to) }

// Minimize leaves of the window its place in the task bar.
func (w *Window) Minimize() { w.glass.minimize() }

// SetTitle sets what its bar says.
func (w *Window) SetTitle(title string) {
	w.Window.SetTitle(title)
	if w.open {
		w.glass.title(title)
	}
}

// Icon is its picture in the task bar.
func (w *Window) Icon() fyne.Resource {
	if w.icon == nil {
		return w.app.Icon()
	}
	return w.icon
}

// SetIcon sets it.
func (w *Window) SetIcon(icon fyne.Resource) {
	w.icon = icon
	if w.open {
		w.glass.icon(picture(icon))
	}
}

// SetFullScreen makes it cover the screen, or no longer.
func (w *Window) SetFullScreen(full bool) {
	w.Window.SetFullScreen(full)
	if w.open {
		w.glass.full(full)
	}
}

// SetOnClosed sets what is called when it has been closed.
func (w *Window) SetOnClosed(closed func()) { w.closed = closed }

// SetCloseIntercept sets what is called instead of closing it.
func (w *Window) SetCloseIntercept(asked func()) { w.asked = asked }

// SetOnDropped sets what is called with files that are let fall on it.
func (w *Window) SetOnDropped(dropped func(fyne.Position, []fyne.URI)) { w.dropped = dropped }

// Clipboard is the system's.
func (w *Window) Clipboard() fyne.Clipboard { return w.glass.clipboard() }

// RunNative hands on the system's name for the window; zero while it has none.
func (w *Window) RunNative(f func(any)) {
	f(driver.WindowsWindowContext{HWND: w.glass.handle()})
}

// newWindow puts the app's window together.
func newWindow(a *App, inner fyne.Window) *Window {
	w := &Window{Window: inner, app: a, glass: a.glass}
	w.canvas = newCanvas(inner.Canvas().(software.WindowlessCanvas), plainDPI)
	w.canvas.stale = w.order
	w.mouse = &pointer{canvas: w.canvas, keys: a.glass.keys, shape: a.glass.cursor, after: a.glass.after, cursor: desktop.DefaultCursor}
	w.keyboard = &keyboard{canvas: w.canvas, keys: a.glass.keys, clipboard: a.glass.clipboard()}
	return w
}
