package fleet

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A tally gathers visits as they come, in any order, and tells the same of them
// in every order.
type tally struct {
	visits     []*visit
	order      []int // of each visit
	known      map[[16]byte]int
	duplicates int
	skipped    int
	skips      []ordered
}

type ordered struct {
	Skip
	order int
}

func newTally() *tally { return &tally{known: map[[16]byte]int{}} }

func (t *tally) skip(s Skip, order int) {
	t.skipped++
	if len(t.skips) < maxSkips {
		t.skips = append(t.skips, ordered{s, order})
	}
}

// add counts a report once; of two that call themselves the same, the one that
// was named first counts.
func (t *tally) add(v *visit, order int) {
	if i, there := t.known[v.key]; there {
		t.duplicates++
		if order < t.order[i] {
			t.visits[i], t.order[i] = v, order
		}
		return
	}
	if len(t.visits) == maxReports {
		t.skip(Skip{File: v.id, Reason: Full}, order)
		return
	}
	t.known[v.key] = len(t.visits)
	t.visits, t.order = append(t.visits, v), append(t.order, order)
}

// A place is the visits of one site, the oldest first.
type place struct {
	name   string
	visits []*visit
}

func (p *place) now() *visit { return p.visits[len(p.visits)-1] }

// places sorts the visits by site.
func (t *tally) places() []*place {
	slices.SortFunc(t.visits, func(a, b *visit) int {
		return cmp.Or(cmp.Compare(a.at, b.at), slices.Compare(a.key[:], b.key[:]))
	})
	named := map[word]*place{}
	var all []*place
	for _, v := range t.visits {
		p := named[v.site]
		if p == nil {
			p = &place{name: v.site.Value()}
			all = append(all, p)
			if p.name != "" {
				named[v.site] = p
			}
		}
		p.visits = append(p.visits, v)
	}
	return all
}

// summary sums up. It sorts what was gathered: the last thing a tally does.
func (t *tally) summary(o Options) *Summary {
	s := &Summary{Schema: Schema, Lang: o.Lang, By: map[string][]Group{}}
	s.Reports = Reports{Counted: len(t.visits), Duplicates: t.duplicates, Skipped: t.skipped}
	all := t.places()
	zone := time.UTC
	for _, v := range t.visits {
		s.Reports.add(v.verdict)
		if v.masked {
			s.Reports.Masked++
		}
		if v.at == undated {
			s.Reports.Undated++
			continue
		}
		if zone = time.FixedZone("", int(v.zone)); s.From.IsZero() {
			s.From = time.Unix(v.at, 0)
		}
		s.AsOf = time.Unix(v.at, 0)
	}
	s.From, s.AsOf = s.From.In(zone), s.AsOf.In(zone)
	for _, p := range all {
		s.Sites.Total++
		s.Sites.add(p.now().verdict)
		if p.name == "" {
			s.Sites.Unnamed++
		}
	}
	s.Causes = causes(all, o.Lang, zone)
	for i, name := range Attributes {
		s.By[string(name)] = groups(all, i)
	}
	s.SiteList = siteList(all, zone)
	s.Timeline = timeline(t.visits, zone)
	slices.SortFunc(t.skips, func(a, b ordered) int { return cmp.Or(cmp.Compare(a.order, b.order), strings.Compare(a.File, b.File)) })
	s.Skipped = []Skip{}
	for _, one := range t.skips {
		s.Skipped = append(s.Skipped, one.Skip)
	}
	return s
}

// groups counts sites by the values of an attribute, the most troubled first.
func groups(all []*place, attr int) []Group {
	counts := map[word]*Counts{}
	for _, p := range all {
		for _, w := range p.now().values(attr) {
			if counts[w] == nil {
				counts[w] = new(Counts)
			}
			counts[w].add(p.now().verdict)
		}
	}
	list := []Group{}
	for w, c := range counts {
		list = append(list, Group{w.Value(), *c})
	}
	slices.SortFunc(list, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Broken, a.Broken), cmp.Compare(b.Degraded, a.Degraded), cmp.Compare(b.Inconclusive, a.Inconclusive),
			cmp.Compare(b.All(), a.All()), strings.Compare(a.Value, b.Value))
	})
	return list
}
