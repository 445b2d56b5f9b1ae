// Package diagnose names root causes. Diagnose is a pure function of what was
// measured: no clock, no socket, no profile. What a deeper cause explains is
// not listed; the root comes first.
package diagnose

import "kpdoctor/checks"

// Verdict is the answer to "can she invoice?".
type Verdict string

const (
	OK           Verdict = "ok"
	Degraded     Verdict = "degraded"
	Broken       Verdict = "broken"
	Inconclusive Verdict = "inconclusive"
)

// A Problem is one root cause, what showed it and what it explains.
type Problem struct {
	Code       string            // of the catalogue
	Targets    []string          // as the contract's causes[].targets
	Confidence float64           // 0 to 1
	Evidence   []string          // ids of the checks that showed it
	Facts      map[string]string // for the catalogue's words: machine values, untranslated
	Explains   []string          // ids of failing checks that it explains away
}

// Diagnosis is the whole judgement.
type Diagnosis struct {
	Verdict  Verdict
	Causes   []Problem
	RuledOut []string // codes that were tested and are not so
	Fine     []string // stretches of the road that work, nearest first: "adapter", "gateway", "internet", "dns", "clock", "device"
}

// Diagnose judges results; their order does not matter. complete says whether
// measuring ran to its end.
func Diagnose(results []checks.Result, complete bool) Diagnosis { return Diagnosis{} }
