package wizard

import (
	"slices"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
)

// Root is the cause that explains most; ok is false where there is none.
func (o Outcome) Root() (p diagnose.Problem, ok bool) {
	if len(o.Diagnosis.Causes) == 0 {
		return p, false
	}
	return o.Diagnosis.Causes[0], true
}

// Further are the causes beside the root.
func (o Outcome) Further() []diagnose.Problem {
	if len(o.Diagnosis.Causes) < 2 {
		return nil
	}
	return o.Diagnosis.Causes[1:]
}

// Rests are the results that a cause rests on, as far as they are known.
func (o Outcome) Rests(p diagnose.Problem) []checks.Result {
	var rests []checks.Result
	for _, id := range p.Evidence {
		for _, r := range o.Results {
			if r.ID == id {
				rests = append(rests, r)
			}
		}
	}
	return rests
}

// Unclear are the results to show where no cause was named: what failed or
// could not be measured.
func (o Outcome) Unclear() []checks.Result {
	var unclear []checks.Result
	for _, r := range o.Results {
		if r.Status == checks.Fail || r.Status == checks.Warn || r.Status == checks.Error {
			unclear = append(unclear, r)
		}
	}
	return unclear
}

// Sureness puts a confidence (0 to 1) in one of three words: high, medium, low.
func Sureness(confidence float64) string {
	switch {
	case confidence >= 0.85:
		return "high"
	case confidence >= 0.6:
		return "medium"
	}
	return "low"
}

// Contact is who to call where blame lies; ok is false if the profile names none.
func (o Outcome) Contact(blame string) (name, phone string, ok bool) {
	for _, c := range o.Contacts {
		if c.Blame == blame {
			return c.Name, c.Phone, true
		}
	}
	return "", "", false
}

// Minds reports whether anything stands out in the results: where all is well,
// that is a fact to note and not a fault.
func (o Outcome) Minds() bool {
	return slices.ContainsFunc(o.Results, func(r checks.Result) bool { return r.Status == checks.Warn || r.Status == checks.Fail })
}
