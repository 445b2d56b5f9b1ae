package software

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// A glass is the system's window: what a Window asks of it. Sizes and places
// are in dots. Every method is for the window's goroutine, except wake.
type glass interface {
	open(title string, icon image.Image, size image.Point) error
	close()
	handle() uintptr
	run() // until close

	wake()                 // from any goroutine: have Window.work called soon
	due()                  // have Window.paint called, once there is nothing else to do
	dirty(image.Rectangle) // has been painted on screen and is to be shown
	screen() *image.RGBA   // the dots behind the window, blue first; nil while there are none
	beat(on bool)          // have Window.tick called sixty times a second
	after(time.Duration, func()) (cancel func())

	dpi() int
	size() image.Point // without frame
	room() image.Point // the largest size that the desktop has room for
	resize(image.Point)
	center()
	corner() (at image.Point, free bool) // of the frame; not free: maximised or minimised
	move(image.Point)                    // unless no screen is there
	minimize()
	show(bool)
	raise()
	full(bool)
	title(string)
	icon(image.Image)
	cursor(desktop.Cursor)
	keys() fyne.KeyModifier
	clipboard() fyne.Clipboard
	caret(image.Rectangle) // where typed text goes, for the input method
	dark(bool)             // colours of the frame
	variant() fyne.ThemeVariant
	browse(target string) error // a page, or a file by its path
}
