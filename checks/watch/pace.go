package watch

import (
	"math/rand/v2"
	"time"
)

// firstWait spreads the first round over a sixth of the interval: five hundred
// shops whose PCs are switched on, or told to watch, in the same second must not
// knock in the same second.
func firstWait(every time.Duration) time.Duration {
	return time.Duration(rand.Float64() * float64(every) / 6)
}

// nextWait is the interval, a tenth shorter to a tenth longer, so that those who
// fell in step fall out of it.
func nextWait(every time.Duration) time.Duration {
	return time.Duration((0.9 + 0.2*rand.Float64()) * float64(every))
}

// freely is how many full runs in succession are made at once. From then on
// each must wait, twice as long as the one before, for at most slowest intervals.
const (
	freely  = 3
	slowest = 60 // an hour, at a round a minute
)

// pace decides when a change of state is looked into by a full run. The zero
// value has seen all well.
type pace struct {
	looked   string        // the state at the last full run; "" all well
	seen     string        // in the last round
	last     time.Duration // when the last full run was made
	next     time.Duration // none before
	streak   int           // full runs in succession without a calm time between
	runs     int
	deferred int // changes that were not looked into when they came
}

// look reports whether the state in a round is to be looked into now. A change
// that had to wait is looked into when the wait is over, if it still stands.
func (p *pace) look(at, every time.Duration, state string) bool {
	changed := state != p.seen
	p.seen = state
	if state == p.looked {
		return false
	}
	if at < p.next {
		if changed {
			p.deferred++
		}
		return false
	}
	if p.runs > 0 && at-p.last > 2*max(p.next-p.last, 15*every) {
		p.streak = 0
	}
	p.streak++
	p.runs++
	p.looked, p.last, p.next = state, at, at
	if p.streak >= freely {
		p.next = at + every*time.Duration(min(1<<min(p.streak-freely+1, 20), slowest))
	}
	return true
}

// again forgets the last full run: it came to nothing.
func (p *pace) again() { p.looked = "\x00" }
