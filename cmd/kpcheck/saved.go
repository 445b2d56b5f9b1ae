package main

import (
	"errors"

	"kpdoctor/checks/profile"
	"kpdoctor/checks/settings"
)

// saved is the profile of what was last checked in the window by the same user,
// named on standard error; ok is false where there is none that can be used.
func (a *app) saved() (p *profile.Profile, ok bool) {
	s, err := settings.Load()
	if broken := new(settings.BrokenError); errors.As(err, &broken) {
		a.notice(broken.Error())
	}
	if len(s.Answers) == 0 {
		return nil, false
	}
	last := s.Answers[0]
	switch last.Mode {
	case "region":
		p, err = profile.ByRegion(last.Region, last.Software)
	case "address":
		p, err = profile.Custom(last.URLs)
	case "file":
		p, err = profile.Load(last.File)
	}
	if err != nil {
		a.explainError(err)
		return nil, false
	}
	a.notice(a.say("按上次的选择检测：", "checking what was chosen last: ") + p.Name)
	return p, true
}
