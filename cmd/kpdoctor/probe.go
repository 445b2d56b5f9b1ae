package main

import (
	"os"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"fyne.io/fyne/v2/driver/desktop"
)

// probePatience is how long a window may take to open: a broken graphics driver
// can hang, a slow PC needs two seconds.
const probePatience = 8 * time.Second

// What the child says by its exit status.
const (
	probeWindow  = 21 // the system gave it a window
	probeDisplay = 22 // there is no display to ask
	probeOpenGL  = 23 // there is, and no window came of it
)

// noWindow is the reason why no window can be opened here, as a key of
// assets/text; "" where one can. Fyne without OpenGL shows nothing and never
// ends, and a driver may crash: so a child of this program tries first.
func noWindow() string {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return "bare.no_display"
	}
	exe, err := os.Executable()
	if err != nil {
		return "" // nobody to ask: try in earnest
	}
	nothing, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return ""
	}
	defer nothing.Close()
	child, err := os.StartProcess(exe, []string{exe, "--probe-window"}, &os.ProcAttr{Files: []*os.File{nothing, nothing, nothing}})
	if err != nil {
		return ""
	}
	late := time.AfterFunc(probePatience, func() { child.Kill() })
	defer late.Stop()
	ended, err := child.Wait()
	if err != nil {
		return ""
	}
	switch ended.ExitCode() {
	case probeWindow:
		return ""
	case probeDisplay:
		return "bare.no_display"
	case probeOpenGL:
		return "bare.no_opengl"
	}
	return "bare.no_answer" // it hung or crashed
}

// probe opens a window of one pixel and reports by its exit status whether the
// system gave it a handle.
func probe() (status int) {
	defer func() {
		if recover() != nil { // so GLFW says that it cannot begin
			status = probeDisplay
		}
	}()
	status = probeOpenGL
	a := newApp()
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

// handle is the system's own name for a window; 0 where there is none.
func handle(w fyne.Window) (h uintptr) {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return 0
	}
	native.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			h = c.WindowHandle
		case driver.WaylandWindowContext:
			h = c.WaylandSurface
		case driver.WindowsWindowContext:
			h = c.HWND
		case driver.MacWindowContext:
			h = c.NSWindow
		}
	})
	return h
}
