package fleet

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// When something is said to be in common. See [common].
const (
	minShare  = 0.5  // of the affected sites must have it
	minLift   = 4.0  // times as large as among the healthy ones
	maxChance = 0.01 // that it is chance
	maxCommon = 3
)

// common finds what the affected sites share and the healthy ones do not.
//
// For each value of each attribute it counts, among affected and among healthy
// sites of which the attribute is known, those that have it. A value is named
// only if all of this holds:
//
//   - at least half of the affected sites have it, and at least three;
//   - the share among the affected is at least four times that among the healthy;
//   - Fisher's exact test, one-sided, gives less than 1 % for a coincidence as
//     strong, times the number of values that were compared (Bonferroni).
//
// So what all sites share is never named, nor what a handful share by chance,
// and where there is no healthy site to compare with, nothing is.
//
// The one that parts affected from healthy best comes first. Others follow
// where they do it as well: a carrier and its resolver cannot be told apart by
// counting, and both are said.
func common(affected, healthy []*place) []Common {
	out := []Common{}
	if len(affected) < 3 || len(healthy) == 0 {
		return out
	}
	compared := 0
	for attr := range Attributes {
		with, known := spread(affected, attr)
		compared += len(with)
		well, wellKnown := spread(healthy, attr)
		for w, n := range with {
			c := Common{Attributes[attr], w.Value(), n, known, well[w], wellKnown, 1}
			if c.Value == Inner && attr == attrResolver { // a different box at every site
				continue
			}
			if n >= 3 && float64(n) >= minShare*float64(len(affected)) && wellKnown > 0 && c.share() >= minLift*c.wellShare() {
				c.P = fisher(n, known, well[w], wellKnown)
				out = append(out, c)
			}
		}
	}
	out = slices.DeleteFunc(out, func(c Common) bool { return c.P*float64(compared) > maxChance })
	slices.SortFunc(out, func(a, b Common) int {
		return cmp.Or(cmp.Compare(b.parting(), a.parting()), cmp.Compare(rank(a.Attribute), rank(b.Attribute)), strings.Compare(a.Value, b.Value))
	})
	for i := range out {
		out[i].P = math.Min(1, out[i].P*float64(compared))
	}
	n := 0
	for n < len(out) && n < maxCommon && out[n].parting() >= out[0].parting()-0.02 {
		n++
	}
	return out[:n]
}

// rank orders attributes that part equally well: the closer to the fault first.
func rank(a Attribute) int {
	return slices.Index([]Attribute{"resolver", "carrier", "region", "software", "system", "program"}, a)
}

func (c Common) share() float64     { return float64(c.With) / float64(c.Affected) }
func (c Common) wellShare() float64 { return float64(c.HealthyWith) / float64(c.Healthy) }

// parting is how well it parts affected from healthy: 1 is perfectly, 0 not at all.
func (c Common) parting() float64 { return c.share() - c.wellShare() }

// spread counts sites by the values of an attribute; known have one.
func spread(places []*place, attr int) (with map[word]int, known int) {
	with = map[word]int{}
	for _, p := range places {
		values := p.now().values(attr)
		if len(values) > 0 {
			known++
		}
		for _, w := range values {
			with[w]++
		}
	}
	return with, known
}

// has reports whether a site has what is in common.
func (p *place) has(c Common) bool {
	return slices.ContainsFunc(p.now().values(slices.Index(Attributes[:], c.Attribute)), func(w word) bool { return w.Value() == c.Value })
}

// healthy are the sites to compare with: those that work, whatever else may
// trouble them. Sites with another fault that stops them say nothing about this one.
func healthy(all []*place, code word) []*place {
	var out []*place
	for _, p := range all {
		if v := p.now(); v.verdict == ok || v.verdict == degraded && !v.names(code) {
			out = append(out, p)
		}
	}
	return out
}

// fisher returns the chance to find with or more of a value's sites among the
// affected, if the value had nothing to do with it: the upper tail of the
// hypergeometric distribution (R. A. Fisher, 1922).
func fisher(with, affected, healthyWith, healthy int) float64 {
	all, have := affected+healthy, with+healthyWith
	p := 0.0
	for k := with; k <= min(affected, have); k++ {
		if have-k <= healthy {
			p += math.Exp(choose(have, k) + choose(all-have, affected-k) - choose(all, affected))
		}
	}
	return math.Min(1, p)
}

// choose is the logarithm of the binomial coefficient.
func choose(n, k int) float64 {
	if k < 0 || k > n {
		return math.Inf(-1)
	}
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}
