package main

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/go-gl/glfw/v3.4/glfw"

	"kpdoctor/assets/text"
	"kpdoctor/ui/software"
)

// An offstage window is out of the way while it watches, and can come back: from
// the tray, from the task bar, or by starting the program again.
type offstage struct {
	app    fyne.App
	window fyne.Window
	words  *text.Printer
	called bool // a later start can call it back
	hidden bool
}

// enter puts the window out of the way and reports whether that could be done.
// Linux desktops have a tray or not, and do not say: there it goes to the task bar.
func (o *offstage) enter() bool {
	tray, ok := o.app.(desktop.App)
	if ok && runtime.GOOS != "linux" && drawn == openGL {
		tray.SetSystemTrayMenu(fyne.NewMenu(name, fyne.NewMenuItem(o.words.Say("watch.tray.show"), o.leave)))
		tray.SetSystemTrayIcon(icon)
		o.hide()
		return true
	}
	done := false
	if own, ok := o.window.(*software.Window); ok {
		own.Minimize()
		done = true
	}
	native(o.window, func(g *glfw.Window) {
		g.Iconify()
		done = true
	})
	if !done && o.called {
		o.hide()
		return true
	}
	return done
}

func (o *offstage) hide() {
	o.hidden = true
	o.window.Hide()
}

// leave brings the window back before all others.
func (o *offstage) leave() {
	if o.hidden {
		o.hidden = false
		o.window.Show()
	}
	forward(o.window)
}
