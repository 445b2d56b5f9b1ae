package checks

import (
	"context"
	"fmt"
	"time"
	_ "time/tzdata" // Windows has no IANA zones

	"kpdoctor/checks/profile"
)

// ntpAgree is how far apart two answers may be that say the same: servers that
// tell the right time differ by far less, even on a bad line.
const ntpAgree = time.Minute

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
	var all group
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
