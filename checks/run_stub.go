package checks

import (
	"context"
	"iter"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// Run asks every check of the profile, each as soon as its needs are known, and
// yields events as they happen. Leaving the loop cancels what is still running;
// cancelling ctx ends the run early with what is known so far.
func Run(ctx context.Context, e *env.Env, p *profile.Profile) iter.Seq[Event] {
	return func(yield func(Event) bool) {}
}

// Plan lists the checks that a profile asks for, in display order.
func Plan(p *profile.Profile) []Check { return nil }
