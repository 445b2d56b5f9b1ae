package fleet

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unique"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
)

// A visit is what is kept of one report. Equal words are kept once.
type visit struct {
	key     [16]byte // of id and site: what makes two files the same report
	id      string   // only where there is no site
	site    word     // "" where the report names none that can be compared
	at      int64    // Unix seconds by true time as far as known; undated: not to be believed
	zone    int32    // seconds east of UTC, as the PC was set
	verdict verdict
	masked  bool
	causes  []cause
	attrs   [attributes]word
	dns     []word // the resolvers; attrs[attrResolver] is unused
}

type word = unique.Handle[string]

func wordOf(s string) word { return unique.Make(clip(s)) }

type cause struct {
	code, blame, title word
	targets            []word
}

// undated is the time of a report whose clock cannot be believed: before any other.
const undated = math.MinInt64

type verdict uint8

// The verdicts, worst last.
const (
	ok verdict = iota
	inconclusive
	degraded
	broken
	verdicts
)

var verdictNames = [verdicts]diagnose.Verdict{diagnose.OK, diagnose.Inconclusive, diagnose.Degraded, diagnose.Broken}

// How much of one report is kept.
const (
	maxCauses    = 16
	maxTargets   = 16
	maxResolvers = 8
	maxText      = 100 // characters of any word
)

// visit checks what types alone do not, and keeps what counts.
func (d *document) visit(now time.Time) (*visit, *Skip) {
	if d.Schema != report.Schema {
		return nil, &Skip{Reason: OtherSchema, Key: "schema", Detail: clip(d.Schema)}
	}
	started, err := time.Parse(time.RFC3339, d.Started)
	level := slices.Index(verdictNames[:], diagnose.Verdict(d.Diagnosis.Verdict))
	switch {
	case d.ID == "":
		return nil, &Skip{Reason: Missing, Key: "id"}
	case d.Started == "":
		return nil, &Skip{Reason: Missing, Key: "started"}
	case err != nil:
		return nil, &Skip{Reason: BadValue, Key: "started", Detail: "got " + strconv.Quote(clip(d.Started))}
	case level < 0:
		return nil, &Skip{Reason: BadValue, Key: "diagnosis.verdict", Detail: "got " + strconv.Quote(clip(d.Diagnosis.Verdict))}
	}
	if s := d.checked(); s != nil {
		return nil, s
	}
	v := &visit{verdict: verdict(level), masked: d.Masked, site: wordOf(d.comparableSite())}
	if v.site.Value() == "" {
		v.id = clip(d.ID)
	}
	sum := sha256.Sum256([]byte(d.ID + "\x00" + v.site.Value()))
	copy(v.key[:], sum[:])
	_, zone := started.Zone()
	v.zone = int32(zone)
	v.at = d.trueTime(started, now)
	for _, c := range d.Diagnosis.Causes[:min(len(d.Diagnosis.Causes), maxCauses)] {
		if c.Code == "" {
			return nil, &Skip{Reason: Missing, Key: "diagnosis.causes.code"}
		}
		one := cause{code: wordOf(c.Code), blame: wordOf(c.Blame), title: wordOf(c.Title)}
		if slices.ContainsFunc(v.causes, func(o cause) bool { return o.code == one.code }) {
			continue
		}
		for _, t := range c.Targets[:min(len(c.Targets), maxTargets)] {
			if t = shared(t); t != "" {
				one.targets = append(one.targets, wordOf(t))
			}
		}
		v.causes = append(v.causes, one)
	}
	v.attrs[attrCarrier] = wordOf(d.Network.Carrier)
	v.attrs[attrRegion] = wordOf(d.Profile.Region)
	v.attrs[attrSoftware] = wordOf(d.Profile.Software)
	v.attrs[attrSystem] = wordOf(d.system())
	v.attrs[attrProgram] = wordOf(d.App.Version)
	for _, s := range d.Network.Resolvers[:min(len(d.Network.Resolvers), maxResolvers)] {
		if w := wordOf(resolver(s)); w.Value() != "" && !slices.Contains(v.dns, w) {
			v.dns = append(v.dns, w)
		}
	}
	return v, nil
}

// checked looks at the checks as report.Read does.
func (d *document) checked() *Skip {
	for i, c := range d.Checks {
		switch checks.Status(c.Status) {
		case checks.Pass, checks.Warn, checks.Fail, checks.Skip, checks.Error:
		default:
			return &Skip{Reason: BadValue, Key: fmt.Sprintf("checks[%d].status", i), Detail: "got " + strconv.Quote(clip(c.Status))}
		}
		if e := strings.TrimSpace(string(c.Evidence[:min(len(c.Evidence), 8)])); e != "" && e[0] != '{' && e != "null" {
			return &Skip{Reason: WrongType, Key: fmt.Sprintf("checks[%d].evidence", i), Detail: "want object"}
		}
		if c.ID == "" {
			return &Skip{Reason: Missing, Key: fmt.Sprintf("checks[%d].id", i)}
		}
	}
	return nil
}

// evidence fills v from the evidence of the check with this id; false where
// there is none that can be read.
func (d *document) evidence(id string, v any) bool {
	for _, c := range d.Checks {
		if c.ID == id {
			return len(c.Evidence) > 0 && json.Unmarshal(c.Evidence, v) == nil
		}
	}
	return false
}

// system is the PC's system as a person knows it: "Microsoft Windows 11 Pro 10.0.22631".
func (d *document) system() string {
	var host struct{ Platform string }
	name := d.Host.OS
	if d.evidence("host", &host) && host.Platform != "" {
		name = host.Platform
	}
	return strings.TrimSpace(name + " " + d.Host.OSVersion)
}

// clockTolerance is by how much a PC's clock may be wrong before a report is
// moved to the time that the time servers gave it.
const clockTolerance = time.Minute

// trueTime is when the report was made, by the time servers that it asked where
// they say that its clock was wrong.
func (d *document) trueTime(started, now time.Time) int64 {
	var clock checks.ClockEvidence
	if d.evidence("clock", &clock) {
		var offsets []float64
		for _, a := range clock.NTP {
			if a.Failure == "" && math.Abs(a.OffsetMS) < 9e12 { // what a time.Duration holds
				offsets = append(offsets, a.OffsetMS)
			}
		}
		slices.Sort(offsets)
		if n := len(offsets); n > 0 {
			if off := offsets[(n-1)/2]; math.Abs(off) > float64(clockTolerance.Milliseconds()) {
				started = started.Add(time.Duration(off) * time.Millisecond)
			}
		}
	}
	if started.Year() < 2020 || !now.IsZero() && started.After(now.Add(24*time.Hour)) {
		return undated
	}
	return started.Unix()
}
