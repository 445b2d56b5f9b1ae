package checks

import (
	"context"
	"fmt"
	"strings"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// nearlyFull is the free space, in bytes, below which a disk counts as full
// where the profile names no minimum: programs fail to save long before zero.
const nearlyFull = 100 << 20

// hostCheck asks what this computer is, and whether the invoicing software can
// live on it: operating system, memory, disks.
func hostCheck(p *profile.Profile) Check {
	return Check{ID: "host", Stage: StageHost, Run: runHost}
}

func runHost(ctx context.Context, j *Job) (Finding, error) {
	h, err := j.Env.Host(ctx)
	if err != nil {
		return Finding{}, fmt.Errorf("reading what this computer is: %w", err)
	}
	e := &HostEvidence{
		OS: h.OS, Platform: h.Platform, Version: h.Version, Arch: h.Arch, Elevated: h.Elevated,
		MemoryBytes: h.MemTotal, MemoryFreeBytes: h.MemFree, MinFreeBytes: nearlyFull, OSSupported: true,
	}
	e.Edition, e.Session, e.WantsRestart = h.Edition, h.Session, h.WantsRestart
	e.FirewallBlocks, e.TLSOff, e.Untold = h.FirewallBlocks, h.TLSOff, h.Untold
	for _, g := range h.Guards {
		e.Guards = append(e.Guards, GuardInfo(g))
	}
	for _, d := range h.Disks {
		e.Disks = append(e.Disks, DiskEvidence{Path: d.Path, TotalBytes: d.Total, FreeBytes: d.Free})
	}
	if needs := j.Profile.Host; needs != nil {
		if needs.MinFreeDisk > 0 {
			e.MinFreeBytes = needs.MinFreeDisk
		}
		e.MinMemoryBytes = needs.MinMemory
		e.NeedsOS = needs.OS
		e.OSSupported = osSupported(needs.OS, h)
	}
	f := Finding{Status: Pass, Evidence: e}
	switch {
	case len(e.FullDisks()) > 0:
		f.Status = Fail
	case e.MemoryLow() || !e.OSSupported:
		f.Status = Warn
	}
	return f, nil
}

// FullDisks returns the volumes with less than the minimum free. One of
// unknown size is not judged.
func (e *HostEvidence) FullDisks() []DiskEvidence {
	var full []DiskEvidence
	for _, d := range e.Disks {
		if d.TotalBytes > 0 && e.MinFreeBytes > 0 && d.FreeBytes < uint64(e.MinFreeBytes) {
			full = append(full, d)
		}
	}
	return full
}

// MemoryLow reports whether less memory is built in than the minimum. The
// system never sees all of it: firmware and graphics keep a part, so a PC
// sold with 2 GiB may show 1.9; one sixteenth is forgiven.
func (e *HostEvidence) MemoryLow() bool {
	need := uint64(max(e.MinMemoryBytes, 0))
	return e.MemoryBytes > 0 && e.MemoryBytes < need-need/16
}

// osSupported reports whether one of the rules fits h. No rules: anything goes.
func osSupported(rules []string, h env.Host) bool {
	for _, r := range rules {
		if osRuleFits(r, h) {
			return true
		}
	}
	return len(rules) == 0
}

// osRuleFits judges one rule such as "windows>=10", "linux" or "uos>=20": the
// name is the system's or the distribution's. Only as many fields are compared
// as the rule has, so 10.0.22631 is "=10". A version that is not known fits:
// nothing shows that it is too old.
func osRuleFits(rule string, h env.Host) bool {
	at := strings.IndexAny(rule, "<>=")
	if at < 0 {
		at = len(rule)
	}
	name := strings.TrimSpace(rule[:at])
	if !strings.EqualFold(name, h.OS) && !strings.EqualFold(name, h.Platform) {
		return false
	}
	want := versionFields(strings.TrimLeft(rule[at:], "<>= "))
	have := osVersion(h)
	if len(want) == 0 || len(have) == 0 {
		return true
	}
	order := compareVersions(have[:min(len(have), len(want))], want)
	switch op := rule[at:]; {
	case strings.HasPrefix(op, ">="):
		return order >= 0
	case strings.HasPrefix(op, "<="):
		return order <= 0
	case op[0] == '>':
		return order > 0
	case op[0] == '<':
		return order < 0
	default:
		return order == 0
	}
}

// windows11 is the first build of Windows 11, which calls itself 10.0.
const windows11 = 22000

func osVersion(h env.Host) []int {
	v := versionFields(h.Version)
	if h.OS == "windows" && len(v) >= 3 && v[0] == 10 && v[2] >= windows11 {
		v[0] = 11
	}
	return v
}
