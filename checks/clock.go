package checks

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"sync"
	"time"
	_ "time/tzdata" // Windows has no IANA zones

	"github.com/beevik/ntp"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

const (
	ntpPatience  = 2 * time.Second
	ntpAddresses = 2           // asked of each server name
	ntpAgree     = time.Minute // servers that tell the right time differ by far less, even on a bad line
)

// Failures of a time server's answer, beside the words of env.Failure.
const (
	ntpKiss           = "kiss_of_death"  // the server tells us to go away
	ntpUnsynchronised = "unsynchronised" // the server says that its own clock is not set
	ntpInvalid        = "invalid"        // no answer that could be used
)

// clockCheck asks whether this PC's clock is right, in the zone that invoices
// are dated in, and kept right by a time service.
func clockCheck(p *profile.Profile) Check {
	c := Check{ID: "clock", Stage: StageClock, Run: runClock}
	for _, s := range p.References.NTP {
		c.Needs = append(c.Needs, needsName(hostOf(s))...)
	}
	return c
}

func runClock(ctx context.Context, j *Job) (Finding, error) {
	limits := j.Profile.Limits
	e := &ClockEvidence{
		Now: j.Env.Now(), ZoneWanted: limits.Timezone, ZoneFits: true, MaxSkewMS: ms(limits.MaxSkew),
	}
	name, loc, zoneErr := j.Env.Zone()
	if zoneErr == nil {
		e.Zone, e.ZoneFits = zoneName(name, loc, e.Now), zoneFits(loc, limits.Timezone, e.Now)
	}
	var all sync.WaitGroup
	all.Go(func() { e.NTP = askNTP(ctx, j) })
	service, serviceErr := j.Env.Clock(ctx)
	if serviceErr == nil {
		e.Service, e.Running, e.Disabled, e.Failed = service.Name, service.Running, service.Disabled, service.Failed
	}
	all.Wait()
	f := Finding{Status: Pass, Evidence: e}
	skew := judgeSkew(e)
	switch {
	case skew == skewAgreed, !e.ZoneFits:
		f.Status = Fail
	case zoneErr != nil && skew == skewUnknown && serviceErr != nil:
		f.Status, f.Reason = Error, fmt.Sprintf("reading the time zone: %v", zoneErr)
	case skew == skewDoubtful, e.Service != "" && (e.Disabled || e.Failed):
		f.Status = Warn
	}
	return f, nil
}

// zoneName is the IANA name, or where the system has none the offset, "UTC+08:00".
func zoneName(name string, loc *time.Location, now time.Time) string {
	if name != "" && name != "Local" || loc == nil {
		return name
	}
	return "UTC" + now.In(loc).Format("-07:00")
}

// zoneFits reports whether loc has the offset of the wanted zone on every day
// of this year. No or an unknown wanted zone fits: nothing speaks against it.
func zoneFits(loc *time.Location, wanted string, now time.Time) bool {
	want, err := time.LoadLocation(wanted)
	if wanted == "" || err != nil || loc == nil {
		return true
	}
	for day := range 366 {
		at := time.Date(now.Year(), time.January, 1+day, 12, 0, 0, 0, time.UTC)
		_, here := at.In(loc).Zone()
		if _, there := at.In(want).Zone(); here != there {
			return false
		}
	}
	return true
}

// askNTP asks the servers of the profile, at most ntpAddresses addresses of
// each, all at once.
func askNTP(ctx context.Context, j *Job) []NTPAnswer {
	var answers []NTPAnswer
	var targets []netip.AddrPort
	for _, server := range j.Profile.References.NTP {
		addrs := addressesOf(j, hostOf(server))
		if len(addrs) == 0 {
			answers, targets = append(answers, NTPAnswer{Server: server, Failure: "no_address"}), append(targets, netip.AddrPort{})
		}
		for _, a := range addrs[:min(len(addrs), ntpAddresses)] {
			answers = append(answers, NTPAnswer{Server: server, Address: a.String()})
			targets = append(targets, netip.AddrPortFrom(a, ntpPort(server)))
		}
	}
	var all sync.WaitGroup
	for i := range answers {
		if targets[i].IsValid() {
			all.Go(func() { askNTPServer(ctx, j.Env, targets[i], &answers[i]) })
		}
	}
	all.Wait()
	return answers
}

