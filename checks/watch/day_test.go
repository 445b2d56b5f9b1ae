package watch

import (
	"encoding/json"
	"flag"
	"runtime"
	"testing"
	"time"
)

var day = flag.Bool("day", false, "watch for a day of the made-up clock, not for an hour and a half")

// TestDay watches a day (an hour and a half in short) with outages and an hour of
// flapping. Servers, handshakes, requests and full runs are real; only the
// waiting between rounds is not: it moves the made-up clock. Memory at the end
// is that after the first hour.
func TestDay(t *testing.T) {
	o := newOffice(t, 2, 1)
	length := 90 * time.Minute
	if *day {
		length = 24 * time.Hour
	}
	began, start := time.Now(), o.time()
	var first, last runtime.MemStats
	var goroutines int
	var s Summary
	full, rounds := 0, 0
	before, inFull := o.accepted(), make([]int, 3)
	for ev := range Run(t.Context(), o.Env, o.profile, Options{For: length, sleep: o.pass}) {
		s = ev.Summary
		now := o.accepted()
		came := since(now, before)
		before = now
		if ev.Report != nil {
			full++
			for i, n := range came {
				inFull[i] += n
			}
			continue
		}
		if ev.Round == nil {
			continue
		}
		if came[0] != 1 || came[1] != 1 || came[2] != 0 {
			t.Errorf("round %d: connections %v", ev.Round.Number, came)
		}
		if rounds++; rounds == 60 {
			runtime.GC()
			runtime.ReadMemStats(&first)
			goroutines = runtime.NumGoroutine()
		}
		minute := int(o.time().Sub(start) / time.Minute)
		down := minute%120 >= 70 && minute%120 < 77
		if minute >= 78 && minute < 86 || minute >= 600 && minute < 660 {
			down = rounds%2 == 0 // flapping
		}
		status := int32(200)
		if down {
			status = 503
		}
		o.servers[0].status.Store(status)
	}
	runtime.GC()
	runtime.ReadMemStats(&last)
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%v of the made-up clock in %.1f s: %d rounds, %d full runs, %d changes not asked, %d outages", length, time.Since(began).Seconds(), rounds, full, s.Deferred, len(s.Outages)+s.Earlier)
	t.Logf("connections: %v in all, of them %v in full runs", before, inFull)
	t.Logf("heap in use: %d KiB after an hour, %d KiB at the end; goroutines %d and %d; summary %d KiB of JSON, %d buckets", first.HeapAlloc>>10, last.HeapAlloc>>10, goroutines, runtime.NumGoroutine(), len(text)>>10, len(s.Plot))
	t.Logf("connect %+v; first byte %+v", s.Connect, s.FirstByte)
	if want := int(length / time.Minute); rounds < want*95/100 || rounds > want*105/100 {
		t.Errorf("%d rounds in %v", rounds, length)
	}
	if before[0] != rounds+inFull[0] || before[1] != rounds+inFull[1] || before[2] != inFull[2] {
		t.Errorf("connections %v, of them in full runs %v, in %d rounds", before, inFull, rounds)
	}
	if last.HeapAlloc > first.HeapAlloc+256<<10 || runtime.NumGoroutine() > goroutines+5 {
		t.Errorf("grew from %d to %d bytes, from %d to %d goroutines", first.HeapAlloc, last.HeapAlloc, goroutines, runtime.NumGoroutine())
	}
	if full != s.FullRuns || full > 60 {
		t.Errorf("%d full runs, the summary says %d", full, s.FullRuns)
	}
	for _, line := range s.Words("zh") {
		t.Log(line)
	}
}
