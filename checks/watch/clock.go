package watch

import "time"

// clock adds up how long the watch has lasted, by two clocks that fail in
// different ways: the one that runs on steadily stands still on some systems
// while the PC sleeps, and the one on the wall may be put forward or back.
type clock struct {
	now  func() time.Time
	last time.Time
	at   time.Duration // since the beginning
}

func newClock(now func() time.Time) *clock { return &clock{now: now, last: now()} }

// tick returns how long it is since the tick before: the longer of what both
// clocks say.
func (c *clock) tick() time.Duration {
	now := c.now()
	steady, wall := now.Sub(c.last), now.Round(0).Sub(c.last.Round(0))
	step := max(steady, wall, 0)
	c.last = now
	c.at += step
	return step
}

// wall is the time of day at the last tick.
func (c *clock) wall() time.Time { return c.last.Round(0) }
