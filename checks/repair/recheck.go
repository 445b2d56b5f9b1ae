package repair

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
)

// Result is what came of a repair, in one word.
type Result string

// The results of a re-check.
const (
	Fixed  Result = "fixed"  // the cause is gone and nothing that worked is worse
	Still  Result = "still"  // the cause is still there
	Worse  Result = "worse"  // something that worked does not: offer to undo
	Unsure Result = "unsure" // it could not be asked to the end
)

// An Outcome is what a re-check found.
type Outcome struct {
	Result    Result          `json:"result"`
	Worse     []string        `json:"worse,omitempty"`     // ids of checks that passed before, and adapters and routes that were there
	Remaining []string        `json:"remaining,omitempty"` // causes that are left, the root first
	Around    bool            `json:"around,omitempty"`    // the cause is still measured, and the repair goes round it
	Results   []checks.Result `json:"-"`
	Diagnosis diagnose.Diagnosis
}

// How often a re-check asks again before it believes that something is not well,
// and how long it waits: adapters, leases and services need a moment.
const (
	recheckTries = 3
	recheckPause = 1500 * time.Millisecond
)

// Recheck measures everything again: the cause's checks, its symptoms, and what
// worked before. What was not well at first must be well twice: a fault that comes and
// goes is not mended. onEvent may be nil.
func (v *Visit) Recheck(ctx context.Context, p Plan, before []checks.Result, onEvent func(checks.Event)) Outcome {
	return settle(ctx, func() Outcome { return v.recheck(ctx, p, before, onEvent) })
}

func settle(ctx context.Context, ask func() Outcome) Outcome {
	last := ask()
	for tries, well := 1, 0; last.Result != Fixed || tries > 1 && well < 2; tries++ {
		if tries >= recheckTries && well == 0 {
			return last
		}
		select {
		case <-time.After(recheckPause):
		case <-ctx.Done():
			if last.Result == Fixed {
				last.Result = Unsure
			}
			return last
		}
		if last = ask(); last.Result == Fixed {
			well++
		} else {
			well = 0
		}
	}
	return last
}

func (v *Visit) recheck(ctx context.Context, p Plan, before []checks.Result, onEvent func(checks.Event)) Outcome {
	var o Outcome
	for ev := range checks.Run(ctx, v.past(ctx, p), v.Profile) {
		if ev.Result != nil {
			o.Results = append(o.Results, *ev.Result)
		}
		if onEvent != nil {
			onEvent(ev)
		}
	}
	complete := ctx.Err() == nil
	o.Diagnosis = diagnose.Diagnose(o.Results, complete)
	still := false
	for _, cause := range o.Diagnosis.Causes {
		o.Remaining = append(o.Remaining, cause.Code)
		still = still || cause.Code == p.Cause
	}
	o.Worse = worse(before, o.Results, p)
	if r := Find(p.Repair); still && complete && r != nil && r.proven != nil {
		c, err := v.look(ctx, diagnose.Problem{Code: p.Cause, Targets: p.Targets}, o.Results)
		o.Around = err == nil && r.proven(ctx, c)
		still = !o.Around
	}
	switch {
	case !complete:
		o.Result = Unsure
	case len(o.Worse) > 0:
		o.Result = Worse
	case still:
		o.Result = Still
	default:
		o.Result = Fixed
	}
	return o
}

// worse names what was well before and is not now: a check that passed, a
// tunnel that stood, a default route that was there and was not to go.
func worse(before, after []checks.Result, p Plan) []string {
	now := map[string]checks.Result{}
	for _, r := range after {
		now[r.ID] = r
	}
	var list []string
	for _, r := range before {
		n, asked := now[r.ID]
		well := r.Status == checks.Pass || r.Status == checks.Warn
		if well && (!asked || n.Status == checks.Fail || n.Status == checks.Error || n.Status == checks.Skip) {
			list = append(list, r.ID)
		}
	}
	had, has := standing(before), standing(after)
	for _, what := range had {
		removed := slices.ContainsFunc(p.Changes, func(c Change) bool {
			return c.Kind == env.RouteLine && (strings.HasPrefix(c.Name, "0.0.0.0/0 ") || strings.HasPrefix(c.Name, "::/0 "))
		})
		if !slices.Contains(has, what) && !removed {
			list = append(list, what)
		}
	}
	return list
}

// standing lists tunnels with an address and default routes.
func standing(results []checks.Result) []string {
	var list []string
	evidence(results, func(e *checks.AdapterEvidence) {
		for _, a := range e.Adapters {
			if a.Kind == string(env.Tunnel) && a.Enabled && len(a.Addresses) > 0 {
				list = append(list, a.Name)
			}
		}
		for _, r := range e.Routes {
			if to, err := netip.ParsePrefix(r.To); err == nil && to.Bits() == 0 && !r.Reject {
				list = append(list, "default "+to.Addr().String()+" "+r.Adapter)
			}
		}
	})
	return list
}
