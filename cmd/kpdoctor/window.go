package main

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"kpdoctor/assets/text"
	"kpdoctor/checks/settings/single"
	"kpdoctor/ui"
)

// What FyneApp.toml says too; a test compares them.
const (
	id      = "cn.kpdoctor.app"
	name    = "开票医生"
	version = "0.1.0"
	build   = 1
)

// show opens the window and returns when it is closed; false where none came.
// Later starts come to the seat; nil where there is none.
func show(o options, words *text.Printer, seat *single.Seat) (shown bool) {
	if os.Getenv("LANGUAGE") == "" && words.Lang() == "zh" {
		os.Setenv("LANGUAGE", "zh_CN") // Fyne's own few words follow the system alone
	}
	a, err := newApp(drawn)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return false
	}
	a.Settings().SetTheme(ui.Theme{})
	a.SetIcon(icon)
	d := openDesk()
	do := d.actions()
	do.Open = func(path string) error { return openFile(a, path) }
	w := ui.New(a, words, do)
	if o.chosen {
		w.Choose(o.choice)
	} else {
		w.ChooseLast(o.choice)
	}
	w.LookBack()
	stood := d.kept.Now().Window
	if stood.Width > 0 {
		w.Resize(fyne.NewSize(stood.Width, stood.Height))
	}
	w.CenterOnScreen()
	off := &offstage{app: a, window: w.Window, words: words, called: seat != nil}
	w.SetCloseIntercept(func() {
		w.Leave(off.enter, func() {
			d.stood(stance(w.Window))
			w.Close()
		})
	})
	a.Lifecycle().SetOnStarted(func() {
		if shown = handle(w.Window) != 0; !shown {
			a.Quit() // the driver passed the probe, and then let us down
			return
		}
		if stood.Place != nil {
			put(w.Window, *stood.Place)
		}
		fit(w)
	})
	if seat != nil {
		go attend(seat, w, off)
	}
	w.ShowAndRun()
	return shown
}

// openFile shows a file in the system's own program for it.
func openFile(a fyne.App, path string) error {
	path = filepath.ToSlash(path)
	if path[0] != '/' { // a drive letter
		path = "/" + path
	}
	return a.OpenURL(&url.URL{Scheme: "file", Path: path})
}
