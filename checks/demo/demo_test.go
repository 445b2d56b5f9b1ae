package demo

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
)

// examine starts the demo, runs the real engine on it and judges.
func examine(t *testing.T, code string) (diagnose.Diagnosis, []checks.Result, time.Duration) {
	t.Helper()
	d, err := Start(code)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	}()
	begun := time.Now()
	var results []checks.Result
	for ev := range checks.Run(t.Context(), d.Env, d.Profile) {
		if ev.Result != nil {
			results = append(results, *ev.Result)
		}
	}
	return diagnose.Diagnose(results, true), results, time.Since(begun)
}

func dump(t *testing.T, results []checks.Result) {
	t.Helper()
	for _, r := range results {
		b, err := json.Marshal(r.Evidence)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%-8s %s %s %v\n%s", r.Status, r.ID, r.Reason, r.Took.Round(time.Millisecond), b)
	}
}

func TestHealthy(t *testing.T) {
	got, results, took := examine(t, "")
	if got.Verdict != diagnose.OK || len(got.Causes) != 0 {
		t.Errorf("%s %v, want ok and no cause", got.Verdict, codes(got))
		dump(t, results)
	}
	t.Logf("took %v", took)
}

func TestEveryFaultIsFound(t *testing.T) {
	for _, code := range Codes() {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			got, results, took := examine(t, code)
			t.Logf("%s %v in %v", got.Verdict, codes(got), took.Round(time.Millisecond))
			if len(got.Causes) == 0 || got.Causes[0].Code != code {
				t.Errorf("found %v, want %s first", codes(got), code)
				dump(t, results)
			}
		})
	}
}

func codes(d diagnose.Diagnosis) []string {
	var list []string
	for _, c := range d.Causes {
		list = append(list, c.Code)
	}
	return list
}

func TestUnknownCodeNamesTheNearest(t *testing.T) {
	_, err := Start("dns.resolver_dwon")
	if err == nil || !strings.Contains(err.Error(), "dns.resolver_down") {
		t.Errorf("got %v", err)
	}
}
