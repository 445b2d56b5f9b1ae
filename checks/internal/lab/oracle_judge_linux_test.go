package lab

import (
	"fmt"
	"slices"
	"strings"

	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/report"
)

// A score is how one case was judged.
type score struct {
	faulty  bool // something must be named
	root    bool // the first cause is a right one
	culprit bool // and it blames the right one
	accused bool // nothing is wrong, and something was named
	wrong   []string
}

// judge compares what was named with what is true.
func (a truth) judge(c Case, r *report.Report) score {
	var s score
	wrong := func(format string, args ...any) { s.wrong = append(s.wrong, fmt.Sprintf(format, args...)) }
	causes := r.Diagnosis.Causes
	s.faulty = slices.ContainsFunc(a.items, func(it item) bool { return !it.optional })
	s.accused = len(a.items) == 0 && len(causes) > 0

	place := make([]int, len(a.items)) // where each item was named; -1 nowhere
	taken := make([]bool, len(causes))
	for n, it := range a.items {
		place[n] = -1
		for _, code := range it.codes {
			i := slices.IndexFunc(causes, func(x report.Cause) bool { return x.Code == code })
			if i < 0 {
				continue
			}
			taken[i] = true // of two readings both may be said
			if place[n] < 0 || i < place[n] {
				place[n] = i
			}
		}
		if place[n] < 0 && !it.optional {
			wrong("%s is not named (%s)", it.fault, strings.Join(it.codes, " or "))
		}
	}
	for i, x := range causes {
		if !taken[i] {
			wrong("%s is not so", x.Code)
		}
		for _, t := range a.innocent(c, x) {
			wrong("%s names %s, which it does not strike", x.Code, t)
		}
	}
	for n, x := range a.items {
		for m, y := range a.items {
			if place[n] >= 0 && place[m] >= 0 && place[m] < place[n] && before(c, x, y) {
				wrong("%s comes after %s", causes[place[n]].Code, causes[place[m]].Code)
			}
		}
	}
	if !slices.Contains(a.verdicts, r.Diagnosis.Verdict) {
		wrong("verdict %s, not %v", r.Diagnosis.Verdict, a.verdicts)
	}
	if !r.Complete {
		wrong("the report is not complete")
	}
	if len(causes) > 0 {
		s.root, s.culprit = a.first(c, causes[0])
		if !s.culprit && s.faulty {
			wrong("blames %s", causes[0].Blame)
		}
	}
	return s
}

// first reports whether a cause may stand first, and whether its culprit is one
// who may be blamed first.
func (a truth) first(c Case, x report.Cause) (root, culprit bool) {
	for n, it := range a.items {
		preceded := slices.ContainsFunc(a.items, func(o item) bool { return o.fault != a.items[n].fault && !o.optional && before(c, o, it) })
		if preceded {
			continue
		}
		root = root || slices.Contains(it.codes, x.Code)
		culprit = culprit || slices.ContainsFunc(it.codes, func(code string) bool {
			known := catalogue.Find(code)
			return known != nil && string(known.Blame) == x.Blame
		})
	}
	return root, culprit
}

// innocent are the endpoints that a cause names although no fault of that name
// strikes them.
func (a truth) innocent(c Case, x report.Cause) (list []string) {
	for i, e := range c.Endpoints {
		target := fmt.Sprintf("%s:%d", c.name(i), e.Port)
		if !slices.Contains(x.Targets, target) {
			continue
		}
		if !slices.ContainsFunc(a.items, func(it item) bool { return slices.Contains(it.codes, x.Code) && strikes(c, it.fault, i) != none }) {
			list = append(list, target)
		}
	}
	return list
}
