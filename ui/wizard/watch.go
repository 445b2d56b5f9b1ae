package wizard

import (
	"time"
)

// WatchOptions say how long to watch.
type WatchOptions struct {
	For   time.Duration
	Every time.Duration // 0: once a minute
}

// WatchFors are the lengths that are offered.
var WatchFors = []time.Duration{30 * time.Minute, 4 * time.Hour, 24 * time.Hour}

// Watching is how a watch stands. The zero value: none was begun.
type Watching struct {
	Options WatchOptions
	Title   string    // what is watched
	Begun   time.Time // zero: none was begun
	On      bool      // it goes on
	Looking bool      // a full run is being made, since the state changed
	Now     WatchEvent
	Saved   string // the full path of the summary; "" not written
}

// A WatchEvent is how it is after a round, all since the beginning summed up: its
// size does not grow with time.
type WatchEvent struct {
	At      time.Time // of the round
	State   string    // ok, slow or bad; "" no round has ended yet
	Line    Said      // the round in a sentence
	Lines   []Said    // the summary in sentences, what matters most first
	Success float64   // share of rounds that were served, 0 to 1
	Rounds  int
	Connect WatchTimes // until the connection stood
	First   WatchTimes // of the answer
	Plot    []WatchBucket
	Outages []Outage // the newest; oldest first
	Looking bool     // a full run follows
	Over    bool     // the last event
	Trouble *Trouble // why it could not be watched; nothing follows
	Report  any      // what Actions.SaveWatch writes; nothing in the window looks inside
}

// WatchTimes are a median and the slowest hundredth; zero where nothing was measured.
type WatchTimes struct{ Median, P99 time.Duration }

// WatchBucket is one stretch of the plot. No rounds: the PC slept.
type WatchBucket struct {
	From, To        time.Duration // since the beginning
	Good, Slow, Bad int           // rounds
	Connect, First  WatchTimes
}

// Rounds is how often was asked in it.
func (b WatchBucket) Rounds() int { return b.Good + b.Slow + b.Bad }

// Outage is a time in which every round was bad, or every one slow.
type Outage struct {
	From, To time.Duration // since the beginning; To is 0 while it lasts
	State    string        // slow or bad
	Said     Said          // from when to when, and why
	Run      string        // PastRun.ID of the full run that was made in it; "" none
}

// WatchOffered shows the watch page.
func (s State) WatchOffered() State {
	if s.Watch.Options.For == 0 {
		s.Watch.Options.For = WatchFors[0]
	}
	return s.Goto(Watch)
}

// WatchFor sets how long to watch.
func (s State) WatchFor(d time.Duration) State {
	s.Watch.Options.For, s.Trouble = d, nil
	return s
}

// WatchBegun says that a watch of the choice has begun.
func (s State) WatchBegun(title string, at time.Time) State {
	s = s.Goto(Watch)
	s.Watch = Watching{Options: s.Watch.Options, Title: title, Begun: at, On: true}
	return s
}

// Watched is the state after an event of the watch; the page stays the one that
// is looked at.
func (s State) Watched(e WatchEvent) State {
	if e.Trouble != nil {
		s.Watch.On, s.Watch.Looking, s.Trouble = false, false, e.Trouble
		return s
	}
	s.Watch.Now, s.Watch.Looking = e, e.Looking
	if e.Over {
		s.Watch.On = false
	}
	return s
}

// WatchSaved says how writing the summary ended: at path, or with a trouble.
func (s State) WatchSaved(path string, t *Trouble) State {
	s.Watch.Saved, s.Trouble = path, t
	return s
}
