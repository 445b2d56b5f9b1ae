package fleet

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// An onset is since when something is so at a site. Undated visits say nothing
// about it.
type onset struct {
	at        int64 // of the first report of the unbroken run that lasts until now; undated: not known
	fineUntil int64 // of the last report before it; undated: none, it may be older
}

// since finds the onset of what bad tells of a visit. A visit that is
// inconclusive and not bad neither ends the run nor prolongs it.
func (p *place) since(bad func(*visit) bool) onset {
	o := onset{undated, undated}
	for _, v := range slices.Backward(p.visits) {
		switch {
		case v.at == undated:
			return o
		case bad(v):
			o.at = v.at
		case v.verdict != inconclusive:
			o.fineUntil = v.at
			return o
		}
	}
	return o
}

// siteList lists every site, the worst first.
func siteList(all []*place, zone *time.Location) []Site {
	list := []Site{}
	rank := map[string]verdict{}
	for i, name := range verdictNames {
		rank[string(name)] = verdict(i)
	}
	for _, p := range all {
		now := p.now()
		s := Site{Name: p.name, Report: now.id, Verdict: string(verdictNames[now.verdict]), Causes: []string{}, Newest: moment(now.at, zone), Reports: len(p.visits)}
		for _, c := range now.causes {
			s.Causes = append(s.Causes, c.code.Value())
		}
		if now.verdict != ok {
			o := p.since(func(v *visit) bool { return v.verdict != ok })
			s.Since, s.FineUntil = moment(o.at, zone), moment(o.fineUntil, zone)
		}
		list = append(list, s)
	}
	slices.SortStableFunc(list, func(a, b Site) int {
		return cmp.Or(cmp.Compare(rank[b.Verdict], rank[a.Verdict]), slices.Compare(a.Causes, b.Causes), strings.Compare(a.Name, b.Name), strings.Compare(a.Report, b.Report))
	})
	return list
}

// moment is a time as it is written; nil where it is not known.
func moment(at int64, zone *time.Location) *time.Time {
	if at == undated {
		return nil
	}
	t := time.Unix(at, 0).In(zone)
	return &t
}
