package diagnose

import (
	"math"
	"slices"

	"kpdoctor/checks"
)

// Rules on a line that works and hurts: loss and delay. Both need two
// independent targets, since one host may limit or delay its pings by itself.

const enoughPings = 20 // below this a share of lost pings says little

func lossy(p *checks.PingInfo, limit float64) bool {
	return p != nil && p.Error == "" && p.Sent >= enoughPings && p.Received > 0 && p.Loss > limit
}

func clean(p *checks.PingInfo, limit float64) bool {
	return p != nil && p.Error == "" && p.Received > 0 && p.Loss <= limit
}

// loss sums up the pings: beyond the gateway, and to it.
type loss struct {
	beyondLossy, beyondClean, gatewayLossy, gatewayClean int
	worst                                                checks.PingInfo
	limit                                                float64 // share of lost pings that is allowed
	quick, slow                                          int     // answers to as many quick and slow pings, beyond the gateway
	ids, targets                                         []string
}

func (w *world) loss() loss {
	l := loss{limit: 0.05}
	for _, p := range w.pings {
		l.limit = p.MaxLoss
		for i := range p.Targets {
			t := &p.Targets[i]
			switch {
			case lossy(t, p.MaxLoss):
				l.beyondLossy++
				l.targets = appendNew(l.targets, t.Address)
				if t.First > 0 {
					l.quick += t.First
					l.slow += t.Received - t.First
				}
				if t.Loss > l.worst.Loss {
					l.worst = *t
				}
			case clean(t, p.MaxLoss):
				l.beyondClean++
			}
		}
	}
	for _, r := range w.results {
		if ev, ok := r.Evidence.(*checks.PingEvidence); ok && slices.ContainsFunc(ev.Targets, func(t checks.PingInfo) bool { return lossy(&t, ev.MaxLoss) }) {
			l.ids = append(l.ids, r.ID)
		}
	}
	if w.gateway != nil {
		for _, g := range w.gateway.Gateways {
			switch {
			case lossy(g.Ping, l.limit):
				l.gatewayLossy++
				l.worst = *g.Ping
				l.targets = append([]string{g.Address}, l.targets...)
			case clean(g.Ping, l.limit):
				l.gatewayClean++
			}
		}
	}
	return l
}

// retransmits counts TCP segments that had to be sent again, on all ways.
func (w *world) retransmits() int {
	n := 0
	for _, e := range w.endpoints {
		for _, x := range e.ways {
			if x.attempt != nil {
				n += x.attempt.Retransmits
			}
		}
	}
	for _, r := range w.refs {
		for _, a := range r.Attempts {
			n += a.Retransmits
		}
	}
	return n
}

// agrees reports whether the loss is no matter of one host: two targets lose and
// hardly any is clean, or TCP had to repeat itself as well.
func (l loss) agrees(w *world) bool {
	switch {
	case l.beyondLossy >= 1 && w.retransmits() > 0:
		return true
	case l.beyondLossy < 2:
		return false
	case l.beyondClean == 0:
		return !(l.limited() && w.pingsAlone(l.worst.Loss))
	}
	return l.beyondLossy >= l.beyondClean && w.askedTwice() >= 2 // chance may spare a host its pings
}

// askedTwice counts the resolvers that lost a question: they answer at once, and
// then one answer comes just after the question was repeated.
func (w *world) askedTwice() int {
	quick, late := map[string]bool{}, map[string]bool{}
	for _, ev := range w.names {
		for _, a := range ev.Answers {
			switch {
			case a.Rcode == "":
			case a.RTTMS < 300:
				quick[a.Server] = true
			case a.RTTMS > 1000 && math.Mod(a.RTTMS, 1000) < 300: // asked again after one and two seconds
				late[a.Server] = true
			}
		}
	}
	n := 0
	for server := range late {
		if quick[server] {
			n++
		}
	}
	return n
}

// limited reports whether pings were lost by their number a second: asked more
// slowly, half as many again came back. Chance loses as many either way.
func (l loss) limited() bool { return l.quick > 0 && 2*l.slow >= 3*l.quick }

