package env

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// daemon asks systemd where it runs, else looks for the program.
func (s system) daemon(ctx context.Context, name string) (Daemon, error) {
	all, err := s.daemons(ctx, name)
	if err != nil {
		return Daemon{}, err
	}
	return all[0], nil
}

func (s system) daemons(ctx context.Context, names ...string) ([]Daemon, error) {
	if exists(filepath.Join(s.root, "/run/systemd/system")) {
		return askSystemd(ctx, names)
	}
	running, err := processes(ctx)
	if err != nil {
		return nil, err
	}
	var all []Daemon
	for _, name := range names {
		d := Daemon{Name: name}
		d.Running = slices.ContainsFunc(running, func(p Process) bool { return p.Name == name })
		d.Installed = d.Running || s.hasProgram(name)
		all = append(all, d)
	}
	return all, nil
}

func (s system) hasProgram(name string) bool {
	for _, dir := range []string{"/usr/sbin", "/usr/bin", "/sbin", "/bin", "/lib/systemd", "/usr/lib/systemd", "/etc/init.d"} {
		if exists(filepath.Join(s.root, dir, name)) {
			return true
		}
	}
	return false
}

// askSystemd asks for each service and for the socket that starts it on demand.
func askSystemd(ctx context.Context, names []string) ([]Daemon, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	args := []string{"show", "--property=LoadState,ActiveState,UnitFileState", "--"}
	for _, name := range names {
		args = append(args, name+".service", name+".socket")
	}
	command := exec.CommandContext(ctx, "/usr/bin/systemctl", args...)
	command.Env = []string{"LC_ALL=C"}
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("asking systemd for %s: %w", strings.Join(names, ", "), err)
	}
	return parseUnits(string(out), names)
}

// parseUnits reads two blocks of properties for each name: service and socket.
func parseUnits(out string, names []string) ([]Daemon, error) {
	blocks := strings.Split(strings.TrimSpace(out), "\n\n")
	if len(blocks) != 2*len(names) {
		return nil, fmt.Errorf("asking systemd: %d answers to %d questions", len(blocks), 2*len(names))
	}
	var all []Daemon
	for i, name := range names {
		service, socket := parseUnit(blocks[2*i]), parseUnit(blocks[2*i+1])
		d := Daemon{
			Name:      name,
			Installed: service["LoadState"] != "not-found",
			Running:   unitRuns(service) || unitRuns(socket),
			Failed:    service["ActiveState"] == "failed",
		}
		state := service["UnitFileState"]
		d.Disabled = state == "masked" || state == "disabled" && socket["UnitFileState"] != "enabled"
		all = append(all, d)
	}
	return all, nil
}

func unitRuns(properties map[string]string) bool {
	switch properties["ActiveState"] {
	case "active", "activating", "reloading":
		return true
	}
	return false
}

func parseUnit(block string) map[string]string {
	properties := map[string]string{}
	for line := range strings.Lines(block) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		properties[key] = value
	}
	return properties
}
