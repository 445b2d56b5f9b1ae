package repair

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"kpdoctor/checks"
	"kpdoctor/checks/env"
)

// startDeviceService starts the smart card service that the device needs.
var startDeviceService = &Repair{
	Name: "device.start_service", Fixes: []string{"device.service_stopped"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		name := c.Problem.Facts["service"]
		if c.Profile.Device == nil || !slices.Contains(c.Profile.Device.Service, name) || !slices.Contains(cardServices, strings.ToLower(name)) {
			return Plan{}, ErrNothing
		}
		return c.servicePlan(ctx, name)
	},
}

// cardServices are the only ones that are ever started for a device: a profile
// is data from a stranger, and could name any.
var cardServices = []string{"scardsvr", "pcscd"}

// enableDevice switches a device on again that the system has switched off.
var enableDevice = &Repair{
	Name: "device.enable", Fixes: []string{"device.driver", "device.missing"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		off, err := c.read(ctx, env.DeviceSwitch, "")
		if err != nil {
			return Plan{}, err
		}
		var accepts []string
		evidence(c.Results, func(e *checks.DeviceEvidence) { accepts = e.Accepts })
		p := Plan{Seconds: 10}
		for line := range bytes.Lines(off) {
			name, id, _ := strings.Cut(strings.TrimSpace(string(line)), " ")
			if !slices.Contains(accepts, strings.ToLower(id)) {
				continue
			}
			ch, err := c.set(ctx, env.DeviceSwitch, name, []byte("on"))
			if err != nil {
				return p, err
			}
			if !same(ch.Old, ch.New) {
				p.Changes = append(p.Changes, ch)
			}
		}
		return p, nil
	},
}

// rescanUSB lets the system look for devices again. What works is not touched.
var rescanUSB = &Repair{
	Name: "device.rescan", Fixes: []string{"device.missing", "device.driver"}, Admin: true,
	plan: func(_ context.Context, c *Case) (Plan, error) {
		if !c.able(env.RescanUSB) {
			return Plan{}, ErrNothing
		}
		return Plan{Seconds: 8, Changes: []Change{{Act: env.RescanUSB}}}, nil
	},
}

// restartHelper starts the invoicing software's own local helper again.
var restartHelper = &Repair{
	Name: "software.restart_helper", Fixes: []string{"software.helper_down"}, PerUser: true,
	plan: func(_ context.Context, c *Case) (Plan, error) {
		if !c.able(env.RestartProgram) || c.Profile.Invoice == nil || len(c.Profile.Invoice.Processes) == 0 {
			return Plan{}, ErrNothing
		}
		var running []string
		evidence(c.Results, func(e *checks.SoftwareEvidence) { running = e.Running })
		if len(running) == 0 { // which program it is, only a running one shows
			return refuse("start_it_yourself", c.Profile.Invoice.Name)
		}
		return Plan{Seconds: 15, Restart: "program", Changes: []Change{{Act: env.RestartProgram, Name: running[0]}}}, nil
	},
}

// resetWinsock is the last thing to try: other programs' network parts (VPN,
// security software) go with it and come back with their own installers.
var resetWinsock = &Repair{
	Name: "winsock.reset", Fixes: []string{"port.exhausted", "internet.unreachable"}, Admin: true,
	plan: func(ctx context.Context, c *Case) (Plan, error) {
		if !c.able(env.ResetWinsock) {
			return Plan{}, ErrNothing
		}
		switch {
		case len(c.Ties.Remote) > 0:
			return refuse("remote", c.Ties.Remote[0].Kind)
		case c.tunnel() != "":
			return refuse("vpn", c.tunnel())
		case c.Ties.Joined:
			return refuse("domain", "")
		}
		old, err := c.read(ctx, env.Winsock, "")
		if err != nil {
			return Plan{}, err
		}
		return Plan{Seconds: 10, Restart: "computer", Changes: []Change{{Kind: env.Winsock, Act: env.ResetWinsock, Old: old}}}, nil
	},
}
