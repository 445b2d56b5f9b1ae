package main

import (
	"kpdoctor/checks/demo"
	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
	"kpdoctor/ui/wizard"
)

// stage is what a run is played on: this PC, or the practice servers.
type stage struct {
	env      *env.Env
	profile  *profile.Profile
	practice bool
}

// scene sets the stage for a choice; done takes it down.
func scene(c wizard.Choice) (s stage, done func(), err error) {
	if c.Mode == wizard.ByPractice {
		d, err := demo.Start(c.Fault)
		if err != nil {
			return s, nil, err
		}
		return stage{d.Env, d.Profile, true}, func() { d.Close() }, nil
	}
	p, err := chosen(c)
	return stage{env.System(), p, false}, func() {}, err
}
