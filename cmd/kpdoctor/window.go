package main

import (
	"net/url"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"kpdoctor/assets/text"
	"kpdoctor/ui"
)

// id names this program's settings; FyneApp.toml has it too.
const id = "cn.kpdoctor.app"

// show opens the window and returns when it is closed.
func show(o options, words *text.Printer) {
	if os.Getenv("LANGUAGE") == "" && words.Lang() == "zh" {
		os.Setenv("LANGUAGE", "zh_CN") // Fyne's own few words follow the system alone
	}
	a := app.NewWithID(id)
	a.Settings().SetTheme(ui.Theme{})
	a.SetIcon(icon)
	do := actions()
	do.Open = func(path string) error { return openFile(a, path) }
	w := ui.New(a, words, do)
	w.Choose(o.choice)
	w.CenterOnScreen()
	w.ShowAndRun()
}

// openFile shows a file in the system's own program for it.
func openFile(a fyne.App, path string) error {
	path = filepath.ToSlash(path)
	if path[0] != '/' { // a drive letter
		path = "/" + path
	}
	return a.OpenURL(&url.URL{Scheme: "file", Path: path})
}
