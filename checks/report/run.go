package report

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"runtime"
	"slices"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// Options say what the report is told beside the measurements.
type Options struct {
	App             string // "kpdoctor", "kpcheck"
	Version, Commit string
	Lang            string   // "zh" or "en"; any other is "zh"
	Site            string   // the user's name for the place
	Message         string   // what the invoicing program said
	Previous        string   // id of the run to compare with
	Window          string   // how the program drew its window; "" for one that has none
	WiFi            []string // names of wireless networks: masked wherever they occur
}

// stopped begins the reason of a check that the end of the run cut off.
const stopped = "the run was stopped"

// hostPatience is how long the computer's name is waited for once all else
// is measured: without it, it could not be masked.
const hostPatience = 2 * time.Second

// Run measures everything that the profile asks for and returns the record.
// onEvent, which may be nil, is told of every beginning and end as they happen,
// on the caller's goroutine. When ctx ends early, what was not measured is
// skipped and the report is not complete.
func Run(ctx context.Context, e *env.Env, p *profile.Profile, o Options, onEvent func(checks.Event)) *Report {
	v := Visit{Started: e.Now()}
	began := time.Now()
	host := make(chan env.Host, 1)
	asking, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	go func() {
		h, err := e.Host(asking)
		if err != nil {
			h = env.Host{}
		}
		host <- h
	}()
	tell := func(ev checks.Event) {
		if ev.Result != nil {
			v.Results = append(v.Results, *ev.Result)
		}
		if onEvent != nil {
			onEvent(ev)
		}
	}
	for ev := range checks.Run(ctx, e, p) {
		tell(ev)
	}
	v.Complete = ctx.Err() == nil
	v.Took = time.Since(began)
	for _, c := range checks.Plan(p) {
		if !slices.ContainsFunc(v.Results, func(r checks.Result) bool { return r.ID == c.ID }) {
			v.Complete = false
			tell(checks.Event{ID: c.ID, Stage: c.Stage, Target: c.Target, Result: &checks.Result{
				ID: c.ID, Stage: c.Stage, Target: c.Target, Status: checks.Skip, Started: v.Took, Reason: stopped + " before this had ended",
			}})
		}
	}
	select {
	case v.Host = <-host:
	case <-time.After(hostPatience):
	}
	if name, _, err := e.Zone(); err == nil {
		v.Zone = name
	}
	return Assemble(v, p, o)
}

// A Visit is what was measured, before it is judged and put in words.
type Visit struct {
	Started  time.Time
	Took     time.Duration
	Complete bool // measuring ran to its end
	Results  []checks.Result
	Host     env.Host // its zero value: not known
	Zone     string   // IANA name
}

// newID makes a report's id: the local time and four random hex digits.
func newID(at time.Time) string {
	var tail [2]byte
	rand.Read(tail[:]) // never fails: see crypto/rand
	return at.Format("20060102T150405-0700") + "-" + hex.EncodeToString(tail[:])
}

// hostOf describes the PC by what was measured, else by what this program was built for.
func hostOf(v Visit) Host {
	h := Host{OS: v.Host.OS, OSVersion: v.Host.Version, Arch: v.Host.Arch, Elevated: v.Host.Elevated, Timezone: v.Zone}
	for _, r := range v.Results {
		switch e := r.Evidence.(type) {
		case *checks.HostEvidence:
			h.OS, h.OSVersion, h.Arch, h.Elevated = e.OS, e.Version, e.Arch, e.Elevated
		case *checks.ClockEvidence:
			if h.Timezone == "" {
				h.Timezone = e.Zone
			}
		}
	}
	if h.OS == "" {
		h.OS, h.Arch = runtime.GOOS, runtime.GOARCH
	}
	return h
}
