package software

import "time"

// Frames counts what painting costs.
type Frames struct {
	Count   int
	Dots    int           // painted in all
	Total   time.Duration // spent
	Longest time.Duration
}

func (f *Frames) add(took time.Duration) {
	f.Count++
	f.Total += took
	f.Longest = max(f.Longest, took)
}
