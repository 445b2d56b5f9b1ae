package env

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

var (
	systemctlProgram   = []string{"/usr/bin/systemctl", "/bin/systemctl"}
	timedatectlProgram = []string{"/usr/bin/timedatectl"}
	unitName           = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.@-]*$`)
	zoneName           = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$`)
)

// systemd runs one command of it; ErrUnsupported where it does not run here.
func (s system) systemd(ctx context.Context, program []string, args ...string) (string, error) {
	if !s.has("/run/systemd/system") {
		return "", fmt.Errorf("asking systemd: %w", errors.ErrUnsupported)
	}
	out, err := s.runProgram(ctx, program, nil, args...)
	return strings.TrimSpace(string(out)), err
}

// readService is "running enabled", "stopped disabled": whether it runs, and
// the state of its unit file. A failed service is a stopped one.
func (s system) readService(ctx context.Context, name string) ([]byte, error) {
	if !unitName.MatchString(name) {
		return nil, fmt.Errorf("asking for service %q: %w", name, errors.ErrUnsupported)
	}
	out, err := s.systemd(ctx, systemctlProgram, "show", "--property=LoadState,ActiveState,UnitFileState", "--", name+".service")
	if err != nil {
		return nil, err
	}
	unit := parseUnit(out)
	if unit["LoadState"] == "not-found" {
		return nil, nil
	}
	state := "stopped"
	if unitRuns(unit) {
		state = "running"
	}
	return []byte(state + " " + unit["UnitFileState"]), nil
}

func (s system) writeService(ctx context.Context, name string, value []byte) error {
	now, err := s.readService(ctx, name)
	if err != nil {
		return err
	}
	state, file, _ := strings.Cut(string(value), " ")
	_, fileNow, _ := strings.Cut(string(now), " ")
	if now == nil || fileNow == "masked" || file == "masked" {
		return fmt.Errorf("changing service %s: %w", name, ErrLocked)
	}
	if file != fileNow {
		verb := map[string]string{"enabled": "enable", "disabled": "disable"}[file]
		if verb == "" {
			return fmt.Errorf("changing service %s to %q: %w", name, value, errors.ErrUnsupported)
		}
		if _, err := s.systemd(ctx, systemctlProgram, verb, "--", name+".service"); err != nil {
			return err
		}
	}
	verb := map[string]string{"running": "start", "stopped": "stop"}[state]
	if verb == "" {
		return fmt.Errorf("changing service %s to %q: %w", name, value, errors.ErrUnsupported)
	}
	_, err = s.systemd(ctx, systemctlProgram, verb, "--", name+".service")
	return err
}

func (s system) restartService(ctx context.Context, name string) error {
	if !unitName.MatchString(name) {
		return fmt.Errorf("restarting service %q: %w", name, errors.ErrUnsupported)
	}
	_, err := s.systemd(ctx, systemctlProgram, "restart", "--", name+".service")
	return err
}

func (s system) readZone(ctx context.Context, _ string) ([]byte, error) {
	out, err := s.systemd(ctx, timedatectlProgram, "show", "--property=Timezone", "--value")
	return []byte(out), err
}

func (s system) writeZone(ctx context.Context, _ string, value []byte) error {
	if !zoneName.Match(value) {
		return fmt.Errorf("setting the zone %q: %w", value, errors.ErrUnsupported)
	}
	_, err := s.systemd(ctx, timedatectlProgram, "set-timezone", string(value))
	return err
}

func (s system) readTimeService(ctx context.Context, _ string) ([]byte, error) {
	out, err := s.systemd(ctx, timedatectlProgram, "show", "--property=NTP", "--value")
	if err != nil {
		return nil, err
	}
	if out == "yes" {
		return []byte("on"), nil
	}
	return []byte("off"), nil
}

func (s system) writeTimeService(ctx context.Context, _ string, value []byte) error {
	want := map[string]string{"on": "true", "off": "false"}[string(value)]
	if want == "" {
		return fmt.Errorf("switching the time service to %q: %w", value, errors.ErrUnsupported)
	}
	_, err := s.systemd(ctx, timedatectlProgram, "set-ntp", want)
	return err
}

// syncClock lets the time service that runs here set the clock now.
func (s system) syncClock(ctx context.Context, _ string) error {
	c, err := s.clock(ctx)
	if err != nil {
		return err
	}
	switch {
	case strings.HasPrefix(c.Name, "chrony") && c.Running:
		_, err = s.runProgram(ctx, []string{"/usr/bin/chronyc"}, nil, "makestep")
	case c.Name != "":
		err = s.restartService(ctx, c.Name)
	default:
		err = fmt.Errorf("setting the clock: no time service: %w", errors.ErrUnsupported)
	}
	return err
}
