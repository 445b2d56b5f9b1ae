package diagnose

import "slices"

// Endpoints of one group stand for each other: sources disagree on the address,
// and one that serves is enough.

// spare leaves out the endpoints of a group that need not be judged: those that
// got less far than the best of it.
func (w *world) spare() {
	reach := func(e *endpoint) depth {
		if e.served() {
			return served + 1
		}
		return e.best(func(*way) bool { return true })
	}
	best := map[string]depth{}
	for _, e := range w.endpoints {
		best[e.Group] = max(best[e.Group], reach(e))
	}
	w.endpoints = slices.DeleteFunc(w.endpoints, func(e *endpoint) bool { return e.Group != "" && reach(e) < best[e.Group] })
}

// unsure adds which of the suspects is an address of our own table that no
// document has, and the table's date. What the user gave is hers.
func (e *endpoint) unsure(facts map[string]string, suspect string) map[string]string {
	if e.Table == "" || e.Mark == "documented" {
		return facts
	}
	return withFacts(facts, "unsure", suspect, "table", e.Table)
}
