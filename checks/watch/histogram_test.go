package watch

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// TestQuantiles: percentiles are at most 4 % off, whatever the times are like.
func TestQuantiles(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	worst := 0.0
	for what, next := range map[string]func() float64{
		"even":      func() float64 { return 1 + 99*random.Float64() },
		"log":       func() float64 { return math.Exp(3 + random.NormFloat64()) },
		"two kinds": func() float64 { return []float64{0.2, 900}[random.IntN(2)] * (1 + 0.01*random.Float64()) },
		"one value": func() float64 { return 12.345 },
	} {
		var h histogram
		var exact []float64
		for range 5000 {
			v := next()
			h.add(v)
			exact = append(exact, v)
		}
		slices.Sort(exact)
		for _, q := range []float64{0.5, 0.9, 0.99} {
			want := exact[int(math.Ceil(q*5000))-1]
			off := math.Abs(h.quantile(q)-want) / want
			worst = max(worst, off)
			if off > 0.04 {
				t.Errorf("%s: quantile %v is %v, want %v", what, q, h.quantile(q), want)
			}
		}
		if tm := h.times(); tm.Count != 5000 || math.Abs(tm.MinMS-exact[0]) > 0.001 || math.Abs(tm.MaxMS-exact[4999]) > 0.001 {
			t.Errorf("%s: %+v", what, tm)
		}
	}
	t.Logf("at most %.2f %% off", worst*100)
}

func TestQuantilesAtTheEnds(t *testing.T) {
	var h histogram
	if h.times() != (Times{}) {
		t.Errorf("of nothing: %+v", h.times())
	}
	h.add(0.001)
	h.add(1e9)
	if tm := h.times(); tm.MinMS != 0.001 || tm.MaxMS != 1e9 {
		t.Errorf("%+v", tm)
	}
}

// A plot has at most so many buckets however long it gets, and loses no round.
func TestPlot(t *testing.T) {
	p := newPlot(time.Minute)
	const rounds = 10_000
	for n := range rounds {
		b := p.at(time.Duration(n) * time.Minute)
		b.good++
		b.connect.add(float64(n + 1))
	}
	view, sum := p.view(), 0
	if len(view) > Buckets || len(view) < Buckets/2 {
		t.Errorf("%d buckets", len(view))
	}
	for i, b := range view {
		sum += b.Rounds
		if b.ToMS-b.FromMS != view[0].ToMS || i > 0 && b.FromMS != view[i-1].ToMS || b.Connect.Count != b.Good {
			t.Errorf("bucket %d: %+v", i, b)
		}
		if middle := float64(b.FromMS+b.ToMS) / 2 / 60000; i < len(view)-1 && math.Abs(b.Connect.MedianMS-middle) > 0.05*middle {
			t.Errorf("bucket %d: median %v, want about %v", i, b.Connect.MedianMS, middle)
		}
	}
	if sum != rounds || view[len(view)-1].ToMS < rounds*60000 {
		t.Errorf("%d rounds until %d ms", sum, view[len(view)-1].ToMS)
	}
	if late := newPlot(time.Minute); late.at(48*time.Hour) == nil || len(late.buckets) > Buckets {
		t.Errorf("after a long sleep: %d buckets", len(late.buckets))
	}
}
