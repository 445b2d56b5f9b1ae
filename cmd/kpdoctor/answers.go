package main

import (
	"path/filepath"
	"strings"
	"time"

	"kpdoctor/assets/text"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/settings"
	"kpdoctor/ui/wizard"
)

// use remembers a choice as the last one. Practice is not remembered.
func (d *desk) use(c wizard.Choice) {
	if c.Mode == wizard.ByPractice {
		return
	}
	a := settings.Answer{ID: c.Answer, Label: c.Label, Mode: string(c.Mode)}
	switch c.Mode {
	case wizard.ByRegion:
		a.Region, a.Software = c.Region, c.Software
	case wizard.ByAddress:
		a.URLs = typed(c)
	case wizard.ByFile:
		a.File = c.File
		if path, err := filepath.Abs(c.File); err == nil {
			a.File = path // the next start may be from another folder
		}
	}
	d.change(func(s *settings.Settings) { s.Use(a, time.Now()) })
}

// answers are what was checked before, in the words of a language.
func (d *desk) answers(lang string) []wizard.Answer {
	words := text.New(lang)
	var all []wizard.Answer
	for _, a := range d.kept.Now().Answers {
		c := wizard.Choice{Mode: wizard.Mode(a.Mode), Region: a.Region, Software: a.Software,
			Addresses: strings.Join(a.URLs, " "), File: a.File, Label: a.Label, Answer: a.ID}
		all = append(all, wizard.Answer{ID: a.ID, Choice: c, Name: nameOf(c, words), Used: a.Used, Count: a.Count})
	}
	return all
}

// nameOf says in words what a choice is.
func nameOf(c wizard.Choice, words *text.Printer) string {
	switch c.Mode {
	case wizard.ByAddress:
		return c.Addresses
	case wizard.ByFile:
		if p, err := profile.Load(c.File); err == nil && p.Name != "" {
			return p.Name
		}
		return filepath.Base(c.File) // not there just now
	}
	where := c.Region
	for _, l := range profile.FindRegion(c.Region) {
		if l.Spelling == c.Region {
			where = wizard.Authority{Region: l.Spelling, ZH: l.Name, EN: english(l.Spelling)}.In(words.Lang())
		}
	}
	return where + " · " + words.Say("software."+c.Software)
}

// typed are the addresses of a choice as a profile wants them.
func typed(c wizard.Choice) (urls []string) {
	for _, u := range c.URLs() {
		urls = append(urls, profile.TypedURL(u))
	}
	return urls
}
