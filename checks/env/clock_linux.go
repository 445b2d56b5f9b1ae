package env

import (
	"context"

	"golang.org/x/sys/unix"
)

// clockDaemons are the time services that distributions bring, by unit name.
var clockDaemons = []string{"systemd-timesyncd", "chronyd", "chrony", "ntpd", "ntp", "ntpsec", "openntpd"}

// clock names the time service that keeps this clock, or should: the one that
// runs, else one that failed, else one that is there.
func (s system) clock(ctx context.Context) (ClockService, error) {
	all, err := s.daemons(ctx, clockDaemons...)
	if err != nil {
		return ClockService{}, err
	}
	c := pickClock(all)
	var t unix.Timex
	if state, err := unix.Adjtimex(&t); err == nil {
		synchronised := state != unix.TIME_ERROR && t.Status&unix.STA_UNSYNC == 0
		c.Synchronised = &synchronised
	}
	return c, nil
}

func pickClock(all []Daemon) ClockService {
	for _, fits := range []func(Daemon) bool{
		func(d Daemon) bool { return d.Running },
		func(d Daemon) bool { return d.Failed },
		func(d Daemon) bool { return !d.Disabled },
		func(Daemon) bool { return true },
	} {
		for _, d := range all {
			if d.Installed && fits(d) {
				return ClockService{Name: d.Name, Running: d.Running, Disabled: d.Disabled, Failed: d.Failed}
			}
		}
	}
	return ClockService{}
}
