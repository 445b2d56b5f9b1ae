package diagnose

import (
	"math"
	"slices"
	"time"

	"kpdoctor/checks"
)

// skew is what all sources of time say together.
type skew struct {
	sources  int     // hosts that said something
	off      bool    // two of them agree that this PC is beyond the limit
	single   bool    // the only source says so
	offsetMS float64 // theirs minus this PC's
	ids      []string
}

// source is one host's word on the time. An HTTPS Date whose chain verified
// weighs most: nobody on the way can make it up.
type source struct {
	host     string
	offsetMS float64
	weight   int
	id       string
}

// agree is how far two sources may differ and still say the same: a Date header
// has whole seconds, and a busy line adds some.
const agree = 30 * time.Second

// skew compares every source of time that the run came by.
func (w *world) skew() skew {
	var s skew
	if w.clock == nil {
		return s
	}
	list := w.timeSources()
	s.sources = len(list)
	best := 0
	for _, a := range list {
		weight, ids, hosts := 0, []string(nil), 0
		for _, b := range list {
			if math.Abs(a.offsetMS-b.offsetMS) <= float64(agree.Milliseconds()) {
				weight, hosts = weight+b.weight, hosts+1
				ids = appendNew(ids, b.id)
			}
		}
		if weight <= best {
			continue
		}
		best = weight
		s.offsetMS, s.ids = a.offsetMS, ids
		s.off = hosts >= 2 && math.Abs(a.offsetMS) > w.clock.MaxSkewMS
		s.single = hosts == 1 && len(list) == 1 && math.Abs(a.offsetMS) > w.clock.MaxSkewMS
	}
	return s
}

func (w *world) timeSources() []source {
	var list []source
	add := func(host string, offset *float64, weight int, id string) {
		if offset == nil {
			return
		}
		i := slices.IndexFunc(list, func(s source) bool { return s.host == host })
		if i < 0 {
			list = append(list, source{host, *offset, weight, id})
		} else if list[i].weight < weight {
			list[i] = source{host, *offset, weight, id}
		}
	}
	for _, n := range w.clock.NTP {
		if n.Failure == "" {
			add(hostOf(n.Server), &n.OffsetMS, 2, "clock")
		}
	}
	for _, r := range w.refs {
		id, host := "reference:"+r.URL, hostOf(r.Target)
		if r.Handshake != nil {
			if r.Handshake.VerifiesThen {
				add(host, r.Handshake.DateOffsetMS, 2, id)
			}
			add(host, r.DateOffsetMS, 3, id)
		} else if r.Status == 204 {
			add(host, r.DateOffsetMS, 1, id)
		}
	}
	for _, e := range w.endpoints {
		for _, x := range e.ways {
			if x.handshake != nil && x.handshake.VerifiesThen {
				add(e.host, x.handshake.DateOffsetMS, 2, first(e.checkIDs("certificate")))
			}
			for _, a := range x.answers {
				switch {
				case x.handshake != nil:
					add(e.host, a.DateOffsetMS, 3, first(e.checkIDs("service")))
				case a.Expected:
					add(e.host, a.DateOffsetMS, 1, first(e.checkIDs("service")))
				}
			}
		}
	}
	return list
}

// findSkew claims the endpoints whose certificates fail by their dates alone.
func findSkew(w *world) []Problem {
	s := w.skew()
	if !s.off && !s.single {
		return nil
	}
	offset := time.Duration(s.offsetMS * float64(time.Millisecond))
	p := Problem{Code: "clock.skewed", Confidence: 0.95, Evidence: appendNew([]string{"clock"}, s.ids...), Facts: skewFacts(offset, w.clock.MaxSkewMS)}
	for _, e := range w.endpoints {
		if e.served() || e.claimed {
			continue
		}
		for _, x := range e.judged() {
			if v := certRefused(e, x); v != nil && v.Trusted && v.NameFits && !v.InDate && holdsAt(x.handshake, w.clock.Now.Add(offset)) {
				e.claimed = true
				p.blocks = p.blocks || e.primary()
				p.Explains = appendNew(p.Explains, e.ids...)
				break
			}
		}
	}
	if s.single {
		if len(p.Explains) == 0 {
			return nil // one source against a clock that nothing else doubts
		}
		p.Confidence = 0.7
	}
	return []Problem{p}
}

// skewFacts: a PC whose time is behind the sources' is slow.
func skewFacts(offset time.Duration, limitMS float64) map[string]string {
	side := "fast"
	if offset > 0 {
		side = "slow"
	}
	return withFacts(nil, "offset", offset.Abs().Round(time.Second).String(), "fastslow", side, "limit", (time.Duration(limitMS) * time.Millisecond).String())
}

// holdsAt reports whether the dates of a chain as sent are right at a moment.
func holdsAt(h *checks.Handshake, at time.Time) bool {
	return len(h.Chain) > 0 && !at.Before(h.Chain[0].NotBefore) && !at.After(h.Chain[0].NotAfter)
}

func findZone(w *world) []Problem {
	if w.clock == nil || w.clock.Zone == "" || w.clock.ZoneFits {
		return nil
	}
	return []Problem{{Code: "clock.timezone", Confidence: 0.95, Evidence: []string{"clock"}, Facts: withFacts(nil, "zone", w.clock.Zone, "zone_wanted", w.clock.ZoneWanted)}}
}

func findNotSyncing(w *world) []Problem {
	c := w.clock
	if c == nil || c.Service == "" || c.Running && !c.Failed || !c.Disabled && !c.Failed || w.named("clock.skewed") {
		return nil
	}
	return []Problem{{Code: "clock.not_syncing", Confidence: 0.9, Evidence: []string{"clock"}, Facts: withFacts(nil, "service", c.Service)}}
}
