package fleet

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kpdoctor/checks/catalogue"
)

// names reports whether a visit names a cause.
func (v *visit) names(code word) bool {
	return slices.ContainsFunc(v.causes, func(c cause) bool { return c.code == code })
}

// causes sums up every cause that any report names.
func causes(all []*place, lang string, zone *time.Location) []Cause {
	found := map[word]*Cause{}
	affected := map[word][]*place{}
	for _, p := range all {
		ever := map[word]bool{}
		for _, v := range p.visits {
			for _, c := range v.causes {
				if found[c.code] == nil {
					found[c.code] = described(c, lang)
				}
				found[c.code].Reports++
				ever[c.code] = true
			}
		}
		for code := range ever {
			found[code].SitesEver++
		}
		for _, c := range p.now().causes {
			affected[c.code] = append(affected[c.code], p)
		}
	}
	list := []Cause{}
	for code, c := range found {
		places := affected[code]
		c.Sites = len(places)
		c.Targets = targets(places, code)
		c.Common = common(places, healthy(all, code))
		c.dates(places, code, zone)
		for _, p := range places {
			if p.name != "" {
				c.SiteNames = append(c.SiteNames, p.name)
			}
		}
		slices.Sort(c.SiteNames)
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(b.Sites, a.Sites), cmp.Compare(b.SitesEver, a.SitesEver), cmp.Compare(b.Reports, a.Reports), strings.Compare(a.Code, b.Code))
	})
	return list
}

// described takes the catalogue's words, else the report's own.
func described(c cause, lang string) *Cause {
	out := &Cause{Code: c.code.Value(), Title: cmp.Or(c.title.Value(), c.code.Value()), Blame: c.blame.Value(), Targets: []Count{}, Common: []Common{}, SiteNames: []string{}}
	if known := catalogue.Find(out.Code); known != nil {
		out.Title, out.Blame = known.In(lang).Title, string(known.Blame)
	}
	return out
}

// dates sets since when: over the sites of the first thing in common, which
// keeps an old case of the same cause elsewhere out of it.
func (c *Cause) dates(places []*place, code word, zone *time.Location) {
	if len(c.Common) > 0 {
		places = slices.DeleteFunc(slices.Clone(places), func(p *place) bool { return !p.has(c.Common[0]) })
	}
	var begins []onset
	for _, p := range places {
		if o := p.since(func(v *visit) bool { return v.names(code) }); o.at != undated {
			begins = append(begins, o)
		}
	}
	if len(begins) == 0 {
		return
	}
	slices.SortFunc(begins, func(a, b onset) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.fineUntil, a.fineUntil))
	})
	c.Since, c.FineUntil = moment(begins[0].at, zone), moment(begins[0].fineUntil, zone)
	c.HalfSince = moment(begins[(len(begins)-1)/2].at, zone)
}

// targets counts what the cause is about, the most frequent first.
func targets(places []*place, code word) []Count {
	counts := map[word]int{}
	for _, p := range places {
		for _, c := range p.now().causes {
			if c.code != code {
				continue
			}
			seen := map[word]bool{}
			for _, t := range c.targets {
				if !seen[t] {
					seen[t] = true
					counts[t]++
				}
			}
		}
	}
	list := []Count{}
	for t, n := range counts {
		list = append(list, Count{t.Value(), n})
	}
	slices.SortFunc(list, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Sites, a.Sites), strings.Compare(a.Value, b.Value))
	})
	return list[:min(len(list), maxTargets)]
}
