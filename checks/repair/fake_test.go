package repair

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"testing"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// A machine is a made-up PC whose every value is in a map.
type machine struct {
	values map[string][]byte // "kind name"
	log    []string          // what was changed, in order
	fail   string            // this write or act fails
	after  func(what string) // called after each change
	ties   env.Ties
	acts   map[env.Act]func(name string) // what acts move
}

func newMachine() *machine {
	return &machine{values: map[string][]byte{}, acts: map[env.Act]func(string){}}
}

var errBroken = errors.New("broken on purpose")

func (m *machine) control() *env.Control {
	c := &env.Control{Knobs: map[env.Kind]env.Knob{}, Acts: map[env.Act]func(context.Context, string) error{}}
	for _, kind := range kinds {
		c.Knobs[kind] = env.Knob{
			Read: func(_ context.Context, name string) ([]byte, error) {
				return slices.Clone(m.values[string(kind)+" "+name]), nil
			},
			Write: func(_ context.Context, name string, value []byte) error {
				return m.change("write "+string(kind)+" "+name, func() { m.values[string(kind)+" "+name] = slices.Clone(value) })
			},
		}
	}
	for _, act := range acts {
		c.Acts[act] = func(_ context.Context, name string) error {
			return m.change("do "+string(act)+" "+name, func() {
				if f := m.acts[act]; f != nil {
					f(name)
				}
			})
		}
	}
	c.Ties = func(context.Context) (env.Ties, error) { return m.ties, nil }
	c.First = func(context.Context, string) (netip.Addr, error) { return netip.IPv4Unspecified(), nil }
	return c
}

func (m *machine) change(what string, f func()) error {
	if what == m.fail {
		return errBroken
	}
	m.log = append(m.log, what)
	f()
	if m.after != nil {
		m.after(what)
	}
	return nil
}

var kinds = []env.Kind{env.AdapterSwitch, env.Lease, env.HostsText, env.ResolverList, env.DesktopProxy, env.SystemProxy,
	env.Variables, env.Precedence, env.FirewallRule, env.NeighbourLine, env.RouteLine, env.ServiceState, env.TimeZone,
	env.TimeService, env.DeviceSwitch, env.Winsock}

var acts = []env.Act{env.RenewLease, env.FlushDNS, env.SyncClock, env.RestartService, env.RestartProgram, env.RescanUSB,
	env.ForgetNeighbour, env.ResetWinsock}

// visit is a sitting at the machine, with a journal of its own.
func (m *machine) visit(t *testing.T) *Visit {
	t.Helper()
	p, err := profile.ByRegion("beijing", "browser")
	if err != nil {
		t.Fatal(err)
	}
	e := env.System()
	e.Now = func() time.Time { return time.Date(2026, 11, 22, 3, 14, 40, 0, time.UTC) }
	return &Visit{Name: "20261122T031440-00000001", Env: e, Control: m.control(), Profile: p, Journal: Folder(t.TempDir() + "/journal")}
}

// threeSteps is a plan of three values, one of which is not there at first.
func threeSteps(m *machine) Plan {
	m.values["hosts "] = []byte("127.0.0.1 localhost\r\n")
	m.values["zone "] = []byte("UTC")
	return Plan{Repair: "hosts.comment", Cause: "dns.hosts_override", Changes: []Change{
		{Kind: env.HostsText, From: "a", To: "b", Old: m.values["hosts "], New: []byte("# 127.0.0.1 localhost\r\n")},
		{Kind: env.Precedence, From: "c", To: "d", Old: nil, New: []byte("precedence\n")},
		{Kind: env.TimeZone, From: "UTC", To: "Asia/Shanghai", Old: []byte("UTC"), New: []byte("Asia/Shanghai")},
	}}
}

// end runs a stream and returns its end.
func end(seq func(func(Event) bool)) (all []Event, err error) {
	for ev := range seq {
		all = append(all, ev)
		if ev.Stage == End {
			err = ev.Err
		}
	}
	return all, err
}
