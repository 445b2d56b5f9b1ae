package report

import (
	"io"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/internal/prom"
)

// WritePrometheus writes the run for a textfile collector. Every sample has the
// site and the profile, so that files of several profiles lie side by side.
//
// What was not measured is left out, and does not turn up as 0.
// assets/prometheus has an example of scraping and alerting.
func (r *Report) WritePrometheus(w io.Writer) error {
	return r.checked(w, func(w io.Writer) error { return prom.Write(w, r.metrics()) })
}

// metrics gathers the families in a fixed order.
type metrics struct {
	r    *Report
	list []*prom.Family
}

// family begins a metric; its name gets the program's prefix.
func (m *metrics) family(name, help string) func(value float64, labels ...string) {
	f := &prom.Family{Name: "kpdoctor_" + name, Help: help}
	m.list = append(m.list, f)
	return func(value float64, labels ...string) {
		f.Add(value, append([]string{"site", plain(m.r.Site), "profile", plain(m.r.Profile.Name)}, labels...)...)
	}
}

func (r *Report) metrics() []*prom.Family {
	m := &metrics{r: r}
	m.run()
	m.diagnosis()
	m.endpoints()
	m.names()
	m.lines()
	m.clock()
	return m.list
}

// run is what and when.
func (m *metrics) run() {
	r := m.r
	m.family("run_info", "What was checked, by which version, on which system; always 1.")(1, "region", r.Profile.Region, "software", r.Profile.Software, "version", r.App.Version, "os", r.Host.OS, "os_version", r.Host.OSVersion)
	m.family("run_timestamp_seconds", "When the run began, by this PC's clock.")(float64(r.Started.Unix()))
	m.family("run_duration_seconds", "How long the run took.")(float64(r.DurationMS) / 1000)
	m.family("run_complete", "Whether the run came to its end.")(truth(r.Complete))
}

// diagnosis is the verdict, one of four with 1, and each cause that was found.
func (m *metrics) diagnosis() {
	verdict := m.family("verdict", "The verdict: 1 for the one that holds, 0 for the others.")
	for _, v := range []diagnose.Verdict{diagnose.OK, diagnose.Degraded, diagnose.Broken, diagnose.Inconclusive} {
		verdict(truth(m.r.Diagnosis.Verdict == v), "verdict", string(v))
	}
	cause := m.family("cause", "Each cause that was found; always 1, and gone once it is.")
	sure := m.family("cause_confidence_ratio", "How sure each cause is, from 0 to 1.")
	for _, c := range m.r.Diagnosis.Causes {
		cause(1, "code", c.Code, "blame", c.Blame)
		sure(c.Confidence, "code", c.Code, "blame", c.Blame)
	}
	checked := m.family("checks", "Checks by stage and how they ended.")
	for _, stage := range checks.Stages {
		for _, status := range []checks.Status{checks.Pass, checks.Warn, checks.Fail, checks.Skip, checks.Error} {
			n := 0
			for _, c := range m.r.Checks {
				if c.Stage == stage && c.Status == status {
					n++
				}
			}
			checked(float64(n), "stage", string(stage), "status", string(status))
		}
	}
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
