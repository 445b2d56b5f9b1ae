package checks

import (
	"context"
	"errors"
	"net"
	"testing"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

func TestIsProgram(t *testing.T) {
	for _, c := range []struct {
		process env.Process
		name    string
		want    bool
	}{
		{env.Process{Name: "MAINEXECUTE.EXE"}, "MainExecute.exe", true},
		{env.Process{Name: "chinatax.exe"}, "chinatax", true},
		{env.Process{Name: "chinatax"}, "ChinaTax.EXE", true},
		{env.Process{Name: "a-name-that-lin", Path: "/opt/kp/a-name-that-linux-cuts"}, "a-name-that-linux-cuts", true},
		{env.Process{Name: "x", Path: `C:\Program Files (x86)\开票软件\KP.EXE`}, "kp.exe", true},
		{env.Process{Name: "kpcheck"}, "kp", false},
		{env.Process{Name: ""}, "", false},
	} {
		if got := isProgram(c.process, c.name); got != c.want {
			t.Errorf("isProgram(%+v, %q) = %v", c.process, c.name, got)
		}
	}
}

func TestSoftwareStatus(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	gone, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone.Close()
	open := uint16(l.Addr().(*net.TCPAddr).Port)
	closed := uint16(gone.Addr().(*net.TCPAddr).Port)

	kp, helper, other, kernel := env.Process{PID: 10, Name: "fwkp.exe"}, env.Process{PID: 11, Name: "helper"}, env.Process{PID: 12, Name: "nginx"}, env.Process{PID: 4, Name: "System"}
	wanted := []string{"FWKP", "helper.exe"}
	for name, c := range map[string]struct {
		software profile.InvoiceSoftware
		running  []env.Process // nil: cannot be listed
		owner    env.Process
		want     Status
	}{
		"runs":                               {profile.InvoiceSoftware{Processes: wanted}, []env.Process{other, kp}, env.Process{}, Pass},
		"does not run":                       {profile.InvoiceSoftware{Processes: wanted}, []env.Process{other}, env.Process{}, Fail},
		"cannot be told":                     {profile.InvoiceSoftware{Processes: wanted}, nil, env.Process{}, Error},
		"nothing to look for":                {profile.InvoiceSoftware{Name: "KP"}, []env.Process{kp}, env.Process{}, Skip},
		"its helper answers":                 {profile.InvoiceSoftware{Processes: wanted, LocalPorts: []uint16{open}}, []env.Process{kp}, helper, Pass},
		"a helper of no known owner":         {profile.InvoiceSoftware{Processes: wanted, LocalPorts: []uint16{open}}, []env.Process{kp}, env.Process{}, Pass},
		"a helper by Windows's HTTP":         {profile.InvoiceSoftware{Processes: wanted, LocalPorts: []uint16{open}}, []env.Process{kp}, kernel, Pass},
		"another program has its port":       {profile.InvoiceSoftware{Processes: wanted, LocalPorts: []uint16{open}}, []env.Process{kp}, other, Fail},
		"no process is named, so any may":    {profile.InvoiceSoftware{LocalPorts: []uint16{open}}, nil, other, Pass},
		"its helper does not answer":         {profile.InvoiceSoftware{Processes: wanted, LocalPorts: []uint16{open, closed}}, []env.Process{kp}, helper, Fail},
		"not listed, helper does not answer": {profile.InvoiceSoftware{Processes: wanted, LocalPorts: []uint16{closed}}, nil, env.Process{}, Fail},
	} {
		e := &env.Env{
			Processes: func(context.Context) ([]env.Process, error) {
				if c.running == nil {
					return nil, errors.ErrUnsupported
				}
				return c.running, nil
			},
			Listener: func(context.Context, uint16) (env.Process, error) { return c.owner, nil },
			Dial: func(ctx context.Context, network, addr string, _ env.DialOptions) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, network, addr)
			},
		}
		f, err := runSoftware(t.Context(), &Job{Env: e, Profile: &profile.Profile{Invoice: &c.software}})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		ev := f.Evidence.(*SoftwareEvidence)
		if f.Status != c.want {
			t.Errorf("%s: %s, %+v; want %s", name, f.Status, ev, c.want)
		}
		if c.running == nil && len(ev.Processes) > 0 {
			t.Errorf("%s: says that it looked for processes", name)
		}
	}
}

func TestKnownHelper(t *testing.T) {
	own := []string{"fwkp.exe"}
	if !ownerExpected(env.Process{Name: "chinatax.exe"}, 28000, own) {
		t.Error("chinatax.exe is what listens on 28000")
	}
	if ownerExpected(env.Process{Name: "chinatax.exe"}, 28001, own) || ownerExpected(env.Process{Name: "java"}, 28000, own) {
		t.Error("another port or program is not it")
	}
}