// ntpPort is the port of "host:port", 123 where there is none.
func ntpPort(server string) uint16 {
	if _, text, err := net.SplitHostPort(server); err == nil {
		if port, err := strconv.ParseUint(text, 10, 16); err == nil {
			return uint16(port)
		}
	}
	return 123
}

// askNTPServer fills a. The PC's clock is env's, so that a made-up one counts.
func askNTPServer(ctx context.Context, e *env.Env, to netip.AddrPort, a *NTPAnswer) {
	ctx, cancel := context.WithTimeout(ctx, ntpPatience)
	defer cancel()
	began := time.Now()
	r, err := ntp.QueryWithOptions(to.String(), ntp.QueryOptions{
		Timeout:       ntpPatience,
		GetSystemTime: e.Now,
		Dialer: func(_, remote string) (net.Conn, error) {
			conn, err := e.Dial(ctx, "udp"+family(to.Addr()), remote, env.DialOptions{})
			if err == nil {
				context.AfterFunc(ctx, func() { conn.Close() })
			}
			return conn, err
		},
	})
	a.RTTMS = ms(time.Since(began))
	if err == nil {
		a.Stratum = int(r.Stratum)
		err = r.Validate()
	}
	if err == nil {
		a.OffsetMS = ms(r.ClockOffset)
		return
	}
	a.Failure = ntpFailure(ctxError(ctx, err))
}

func ntpFailure(err error) string {
	switch {
	case errors.Is(err, ntp.ErrKissOfDeath):
		return ntpKiss
	case errors.Is(err, ntp.ErrInvalidStratum), errors.Is(err, ntp.ErrInvalidLeapSecond),
		errors.Is(err, ntp.ErrServerClockFreshness), errors.Is(err, ntp.ErrInvalidDispersion):
		return ntpUnsynchronised
	case errors.Is(err, context.DeadlineExceeded):
		return string(env.TimedOut)
	}
	if f, _ := env.Classify(err); f != env.Other {
		return string(f)
	}
	return ntpInvalid
}

type skew int

const (
	skewUnknown  skew = iota // no server answered
	skewNone                 // some server finds the clock within the limit, and none that it is off
	skewDoubtful             // one server finds it off, alone or against another
	skewAgreed               // two servers find it off, by the same
)

// judgeSkew weighs the time servers' answers. Two addresses of one server are
// one witness, and so is one address under two names.
func judgeSkew(e *ClockEvidence) skew {
	verdict, off, fine := skewUnknown, []NTPAnswer{}, map[string]bool{}
	for _, a := range e.NTP {
		switch {
		case a.Failure != "":
		case max(a.OffsetMS, -a.OffsetMS) <= e.MaxSkewMS:
			fine[a.Server] = true
			verdict = max(verdict, skewNone)
		default:
			verdict = max(verdict, skewDoubtful)
			for _, b := range off {
				apart := max(a.OffsetMS-b.OffsetMS, b.OffsetMS-a.OffsetMS)
				if !sameServer(a, b) && apart <= ms(ntpAgree) {
					verdict = skewAgreed
				}
			}
			off = append(off, a)
		}
	}
	if verdict >= skewDoubtful && len(fine) >= 2 {
		verdict-- // a lone false ticker is outvoted; two against two is a doubt
	}
	return verdict
}

// sameServer reports whether two answers are one witness's.
func sameServer(a, b NTPAnswer) bool {
	return a.Server == b.Server || a.Address == b.Address && ntpPort(a.Server) == ntpPort(b.Server)
}
