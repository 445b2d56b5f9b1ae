package checks

import (
	"context"
	"errors"
	"math"
	"net"
	"testing"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/internal/fault"
	"kpdoctor/checks/profile"
)

// clockPC is a PC in Shanghai whose clock is off by so much.
func clockPC(off time.Duration) *env.Env {
	return &env.Env{
		Now: func() time.Time { return time.Now().Add(off) },
		Dial: func(ctx context.Context, network, addr string, _ env.DialOptions) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, addr)
		},
		Zone: func() (string, *time.Location, error) {
			loc, err := time.LoadLocation("Asia/Shanghai")
			return "Asia/Shanghai", loc, err
		},
		Clock: func(context.Context) (env.ClockService, error) {
			return env.ClockService{Name: "w32time", Running: true}, nil
		},
	}
}

// timeServers starts NTP servers on 127.0.0.1 and returns host:port of each.
func timeServers(t *testing.T, behave ...fault.Time) []string {
	t.Helper()
	var hosts []string
	for _, b := range behave {
		pc, err := net.ListenPacket("udp4", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		s := fault.NewNTP(pc, b)
		t.Cleanup(func() { s.Close() })
		hosts = append(hosts, s.Addr.String())
	}
	return hosts
}

func askClock(t *testing.T, e *env.Env, servers ...string) (Finding, *ClockEvidence) {
	t.Helper()
	p := &profile.Profile{Limits: profile.DefaultLimits(), References: profile.References{NTP: servers}}
	f, err := runClock(t.Context(), &Job{Env: e, Profile: p})
	if err != nil {
		t.Fatal(err)
	}
	return f, f.Evidence.(*ClockEvidence)
}

func TestClockSkew(t *testing.T) {
	right, kiss, unset := fault.Time{}, fault.Time{KissOfDeath: "RATE"}, fault.Time{Unsynchronised: true}
	wrong := fault.Time{Offset: 3 * time.Hour}
	for name, c := range map[string]struct {
		off     time.Duration // the PC's clock minus the right time
		servers []fault.Time
		want    Status
	}{
		"right":                               {0, []fault.Time{right, right}, Pass},
		"four minutes slow":                   {-4 * time.Minute, []fault.Time{right, right}, Pass},
		"six minutes slow":                    {-6 * time.Minute, []fault.Time{right, right}, Fail},
		"a day fast":                          {24 * time.Hour, []fault.Time{right, right, kiss}, Fail},
		"back in 2009":                        {-17 * 365 * 24 * time.Hour, []fault.Time{right, right}, Fail},
		"six minutes slow by one witness":     {-6 * time.Minute, []fault.Time{right, kiss}, Warn},
		"right, and one server wrong":         {0, []fault.Time{right, right, wrong}, Pass},
		"one against one":                     {0, []fault.Time{right, wrong}, Warn},
		"no server says anything of use":      {-6 * time.Minute, []fault.Time{kiss, unset}, Pass},
		"two wrong servers that do not agree": {0, []fault.Time{wrong, {Offset: -3 * time.Hour}}, Warn},
	} {
		f, e := askClock(t, clockPC(c.off), timeServers(t, c.servers...)...)
		if f.Status != c.want {
			t.Errorf("%s: %s, %+v; want %s", name, f.Status, e.NTP, c.want)
		}
		for i, s := range c.servers {
			if want := ms(s.Offset - c.off); e.NTP[i].Failure == "" && math.Abs(e.NTP[i].OffsetMS-want) > 500 {
				t.Errorf("%s: offset %v, want %v", name, e.NTP[i].OffsetMS, want)
			}
		}
	}
}

func TestNTPFailures(t *testing.T) {
	servers := timeServers(t, fault.Time{KissOfDeath: "DENY"}, fault.Time{Unsynchronised: true})
	closed, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	_, e := askClock(t, clockPC(0), append(servers, closed.LocalAddr().String(), "unresolved.example:123")...)
	for i, want := range []string{ntpKiss, ntpUnsynchronised, string(env.Refused), "no_address"} {
		if got := e.NTP[i].Failure; got != want {
			t.Errorf("%s: %q, want %q", e.NTP[i].Server, got, want)
		}
	}
}

// A silent server costs no more than the run is worth: stopping it ends the asking.
func TestNTPStops(t *testing.T) {
	servers := timeServers(t, fault.Time{Silent: true})
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	began := time.Now()
	j := &Job{Env: clockPC(0), Profile: &profile.Profile{References: profile.References{NTP: servers}}}
	answers := askNTP(ctx, j)
	if answers[0].Failure != string(env.TimedOut) || time.Since(began) > time.Second {
		t.Errorf("%+v after %s", answers[0], time.Since(began))
	}
}

// Two addresses of one server are one witness.
func TestOneServerIsOneWitness(t *testing.T) {
	off := ms(6 * time.Minute)
	a := NTPAnswer{Server: "ntp.example:123", Address: "192.0.2.1", OffsetMS: off}
	b := NTPAnswer{Server: "ntp.example:123", Address: "192.0.2.2", OffsetMS: off}
	alias := NTPAnswer{Server: "time.example:123", Address: "192.0.2.1", OffsetMS: off}
	other := NTPAnswer{Server: "time.example:123", Address: "192.0.2.3", OffsetMS: off}
	limit := ms(5 * time.Minute)
	if got := judgeSkew(&ClockEvidence{MaxSkewMS: limit, NTP: []NTPAnswer{a, b}}); got != skewDoubtful {
		t.Errorf("one server: %v", got)
	}
	if got := judgeSkew(&ClockEvidence{MaxSkewMS: limit, NTP: []NTPAnswer{a, alias}}); got != skewDoubtful {
		t.Errorf("one address: %v", got)
	}
	if got := judgeSkew(&ClockEvidence{MaxSkewMS: limit, NTP: []NTPAnswer{a, b, other}}); got != skewAgreed {
		t.Errorf("two witnesses: %v", got)
	}
}

func TestZoneFits(t *testing.T) {
	summer := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
	winter := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		here, wanted string
		want         bool
	}{
		{"Asia/Shanghai", "Asia/Shanghai", true},
		{"Asia/Singapore", "Asia/Shanghai", true}, // the same all year
		{"Asia/Urumqi", "Asia/Shanghai", false},
		{"Asia/Tokyo", "Asia/Shanghai", false},
		{"UTC", "Asia/Shanghai", false},
		{"Europe/London", "UTC", false}, // the same in winter only
		{"Asia/Tokyo", "", true},
	} {
		loc, err := time.LoadLocation(c.here)
		if err != nil {
			t.Fatal(err)
		}
		for _, now := range []time.Time{summer, winter} {
			if got := zoneFits(loc, c.wanted, now); got != c.want {
				t.Errorf("zoneFits(%s, %s) in %s = %v", c.here, c.wanted, now.Month(), got)
			}
		}
	}
	if got := zoneName("", time.FixedZone("", 8*3600), summer); got != "UTC+08:00" {
		t.Errorf("a zone without a name: %q", got)
	}
}

