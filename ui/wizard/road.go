package wizard

import (
	"slices"
	"strings"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
)

// Link is the stretch of the road that leads to a stage.
type Link string

const (
	Unproven Link = "unproven" // nothing is known of it, or it could not be asked
	Proven   Link = "proven"
	Hurt     Link = "hurt" // it holds, and makes trouble
	Broken   Link = "broken"
)

// Links are the stretches that lead to each of the stages; the first leads
// nowhere. One is proven where both its ends hold; a stage that this road does
// not need is passed through. The link to the stage at is the break, or with
// hurt what hurts; "" is none.
func Links(stages []Stage, at checks.Stage, hurt bool) []Link {
	links := make([]Link, len(stages))
	held, from := true, 0 // whether the last needed stage holds, and where the stretch from it begins
	for i, s := range stages {
		look := s.Look()
		holds := look == checks.Pass || look == checks.Warn
		link := Unproven
		switch {
		case s.Needless() && s.Name != at:
			continue
		case s.Name == at && hurt:
			link = Hurt
		case s.Name == at:
			link, holds = Broken, false
		case holds && held:
			link = Proven
		}
		for j := from + 1; j < i; j++ {
			if links[j] = Unproven; holds && held || link == Hurt {
				links[j] = Proven
			}
		}
		links[i], held, from = link, holds, i
	}
	for j := from + 1; j < len(links); j++ {
		links[j] = Unproven
	}
	return links
}

// Break is the first stage that is known not to work; "" none is.
func (r Run) Break() checks.Stage {
	for _, s := range r.Stages {
		if slices.ContainsFunc(s.Results, func(one checks.Result) bool { return one.Status == checks.Fail }) {
			return s.Name
		}
	}
	return ""
}

// Road is an ended run, stage by stage.
func (o Outcome) Road() []Stage {
	var road []Stage
	for _, name := range checks.Stages {
		s := Stage{Name: name}
		for _, r := range o.Results {
			if r.Stage == name {
				s.Results = append(s.Results, r)
			}
		}
		s.Planned = len(s.Results)
		road = append(road, s)
	}
	return road
}

// areas are where on the road the causes lie, by the first part of their codes.
var areas = map[string]checks.Stage{
	"host": checks.StageHost, "adapter": checks.StageAdapter, "gateway": checks.StageAdapter, "vpn": checks.StageAdapter,
	"proxy": checks.StageAdapter, "dns": checks.StageDNS, "lan": checks.StagePing, "internet": checks.StagePing,
	"ipv6": checks.StagePort, "route": checks.StagePort, "port": checks.StagePort, "server": checks.StageService,
	"cert": checks.StageCertificate, "tls": checks.StageCertificate, "clock": checks.StageClock,
	"device": checks.StageDevice, "software": checks.StageDevice,
}

// noAnswer are causes of an area that cut the road sooner than where they lie:
// nothing of the server's is reached at all.
var noAnswer = map[string]checks.Stage{"server.unreachable": checks.StagePort, "server.partial_outage": checks.StagePort}

// Where is the stage at which the road is broken or hurts by this cause; "" for
// a code that this version does not know.
func Where(code string) checks.Stage {
	if at := noAnswer[code]; at != "" {
		return at
	}
	area, _, _ := strings.Cut(code, ".")
	return areas[area]
}

// Broken is where the root cause lies, and whether it only hurts.
func (o Outcome) Broken() (at checks.Stage, hurt bool) {
	root, found := o.Root()
	if !found {
		return Run{Stages: o.Road()}.Break(), o.Diagnosis.Verdict == diagnose.Degraded
	}
	return Where(root.Code), o.Diagnosis.Verdict == diagnose.Degraded
}
