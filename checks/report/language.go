package report

import (
	"slices"

	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/profile"
)

// In returns the report in "zh" or "en": the same measurements, judged and said
// anew.
func (r *Report) In(lang string) *Report {
	if lang == r.lang() {
		return r
	}
	said := *r
	said.Lang = lang
	said.Checks = slices.Clone(r.Checks)
	results := r.Results()
	for i, res := range results {
		said.Checks[i].Summary = Summary(res, lang)
	}
	var p profile.Profile
	for _, cause := range r.Diagnosis.Causes {
		for _, c := range cause.OwnContacts() {
			p.Contacts = append(p.Contacts, profile.Contact{Blame: cause.Blame, Name: c.Name, Phone: c.Phone})
		}
	}
	said.Diagnosis = words(diagnose.Diagnose(results, r.Complete), &p, r.Host.OS, lang)
	return whole(&said)
}
