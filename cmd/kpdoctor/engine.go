package main

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/report"
	"kpdoctor/ui/wizard"
)

// authorities finds tax authorities for what is typed.
func authorities(query string) []wizard.Authority {
	var found []wizard.Authority
	for _, l := range profile.FindRegion(query) {
		found = append(found, wizard.Authority{Region: l.Spelling, ZH: l.Name, EN: english(l.Spelling)})
	}
	return found
}

// english is an authority's English name, by its spelling.
func english(spelling string) string {
	switch spelling {
	case "neimenggu":
		return "Inner Mongolia"
	case "xizang":
		return "Xizang (Tibet)"
	}
	return strings.ToUpper(spelling[:1]) + spelling[1:]
}

// chosen is the profile of a choice, for what is not practice.
func chosen(c wizard.Choice) (*profile.Profile, error) {
	switch c.Mode {
	case wizard.ByFile:
		return profile.Load(c.File)
	case wizard.ByAddress:
		return profile.Custom(typed(c))
	}
	return profile.ByRegion(c.Region, c.Software)
}

// wrongChoice says why there is no profile for a choice.
func wrongChoice(c wizard.Choice, err error, lang string) wizard.Trouble {
	t := wizard.Trouble{Key: "start.no_profile", Detail: err.Error()}
	switch c.Mode {
	case wizard.ByFile:
		t.Key = "start.bad_profile"
	case wizard.ByAddress:
		t.Key = "start.bad_address"
	case wizard.ByPractice:
		t.Key = "start.no_practice"
	}
	var mistake *profile.Error
	if errors.As(err, &mistake) {
		shown := *mistake
		if strings.HasPrefix(shown.Key, "--") {
			shown.Key = "" // the name of a flag says nothing in a window
		}
		t.Detail = shown.In(lang)
	}
	return t
}

// hosts lists everything that a run of the choice would talk to.
func hosts(c wizard.Choice, lang string) ([]wizard.Contacted, error) {
	s, done, err := scene(c)
	if err != nil {
		return nil, wrongChoice(c, err, lang)
	}
	defer done()
	var all []wizard.Contacted
	for _, host := range s.profile.Hosts() {
		one := wizard.Contacted{Host: host, Use: "reference"}
		for _, endpoint := range s.profile.Endpoints {
			if endpoint.Target() == host {
				one.Use, one.Name = "endpoint", endpoint.Name
			}
		}
		all = append(all, one)
	}
	return all, nil
}

// check runs the choice and yields what happens, an outcome last. What is
// measured is written down before it is shown.
func (d *desk) check(ctx context.Context, c wizard.Choice, lang string) iter.Seq[wizard.Event] {
	return func(yield func(wizard.Event) bool) {
		s, done, err := scene(c)
		if err != nil {
			t := wrongChoice(c, err, lang)
			yield(wizard.Event{Trouble: &t})
			return
		}
		defer done()
		d.use(c)
		d.label = c.Label
		plan := map[checks.Stage]int{}
		for _, one := range checks.Plan(s.profile) {
			plan[one.Stage]++
		}
		if !yield(wizard.Event{Plan: plan}) {
			return
		}
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		going := true
		o := reportOptions(lang)
		o.Message = c.Said()
		recording := s.recording(d, o)
		r := report.Run(ctx, s.env, s.profile, o, func(e checks.Event) {
			recording.Event(e)
			if going && !yield(wizard.Event{Check: &e}) { // nobody looks any more
				going = false
				stop()
			}
		})
		d.tell(r, s)
		all := outcome(r, s, c)
		all.Since = d.keep(recording, r)
		if r.Complete {
			d.learn(all.Results)
		}
		if going {
			yield(wizard.Event{Outcome: all})
		}
	}
}

// reportOptions is what every report of this program says of itself.
func reportOptions(lang string) report.Options {
	return report.Options{App: "kpdoctor", Version: version, Commit: commit(), Lang: lang, Window: string(drawn)}
}

// outcome is what the window shows of a report.
func outcome(r *report.Report, s stage, c wizard.Choice) *wizard.Outcome {
	results := r.Results()
	return &wizard.Outcome{
		Profile:   s.profile.Name,
		Practice:  c.Mode == wizard.ByPractice,
		System:    r.Host.OS,
		Message:   c.Said(),
		Complete:  r.Complete,
		Took:      took(r),
		Results:   results,
		Diagnosis: diagnose.Diagnose(results, r.Complete),
		Contacts:  slices.Clone(s.profile.Contacts),
		Record:    r,
	}
}
