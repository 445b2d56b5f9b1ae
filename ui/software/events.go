package software

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// What the glass tells the window. Each is one thing that happened.

// order has a frame painted once there is nothing else to do.
func (w *Window) order() {
	if w.open && !w.due {
		w.due = true
		w.glass.due()
	}
}

// work does what other goroutines asked for.
func (w *Window) work() {
	for _, f := range w.app.driver.jobs.take() {
		f()
	}
	w.noticed()
}

// noticed orders a frame where an overlay came or went without a word.
func (w *Window) noticed() {
	if len(w.canvas.Overlays().List()) != w.canvas.overlay {
		w.order()
	}
}

// tick moves the animations.
func (w *Window) tick() {
	w.app.driver.clips.tick()
	if len(w.app.driver.clips.all) == 0 {
		w.glass.beat(false)
	}
}

// paint brings the screen up to date.
func (w *Window) paint() {
	w.due = false
	screen := w.glass.screen()
	if screen == nil || screen.Rect.Empty() {
		return
	}
	began := time.Now()
	if w.canvas.settle() {
		w.grown()
	}
	w.due = false // what laying out changed is painted now
	for _, part := range w.canvas.frame(screen) {
		w.glass.dirty(part)
		w.frames.Dots += dotsOf(part)
	}
	w.frames.add(time.Since(began))
	w.typesAt()
}

// grown makes the window larger where its content no longer fits.
func (w *Window) grown() {
	now, need := w.glass.size(), w.least()
	if need.X > now.X || need.Y > now.Y {
		w.glass.resize(image.Pt(max(now.X, need.X), max(now.Y, need.Y)))
	}
}

// resized lays the content out for the size that the window has by now.
func (w *Window) resized() {
	now := w.glass.size()
	if now.X <= 0 || now.Y <= 0 {
		return // minimised
	}
	w.Window.Resize(w.canvas.scale.size(now.X, now.Y))
	w.canvas.all = true
	w.order()
}

// rescaled follows a change of the dots per inch: another screen, another choice.
func (w *Window) rescaled(dpi int) {
	if dpi != w.canvas.scale.dpi {
		w.canvas.rescale(dpi)
	}
}

// themed follows the system's light and dark.
func (w *Window) themed() {
	w.app.settings.follow(w.glass.variant())
	w.glass.dark(w.app.settings.ThemeVariant() == variantDark)
}

// focused is the keyboard coming or going.
func (w *Window) focused(here bool) {
	if here == w.attended {
		return
	}
	w.attended = here
	if f := w.canvas.Focused(); f != nil {
		if here {
			f.FocusGained()
		} else {
			f.FocusLost()
		}
	}
	w.app.foreground(here)
}

// closing is a person closing the window.
func (w *Window) closing() {
	if w.asked != nil {
		w.asked()
		return
	}
	w.Close()
}

// drop is files let fall at a place, in dots.
func (w *Window) drop(x, y int, files []fyne.URI) {
	if w.dropped != nil && len(files) > 0 {
		w.dropped(w.canvas.scale.point(x, y), files)
	}
}

// typesAt tells the input method where text is typed, so that its candidates
// stand there.
func (w *Window) typesAt() {
	if at, ok := w.caret(); ok {
		w.glass.caret(w.canvas.scale.rect(at))
	}
}

// caret is where the next rune will stand; not ok where nothing takes one. An
// entry says where its cursor stands within what it scrolls; the bar that is
// drawn there stands where the person sees it.
func (w *Window) caret() (bar area, ok bool) {
	entry, is := w.canvas.Focused().(interface {
		fyne.CanvasObject
		CursorPosition() fyne.Position
	})
	if !is {
		return bar, false
	}
	corner, found := place(w.canvas, entry)
	if !found {
		return bar, false
	}
	within := entry.CursorPosition()
	walk(entry, corner.Subtract(entry.Position()), everywhere, func(o fyne.CanvasObject, at fyne.Position, _ area) bool {
		if r, is := o.(*canvas.Rectangle); is && r.Position() == within && r.Size().Width < r.Size().Height {
			bar, ok = area{at, r.Size()}, true
		}
		return !ok
	})
	return bar, ok
}
