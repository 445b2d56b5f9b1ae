package checks

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// helperPatience is how long a program on this PC may take to accept a
// connection.
const helperPatience = time.Second

// knownHelpers are local helpers that are no process of the invoicing program
// itself: 税务安全证书应用客户端.
var knownHelpers = map[uint16]string{28000: "chinatax"}

// softwareCheck asks whether the invoicing program runs and its local helper
// answers. It asks the helper for its version at most: some count PIN attempts.
func softwareCheck(p *profile.Profile) Check {
	return Check{ID: "software", Stage: StageDevice, Run: runSoftware}
}

func runSoftware(ctx context.Context, j *Job) (Finding, error) {
	want := j.Profile.Invoice
	e := &SoftwareEvidence{Name: want.Name, MinVersion: want.MinVersion, Optional: want.Optional}
	running, listErr := j.Env.Processes(ctx)
	if listErr == nil {
		e.Clients = runningClients(running)
	}
	if len(want.Processes) > 0 && listErr == nil {
		e.Processes, e.Running = want.Processes, runningOf(want.Processes, running)
	}
	if len(want.Processes) == 0 {
		listErr = nil // nothing was to be found
	}
	if all, err := j.Env.Programs(ctx); err == nil {
		e.Browsers = browsersOf(all)
		found, known := installed(want, j.Profile.Software, all)
		if there := found != nil; there || known {
			e.Installed = &there
		}
		if found != nil {
			e.Version = found.Version
		}
	}
	if len(e.Running) > 0 {
		yes := true
		e.Installed = &yes
	}
	if len(want.LocalPorts) > 0 {
		e.Ports = make([]LocalPort, len(want.LocalPorts))
	}
	var all group
	for i, port := range want.LocalPorts {
		all.Go(func() { e.Ports[i] = askLocalPort(ctx, j.Env, port, want.Processes) })
	}
	all.Wait()
	f := Finding{Status: Pass, Evidence: e}
	switch {
	case e.Optional && slices.ContainsFunc(e.Ports, LocalPort.taken):
		f.Status = Warn
	case e.Optional && (e.Installed == nil || !*e.Installed) && len(e.Running) == 0 && !slices.ContainsFunc(e.Ports, func(p LocalPort) bool { return p.Open }):
		f.Status, f.Reason = Skip, "not found, and not required"
		if e.Installed != nil {
			f.Status, f.Reason = Fail, ""
		}
	case e.Optional:
	case e.notRunning(), slices.ContainsFunc(e.Ports, LocalPort.wrong):
		f.Status = Fail
	case listErr != nil:
		f.Status, f.Reason = Error, fmt.Sprintf("listing running programs: %v", listErr)
	case len(e.Processes)+len(e.Ports) == 0:
		f.Status, f.Reason = Skip, "the profile names no process and no local port"
	}
	return f, nil
}

// notRunning reports whether the programs were looked for and none runs. One
// is enough: a profile lists the names that versions of it go by.
func (e *SoftwareEvidence) notRunning() bool { return len(e.Processes) > 0 && len(e.Running) == 0 }

// taken reports whether another program answers on the port.
func (p LocalPort) taken() bool { return p.Open && !p.Expects }

func (p LocalPort) wrong() bool { return !p.Open || !p.Expects }

// runningOf returns those of the wanted names that run.
func runningOf(wanted []string, running []env.Process) []string {
	var found []string
	for _, w := range wanted {
		if slices.ContainsFunc(running, func(p env.Process) bool { return isProgram(p, w) }) {
			found = append(found, w)
		}
	}
	return found
}

// isProgram reports whether p goes by name, in any case, with or without .exe;
// Linux cuts long process names, so the file's name counts too.
func isProgram(p env.Process, name string) bool {
	file := p.Path[strings.LastIndexAny(p.Path, `/\`)+1:]
	want := programName(name)
	return want != "" && (programName(p.Name) == want || programName(file) == want)
}

func programName(s string) string {
	return strings.TrimSuffix(strings.ToLower(strings.TrimSpace(s)), ".exe")
}

// askLocalPort asks who listens on the port of this PC, and whether it accepts.
func askLocalPort(ctx context.Context, e *env.Env, port uint16, own []string) LocalPort {
	p := LocalPort{Port: port, Expects: true}
	if owner, err := e.Listener(ctx, port); err == nil && owner.Name != "" {
		p.Owner, p.Expects = owner.Name, ownerExpected(owner, port, own)
	}
	connecting, cancel := context.WithTimeout(ctx, helperPatience)
	defer cancel()
	addr := netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), port)
	if conn, err := e.Dial(connecting, "tcp4", addr.String(), env.DialOptions{}); err == nil {
		p.Open = true
		if _, known := knownHelpers[port]; known && p.Expects {
			p.Server = askVersion(ctx, conn)
		}
		conn.Close()
	}
	return p
}

// ownerExpected reports whether owner may hold the port: a process of the
// software, the known helper of that port, anyone where the profile names
// none, and Windows itself (process 4), which listens for programs that use
// its HTTP service.
func ownerExpected(owner env.Process, port uint16, own []string) bool {
	if helper, known := knownHelpers[port]; known && isProgram(owner, helper) {
		return true
	}
	mine := func(name string) bool { return isProgram(owner, name) }
	return len(own) == 0 || slices.ContainsFunc(own, mine) || owner.PID == 4 && strings.EqualFold(owner.Name, "System")
}
