// Package demo starts real servers on 127.0.0.1, breaks exactly one thing, and
// hands out a profile and a seam, so that anyone can see what the engine makes
// of a fault. The engine is never told the code.
//
// DNS, NTP, HTTP, TLS and proxies are real sockets with real answers, true or
// false. The office round them, an adapter with a router, is made up: a
// loopback has neither. Packets to anywhere but this PC are never sent: they are
// lost on the made-up way, as silence or as the error that such a way gives.
package demo

import (
	"fmt"
	"strings"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// Demo is a running demonstration: what to check, and the seam to check it
// through. Close ends its servers.
type Demo struct {
	Profile *profile.Profile
	Env     *env.Env
	world   *world
}

// injection is one fault and how the world is changed for it.
type injection struct {
	code   string
	inject func(*world)
}

// injections lists every fault in the order of CAUSES.md.
var injections = append(append(append(append(append(append([]injection{},
	lineFaults...), proxyFaults...), nameFaults...), portFaults...), serverFaults...), localFaults...)

// Codes lists the faults that Start can inject, in the order of CAUSES.md.
func Codes() []string {
	var codes []string
	for _, i := range injections {
		codes = append(codes, i.code)
	}
	return codes
}

// Start starts the servers with one fault injected; "" is a healthy world. An
// unknown code is an error that names the nearest ones.
func Start(code string) (*Demo, error) {
	w, err := newWorld()
	if err != nil {
		return nil, fmt.Errorf("starting the demo: %w", err)
	}
	if code != "" {
		inject := find(code)
		if inject == nil {
			return nil, unknown(code)
		}
		inject(w)
	}
	d := &Demo{world: w}
	if err := w.open(); err != nil {
		w.close()
		return nil, fmt.Errorf("starting the demo: %w", err)
	}
	text := w.profile()
	d.Profile, err = profile.Parse("demo", []byte(text), nil)
	if err != nil {
		w.close()
		return nil, fmt.Errorf("starting the demo: %w", err)
	}
	d.Env = w.env()
	return d, nil
}

// Close ends the servers and cuts what is open.
func (d *Demo) Close() error { return d.world.close() }

func find(code string) func(*world) {
	for _, i := range injections {
		if i.code == code {
			return i.inject
		}
	}
	return nil
}

func unknown(code string) error {
	near := profile.Nearest(code, Codes(), 3)
	if len(near) == 0 {
		return fmt.Errorf("the demo cannot inject %q; it can inject %s and others", code, injections[0].code)
	}
	return fmt.Errorf("the demo cannot inject %q; nearest: %s", code, strings.Join(near, ", "))
}
