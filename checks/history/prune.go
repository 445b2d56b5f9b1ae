package history

import (
	"os"
	"path/filepath"
	"time"
)

// abandoned is how old a half-written file must be before it is taken for one
// that a crash left behind.
const abandoned = time.Hour

// slack is how many more than necessary are dropped, so that not every run has
// to look at all the others.
const slack = 10

// prune drops runs until the limits hold: old ones first, then the oldest. The
// last good run of each profile stays, and so does each incident that is open:
// of a long one, its first run and the newest, once nothing else is left to drop.
func (h *History) prune() {
	h.sweep()
	files, _ := h.files()
	var bytes int64
	for _, f := range files {
		bytes += f.size
	}
	oldest := h.now().Add(-h.maxAge)
	if len(files) <= h.maxRuns && bytes <= h.maxBytes && (len(files) == 0 || !files[0].at.Before(oldest)) {
		return
	}
	target := h.maxRuns - min(slack, h.maxRuns/10)
	if len(files) <= h.maxRuns {
		target = h.maxRuns
	}
	never, last := h.precious()
	drop := func(i int) {
		if os.Remove(filepath.Join(h.dir, files[i].name)) == nil {
			bytes -= files[i].size
			files[i].name = ""
		}
	}
	left := func() (n int) {
		for _, f := range files {
			if f.name != "" {
				n++
			}
		}
		return n
	}
	for i, f := range files {
		if !never[f.name] && !last[f.name] && (f.at.Before(oldest) || left() > target || bytes > h.maxBytes) {
			drop(i)
		}
	}
	for i, f := range files {
		if f.name != "" && !never[f.name] && (left() > h.maxRuns || bytes > h.maxBytes) {
			drop(i)
		}
	}
}

// precious names the files that are never dropped, and those that are only when
// nothing else is left: runs in the midst of an open incident. What cannot be
// read is nobody's, and ordinary.
func (h *History) precious() (never, last map[string]bool) {
	never, last = map[string]bool{}, map[string]bool{}
	entries, skipped := h.List()
	for _, s := range skipped {
		never[s.File] = true // it is not ours to remove
	}
	byID := map[string]Entry{}
	seen := map[string]bool{}
	for _, e := range entries {
		byID[e.ID] = e
		if e.Served() && !seen[e.Key] {
			seen[e.Key] = true
			never[filepath.Base(e.File)] = true
		}
	}
	for _, in := range Incidents(entries) {
		if !in.Open() {
			continue
		}
		for i, id := range in.Runs {
			name := filepath.Base(byID[id].File)
			if i == 0 || i >= len(in.Runs)-maxNewest {
				never[name] = true
			} else {
				last[name] = true
			}
		}
	}
	return never, last
}

// maxNewest is how many runs at the end of an open incident are never dropped.
const maxNewest = 5

// sweep removes half-written files that a crash left behind.
func (h *History) sweep() {
	list, err := os.ReadDir(h.dir)
	if err != nil {
		return
	}
	for _, d := range list {
		if info, err := d.Info(); err == nil && isUnfinished(d.Name()) && h.now().Sub(info.ModTime()) > abandoned {
			os.Remove(filepath.Join(h.dir, d.Name()))
		}
	}
}
