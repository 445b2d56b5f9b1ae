package history

import (
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
)

// Relate makes a report name the run that it is compared with and, where it
// found something wrong, say in its language what has changed since. It returns
// that run and the changes; the run is nil where no better one is kept.
func (h *History) Relate(r *report.Report) (good *Entry, changes []Change) {
	entry, found := h.LastGood(r)
	if !found {
		return nil, nil
	}
	if r.Previous == "" {
		r.Previous = entry.ID
	}
	if r.Diagnosis.Verdict == diagnose.OK {
		return &entry, nil
	}
	r.LastGood = &report.LastGood{ID: entry.ID, When: entry.Started, Changed: []string{}}
	was, err := h.Read(entry.ID)
	if err != nil {
		return &entry, nil
	}
	changes = Compare(was, r)
	for _, c := range telling(changes) {
		r.LastGood.Changed = append(r.LastGood.Changed, c.Words(r.Lang))
	}
	return &entry, changes
}

// maxSaid is how many changes are said where none is known to matter.
const maxSaid = 3

// telling are the changes that are worth saying: those that matter or, where
// none does, the first few.
func telling(changes []Change) []Change {
	var out []Change
	for i, c := range changes {
		if c.Matters || i < maxSaid && !changes[0].Matters {
			out = append(out, c)
		}
	}
	return out
}
