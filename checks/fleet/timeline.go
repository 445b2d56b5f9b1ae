package fleet

import "time"

// maxBuckets is how many bars a plot can have and still be read on a phone.
const maxBuckets = 60

// widths of a bucket that people read easily, in seconds.
var widths = []int{60, 300, 900, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86400, 7 * 86400, 28 * 86400, 92 * 86400, 365 * 86400}

// timeline counts dated visits, which are sorted, in stretches of equal length
// that begin at full hours or days of the zone.
func timeline(visits []*visit, zone *time.Location) Timeline {
	for len(visits) > 0 && visits[0].at == undated {
		visits = visits[1:]
	}
	if len(visits) == 0 {
		return Timeline{Buckets: []Bucket{}}
	}
	first, last := visits[0].at, visits[len(visits)-1].at
	_, shift := time.Unix(last, 0).In(zone).Zone()
	var t Timeline
	var from int64
	for _, t.Seconds = range widths {
		w := int64(t.Seconds)
		from = (first+int64(shift))/w*w - int64(shift)
		if (last-from)/w < maxBuckets {
			break
		}
	}
	t.Buckets = make([]Bucket, (last-from)/int64(t.Seconds)+1)
	for i := range t.Buckets {
		t.Buckets[i].Start = time.Unix(from+int64(i*t.Seconds), 0).In(zone)
	}
	for _, v := range visits {
		t.Buckets[(v.at-from)/int64(t.Seconds)].add(v.verdict)
	}
	return t
}
