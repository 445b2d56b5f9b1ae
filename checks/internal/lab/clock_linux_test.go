package lab

import (
	"errors"
	"os/exec"
	"time"

	"github.com/beevik/ntp"

	"kpdoctor/checks/internal/fault"
)

const day = 24 * time.Hour

// Then moves everybody else's clock, which is the same as moving this PC's: the
// time servers, the Date headers and what is inside the certificates.
func (l *Lab) Then(offset time.Duration, life func(now time.Time) (from, to time.Time)) {
	for _, name := range []string{timeA, timeB} {
		l.Time(name, fault.Time{Offset: offset})
	}
	cert := func(name string) fault.Subject {
		from, to := life(time.Now().Add(offset))
		return fault.Subject{CommonName: name, Names: []string{name}, NotBefore: from, NotAfter: to}
	}
	for _, name := range []string{refOne, refTwo} {
		l.Page(name, 80, fault.Dated(offset, fault.NoContent()))
		l.Cert(name, 443, l.Issue(cert(name)), fault.Dated(offset, fault.Welcome()))
	}
	for _, e := range l.Profile.Endpoints {
		l.Cert(e.host(), e.port(), l.Issue(cert(e.host())), fault.Dated(offset, fault.Welcome()))
	}
}

func long(now time.Time) (from, to time.Time)  { return now.AddDate(-1, 0, 0), now.AddDate(1, 0, 0) }
func fresh(now time.Time) (from, to time.Time) { return now.Add(-time.Hour), now.AddDate(1, 0, 0) }
func dying(now time.Time) (from, to time.Time) { return now.AddDate(0, -11, 0), now.AddDate(0, 1, 0) }

// clock are faults of this PC's time.
var clock = []Scenario{
	{
		Name: "clock/ten minutes slow, certificates hold", Want: []string{"clock.skewed"}, Verdict: "degraded",
		Fault: func(l *Lab) { l.Then(10*time.Minute, long) },
		Prove: func(l *Lab) error { return all(offBy(l, 10*time.Minute), l.Handshake(taxPort, tax)) },
	},
	{
		Name: "clock/a day slow, new certificates", Want: []string{"clock.skewed"}, Blame: "this_pc",
		Fault: func(l *Lab) { l.Then(day, fresh) },
		Prove: func(l *Lab) error { return all(offBy(l, day), l.Fails(taxPort, tax, "not yet valid")) },
	},
	{
		Name: "clock/two years fast, certificates look expired", Want: []string{"clock.skewed"}, Profile: two,
		Fault: func(l *Lab) { l.Then(-2*365*day, dying) },
		Prove: func(l *Lab) error { return all(offBy(l, -2*365*day), l.Fails(taxPort, tax, "expired")) },
	},
	{
		Name: "clock/two years slow, no time server answers", Want: []string{"clock.skewed"}, Profile: on443,
		Fault: func(l *Lab) {
			l.Then(730*day, fresh)
			l.Drop(l.Router, "forward", "udp dport 123", "drop")
		},
		Prove: func(l *Lab) error { return l.Fails(taxIP+":443", tax, "not yet valid") },
	},
	{
		Name: "clock/an hour fast, dual stack", Want: []string{"clock.skewed"}, Verdict: "degraded", Office: Office{V6: true},
		Fault: func(l *Lab) { l.Then(-time.Hour, long) },
		Prove: func(l *Lab) error { return offBy(l, -time.Hour) },
	},
	{
		Name: "clock/another zone", Want: []string{"clock.timezone"}, Verdict: "degraded",
		Fault: func(l *Lab) { l.Env = append(l.Env, "TZ=America/New_York") },
		Prove: zoneIs("-0400", "-0500"),
	},
	{
		Name: "clock/UTC", Want: []string{"clock.timezone"}, Verdict: "degraded", Profile: two,
		Fault: func(l *Lab) { l.Env = append(l.Env, "TZ=UTC") },
		Prove: zoneIs("+0000"),
	},
	{
		Name: "clock/its service has failed", Want: []string{"clock.not_syncing"}, Verdict: "degraded",
		Fault: func(l *Lab) { l.Systemd("LoadState=loaded", "ActiveState=failed", "UnitFileState=enabled") },
		Prove: func(l *Lab) error { return systemd(l, "ActiveState=failed") },
	},
	{
		Name: "clock/its service is switched off", Want: []string{"clock.not_syncing"}, Verdict: "degraded",
		Fault: func(l *Lab) { l.Systemd("LoadState=loaded", "ActiveState=inactive", "UnitFileState=disabled") },
		Prove: func(l *Lab) error { return systemd(l, "UnitFileState=disabled") },
	},
}

// offBy asks a time server with another program's library.
func offBy(l *Lab, want time.Duration) error {
	return l.Client.Do(func() error {
		r, err := ntp.QueryWithOptions(sites[timeA][0], ntp.QueryOptions{Timeout: probePatience})
		if err == nil && (r.ClockOffset-want).Abs() > 5*time.Second {
			err = errors.New("proof: the time server says " + r.ClockOffset.String())
		}
		return err
	})
}

func zoneIs(want ...string) func(*Lab) error {
	return func(l *Lab) error {
		c := exec.Command("date", "+%z")
		c.Env = l.Env
		out, err := c.Output()
		for _, w := range want {
			if err == nil && string(out) == w+"\n" {
				return nil
			}
		}
		return errors.New("proof: the zone is " + string(out))
	}
}
