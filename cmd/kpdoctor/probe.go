package main

import (
	"os"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
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

// noOpenGL is the reason why Fyne's own driver can open no window here, as a key
// of assets/text; "" where it can. Fyne without OpenGL shows nothing and never
// ends, and a driver may crash or hang: so a child of this program tries first.
func noOpenGL() string {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return "bare.no_display"
	}
	exe, err := os.Executable()
	if err != nil {
		return "" // nobody to ask: try in earnest
	}
	return ask(exe, "--probe-window", probePatience)
}

// ask runs a program that says by its exit status whether a window can be opened,
// and takes its silence for a no.
func ask(exe, arg string, patience time.Duration) (reason string) {
	nothing, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return ""
	}
	defer nothing.Close()
	child, err := os.StartProcess(exe, []string{exe, arg}, &os.ProcAttr{Files: []*os.File{nothing, nothing, nothing}})
	if err != nil {
		return ""
	}
	late := time.AfterFunc(patience, func() { child.Kill() })
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
