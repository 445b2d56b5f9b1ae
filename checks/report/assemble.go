package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/season"
)

// Assemble judges what was measured and makes the record of it. p may be nil
// where only results are known.
func Assemble(v Visit, p *profile.Profile, o Options) *Report {
	if o.Lang != "en" {
		o.Lang = "zh"
	}
	if p == nil {
		p = &profile.Profile{}
	}
	r := &Report{
		Schema: Schema, ID: newID(v.Started), App: App{Name: o.App, Version: o.Version, Commit: o.Commit},
		Started: v.Started.Truncate(time.Second), DurationMS: v.Took.Milliseconds(), Complete: v.Complete,
		Host:    hostOf(v),
		Profile: Profile{Name: p.Name, Region: p.Region, Software: p.Software},
		Lang:    o.Lang, Site: cmp.Or(o.Site, p.Site), Previous: o.Previous,
	}
	for _, e := range p.Endpoints {
		r.Profile.Endpoints = append(r.Profile.Endpoints, e.URL)
	}
	if now := season.Word(v.Started); o.Message != "" || now != "" || o.Window != "" {
		r.Context = &Context{Message: o.Message, Season: now, Window: o.Window}
	}
	results := settle(v.Results, p)
	for _, res := range results {
		r.Checks = append(r.Checks, Check{
			ID: res.ID, Stage: res.Stage, Target: res.Target, Status: res.Status, Reason: res.Reason,
			StartedMS: res.Started.Milliseconds(), DurationMS: res.Took.Milliseconds(),
			Summary: Summary(res, o.Lang), Evidence: res.Evidence,
		})
	}
	r.Network = networkOf(results)
	r.Diagnosis = words(diagnose.Diagnose(r.Results(), v.Complete), p, r.Host.OS, o.Lang)
	r.private = privateOf(v.Host, o.WiFi)
	r.keep = keptOf(p)
	return whole(r)
}

// settle puts results in the order of the plan and takes their evidence once
// through JSON, so that a saved report is judged on exactly what this one is.
func settle(results []checks.Result, p *profile.Profile) []checks.Result {
	order := map[string]int{}
	for i, c := range checks.Plan(p) {
		order[c.ID] = i + 1
	}
	rank := func(r checks.Result) int {
		if n := order[r.ID]; n > 0 {
			return n
		}
		return len(order) + 1 + slices.Index(checks.Stages, r.Stage)
	}
	results = slices.Clone(results)
	slices.SortStableFunc(results, func(a, b checks.Result) int { return rank(a) - rank(b) })
	for i, r := range results {
		if r.Evidence == nil {
			continue
		}
		data, err := json.Marshal(r.Evidence)
		if err == nil {
			r.Evidence, err = readEvidence(r.ID, data)
		}
		if err != nil { // a NaN: the measurement is not one
			r.Status, r.Evidence, r.Reason = checks.Error, nil, fmt.Sprintf("keeping the evidence: %v", err)
		}
		results[i] = r
	}
	return results
}

// words puts a diagnosis in words, for the system that was checked.
func words(d diagnose.Diagnosis, p *profile.Profile, system, lang string) Diagnosis {
	out := Diagnosis{Verdict: d.Verdict, RuledOut: d.RuledOut, Fine: d.Fine}
	if out.Verdict == "" {
		out.Verdict = diagnose.Inconclusive
	}
	for i, problem := range d.Causes {
		c := causeOf(problem, p, system, lang)
		if fine := catalogue.Fine(d.Fine, lang); i == 0 && fine != "" {
			c.Explanation = strings.TrimSpace(c.Explanation + term{"", " "}.in(lang) + fine)
		}
		out.Causes = append(out.Causes, c)
	}
	return out
}

// causeOf puts one problem in the catalogue's words. A code that the catalogue
// does not know speaks for itself.
func causeOf(problem diagnose.Problem, p *profile.Profile, system, lang string) Cause {
	out := Cause{
		Code: problem.Code, Confidence: problem.Confidence, Targets: problem.Targets, Evidence: problem.Evidence,
		Title: problem.Code,
	}
	c := catalogue.Find(problem.Code)
	if c == nil {
		return out
	}
	facts := map[string]string{}
	if len(problem.Targets) > 0 {
		facts["targets"] = strings.Join(problem.Targets, ", ")
	}
	for k, v := range problem.Facts {
		facts[k] = v
	}
	w := c.SayOn(system, lang, facts)
	out.Layer, out.Blame, out.Repairs = string(c.Layer), string(c.Blame), slices.Clone(c.Repairs)
	out.Title, out.Explanation, out.Steps = w.Title, w.Explain, w.Steps
	for _, contact := range p.Contacts {
		if contact.Blame == out.Blame {
			out.Contacts = append(out.Contacts, Contact{Name: contact.Name, Phone: contact.Phone})
		}
	}
	if out.Contacts == nil && (c.Blame == catalogue.TaxServer || c.Blame == catalogue.Account) {
		out.Contacts = []Contact{{Name: term{"纳税服务热线", "tax hotline"}.in(lang), Phone: hotline}}
	}
	return out
}

// hotline is the one contact that is built in.
const hotline = "12366"

// OwnContacts are those of the profile: "whose job" names the hotline already.
func (c Cause) OwnContacts() []Contact {
	return slices.DeleteFunc(slices.Clone(c.Contacts), func(p Contact) bool { return p.Phone == hotline })
}

// networkOf gathers the servers that this PC is set to ask for names.
func networkOf(results []checks.Result) *Network {
	var n Network
	for _, r := range results {
		e, ok := r.Evidence.(*checks.DNSEvidence)
		if !ok {
			continue
		}
		for _, a := range e.Answers {
			if a.Role == "configured" && !slices.Contains(n.Resolvers, a.Server) {
				n.Resolvers = append(n.Resolvers, a.Server)
			}
		}
	}
	if n.Resolvers == nil {
		return nil
	}
	return &n
}
