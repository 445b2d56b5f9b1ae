package report

import (
	"bytes"
	"strings"
	"testing"

	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
)

// A page title from the net must not steer the terminal or run in the page.
func TestStrangersTextIsHarmless(t *testing.T) {
	v := healthy()
	const evil = "\x1b[2J\x07\u202e</pre><script>alert(1)</script>"
	v.change("dns:dppt.beijing.chinatax.gov.cn", checks.Fail, &checks.DNSEvidence{Name: evil}, evil)
	r := made(v, diagnose.Diagnosis{Verdict: diagnose.Inconclusive}, "zh")
	r.Site, r.Profile.Name = evil, evil
	for format, write := range formats(r) {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		out := b.String()
		if strings.ContainsAny(out, "\x1b\x07") || format != "json" && strings.Contains(out, "\u202e") {
			t.Errorf("%s holds control characters", format)
		}
		if format == "html" && strings.Contains(out, "<script") {
			t.Error("html holds a script")
		}
	}
}

// A cause under a verdict that is not sure is no headline of its own.
func TestAGuessIsCalledOne(t *testing.T) {
	guess := []diagnose.Problem{{Code: "server.unreachable", Confidence: 0.4, Targets: []string{"dppt.beijing.chinatax.gov.cn:8443"}}}
	for verdict, want := range map[diagnose.Verdict]bool{diagnose.Inconclusive: true, diagnose.Broken: false} {
		r := made(healthy(), diagnose.Diagnosis{Verdict: verdict, Causes: guess}, "zh")
		for format, write := range formats(r) {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(b.String(), "可能是："); format != "json" && got != want {
				t.Errorf("%s, %s: says perhaps: %v, want %v", format, verdict, got, want)
			}
		}
	}
}

// The page loads nothing from anywhere and runs nothing.
func TestPageStandsAlone(t *testing.T) {
	for _, bad := range []string{"<script", "<link", "<img", "@import", "url(", "src=", "onclick"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %s", bad)
		}
	}
}

func TestWordsAreInBothLanguages(t *testing.T) {
	all := map[string]term{}
	for k, v := range pageWords {
		all[k] = v
	}
	for k, v := range failureWords {
		all[k] = v
	}
	for k, v := range subjects {
		all[k] = v
	}
	for _, s := range checks.Stages {
		all[string(s)] = stageNames[s]
	}
	for _, s := range []checks.Status{checks.Pass, checks.Warn, checks.Fail, checks.Skip, checks.Error} {
		all[string(s)] = statusWords[s]
	}
	for _, v := range []diagnose.Verdict{diagnose.OK, diagnose.Degraded, diagnose.Broken, diagnose.Inconclusive} {
		all[string(v)] = verdictWords[v]
	}
	for _, f := range []env.Failure{env.Refused, env.TimedOut, env.Unreachable, env.Prohibited, env.NoRoute, env.Denied, env.NoPorts, env.Reset, env.Closed, env.Cancelled, env.Other} {
		all["failure "+string(f)] = failureWords[string(f)]
	}
	for name, w := range all {
		if w.zh == "" || w.en == "" {
			t.Errorf("%s: zh %q, en %q", name, w.zh, w.en)
		}
	}
}

// Every cause of the catalogue can stand in a report, with or without facts.
func TestEveryCauseHasWords(t *testing.T) {
	for _, c := range catalogue.All {
		for _, lang := range []string{"zh", "en"} {
			r := made(healthy(), diagnose.Diagnosis{Verdict: diagnose.Broken, Causes: []diagnose.Problem{{Code: c.Code, Targets: []string{"h:1"}}}}, lang)
			got := r.Diagnosis.Causes[0]
			if got.Title == "" || got.Explanation == "" || len(got.Steps) == 0 || got.Layer == "" || got.Blame == "" || got.Repairs == nil {
				t.Errorf("%s in %s: %+v", c.Code, lang, got)
			}
			if s := got.Title + got.Explanation + strings.Join(got.Steps, ""); strings.ContainsAny(s, "{}") {
				t.Errorf("%s in %s has a hole: %s", c.Code, lang, s)
			}
		}
	}
}

func TestExitCode(t *testing.T) {
	for v, want := range map[diagnose.Verdict]int{diagnose.OK: 0, diagnose.Broken: 1, diagnose.Degraded: 3, diagnose.Inconclusive: 4} {
		if got := (&Report{Diagnosis: Diagnosis{Verdict: v}}).ExitCode(); got != want {
			t.Errorf("%s: exit %d, want %d", v, got, want)
		}
	}
}