func TestClockZoneAndService(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*env.Env)
		want   Status
	}{
		"healthy, UDP 123 blocked": {func(*env.Env) {}, Pass},
		"zone of Tokyo": {func(e *env.Env) {
			e.Zone = func() (string, *time.Location, error) {
				loc, err := time.LoadLocation("Asia/Tokyo")
				return "Asia/Tokyo", loc, err
			}
		}, Fail},
		"service switched off": {func(e *env.Env) {
			e.Clock = func(context.Context) (env.ClockService, error) {
				return env.ClockService{Name: "chronyd", Disabled: true}, nil
			}
		}, Warn},
		"service failed": {func(e *env.Env) {
			e.Clock = func(context.Context) (env.ClockService, error) {
				return env.ClockService{Name: "chronyd", Failed: true}, nil
			}
		}, Warn},
		"no service at all": {func(e *env.Env) {
			e.Clock = func(context.Context) (env.ClockService, error) { return env.ClockService{}, nil }
		}, Pass},
		"nothing can be told": {func(e *env.Env) {
			e.Zone = func() (string, *time.Location, error) { return "", nil, errors.ErrUnsupported }
			e.Clock = func(context.Context) (env.ClockService, error) { return env.ClockService{}, errors.ErrUnsupported }
		}, Error},
	} {
		e := clockPC(0)
		c.change(e)
		if f, ev := askClock(t, e); f.Status != c.want || (f.Status == Error) != (f.Reason != "") {
			t.Errorf("%s: %s (%s), %+v; want %s", name, f.Status, f.Reason, ev, c.want)
		}
	}
}

func TestClockNeeds(t *testing.T) {
	p := &profile.Profile{References: profile.References{NTP: []string{"ntp.example:123", "192.0.2.1:123", "[2001:db8::1]:123"}}}
	if needs := clockCheck(p).Needs; len(needs) != 1 || needs[0] != "dns:ntp.example" {
		t.Errorf("got %q", needs)
	}
}
