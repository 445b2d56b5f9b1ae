package checks

import (
	"context"
	"errors"
	"testing"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

func TestOSSupported(t *testing.T) {
	win10 := env.Host{OS: "windows", Platform: "Microsoft Windows 10 Pro", Version: "10.0.19045"}
	win11 := env.Host{OS: "windows", Platform: "Microsoft Windows 11 Pro", Version: "10.0.22631"}
	win7 := env.Host{OS: "windows", Version: "6.1.7601"}
	uos := env.Host{OS: "linux", Platform: "uos", Version: "20"}
	kylin := env.Host{OS: "linux", Platform: "kylin", Version: "V10"}
	for _, c := range []struct {
		rules []string
		host  env.Host
		want  bool
	}{
		{nil, win7, true},
		{[]string{"windows>=10", "linux"}, win10, true},
		{[]string{"windows>=10", "linux"}, win7, false},
		{[]string{"windows>=10", "linux"}, uos, true},
		{[]string{"windows >= 10"}, uos, false},
		{[]string{"windows>=11"}, win10, false},
		{[]string{"windows>=11"}, win11, true},
		{[]string{"windows>=10.0.19041"}, win10, true},
		{[]string{"windows>=10.0.19041"}, win11, true},
		{[]string{"windows=10"}, win10, true},
		{[]string{"windows<11"}, win11, false},
		{[]string{"windows<=10"}, win10, true},
		{[]string{"windows>6.1"}, win7, false},
		{[]string{"Kylin>=10"}, kylin, true},
		{[]string{"uos>=25"}, uos, false},
		{[]string{"windows>=10"}, env.Host{OS: "windows"}, true}, // version not known
		{[]string{"darwin"}, win10, false},
	} {
		if got := osSupported(c.rules, c.host); got != c.want {
			t.Errorf("osSupported(%q, %s %s) = %v", c.rules, c.host.Platform, c.host.Version, got)
		}
	}
}

func TestHostStatus(t *testing.T) {
	const mib, gib = 1 << 20, 1 << 30
	healthy := env.Host{OS: "linux", MemTotal: 8 * gib, Disks: []env.Disk{{Path: "/", Total: 100 * gib, Free: 50 * gib}}}
	for name, c := range map[string]struct {
		host  func(*env.Host)
		needs *profile.Host
		want  Status
	}{
		"healthy, nothing asked":      {func(*env.Host) {}, nil, Pass},
		"99 MiB free, nothing asked":  {func(h *env.Host) { h.Disks[0].Free = 99 * mib }, nil, Fail},
		"100 MiB free, nothing asked": {func(h *env.Host) { h.Disks[0].Free = 100 * mib }, nil, Pass},
		"below the profile's minimum": {func(h *env.Host) { h.Disks[0].Free = 900 * mib }, &profile.Host{MinFreeDisk: gib}, Fail},
		"the profile asks for less":   {func(h *env.Host) { h.Disks[0].Free = 50 * mib }, &profile.Host{MinFreeDisk: 10 * mib}, Pass},
		"second disk full":            {func(h *env.Host) { h.Disks = append(h.Disks, env.Disk{Path: "D:", Total: gib, Free: 0}) }, nil, Fail},
		"a disk of unknown size":      {func(h *env.Host) { h.Disks = append(h.Disks, env.Disk{Path: "E:"}) }, nil, Pass},
		"memory low":                  {func(h *env.Host) { h.MemTotal = gib }, &profile.Host{MinMemory: 2 * gib}, Warn},
		"memory as sold":              {func(h *env.Host) { h.MemTotal = 1930 * mib }, &profile.Host{MinMemory: 2 * gib}, Pass},
		"memory not known":            {func(h *env.Host) { h.MemTotal = 0 }, &profile.Host{MinMemory: 2 * gib}, Pass},
		"another system":              {func(*env.Host) {}, &profile.Host{OS: []string{"windows>=10"}}, Warn},
		"full disk on another system": {func(h *env.Host) { h.Disks[0].Free = 0 }, &profile.Host{OS: []string{"windows"}}, Fail},
	} {
		h := healthy
		h.Disks = append([]env.Disk(nil), healthy.Disks...)
		c.host(&h)
		e := &env.Env{Host: func(context.Context) (env.Host, error) { return h, nil }}
		f, err := runHost(t.Context(), &Job{Env: e, Profile: &profile.Profile{Host: c.needs}})
		if err != nil || f.Status != c.want {
			t.Errorf("%s: %s, %v; want %s", name, f.Status, err, c.want)
		}
	}
}

func TestHostUnknown(t *testing.T) {
	e := &env.Env{Host: func(context.Context) (env.Host, error) { return env.Host{}, errors.ErrUnsupported }}
	if _, err := runHost(t.Context(), &Job{Env: e, Profile: &profile.Profile{}}); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("got %v", err)
	}
}
