package checks

import (
	"context"
	"iter"
	"slices"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// Again asks the checks of these kinds anew, and what they cannot do without,
// and yields events as [Run] does. What else they need is taken from prior, the
// results of a run of the same profile.
func Again(ctx context.Context, e *env.Env, p *profile.Profile, prior []Result, kinds []string) iter.Seq[Event] {
	return stream(ctx, e, p, Anew(p, kinds), prior)
}

// Anew lists the checks that [Again] asks, in the order of the road.
func Anew(p *profile.Profile, kinds []string) []Check {
	plan := Plan(p)
	wanted := map[string]bool{}
	for _, c := range plan {
		if slices.Contains(kinds, kindOf(c.ID)) {
			wanted[c.ID] = true
		}
	}
	for grown := true; grown; { // a need may come after who needs it
		grown = false
		for _, c := range plan {
			for _, need := range c.Needs {
				if wanted[c.ID] && !wanted[need] && handsOn[kindOf(need)] {
					wanted[need], grown = true, true
				}
			}
		}
	}
	return slices.DeleteFunc(plan, func(c Check) bool { return !wanted[c.ID] })
}

// handsOn are the kinds whose open connections or addresses others use: their
// result alone is not enough.
var handsOn = map[string]bool{"proxy": true, "dns": true, "port": true, "certificate": true}

// Merged is prior with every result that fresh has anew in its place.
func Merged(prior, fresh []Result) []Result {
	merged := slices.Clone(prior)
	for _, r := range fresh {
		if i := slices.IndexFunc(merged, func(old Result) bool { return old.ID == r.ID }); i >= 0 {
			merged[i] = r
		} else {
			merged = append(merged, r)
		}
	}
	return merged
}