const (
	askedAgain = 900.0 // ms after which a question over UDP had to be sent a second time
	chance     = 0.02  // below which luck is no explanation
)

// pingsAlone reports whether only pings are lost: everything else that was asked
// beyond the gateway came back at the first asking, so often that it cannot be
// luck.
func (w *world) pingsAlone(share float64) bool {
	trips := 0
	for _, ev := range w.names {
		for _, a := range ev.Answers {
			switch {
			case a.Role != "reference" || a.Rcode == "":
			case a.RTTMS > askedAgain:
				return false
			default:
				trips++
			}
		}
	}
	for _, e := range w.endpoints {
		for _, x := range e.ways {
			if x.attempt != nil && answered(*x.attempt) {
				trips++
			}
		}
	}
	for _, r := range w.refs {
		for _, a := range r.Attempts {
			if answered(a) {
				trips++
			}
		}
	}
	return w.retransmits() == 0 && math.Pow(1-share, float64(trips)) < chance
}

func findLANLoss(w *world) []Problem {
	l := w.loss()
	if l.gatewayLossy == 0 || !l.agrees(w) && (l.beyondClean > 0 || w.retransmits() == 0) {
		return nil
	}
	return []Problem{{Code: "lan.lossy", Targets: l.targets[:1], Confidence: 0.9, Evidence: append([]string{"gateway"}, l.ids...), Facts: lossFacts(l)}}
}

func findInternetLoss(w *world) []Problem {
	l := w.loss()
	if l.gatewayLossy > 0 || !l.agrees(w) {
		return nil
	}
	confidence := 0.9
	if l.gatewayClean == 0 {
		confidence = 0.65 // the router does not answer pings: it may be the local network as well
	}
	return []Problem{{Code: "internet.lossy", Targets: l.targets, Confidence: confidence, Evidence: l.ids, Facts: lossFacts(l)}}
}

func lossFacts(l loss) map[string]string {
	return withFacts(nil, "loss", percent(l.worst.Loss), "address", l.worst.Address, "limit", percent(l.limit))
}

// findSlowLine: round trips above the limit to the references as well as to an
// endpoint; the gateway's own time is not above it.
func findSlowLine(w *world) []Problem {
	limit, worst := 0.0, 0.0
	quick, slowRef, slowEnd := 0, 0, 0
	var ids []string
	for _, r := range w.results {
		p, ok := r.Evidence.(*checks.PingEvidence)
		if !ok {
			continue
		}
		limit = p.MaxRTTMS
		for _, t := range p.Targets {
			if t.Received == 0 {
				continue
			}
			slow := t.MinMS > p.MaxRTTMS || t.AvgMS > p.MaxRTTMS && t.MinMS > p.MaxRTTMS/2
			switch {
			case slow:
				ids = append(ids, r.ID)
				worst = max(worst, t.AvgMS)
				if p.Role == "reference" {
					slowRef++
				} else {
					slowEnd++
				}
			default: // whoever it is, the line to him is quick
				quick++
			}
		}
	}
	if limit == 0 {
		return nil
	}
	for _, r := range w.refs {
		for _, a := range r.Attempts {
			switch {
			case a.Open && a.Retransmits == 0 && a.MS > limit:
				slowRef++
				ids = appendNew(ids, "reference:"+r.URL)
			case a.Open && a.MS <= limit:
				quick++
			}
		}
	}
	for _, e := range w.endpoints {
		for _, x := range e.ways {
			if x.attempt != nil && x.attempt.Open && x.attempt.Retransmits == 0 && x.attempt.MS > limit {
				slowEnd++
				worst = max(worst, x.attempt.MS)
				ids = append(ids, e.checkIDs("port")...)
			}
		}
	}
	if slowRef < 2 || quick > 0 || slowEnd == 0 {
		return nil
	}
	return []Problem{{Code: "internet.slow", Confidence: 0.85, Evidence: appendNew(nil, ids...), Facts: withFacts(nil, "ms", milliseconds(worst), "limit", milliseconds(limit))}}
}
