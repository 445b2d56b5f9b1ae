package history

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
)

// story keeps runs, a day apart, each a verdict and a cause.
func story(t *testing.T, h *History, runs ...string) []*report.Report {
	t.Helper()
	var all []*report.Report
	for n, text := range runs {
		verdict, code, _ := strings.Cut(text, " ")
		r := run(day(float64(n)), diagnose.Verdict(verdict))
		if code != "" {
			r = run(day(float64(n)), diagnose.Verdict(verdict), code)
		}
		all = append(all, r)
	}
	keep(t, h, all...)
	return all
}

func TestIncidents(t *testing.T) {
	h := folder(t, day(10))
	r := story(t, h, "ok", "broken dns.resolver_down", "broken dns.resolver_down", "broken port.filtered", "degraded clock.timezone", "inconclusive", "ok", "broken gateway.unreachable")
	entries, _ := h.List()
	slices.Reverse(entries) // the order does not matter
	found := Incidents(entries)
	if len(found) != 3 {
		t.Fatalf("%+v", found)
	}
	last, short, long := found[0], found[1], found[2]
	if !last.Open() || !last.Opened.Equal(day(7)) || last.Lasted(day(9)) != 48*time.Hour || last.Before != r[6].ID {
		t.Errorf("%+v", last)
	}
	if short.Open() || short.Causes != nil || len(short.Runs) != 1 {
		t.Errorf("%+v", short)
	}
	if long.Open() || !long.Closed.Equal(day(4)) || long.After != r[4].ID || long.Before != r[0].ID || !long.LastSeen.Equal(day(3)) || len(long.Runs) != 3 ||
		len(long.Causes) != 2 || long.Causes[0].Code != "dns.resolver_down" || long.Lasted(day(9)) != 72*time.Hour {
		t.Errorf("%+v", long)
	}
	if got := long.Words("en", day(9)); !strings.HasPrefix(got, "since 31 October") || !strings.Contains(got, "over after 3 days: ") {
		t.Error(got)
	}
	if got := last.Words("zh", day(9)); !strings.Contains(got, "11月6日") || !strings.Contains(got, "到现在 2 天") {
		t.Error(got)
	}
	if got := short.Words("zh", day(9)); !strings.Contains(got, "原因不明") {
		t.Error(got)
	}
}

// A run that was stopped before it could tell opens nothing and closes nothing;
// runs of another profile are another matter.
func TestIncidentsKeepApart(t *testing.T) {
	stopped := run(day(1), diagnose.Inconclusive)
	stopped.Complete = false
	other := run(day(2), diagnose.OK)
	other.Profile.Software = "ukey"
	h := folder(t, day(10))
	keep(t, h, run(day(0), diagnose.Broken), stopped, other)
	entries, _ := h.List()
	if found := Incidents(entries); len(found) != 1 || !found[0].Open() || len(found[0].Runs) != 1 {
		t.Errorf("%+v", found)
	}
	h = folder(t, day(10))
	keep(t, h, stopped)
	entries, _ = h.List()
	if found := Incidents(entries); len(found) != 0 {
		t.Errorf("%+v", found)
	}
}

func TestSinceAndLastGood(t *testing.T) {
	h := folder(t, day(10))
	r := story(t, h, "broken", "ok", "degraded clock.timezone", "broken port.filtered", "broken port.filtered", "degraded clock.timezone", "degraded clock.timezone")
	for _, c := range []struct {
		of             int
		good, firstBad int // -1: none
	}{{0, -1, -1}, {1, -1, -1}, {2, 1, -1}, {3, 2, -1}, {4, 2, 3}, {5, 1, 2}, {6, 1, 2}} {
		s := h.Since(r[c.of])
		id := func(n int) string {
			if n < 0 {
				return ""
			}
			return r[n].ID
		}
		got := func(e *Entry) string {
			if e == nil {
				return ""
			}
			return e.ID
		}
		if got(s.LastGood) != id(c.good) || got(s.FirstBad) != id(c.firstBad) {
			t.Errorf("run %d: last good %q, first bad %q", c.of, got(s.LastGood), got(s.FirstBad))
		}
	}
	if got := h.Since(r[4]).Words("zh"); got != "上次正常：11月1日 09:00；11月2日 09:00 起不正常" {
		t.Error(got)
	}
	if got := h.Since(r[0]).Words("en"); got != "" {
		t.Error(got)
	}
}

// What ended an incident: a repair, else what matters and has changed, else it
// went by itself.
func TestResolution(t *testing.T) {
	with := func(r *report.Report, server string) *report.Report {
		r.Network = &report.Network{Resolvers: []string{server}}
		r.Checks = []report.Check{{ID: "host", Stage: checks.StageHost, Status: checks.Pass, Evidence: &checks.HostEvidence{OS: "windows", Version: server}}}
		return r
	}
	bad := with(run(day(1), diagnose.Broken, "dns.resolver_down"), "192.168.1.1:53")
	for what, c := range map[string]struct {
		good *report.Report
		want string
	}{
		"by itself": {with(run(day(2), diagnose.OK), "192.168.1.1:53"), "自己恢复"},
		"changed":   {with(run(day(2), diagnose.OK), "223.5.5.5:53"), "DNS 服务器从 192.168.1.1 变成 223.5.5.5"},
	} {
		h := folder(t, day(10))
		keep(t, h, bad, c.good)
		entries, _ := h.List()
		if got := h.Resolution(Incidents(entries)[0]).Words("zh"); got != c.want {
			t.Errorf("%s: %s", what, got)
		}
	}
	h := folder(t, day(10))
	mended := with(run(day(2), diagnose.OK), "223.5.5.5:53")
	mended.Actions = []report.Action{{Repair: "dns.use_public", When: day(2), Result: "fixed"}}
	keep(t, h, bad, mended)
	entries, _ := h.List()
	if got := h.Resolution(Incidents(entries)[0]).Words("en"); got != "mended with this program (dns.use_public)" {
		t.Error(got)
	}
}

// A report that is related names the run and, where it is not well, what changed.
func TestRelate(t *testing.T) {
	h := folder(t, day(10))
	good := office.report(diagnose.OK)
	keep(t, h, good)
	p := office
	p.resolver = "8.8.8.8:53"
	now := p.report(diagnose.Broken, "dns.resolver_down")
	now.ID, now.Started = "now", day(2)
	entry, changes := h.Relate(now)
	if entry == nil || entry.ID != good.ID || len(changes) != 1 || now.Previous != good.ID {
		t.Fatalf("%+v, %+v", entry, changes)
	}
	if g := now.LastGood; g == nil || g.ID != good.ID || !g.When.Equal(good.Started) || len(g.Changed) != 1 || g.Changed[0] != "DNS 服务器从 192.168.1.1 变成 8.8.8.8" {
		t.Errorf("%+v", g)
	}
	well := office.report(diagnose.OK)
	well.ID, well.Started = "well", day(3)
	if entry, changes := h.Relate(well); entry == nil || changes != nil || well.LastGood != nil || well.Previous != good.ID {
		t.Errorf("%+v, %+v, %+v", entry, changes, well.LastGood)
	}
	if entry, _ := folder(t, day(10)).Relate(run(day(2), diagnose.Broken)); entry != nil {
		t.Errorf("%+v", entry)
	}
}
