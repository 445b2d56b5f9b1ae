package profile

import (
	"math"
	"regexp"
	"strconv"
	"time"
)

var (
	durationPart = regexp.MustCompile(`^(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h|d)`)
	sizeText     = regexp.MustCompile(`^(\d{1,9}(?:\.\d{1,9})?)(KiB|MiB|GiB)$`)
)

var durationUnits = map[string]time.Duration{
	"ms": time.Millisecond, "s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour,
}

var sizeUnits = map[string]float64{"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}

// parseDuration reads "300ms", "1.5s", "1h30m", "14d"; it must be above zero
// and at most ten years.
func parseDuration(s string) (time.Duration, bool) {
	var total float64
	for s != "" {
		m := durationPart.FindStringSubmatch(s)
		if m == nil {
			return 0, false
		}
		n, _ := strconv.ParseFloat(m[1], 64)
		total += n * float64(durationUnits[m[2]])
		s = s[len(m[0]):]
	}
	return time.Duration(math.Round(total)), total >= 1 && total <= float64(10*365*24*time.Hour)
}

// parseSize reads "512MiB", "1.5GiB" in bytes; it must be above zero.
func parseSize(s string) (int64, bool) {
	m := sizeText.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n, _ := strconv.ParseFloat(m[1], 64)
	bytes := int64(n * sizeUnits[m[2]])
	return bytes, bytes > 0
}

// duration sets to where the key is there and right.
func (s *section) duration(name, example string, to *time.Duration) {
	it, ok := s.text(name, `"`+example+`"`)
	if !ok {
		return
	}
	d, ok := parseDuration(it.text)
	if !ok {
		s.bad(name, it.line, say("%s is not a duration above zero", quote(it.text)),
			say("a number with ms, s, m, h or d, for example %s", `"`+example+`"`))
		return
	}
	*to = d
}

// size sets to, in bytes, where the key is there and right.
func (s *section) size(name, example string, to *int64) {
	it, ok := s.text(name, `"`+example+`"`)
	if !ok {
		return
	}
	n, ok := parseSize(it.text)
	if !ok {
		s.bad(name, it.line, say("%s is not a size above zero", quote(it.text)),
			say("a number with KiB, MiB or GiB, for example %s", `"`+example+`"`))
		return
	}
	*to = n
}
