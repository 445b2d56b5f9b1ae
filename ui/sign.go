package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/ui/wizard"
)

// A sign is a shape and a colour; words always stand beside it.
func sign(name, hole string, colour fyne.ThemeColorName) fyne.Resource {
	const disc = "M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22z"
	return shape(name, disc+hole, colour)
}

// shape is a path in a square of 24, in a colour of the theme.
func shape(name, path string, colour fyne.ThemeColorName) fyne.Resource {
	svg := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="` + path + `" fill="#000000"/></svg>`
	return theme.NewColoredResource(fyne.NewStaticResource(name+".svg", []byte(svg)), colour)
}

// The holes run the other way round than the disc.
const (
	tick     = "M6.8 10.8L10 14L17.2 6.8L18.8 8.4L10 17.2L5.2 12.4z"
	cross    = "M8.8 7.2L12 10.4L15.2 7.2L16.8 8.8L13.6 12L16.8 15.2L15.2 16.8L12 13.6L8.8 16.8L7.2 15.2L10.4 12L7.2 8.8z"
	mark     = "M10.8 5.5L13.2 5.5L13 13.6L11 13.6zM10.7 15.6L13.3 15.6L13.3 18.2L10.7 18.2z"
	dash     = "M6.5 10.8L17.5 10.8L17.5 13.2L6.5 13.2z"
	dots     = "M5.4 10.7L8 10.7L8 13.3L5.4 13.3zM10.7 10.7L13.3 10.7L13.3 13.3L10.7 13.3zM16 10.7L18.6 10.7L18.6 13.3L16 13.3z"
	ring     = "M12 3a9 9 0 1 1 0 18a9 9 0 1 1 0-18z"
	question = "M8 9.2a4 4 0 1 1 5.6 3.7q-.5.3-.5.9L13.1 14.6L10.9 14.6L10.9 13.4q0-1.600 1.500-2.300a1.900 1.900 0 1 0-2.300-1.900zM10.8 16.2L13.2 16.2L13.2 18.600L10.8 18.6z"
)

// signs of checks and stages.
var signs = map[checks.Status]fyne.Resource{
	wizard.Waiting: sign("waiting", ring, theme.ColorNameDisabled),
	wizard.Busy:    sign("busy", dots, theme.ColorNamePrimary),
	checks.Pass:    sign("pass", tick, theme.ColorNameSuccess),
	checks.Warn:    sign("warn", mark, theme.ColorNameWarning),
	checks.Fail:    sign("fail", cross, theme.ColorNameError),
	checks.Skip:    sign("skip", dash, theme.ColorNameDisabled),
	checks.Error:   sign("error", question, theme.ColorNameWarning),
}

// verdictSigns are the big ones.
var verdictSigns = map[diagnose.Verdict]fyne.Resource{
	diagnose.OK:           sign("ok", tick, theme.ColorNameSuccess),
	diagnose.Degraded:     sign("degraded", mark, theme.ColorNameWarning),
	diagnose.Broken:       sign("broken", cross, theme.ColorNameError),
	diagnose.Inconclusive: sign("inconclusive", question, theme.ColorNamePrimary),
}

// importances colour the words beside a sign.
var importances = map[checks.Status]importance{
	wizard.Waiting: low, wizard.Busy: high, checks.Pass: success, checks.Warn: warning,
	checks.Fail: danger, checks.Skip: low, checks.Error: warning,
}
