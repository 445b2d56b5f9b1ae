//go:build !windows

package main

import (
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// probe opens a window of one pixel and reports by its exit status whether the
// system gave it a handle.
func probe() (status int) {
	defer func() {
		if recover() != nil { // so GLFW says that it cannot begin
			status = probeDisplay
		}
	}()
	status = probeOpenGL
	a, _ := newApp(openGL)
	var w fyne.Window
	if d, ok := a.Driver().(desktop.Driver); ok {
		w = d.CreateSplashWindow()
	} else {
		w = a.NewWindow("")
	}
	w.Resize(fyne.NewSize(1, 1))
	a.Lifecycle().SetOnStarted(func() {
		if handle(w) != 0 {
			status = probeWindow
		}
		os.Exit(status) // at once: what is left to tidy up dies with the child
	})
	w.ShowAndRun()
	return status
}
