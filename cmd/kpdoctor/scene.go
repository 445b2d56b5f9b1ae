package main

import (
	"errors"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
	"kpdoctor/ui/wizard"
)

// stage is what a run is played on: this PC, or the practice servers.
type stage struct {
	env     *env.Env
	profile *profile.Profile
}

// scene sets the stage for a choice; done takes it down.
func scene(c wizard.Choice) (s stage, done func(), err error) {
	if c.Mode == wizard.ByPractice {
		return s, nil, errors.New("no practice servers")
	}
	p, err := chosen(c)
	return stage{env.System(), p}, func() {}, err
}

// faults are the codes that practice can inject.
func faults() []string { return nil }
