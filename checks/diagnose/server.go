package diagnose

import (
	"slices"
	"strings"

	"kpdoctor/checks"
	"kpdoctor/checks/season"
)

// Rules on a way that got as far as asking: what the server said, or did not.

// bad returns the answer of a way that was not what the profile expects.
func (x *way) bad() *checks.Answer {
	for _, a := range x.answers {
		if !a.Expected {
			return a
		}
	}
	return nil
}

// statusRule fits one set of HTTP statuses.
func statusRule(code string, fits func(*checks.Answer) bool) wayRule {
	return wayRule{code, func(w *world, e *endpoint, x *way) (match, bool) {
		a := x.bad()
		if a == nil || a.Status == 0 || !fits(a) {
			return match{}, false
		}
		confidence := 0.95
		if x.via != "" && e.Scheme == "http" && a.Status >= 502 && a.Status <= 504 {
			confidence = 0.6 // the proxy's own page may say that too
		}
		facts := withFacts(nil, "status", itoa(a.Status), "ms", milliseconds(a.FirstByteMS))
		if code == "server.overloaded" {
			facts = withFacts(facts, "season", w.season())
		}
		return match{confidence: confidence, facts: facts}, true
	}}
}

func maintained(a *checks.Answer) bool {
	return a.Status >= 500 && (a.Maintenance || a.RetryAfter != "")
}

func overloaded(a *checks.Answer) bool { return a.Status == 503 || a.Status == 504 }

func status(list ...int) func(*checks.Answer) bool {
	return func(a *checks.Answer) bool { return slices.Contains(list, a.Status) }
}

func serverError(a *checks.Answer) bool { return a.Status >= 500 }

// wantsCertPage is how common servers ask for a client certificate in words.
func wantsCertPage(w *world, e *endpoint, x *way) (match, bool) {
	a := x.bad()
	if a == nil || a.Status != 400 && a.Status != 495 && a.Status != 496 || !strings.Contains(a.Title, "SSL certificate") {
		return tlsClientCert(w, e, x)
	}
	return match{confidence: 0.9, facts: withFacts(nil, "status", itoa(a.Status))}, true
}

func serverSilent(w *world, e *endpoint, x *way) (match, bool) {
	if h := handshakeFailed(e, x); h != nil && h.Failure == "timeout" {
		return match{confidence: 0.85, facts: withFacts(nil, "ms", milliseconds(h.MS))}, true
	}
	a := x.bad()
	if a == nil || a.Failure != "timeout" {
		return match{}, false
	}
	return match{confidence: 0.95, facts: withFacts(nil, "ms", milliseconds(a.FirstByteMS))}, true
}

func serverDrops(w *world, e *endpoint, x *way) (match, bool) {
	a := x.bad()
	return match{confidence: 0.95}, a != nil && slices.Contains([]string{"reset", "closed", "alert"}, a.Failure)
}

// findSlowServer: the answer is right and late, while references are quick.
func findSlowServer(w *world) []Problem {
	var found []Problem
	for _, e := range w.endpoints {
		if !e.served() {
			continue
		}
		for _, s := range e.service {
			quickest := -1.0
			for _, a := range s.Answers {
				if a.Expected && (quickest < 0 || a.FirstByteMS < quickest) {
					quickest = a.FirstByteMS
				}
			}
			if quickest <= s.SlowMS || w.referencesSlow(s.SlowMS) {
				continue
			}
			found = append(found, Problem{
				Code: "server.slow", Targets: []string{e.Endpoint}, Confidence: 0.9, Evidence: e.checkIDs("service"),
				Facts: withFacts(nil, "host", e.host, "ms", milliseconds(quickest), "limit", milliseconds(s.SlowMS), "season", w.season()),
			})
		}
	}
	return found
}

// season is what time of the tax year it was, as far as this PC's clock is to
// be believed: context for people, which no rule reads.
func (w *world) season() string {
	if w.clock == nil || w.clock.Now.IsZero() || w.named("clock.skewed") {
		return ""
	}
	return season.Word(w.clock.Now)
}

// referencesSlow reports whether the references that answered were all late too.
func (w *world) referencesSlow(limitMS float64) bool {
	slow := 0
	for _, r := range w.refs {
		if r.Status == 0 {
			continue
		}
		if r.FirstByteMS <= limitMS {
			return false
		}
		slow++
	}
	return slow > 0
}
