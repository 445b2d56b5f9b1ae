package season

import (
	"strings"
	"testing"
	"time"
)

func TestWord(t *testing.T) {
	for at, want := range map[string]string{
		"2026-11-01T00:00:00+08:00": "filing 2026-11-16",
		"2026-11-13T23:59:59+08:00": "filing 2026-11-16",
		"2026-11-14T00:00:00+08:00": "peak 2026-11-16",
		"2026-11-16T23:59:59+08:00": "peak 2026-11-16",
		"2026-11-17T00:00:00+08:00": "",
		"2026-11-16T16:00:00Z":      "", // midnight in China
		"2026-02-20T09:00:00+08:00": "filing 2026-02-24",
		"2026-10-25T09:00:00+08:00": "peak 2026-10-26",
		"2027-05-14T09:00:00+08:00": "filing 2027-05-17", // not announced: the 15th is a Saturday
		"2027-06-15T09:00:00+08:00": "peak 2027-06-15",
		"2027-06-16T09:00:00+08:00": "",
	} {
		moment, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := Word(moment); got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
}

func TestTheTableIsRight(t *testing.T) {
	if n := len(lastDays()); n != 13 { // the header is a line that names no month
		t.Errorf("%d lines", n)
	}
	for month, day := range lastDays() {
		if month == "month" {
			continue
		}
		d, err := time.ParseInLocation(time.DateOnly, day, china)
		if err != nil || !strings.HasPrefix(day, month) || d.Day() < 15 || d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
			t.Errorf("%s: %s %v", month, day, err)
		}
	}
}
