// Package checks asks the questions: what is this PC, does its adapter work,
// does the name resolve, does the port open, is the certificate right.
//
// A check measures and never judges who is to blame: it returns typed
// [Evidence] that survives a trip through JSON, and package diagnose reads
// nothing else. [Run] asks every check as soon as what it needs is known.
package checks

import (
	"context"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// Stage is a step of the road from this PC to the tax server, as a person sees it.
type Stage string

const (
	StageHost        Stage = "host"
	StageAdapter     Stage = "adapter" // proxy and VPN too
	StageDNS         Stage = "dns"
	StagePing        Stage = "ping"
	StagePort        Stage = "port"
	StageCertificate Stage = "certificate"
	StageClock       Stage = "clock"
	StageDevice      Stage = "device" // software and local helper too
	StageService     Stage = "service"
)

// Stages in the order a person sees them.
var Stages = []Stage{StageHost, StageAdapter, StageDNS, StagePing, StagePort, StageCertificate, StageClock, StageDevice, StageService}

// Status is how a check ended. The zero value claims nothing.
type Status string

const (
	Pass  Status = "pass"
	Warn  Status = "warn"
	Fail  Status = "fail"
	Skip  Status = "skip"  // could not be asked: something it needs was not there
	Error Status = "error" // the check itself could not measure
)

// Evidence is what one check measured: one of the structs of evidence.go.
type Evidence any

// Result is one asked check.
type Result struct {
	ID       string        // kind ":" target, or a bare kind: "port:example.com:443", "clock"
	Stage    Stage         // where it is shown
	Target   string        // "" where it is about the machine
	Status   Status        //
	Reason   string        // for skip and error: why, in English, for support
	Started  time.Duration // since the run began
	Took     time.Duration
	Evidence Evidence // a pointer to the struct of its kind; nil where there is none
}

// Kind is the part of the ID before the first colon.
func (r Result) Kind() string { return kindOf(r.ID) }

// A Check is one question about the machine or about one target.
type Check struct {
	ID     string
	Stage  Stage
	Target string
	Needs  []string // ids that must have ended before, however they ended
	// Run asks. An error means that it could not ask: the status is then
	// Error. A bad answer is evidence and a status, not an error.
	Run func(context.Context, *Job) (Finding, error)
}

// Finding is what a check returns.
type Finding struct {
	Status   Status
	Reason   string
	Evidence Evidence
	Value    any // for the checks that need this one: live connections and the like; never saved
}

// A Job is one asking: what Run may read.
type Job struct {
	Env     *env.Env
	Profile *profile.Profile
	prior   map[string]outcome
}

type outcome struct {
	result Result
	value  any
}

// Prior returns the result of a check that this one needs.
func (j *Job) Prior(id string) Result { return j.prior[id].result }

// Event says that a check began (Result is nil) or ended. A stream keeps its
// meaning with every beginning removed.
type Event struct {
	ID     string
	Stage  Stage
	Target string
	Result *Result
}

func kindOf(id string) string {
	for i := range len(id) {
		if id[i] == ':' {
			return id[:i]
		}
	}
	return id
}
