package main

import (
	"time"

	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// frame is what a window's title and border take, in units of Fyne.
const frame = 40

// fit makes a window smaller that is larger than the screen without its task
// bar: 1366×768 at 150 % leaves 910 by some 480. Fyne itself does not know the
// screen. It must run once the window is there.
func fit(w fyne.Window) {
	if drawn == inMemory {
		return // which knows the screen
	}
	monitor := glfw.GetPrimaryMonitor()
	if monitor == nil {
		return
	}
	_, _, width, height := monitor.GetWorkarea()
	scale := w.Canvas().Scale()
	if width <= 0 || height <= 0 || scale <= 0 {
		return
	}
	now := w.Canvas().Size()
	room := fyne.NewSize(float32(width)/scale-8, float32(height)/scale-frame)
	if now.Width > room.Width || now.Height > room.Height {
		w.Resize(now.Min(room))
		w.CenterOnScreen()
		for _, later := range settles {
			time.AfterFunc(later, func() { fyne.Do(w.Content().Refresh) })
		}
	}
}

// settles are when the picture is drawn again after a window was made smaller:
// the first one may be as high as the window was before the window manager
// agreed, and then its foot with the main button lies below the edge.
var settles = []time.Duration{150 * time.Millisecond, 600 * time.Millisecond, 2 * time.Second}
