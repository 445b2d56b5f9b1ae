package fleet

import (
	"io"

	"kpdoctor/checks/internal/prom"
)

// WritePrometheus writes the counts for a textfile collector.
func (s *Summary) WritePrometheus(w io.Writer) error {
	family := func(name, help string) *prom.Family {
		return &prom.Family{Name: "kpdoctor_fleet_" + name, Help: help}
	}
	sites := family("sites", "Sites by the verdict of their newest report.")
	reports := family("reports", "Counted reports by verdict.")
	for _, v := range verdictWords {
		sites.Add(float64(v.of(s.Sites.Counts)), "verdict", v.Name)
		reports.Add(float64(v.of(s.Reports.Counts)), "verdict", v.Name)
	}
	skipped := family("skipped_files", "Files that were no readable report and change no count.")
	skipped.Add(float64(s.Reports.Skipped))
	duplicates := family("duplicate_files", "Files that were the same report once more.")
	duplicates.Add(float64(s.Reports.Duplicates))
	newest := family("newest_report_timestamp_seconds", "When the newest report began.")
	if !s.AsOf.IsZero() {
		newest.Add(float64(s.AsOf.Unix()))
	}
	causes := family("cause_sites", "Sites whose newest report names this cause.")
	ever := family("cause_reports", "Counted reports that name this cause.")
	since := family("cause_since_timestamp_seconds", "First bad report after the last good one, of the first site that has this cause now.")
	common := family("cause_common_sites", "Affected sites that share this attribute, where healthy sites do not.")
	for _, c := range s.Causes[:min(len(s.Causes), 200)] {
		causes.Add(float64(c.Sites), "code", c.Code, "blame", c.Blame)
		ever.Add(float64(c.Reports), "code", c.Code, "blame", c.Blame)
		if c.Since != nil {
			since.Add(float64(c.Since.Unix()), "code", c.Code, "blame", c.Blame)
		}
		for _, g := range c.Common {
			common.Add(float64(g.With), "code", c.Code, "attribute", string(g.Attribute), "value", g.Value)
		}
	}
	return prom.Write(w, []*prom.Family{sites, reports, skipped, duplicates, newest, causes, ever, since, common})
}
