package report

import "kpdoctor/checks/catalogue"

// Brief is the report in a few lines, for a chat. The last two are the spoken
// code and the report's number. lang is "zh" or "en", whatever the report's is.
func (r *Report) Brief(lang string) []string {
	v := mapped(r, func(_, s string) string { return plain(s) })
	for i, c := range v.Diagnosis.Causes {
		if known := catalogue.Find(c.Code); known != nil && lang != v.Lang {
			v.Diagnosis.Causes[i].Title = known.In(lang).Title
		}
	}
	v.Lang = lang
	var out []string
	add := func(name term, value string) {
		if value != "" {
			out = append(out, name.in(lang)+colon(lang)+value)
		}
	}
	h := v.headline()
	out = append(out, wordBrief.in(lang)+" "+h.Symbol+" "+h.Words)
	add(wordCause, h.Cause)
	add(wordJob, h.Job)
	if h.Cause == "" {
		out = append(out, h.Notes...)
	}
	add(wordFine, v.fine())
	if len(r.Actions) > 0 {
		add(wordTried, v.tried())
	}
	add(wordSince, v.since())
	add(wordSystem, v.system())
	add(wordProfile, v.Profile.Name)
	if r.Context != nil {
		add(wordMessage, v.Context.Message)
	}
	add(wordWhen, r.Started.Format("2006-01-02 15:04 -07:00"))
	add(wordSpoken, SpokenCode(r))
	add(wordID, r.ID)
	return out
}
