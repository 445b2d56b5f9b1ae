package watch

import "time"

// Buckets is the most that a plot has.
const Buckets = 120

// plot keeps what was measured in stretches of time. When there are too many,
// each two become one.
type plot struct {
	width   time.Duration
	buckets []bucket // at most Buckets; the nth begins at n widths
}

type bucket struct {
	good, slow, bad    int
	connect, firstByte histogram
}

func newPlot(width time.Duration) *plot {
	return &plot{width: width, buckets: make([]bucket, 0, Buckets)}
}

// at returns the bucket of a moment since the beginning.
func (p *plot) at(moment time.Duration) *bucket {
	for moment >= Buckets*p.width {
		p.halve()
	}
	n := int(moment / p.width)
	for len(p.buckets) <= n {
		p.buckets = append(p.buckets, bucket{})
	}
	return &p.buckets[n]
}

func (p *plot) halve() {
	half := (len(p.buckets) + 1) / 2
	for i := range half {
		b := p.buckets[2*i]
		if 2*i+1 < len(p.buckets) {
			b.merge(&p.buckets[2*i+1])
		}
		p.buckets[i] = b
	}
	p.buckets = p.buckets[:half]
	p.width *= 2
}

func (b *bucket) merge(o *bucket) {
	b.good, b.slow, b.bad = b.good+o.good, b.slow+o.slow, b.bad+o.bad
	b.connect.merge(&o.connect)
	b.firstByte.merge(&o.firstByte)
}

// Bucket is one stretch of the plot. One in which nothing was measured, because
// the PC slept, has no rounds.
type Bucket struct {
	FromMS    int64 `json:"from_ms"` // since the watch began
	ToMS      int64 `json:"to_ms"`
	Rounds    int   `json:"rounds"`
	Good      int   `json:"good"`
	Slow      int   `json:"slow"`
	Bad       int   `json:"bad"`
	Connect   Times `json:"connect"`
	FirstByte Times `json:"first_byte"`
}

func (p *plot) view() []Bucket {
	out := make([]Bucket, len(p.buckets))
	for i := range p.buckets {
		b, from := &p.buckets[i], time.Duration(i)*p.width
		out[i] = Bucket{
			FromMS: from.Milliseconds(), ToMS: (from + p.width).Milliseconds(),
			Rounds: b.good + b.slow + b.bad, Good: b.good, Slow: b.slow, Bad: b.bad,
			Connect: b.connect.times(), FirstByte: b.firstByte.times(),
		}
	}
	return out
}
