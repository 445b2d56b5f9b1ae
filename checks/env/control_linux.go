package env

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Controls returns what can be changed on this computer.
func Controls() *Control { return system{}.controls() }

// ControlsAt is this computer with the files and system programs of a folder.
func ControlsAt(root string) *Control { return system{root}.controls() }

func (s system) controls() *Control {
	c := &Control{
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
			SyncClock:       s.syncClock,
			RestartService:  s.restartService,
			RescanUSB:       s.rescanUSB,
			ForgetNeighbour: forgetNeighbour,
		},
		Ties:  s.ties,
		First: s.firstAddress,
	}
	if s.leaseKeeper() != "" {
		c.Acts[RenewLease] = s.renewLease
	}
	if len(s.nameCaches()) > 0 {
		c.Acts[FlushDNS] = s.flushDNS
	}
	return c
}

// machineFiles may hold variables that sessions start with; ownFiles are those of a home folder.
var (
	machineFiles = []string{"/etc/environment", "/etc/profile", "/etc/profile.d/proxy.sh", "/etc/profile.d/http_proxy.sh"}
	ownFiles     = []string{".profile", ".bash_profile", ".bashrc", ".pam_environment", ".xprofile"}
)

// VariablePlaces are the files that environment variables may come from: the
// machine's, then this user's.
func VariablePlaces() []VariablePlace {
	var all []VariablePlace
	for _, name := range machineFiles {
		all = append(all, VariablePlace{Name: name})
	}
	if home, err := os.UserHomeDir(); err == nil && home != "/" {
		for _, name := range ownFiles {
			all = append(all, VariablePlace{Name: filepath.Join(home, name), Own: true})
		}
	}
	return all
}

// variablesKnob knows this list of files and no other.
func (s system) variablesKnob() Knob {
	pick := func(name string) (Knob, error) {
		for _, place := range VariablePlaces() {
			if name == place.Name {
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
