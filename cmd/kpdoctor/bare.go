package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
	"kpdoctor/ui/wizard"
)

// Exit statuses, as of kpcheck.
const (
	exitUsage     = 2
	exitUnwritten = 6
)

var exits = map[diagnose.Verdict]int{diagnose.OK: 0, diagnose.Broken: 1, diagnose.Degraded: 3, diagnose.Inconclusive: 4}

// bare does without a window: the same checks, and the HTML report. What it has
// to say goes to standard error; the path of the report to standard output.
func bare(o options, words *text.Printer, reason string) int {
	tell := func(said string) { fmt.Fprintln(os.Stderr, said) }
	tell(words.Say("bare.no_window", text.Args{"Reason": words.Say(reason)}))
	c := o.choice
	if !o.chosen {
		c = wizard.Choice{Mode: wizard.ByPractice}
		tell(words.Say("bare.demo"))
	}
	s, done, err := scene(c)
	if err != nil {
		t := wrongChoice(c, err, words.Lang())
		tell(words.Say(t.Key) + " " + t.Detail)
		return exitUsage
	}
	defer done()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	r := report.Run(ctx, s.env, s.profile, reportOptions(words.Lang()), func(e checks.Event) {
		if e.Result != nil {
			tell("  " + report.StatusSymbol(e.Result.Status) + " " + report.Summary(*e.Result, words.Lang()))
		}
	})
	tell(words.Say("bare.verdict", text.Args{"Verdict": report.VerdictWords(r.Diagnosis.Verdict, words.Lang())}))
	for _, cause := range r.Diagnosis.Causes {
		tell("  " + cause.Title)
		for i, step := range cause.Steps {
			tell(fmt.Sprintf("    %d. %s", i+1, step))
		}
	}
	path, err := anywhere(r)
	if err != nil {
		tell(words.Say("bare.not_saved") + " " + err.Error())
		return exitUnwritten
	}
	if hasDesktop() && browse(path) == nil {
		tell(words.Say("bare.opened", text.Args{"Path": path}))
	} else {
		tell(words.Say("bare.saved", text.Args{"Path": path}))
	}
	fmt.Println(path)
	return exits[r.Diagnosis.Verdict]
}

// anywhere saves the report as HTML in the first folder that takes it.
func anywhere(r *report.Report) (path string, err error) {
	for _, folder := range folders() {
		path = filepath.Join(folder, report.FileName(r, "html"))
		if err = report.Save(path, r.Redacted().WriteHTML); err == nil {
			return path, nil
		}
	}
	return "", err
}

// browse opens a file without a window.
func browse(path string) error {
	a, err := newApp(openGL) // which draws nothing until it is run
	if err != nil {
		return err
	}
	return openFile(a, path)
}

// hasDesktop reports whether a browser could show itself.
func hasDesktop() bool {
	return runtime.GOOS != "linux" || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
