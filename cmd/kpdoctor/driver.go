package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"kpdoctor/checks/settings"
	"kpdoctor/ui/software"
)

// A way is how the window is drawn.
type way string

const (
	openGL    way = "opengl"   // Fyne's own driver
	inMemory  way = "software" // Fyne's painter in a plain window of Windows
	noWindows way = "none"     // the report in the browser instead
)

// drawn is how this run's window is drawn, for the report; "" before it is known.
var drawn way

// hasSoftware: elsewhere than on Windows Fyne's own driver has Mesa to draw by software.
const hasSoftware = runtime.GOOS == "windows"

// forced is the way that the command line or else the settings ask for; "auto"
// where neither does.
func forced(o options) string {
	if o.window != "" {
		return o.window
	}
	kept, err := settings.Load()
	if err == nil && slices.Contains(settings.Forces, kept.Window.Force) {
		return kept.Window.Force
	}
	return "auto"
}

// choose says how the window is to be drawn. Where it is not by OpenGL, reason
// is why, as a key of assets/text. The probe may take its time: it is asked last.
func choose(force string, probe func() (reason string)) (w way, reason string) {
	switch force {
	case "none":
		return noWindows, "bare.as_asked"
	case "opengl":
		return openGL, ""
	case "software":
		if hasSoftware {
			return inMemory, "bare.as_asked"
		}
		return noWindows, "bare.no_software"
	}
	reason = probe()
	switch {
	case reason == "":
		return openGL, ""
	case hasSoftware:
		return inMemory, reason
	}
	return noWindows, reason
}

// lesser is what to try where a way turned out not to work.
func (w way) lesser() way {
	if w == openGL && hasSoftware {
		return inMemory
	}
	return noWindows
}

// newApp is the program in Fyne's eyes, drawing its window in one way or the other.
func newApp(w way) (fyne.App, error) {
	about := fyne.AppMetadata{ID: id, Name: name, Version: version, Build: build, Icon: icon,
		Migrations: map[string]bool{"fyneDo": true}}
	if w == inMemory {
		return software.New(about)
	}
	app.SetMetadata(about)
	return app.NewWithID(id), nil
}

// startAgain runs this program once more, drawing its window in another way,
// and returns its exit status: a driver that let the window down is not to be
// trusted with another one.
func startAgain(w way, args []string) int {
	exe, err := os.Executable()
	if err != nil {
		return exitUnwritten
	}
	files := []*os.File{os.Stdin, os.Stdout, os.Stderr}
	child, err := os.StartProcess(exe, append([]string{exe}, inWay(w, args)...), &os.ProcAttr{Files: files})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitUnwritten
	}
	ended, err := child.Wait()
	if err != nil {
		return exitUnwritten
	}
	return ended.ExitCode()
}

// inWay is a command line that asks for a way, whichever it asked for: the last
// word counts, and a program that was forced to a way must not start itself in
// that same way for ever.
func inWay(w way, args []string) []string {
	return append(slices.Clone(args), "--window="+string(w))
}
