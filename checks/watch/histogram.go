package watch

import "math"

// A histogram counts times in steps that grow by a constant factor, so that its
// size is fixed and every percentile read from it is at most 4 % off, whatever
// the number of measurements. Times below finest and above coarsest count as
// these.
type histogram struct {
	counts   [steps]uint32
	count    int
	min, max float64 // exact; ms
}

const (
	growth   = 1.08
	finest   = 0.05  // ms
	coarsest = 120e3 // ms
	steps    = 192   // log(coarsest/finest) / log(growth), and one
)

func step(ms float64) int {
	if ms <= finest {
		return 0
	}
	return min(int(math.Log(ms/finest)/math.Log(growth)), steps-1)
}

func (h *histogram) add(ms float64) {
	if h.count == 0 || ms < h.min {
		h.min = ms
	}
	h.max = max(h.max, ms)
	h.counts[step(ms)]++
	h.count++
}

func (h *histogram) merge(o *histogram) {
	if o.count == 0 {
		return
	}
	if h.count == 0 || o.min < h.min {
		h.min = o.min
	}
	h.max = max(h.max, o.max)
	h.count += o.count
	for i, n := range o.counts {
		h.counts[i] += n
	}
}

// quantile is the time that the share q of all does not exceed.
func (h *histogram) quantile(q float64) float64 {
	want, seen := int(math.Ceil(q*float64(h.count))), 0
	for i, n := range h.counts {
		if seen += int(n); n > 0 && seen >= want {
			middle := finest * math.Pow(growth, float64(i)+0.5)
			return min(max(middle, h.min), h.max)
		}
	}
	return h.max
}

// Times sums up a kind of time. Percentiles are at most 4 % off; the least and
// the most are exact.
type Times struct {
	Count    int     `json:"count"`
	MedianMS float64 `json:"median_ms"`
	P99MS    float64 `json:"p99_ms"`
	MinMS    float64 `json:"min_ms"`
	MaxMS    float64 `json:"max_ms"`
}

func (h *histogram) times() Times {
	if h.count == 0 {
		return Times{}
	}
	return Times{Count: h.count, MedianMS: round3(h.quantile(0.5)), P99MS: round3(h.quantile(0.99)), MinMS: round3(h.min), MaxMS: round3(h.max)}
}

func round3(ms float64) float64 { return math.Round(ms*1000) / 1000 }
