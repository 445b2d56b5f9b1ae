package report

import (
	"slices"

	"kpdoctor/checks"
)

// Plain lists what of the user's surroundings a report says as it is, to be
// shown before it is saved. Of a masked report: with what is masked in it.
func (r *Report) Plain() []Fact {
	list := slices.DeleteFunc(r.facts(), func(f Fact) bool { return f.Name == wordFine.in(r.Lang) || f.Name == wordTried.in(r.Lang) })
	add := func(name term, values []string) {
		slices.Sort(values)
		if values = slices.DeleteFunc(slices.Compact(values), func(s string) bool { return s == "" }); len(values) > 0 {
			list = append(list, Fact{name.in(r.Lang), wordList(values, r.Lang)})
		}
	}
	var resolvers, adapters, programs []string
	if r.Network != nil {
		for _, s := range r.Network.Resolvers {
			if checks.Scope(s) == checks.ScopePublic {
				resolvers = append(resolvers, s)
			}
		}
	}
	for _, c := range r.Checks {
		switch e := c.Evidence.(type) {
		case *checks.AdapterEvidence:
			for _, a := range e.Adapters {
				adapters = append(adapters, a.Name)
			}
		case *checks.SoftwareEvidence:
			programs = append(append(programs, e.Name), e.Processes...)
		case *checks.DeviceEvidence:
			for _, d := range e.Devices {
				programs = append(programs, d.Product)
			}
		}
	}
	add(wordServers, slices.Clone(r.Profile.Endpoints))
	add(wordResolvers, resolvers)
	add(wordAdapters, adapters)
	add(wordPrograms, programs)
	return list
}
