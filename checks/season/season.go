// Package season says what time of the tax year it is: the filing period (征期)
// and its last days are when tax servers are busiest. That is context beside a
// slow or overloaded server, and never proof of anything.
package season

import (
	"strings"
	"sync"
	"time"

	"kpdoctor/assets"
)

// A Season is a stretch of the filing calendar.
type Season string

const (
	Filing Season = "filing" // within the filing period
	Peak   Season = "peak"   // its last three days, the busiest
)

// peakDays are the last days of the period that count as its peak.
const peakDays = 3

// china is the zone of the filing calendar. It has no summer time.
var china = time.FixedZone("Asia/Shanghai", 8*3600)

// lastDays are the days that were announced, by month.
var lastDays = sync.OnceValue(func() map[string]string {
	days := map[string]string{}
	for line := range strings.Lines(assets.Season) {
		if month, day, ok := strings.Cut(strings.TrimSpace(line), ","); ok && !strings.HasPrefix(line, "#") {
			days[month] = day
		}
	}
	return days
})

// At says what season it is, and about which day its filing period ends; ""
// outside of one. A month that nobody announced ends at the 15th, or the Monday
// after it: holidays may shift that by days.
func At(t time.Time) (s Season, last time.Time) {
	t = t.In(china)
	month := t.Format("2006-01")
	last, err := time.ParseInLocation(time.DateOnly, lastDays()[month], china)
	if err != nil {
		last = time.Date(t.Year(), t.Month(), 15, 0, 0, 0, 0, china)
		for last.Weekday() == time.Saturday || last.Weekday() == time.Sunday {
			last = last.AddDate(0, 0, 1)
		}
	}
	switch end := last.AddDate(0, 0, 1); {
	case !t.Before(end):
		return "", time.Time{}
	case !t.Before(end.AddDate(0, 0, -peakDays)):
		return Peak, last
	}
	return Filing, last
}

// Word is the machine value of a moment: "filing 2026-11-16", "peak 2026-11-16";
// "" outside of the filing period.
func Word(t time.Time) string {
	s, last := At(t)
	if s == "" {
		return ""
	}
	return string(s) + " " + last.Format(time.DateOnly)
}
