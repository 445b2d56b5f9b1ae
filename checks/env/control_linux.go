package env

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Controls returns what can be changed on this computer.
func Controls() *Control { return system{}.controls() }

// ControlsAt is this computer with the files and system programs of a folder.
func ControlsAt(root string) *Control { return system{root}.controls() }

func (s system) controls() *Control {
	return &Control{
		Knobs: map[Kind]Knob{
			AdapterSwitch: {Read: readSwitch, Write: writeSwitch},
			Lease:         {Read: s.readLease, Write: s.writeLease},
			HostsText:     s.fileKnob("/etc/hosts"),
			Precedence:    s.fileKnob("/etc/gai.conf"),
			ResolverList:  s.resolverKnob(),
			DesktopProxy:  {Read: s.readDesktopProxy, Write: s.writeDesktopProxy},
			Variables:     s.variablesKnob(),
			FirewallRule:  {Read: s.readRule, Write: s.writeRule},
			NeighbourLine: {Read: readNeighbour, Write: writeNeighbour},
			RouteLine:     {Read: readRoute, Write: writeRoute},
			ServiceState:  {Read: s.readService, Write: s.writeService},
			TimeZone:      {Read: s.readZone, Write: s.writeZone},
			TimeService:   {Read: s.readTimeService, Write: s.writeTimeService},
			DeviceSwitch:  {Read: s.readDevice, Write: s.writeDevice},
		},
		Acts: map[Act]func(context.Context, string) error{
			RenewLease:      s.renewLease,
			FlushDNS:        s.flushDNS,
			SyncClock:       s.syncClock,
			RestartService:  s.restartService,
			RescanUSB:       s.rescanUSB,
			ForgetNeighbour: forgetNeighbour,
		},
		Ties: s.ties,
	}
}

// variableFiles may hold variables that a session starts with; those of a home
// folder follow, by [s.homeFiles].
var variableFiles = []string{"/etc/environment", "/etc/profile.d/proxy.sh", "/etc/profile.d/http_proxy.sh", "/etc/profile"}

// variablesKnob knows a fixed list of files and no other.
func (s system) variablesKnob() Knob {
	pick := func(name string) (Knob, error) {
		for _, file := range VariableFiles() {
			if name == file {
				return s.fileKnob(name), nil
			}
		}
		return Knob{}, fmt.Errorf("reading variables from %q: %w", name, errors.ErrUnsupported)
	}
	return Knob{
		Read: func(ctx context.Context, name string) ([]byte, error) {
			k, err := pick(name)
			if err != nil {
				return nil, err
			}
			return k.Read(ctx, "")
		},
		Write: func(ctx context.Context, name string, value []byte) error {
			k, err := pick(name)
			if err != nil {
				return err
			}
			return k.Write(ctx, "", value)
		},
		Locked: func(ctx context.Context, name string) error {
			k, err := pick(name)
			if err != nil {
				return err
			}
			return k.Locked(ctx, "")
		},
	}
}

// VariableFiles are the files that environment variables may come from: the
// machine's, then this user's.
func VariableFiles() []string {
	all := append([]string{}, variableFiles...)
	if home, err := os.UserHomeDir(); err == nil && home != "/" {
		for _, name := range []string{".profile", ".bash_profile", ".bashrc", ".pam_environment", ".xprofile"} {
			all = append(all, home+"/"+name)
		}
	}
	return all
}
