package lab

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
)

// A Scenario is one network with what is wrong in it.
type Scenario struct {
	Name    string
	Office  Office
	Profile func(*Profile) // changes to the default profile; nil: none

	Fault func(*Lab)       // breaks what is healthy; nil where only the profile is odd
	Prove func(*Lab) error // shows by other means that the fault is in force

	Want    []string         // codes, the root first; empty: nothing is wrong
	Verdict diagnose.Verdict // "": broken where Want is not empty, else ok
	Blame   string           // of the first cause; "": as the catalogue has it
	Targets []string         // that the first cause must name, where it matters

	Mistaken string // why kpcheck is known to be wrong here; it does not fail the lab
}

// An Outcome is how one scenario went.
type Outcome struct {
	Name    string
	Want    []string
	Got     []string
	Verdict diagnose.Verdict
	Took    time.Duration // of kpcheck
	Wrong   []string      // what was not as it should be
	Known   string        // why that is known
	Report  *report.Report
	Dir     string
}

// Play builds the scenario's network, breaks it, proves that it is broken, asks
// kpcheck and removes everything. The error is about the lab, not the answer.
func (s Scenario) Play(dir string) (out Outcome, err error) {
	out = Outcome{Name: s.Name, Want: s.Want, Known: s.Mistaken, Dir: dir}
	p := defaultProfile()
	if s.Profile != nil {
		s.Profile(&p)
	}
	l, err := New(s.Office, p, dir)
	defer func() { err = errors.Join(err, l.Close()) }()
	if err != nil {
		return out, err
	}
	if err := l.ready(); err != nil {
		return out, err
	}
	err = l.Try(func() error {
		if s.Fault != nil {
			s.Fault(l)
		}
		if s.Prove != nil {
			return s.Prove(l)
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	r, took, err := l.Check()
	out.Took, out.Report = took, r
	if err != nil {
		return out, err
	}
	s.judge(&out, r)
	return out, nil
}

// judge compares what was named with what was injected.
func (s Scenario) judge(out *Outcome, r *report.Report) {
	out.Verdict = r.Diagnosis.Verdict
	for _, c := range r.Diagnosis.Causes {
		out.Got = append(out.Got, c.Code)
	}
	want := s.Verdict
	switch {
	case want != "":
	case len(s.Want) == 0:
		want = diagnose.OK
	default:
		want = diagnose.Broken
	}
	wrong := func(format string, args ...any) { out.Wrong = append(out.Wrong, fmt.Sprintf(format, args...)) }
	if !slices.Equal(out.Got, s.Want) {
		wrong("named %s", names(out.Got))
	}
	if out.Verdict != want {
		wrong("verdict %s, not %s", out.Verdict, want)
	}
	if !r.Complete {
		wrong("the report is not complete")
	}
	if len(out.Wrong) == 0 {
		for _, code := range s.Want { // a scenario counts only if its rule is needed
			if d := diagnose.Without(r.Results(), r.Complete, code); slices.Equal(codes(d), s.Want) {
				wrong("named %s without the rule for it as well", code)
			}
		}
	}
	if len(r.Diagnosis.Causes) == 0 {
		return
	}
	first := r.Diagnosis.Causes[0]
	if s.Blame != "" && first.Blame != s.Blame {
		wrong("blames %s, not %s", first.Blame, s.Blame)
	}
	for _, t := range s.Targets {
		if !slices.Contains(first.Targets, t) {
			wrong("targets %s, not %s", strings.Join(first.Targets, " "), t)
		}
	}
}

func codes(d diagnose.Diagnosis) []string {
	var list []string
	for _, p := range d.Causes {
		list = append(list, p.Code)
	}
	return list
}

func names(codes []string) string {
	if len(codes) == 0 {
		return "(nothing)"
	}
	return strings.Join(codes, " + ")
}

// Table is what people read: one line for each outcome.
func Table(list []Outcome) string {
	slices.SortFunc(list, func(a, b Outcome) int { return strings.Compare(a.Name, b.Name) })
	var b strings.Builder
	var known []string
	right := 0
	fmt.Fprintf(&b, "%-44s %-40s %-40s %-5s %6s\n", "scenario", "injected", "named", "", "ms")
	for _, o := range list {
		word := "right"
		switch {
		case len(o.Wrong) == 0:
			right++
		case o.Known != "":
			word = "known"
			known = append(known, fmt.Sprintf("still mistaken: %s: %s\n", o.Name, o.Known))
		default:
			word = "WRONG"
		}
		fmt.Fprintf(&b, "%-44s %-40s %-40s %-5s %6d\n", o.Name, names(o.Want), names(o.Got), word, o.Took.Milliseconds())
	}
	fmt.Fprintf(&b, "%s%d of %d right, %d known to be mistaken\n", strings.Join(known, ""), right, len(list), len(known))
	return b.String()
}

// With builds the scenario's network, calls do with it and the file of its
// profile, and removes everything.
func (s Scenario) With(dir string, do func(l *Lab, profile string) error) (err error) {
	p := defaultProfile()
	if s.Profile != nil {
		s.Profile(&p)
	}
	l, err := New(s.Office, p, dir)
	defer func() { err = errors.Join(err, l.Close()) }()
	if err == nil {
		err = l.ready()
	}
	if err != nil {
		return err
	}
	file, err := l.writeProfile()
	if err != nil {
		return err
	}
	return l.Try(func() error { return do(l, file) })
}
