package repair

import (
	"context"
	"strings"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
)

// syncClock lets the system's own time service set the clock. This program never
// sets it itself.
var syncClock = &Repair{
	Name: "clock.sync", Fixes: []string{"clock.skewed"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		if !c.able(env.SyncClock) {
			return Plan{}, ErrNothing
		}
		p := Plan{Seconds: 20}
		on, err := c.set(ctx, env.TimeService, "", []byte("on"))
		if err != nil && !unsupported(err) {
			return p, err
		}
		if err == nil && !same(on.Old, on.New) {
			p.Changes = append(p.Changes, on)
		}
		if c.clockService() == "" && len(p.Changes) == 0 {
			return refuse("no_time_service", "")
		}
		p.Changes = append(p.Changes, Change{Act: env.SyncClock, From: c.Problem.Facts["offset"]})
		return p, nil
	},
}

// startTimeService starts the service that keeps the time.
var startTimeService = &Repair{
	Name: "clock.start_service", Fixes: []string{"clock.not_syncing"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		return c.servicePlan(ctx, c.clockService())
	},
}

// setZone sets the time zone that the profile wants.
var setZone = &Repair{
	Name: "clock.set_zone", Fixes: []string{"clock.timezone"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		wanted := ""
		evidence(c.Results, func(e *checks.ClockEvidence) { wanted = e.ZoneWanted })
		ch, err := c.set(ctx, env.TimeZone, "", []byte(wanted))
		if err != nil || wanted == "" || same(ch.Old, ch.New) {
			return Plan{}, orNothing(err)
		}
		return Plan{Seconds: 2, Restart: "program", Changes: []Change{ch}}, nil
	},
}

func orNothing(err error) error {
	if err != nil {
		return err
	}
	return ErrNothing
}

func (c *Case) clockService() string {
	name := ""
	evidence(c.Results, func(e *checks.ClockEvidence) { name = e.Service })
	return name
}

// servicePlan starts a service, and lets it start by itself from now on where it
// was switched off.
func (c *Case) servicePlan(ctx context.Context, name string) (Plan, error) {
	if name == "" {
		return Plan{}, ErrNothing
	}
	old, err := c.read(ctx, env.ServiceState, name)
	if err != nil {
		return Plan{}, err
	}
	if old == nil {
		return refuse("not_installed", name)
	}
	_, start, _ := strings.Cut(string(old), " ")
	if start == "disabled" {
		start = "enabled"
	}
	ch := Change{Kind: env.ServiceState, Name: name, From: string(old), To: "running " + start, Old: old, New: []byte("running " + start)}
	if same(ch.Old, ch.New) {
		return Plan{}, ErrNothing
	}
	return Plan{Seconds: 10, Changes: []Change{ch}}, nil
}
