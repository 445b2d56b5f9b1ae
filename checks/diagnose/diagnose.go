// Package diagnose names root causes. Diagnose is a pure function of what was
// measured: no clock, no socket, no profile. What a deeper cause explains is
// not listed; the root comes first.
//
// Each rule names one code of the catalogue. Rules run from the PC outwards and
// from the link upwards; an endpoint that one rule has claimed is no other
// rule's business, so the lowest cause explains the rest.
package diagnose

import (
	"maps"
	"slices"
	"strings"

	"kpdoctor/checks"
)

// Verdict is the answer to "can she invoice?".
type Verdict string

const (
	OK           Verdict = "ok"
	Degraded     Verdict = "degraded"
	Broken       Verdict = "broken"
	Inconclusive Verdict = "inconclusive"
)

// sure is the confidence below which a cause leaves the verdict open.
const sure = 0.5

// A Problem is one root cause, what showed it and what it explains.
type Problem struct {
	Code       string            // of the catalogue
	Targets    []string          // as the contract's causes[].targets
	Confidence float64           // 0 to 1
	Evidence   []string          // ids of the checks that showed it
	Facts      map[string]string // for the catalogue's words: machine values, untranslated
	Explains   []string          // ids of failing checks that it explains away
	blocks     bool              // a primary endpoint, or what she needs, is stopped by it
}

// Diagnosis is the whole judgement.
type Diagnosis struct {
	Verdict  Verdict
	Causes   []Problem
	RuledOut []string // codes that were tested and are not so
	Fine     []string // stretches of the road that work, nearest first: "adapter", "gateway", "internet", "dns", "clock", "device"
}

// Diagnose judges results; their order does not matter. complete says whether
// measuring ran to its end.
func Diagnose(results []checks.Result, complete bool) Diagnosis {
	return Without(results, complete, "")
}

// Without judges with the rule for one code taken away. Tests use it: a case
// that comes out the same does not show that the rule is needed.
func Without(results []checks.Result, complete bool, without string) Diagnosis {
	w := read(results)
	for _, r := range rules {
		if r.code != without {
			w.problems = append(w.problems, r.find(w)...)
		}
	}
	for _, e := range w.endpoints {
		w.judgeEndpoint(e, without)
	}
	for _, r := range lateRules {
		if r.code != without {
			w.problems = append(w.problems, r.find(w)...)
		}
	}
	d := Diagnosis{Causes: order(merge(w.problems))}
	d.Verdict = w.verdict(d.Causes, complete)
	d.RuledOut = w.ruledOut(d.Causes)
	d.Fine = w.fine(d.Causes)
	return d
}

// A rule looks at the whole world for one cause.
type rule struct {
	code string
	find func(*world) []Problem
}

// A wayRule looks at the deepest way to an endpoint that is not served.
type wayRule struct {
	code string
	fits func(w *world, e *endpoint, x *way) (match, bool)
}

// match is what a wayRule says beside its code.
type match struct {
	confidence float64
	facts      map[string]string
	targets    []string // default: the endpoint
	evidence   []string // default: the endpoint's own checks
}

// judgeEndpoint names the first cause that fits an endpoint which nothing
// deeper has claimed.
func (w *world) judgeEndpoint(e *endpoint, without string) {
	if e.claimed || e.served() && !e.misled() {
		return
	}
	ways := e.judged()
	if len(ways) == 0 {
		return
	}
	if w.repeats(e, ways[0]) {
		ways = e.deepest(fromDNS)
	}
	if ways[0].depth >= served { // the name alone is the fault
		return
	}
	for _, x := range ways[:1] {
		for _, r := range wayRules {
			if r.code == without {
				continue
			}
			m, ok := r.fits(w, e, x)
			if !ok {
				continue
			}
			p := Problem{Code: r.code, Targets: m.targets, Confidence: m.confidence, Facts: m.facts, Evidence: m.evidence, blocks: e.primary()}
			if p.Targets == nil {
				p.Targets = []string{e.Endpoint}
			}
			if p.Evidence == nil {
				p.Evidence = e.checkIDs("port", "certificate", "service")
			}
			p.Facts = withFacts(p.Facts, "host", e.host, "port", portOf(e.Endpoint), "address", x.address)
			if aboutAddress(r.code) {
				p.Facts = e.unsure(p.Facts, e.Endpoint)
			}
			w.problems = append(w.problems, p)
			e.claimed = true
			return
		}
	}
}

// aboutAddress reports whether a wrong address would look like the cause.
func aboutAddress(code string) bool {
	return slices.Contains([]string{"port.refused", "port.rejected", "port.filtered", "server.unreachable"}, code)
}

// checkIDs lists the endpoint's checks of some kinds.
func (e *endpoint) checkIDs(kinds ...string) []string {
	var ids []string
	for _, id := range e.ids {
		kind, _, _ := strings.Cut(id, ":")
		if slices.Contains(kinds, kind) {
			ids = append(ids, id)
		}
	}
	return ids
}

// withFacts adds pairs of key and value that are not there yet.
func withFacts(facts map[string]string, pairs ...string) map[string]string {
	out := maps.Clone(facts)
	if out == nil {
		out = map[string]string{}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if _, ok := out[pairs[i]]; !ok && pairs[i+1] != "" {
			out[pairs[i]] = pairs[i+1]
		}
	}
	return out
}

// merge lists each cause once, with the targets of all its findings.
func merge(found []Problem) []Problem {
	var out []Problem
	for _, p := range found {
		i := slices.IndexFunc(out, func(q Problem) bool { return q.Code == p.Code })
		if i < 0 {
			out = append(out, p)
			continue
		}
		q := &out[i]
		q.Targets = appendNew(q.Targets, p.Targets...)
		q.Evidence = appendNew(q.Evidence, p.Evidence...)
		q.Explains = appendNew(q.Explains, p.Explains...)
		q.Confidence = max(q.Confidence, p.Confidence)
		if more := p.Facts["unsure"]; more != "" {
			list := strings.Split(q.Facts["unsure"], ", ")
			q.Facts = withFacts(q.Facts, "table", p.Facts["table"])
			q.Facts["unsure"] = join(slices.DeleteFunc(appendNew(list, more), func(s string) bool { return s == "" }))
		}
		q.blocks = q.blocks || p.blocks
	}
	return out
}

func appendNew(list []string, more ...string) []string {
	for _, s := range more {
		if s != "" && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// order puts what stops her before what hurts, and keeps the rules' order, from
// the PC outwards, within both.
func order(list []Problem) []Problem {
	rank := func(p Problem) int {
		switch {
		case p.blocks && p.Confidence >= sure:
			return 0
		case p.blocks:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(list, func(a, b Problem) int { return rank(a) - rank(b) })
	return list
}

// verdict follows the contract: broken is "she cannot invoice".
func (w *world) verdict(causes []Problem, complete bool) Verdict {
	blocked, unexplained, judged := false, false, 0
	for _, e := range w.endpoints {
		if e.service != nil || e.cert != nil || e.port != nil {
			judged++
		}
		if e.served() {
			continue
		}
		explained := e.claimed || e.named
		blocked = blocked || e.primary() && explained
		unexplained = unexplained || !explained
	}
	// A sure cause of something else does not make an unsure one sure.
	firm := slices.ContainsFunc(causes, func(p Problem) bool { return p.blocks && p.Confidence >= sure })
	switch {
	case firm:
		return Broken
	case !complete && judged == 0, unexplained, blocked:
		return Inconclusive
	case len(causes) > 0:
		return Degraded
	}
	return OK
}
