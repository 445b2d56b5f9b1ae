package env

import (
	"context"
	"net/netip"
)

// Controls returns what can be changed on this computer.
func Controls() *Control {
	return &Control{
		Knobs: map[Kind]Knob{
			AdapterSwitch: {Read: readAdapterSwitch, Write: writeAdapterSwitch},
			HostsText:     {Read: readHosts, Write: writeHosts, Locked: lockedHosts},
			ResolverList:  {Read: readResolverList, Write: writeResolverList, Locked: lockedResolverList},
			DesktopProxy:  registryKnob(internetPlace, lockedInternet, tellInternet),
			SystemProxy:   registryKnob(winHTTPPlace, nil, nil),
			Variables:     registryKnob(variablePlace, nil, tellEnvironment),
			Precedence:    registryKnob(precedencePlace, nil, nil),
			FirewallRule:  {Read: readFirewallRule, Write: writeFirewallRule, Locked: lockedFirewallRule},
			NeighbourLine: {Read: readNeighbourLine, Write: writeNeighbourLine},
			RouteLine:     {Read: readRouteLine, Write: writeRouteLine},
			ServiceState:  {Read: readServiceState, Write: writeServiceState},
			TimeZone:      {Read: readTimeZone, Write: writeTimeZone, Locked: lockedTimeZone},
			TimeService:   {Read: readTimeService, Write: writeTimeService},
			DeviceSwitch:  {Read: readDeviceSwitch, Write: writeDeviceSwitch},
			Winsock:       {Read: readWinsock, Write: writeWinsock},
		},
		Acts: map[Act]func(context.Context, string) error{
			RenewLease:      renewLease,
			FlushDNS:        flushDNS,
			SyncClock:       syncClock,
			RestartService:  restartService,
			RestartProgram:  restartProgram,
			RescanUSB:       rescanUSB,
			ForgetNeighbour: forgetNeighbour,
			ResetWinsock:    resetWinsock,
		},
		Ties: ties,
		First: func(ctx context.Context, host string) (netip.Addr, error) {
			all, err := lookup(ctx, host)
			if err != nil {
				return netip.Addr{}, err
			}
			return all[0], nil
		},
	}
}
