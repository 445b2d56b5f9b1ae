package watch

import (
	"fmt"
	"math"
	"testing"
	"time"
)

// A line that flaps for a day cannot make the PC hammer.
func TestFlapping(t *testing.T) {
	for what, state := range map[string]func(round int) string{
		"every round":   func(n int) string { return []string{"", "down"}[n%2] },
		"every ten":     func(n int) string { return []string{"", "down"}[n/10%2] },
		"in other ways": func(n int) string { return fmt.Sprint("down ", n) },
	} {
		var p pace
		for n := range 1440 {
			p.look(time.Duration(n)*time.Minute, time.Minute, state(n))
		}
		t.Logf("%s: %d full runs, %d changes not asked", what, p.runs, p.deferred)
		if p.runs < 20 || p.runs > 40 {
			t.Errorf("%s: %d full runs in a day", what, p.runs)
		}
		if p.deferred < 50 {
			t.Errorf("%s: %d changes not asked", what, p.deferred)
		}
	}
}

// A change that had to wait is looked into when the wait is over.
func TestDeferred(t *testing.T) {
	var p pace
	looks := []int{}
	for n := range 60 {
		state := []string{"", "down"}[min(n, 7)%2] // flaps, and stays down from the seventh round
		if p.look(time.Duration(n)*time.Minute, time.Minute, state) {
			looks = append(looks, n)
		}
	}
	if fmt.Sprint(looks) != "[1 2 3 6 10]" || p.looked != "down" {
		t.Errorf("looked in rounds %v, at %q", looks, p.looked)
	}
}

// After a calm time changes are looked into at once again.
func TestCalm(t *testing.T) {
	var p pace
	at := time.Duration(0)
	for n := range 20 {
		p.look(at, time.Minute, []string{"", "down"}[n%2])
		at += time.Minute
	}
	for range 300 {
		p.look(at, time.Minute, "")
		at += time.Minute
	}
	for n := range freely {
		if !p.look(at, time.Minute, []string{"down", ""}[n%2]) {
			t.Errorf("change %d had to wait", n)
		}
		at += time.Minute
	}
}

// A full run that came to nothing is made again.
func TestAgain(t *testing.T) {
	var p pace
	p.look(0, time.Minute, "down")
	p.again()
	if !p.look(time.Minute, time.Minute, "down") || p.look(2*time.Minute, time.Minute, "down") {
		t.Error("not made again, or twice")
	}
}

// Five hundred shops that begin in one second do not knock in one second, not
// then nor an hour later.
func TestJitter(t *testing.T) {
	const shops = 500
	most := func(at []time.Duration) int {
		perSecond := map[int]int{}
		n := 0
		for _, d := range at {
			perSecond[int(d/time.Second)]++
			n = max(n, perSecond[int(d/time.Second)])
		}
		return n
	}
	at := make([]time.Duration, shops)
	for i := range at {
		at[i] = firstWait(time.Minute)
		if at[i] < 0 || at[i] > 10*time.Second {
			t.Fatalf("first round after %v", at[i])
		}
	}
	first := most(at)
	var sum time.Duration
	for i := range at {
		for range 60 {
			d := nextWait(time.Minute)
			if d < 54*time.Second || d > 66*time.Second {
				t.Fatalf("next round after %v", d)
			}
			sum += d
			at[i] += d
		}
	}
	t.Logf("most in one second: %d at first, %d an hour later", first, most(at))
	if first > 90 || most(at) > 30 {
		t.Errorf("most in one second: %d at first, %d an hour later", first, most(at))
	}
	if mean := sum.Seconds() / shops / 60; math.Abs(mean-60) > 0.3 {
		t.Errorf("a round every %.1f s", mean)
	}
}
