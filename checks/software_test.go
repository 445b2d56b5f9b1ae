package checks

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
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
			Programs: func(context.Context) ([]env.Program, error) { return nil, errors.ErrUnsupported },
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

func TestInstalled(t *testing.T) {
	golden := profile.InvoiceSoftware{Name: "开票软件（金税盘版）", Optional: true, Processes: []string{"fwkp.exe"}}
	ukey := profile.InvoiceSoftware{Name: "开票软件（税务UKey版）", Optional: true}
	for name, c := range map[string]struct {
		want     profile.InvoiceSoftware
		software string
		programs []env.Program // nil: cannot be listed
		running  []env.Process
		status   Status
		version  string
		there    string // "yes", "no", "" not known
	}{
		"by its name":               {golden, kindGoldenTax, []env.Program{{Name: "增值税发票税控开票软件（金税盘版）", Version: "2.3.10"}}, nil, Pass, "2.3.10", "yes"},
		"by its file":               {golden, kindGoldenTax, []env.Program{{Name: "fwkp.exe", File: "FWKP.exe"}}, nil, Pass, "", "yes"},
		"the entry with a version":  {golden, kindGoldenTax, []env.Program{{Name: "fwkp.exe", File: "fwkp.exe"}, {Name: "开票软件 金税盘版", Version: "2.4"}}, nil, Pass, "2.4", "yes"},
		"another client":            {golden, kindGoldenTax, []env.Program{{Name: "税控发票开票软件(税控盘版)", File: "KP.EXE"}}, nil, Fail, "", "no"},
		"nothing":                   {golden, kindGoldenTax, []env.Program{}, nil, Fail, "", "no"},
		"nothing, and it runs":      {golden, kindGoldenTax, []env.Program{}, []env.Process{{PID: 1, Name: "fwkp.exe"}}, Pass, "", "yes"},
		"cannot be listed":          {golden, kindGoldenTax, nil, nil, Skip, "", ""},
		"UKey client, by name":      {ukey, kindUKey, []env.Program{{Name: "增值税发票开票软件(税务UKey版) V1.0.21"}}, nil, Pass, "", "yes"},
		"UKey client, undocumented": {ukey, kindUKey, []env.Program{}, nil, Skip, "", ""},
		"own name":                  {profile.InvoiceSoftware{Name: "My Client"}, "custom", []env.Program{{Name: "my client 3", Version: "3.1"}}, nil, Skip, "3.1", "yes"},
	} {
		e := &env.Env{
			Processes: func(context.Context) ([]env.Process, error) { return c.running, nil },
			Programs: func(context.Context) ([]env.Program, error) {
				if c.programs == nil {
					return nil, errors.ErrUnsupported
				}
				return c.programs, nil
			},
		}
		f, err := runSoftware(t.Context(), &Job{Env: e, Profile: &profile.Profile{Software: c.software, Invoice: &c.want}})
		if err != nil {
			t.Fatal(err)
		}
		ev, there := f.Evidence.(*SoftwareEvidence), ""
		if ev.Installed != nil {
			there = map[bool]string{true: "yes", false: "no"}[*ev.Installed]
		}
		if f.Status != c.status || ev.Version != c.version || there != c.there {
			t.Errorf("%s: %s, version %q, installed %q; want %s, %q, %q", name, f.Status, ev.Version, there, c.status, c.version, c.there)
		}
	}
}

func TestTwoClients(t *testing.T) {
	running := []env.Process{{Name: "MAINEXECUTE.EXE"}, {Name: "fwkp.exe"}, {Name: "kp.exe"}, {Name: "explorer.exe"}}
	if got := runningClients(running); !slices.Equal(got, []string{kindGoldenTax, kindTaxControl}) {
		t.Errorf("got %v", got)
	}
	if got := runningClients(running[:2]); len(got) != 1 {
		t.Errorf("two processes of one client are %v", got)
	}
}

// TestHelperIsAskedForItsVersionAlone plays 税务安全证书应用客户端: one
// request, of the only kind that is harmless.
func TestHelperIsAskedForItsVersionAlone(t *testing.T) {
	var mu sync.Mutex
	var asked []string
	serve := func(h http.HandlerFunc) *httptest.Server {
		s := httptest.NewTLSServer(h)
		t.Cleanup(s.Close)
		return s
	}
	helper := serve(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.Method+" "+r.URL.Path)
		mu.Unlock()
		w.Header().Set("Server", "CHINATAX_CRYPT/1.4")
		io.WriteString(w, `{"version":"1.4"}`)
	})
	mute, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer mute.Close()
	for _, c := range []struct {
		name, leads string
		owner       env.Process
		server      string
		expected    bool
	}{
		{"the helper", helper.Listener.Addr().String(), env.Process{PID: 7, Name: "chinatax.exe"}, "CHINATAX_CRYPT/1.4", true},
		{"an owner that cannot be told", helper.Listener.Addr().String(), env.Process{}, "CHINATAX_CRYPT/1.4", true},
		{"another program, which is not asked", helper.Listener.Addr().String(), env.Process{PID: 8, Name: "nginx"}, "", false},
		{"one that says nothing", mute.Addr().String(), env.Process{}, "", true},
	} {
		e := &env.Env{
			Listener: func(context.Context, uint16) (env.Process, error) { return c.owner, nil },
			Dial: func(ctx context.Context, network, addr string, _ env.DialOptions) (net.Conn, error) {
				if addr != "127.0.0.1:28000" {
					t.Errorf("dials %s", addr)
				}
				return new(net.Dialer).DialContext(ctx, network, c.leads)
			},
		}
		p := askLocalPort(t.Context(), e, 28000, []string{"chinatax.exe"})
		if !p.Open || p.Server != c.server || p.Expects != c.expected {
			t.Errorf("%s: %+v", c.name, p)
		}
	}
	if !slices.Equal(asked, []string{"GET /api/getVersion", "GET /api/getVersion"}) {
		t.Errorf("asked %q", asked)
	}
}
