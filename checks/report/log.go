package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// WriteLog writes what was asked when, one line a beginning and an end, in the
// order of time: it shows what ran side by side and what waited for what.
//
//	11:14:40.005  dns:dppt.beijing.chinatax.gov.cn  asked
//	11:14:40.029  dns:dppt.beijing.chinatax.gov.cn  pass  24 ms  …
func (r *Report) WriteLog(w io.Writer) error {
	return r.checked(w, func(w io.Writer) error {
		_, err := io.WriteString(w, mapped(r, func(_, s string) string { return plain(s) }).log())
		return err
	})
}

func (r *Report) log() string {
	type entry struct {
		at   time.Time
		line string
	}
	var entries []entry
	add := func(ms int64, format string, args ...any) {
		entries = append(entries, entry{r.Started.Add(time.Duration(ms) * time.Millisecond), fmt.Sprintf(format, args...)})
	}
	add(0, "%s %s on %s, report %s, code %s", r.App.Name, r.App.Version, r.system(), r.ID, SpokenCode(r))
	for _, c := range r.Checks {
		if c.Status != "skip" {
			add(c.StartedMS, "%s  asked", c.ID)
		}
		said := []string{c.Summary}
		if c.Reason != "" {
			said = append(said, c.Reason)
		}
		add(c.StartedMS+c.DurationMS, "%s  %s  %d ms  %s", c.ID, c.Status, c.DurationMS, strings.Join(said, "; "))
	}
	add(r.DurationMS, "%s, complete: %v", r.Diagnosis.Verdict, r.Complete)
	for _, c := range r.Diagnosis.Causes {
		add(r.DurationMS, "cause %s, confidence %.2f, of %s", c.Code, c.Confidence, strings.Join(c.Evidence, " "))
	}
	for _, a := range r.Actions {
		entries = append(entries, entry{a.When, fmt.Sprintf("repair %s: %s -> %s: %s", a.Repair, a.Before, a.After, a.Result)})
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return a.at.Compare(b.at) })
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&b, "%s  %s\n", e.at.In(r.Started.Location()).Format("15:04:05.000"), e.line)
	}
	return b.String()
}
