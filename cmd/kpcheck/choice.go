package main

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"

	"kpdoctor/checks/profile"
)

// choice says which profile: one of three ways, or none.
type choice struct {
	file             string
	region, software string
	urls             texts
	table            string
}

func (c *choice) flags(fs *flag.FlagSet) {
	fs.StringVar(&c.file, "profile", "", "")
	fs.StringVar(&c.region, "region", "", "")
	fs.StringVar(&c.software, "software", "", "")
	fs.Var(&c.urls, "url", "")
	fs.StringVar(&c.table, "table", "", "")
}

// profile loads what was chosen; ok is false where that was said to be wrong.
func (a *app) profile(c choice) (p *profile.Profile, ok bool) {
	var given []string
	for _, way := range []struct {
		name string
		set  bool
	}{{"--profile", c.file != ""}, {"--region", c.region != ""}, {"--url", len(c.urls) > 0}} {
		if way.set {
			given = append(given, way.name)
		}
	}
	if len(given) > 1 {
		a.wrong(strings.Join(given, " "), a.say("只能选一个", "only one of them"), "")
		return nil, false
	}
	if c.software != "" && c.region == "" {
		a.wrong("--software", a.say("要和 --region 一起用", "goes with --region"), a.say("例如 --region beijing --software ukey", "for example --region beijing --software ukey"))
		return nil, false
	}
	err := a.useTable(c.table)
	switch {
	case err != nil:
	case c.file != "":
		p, err = profile.Load(c.file)
	case c.region != "":
		if c.software == "" {
			c.software = "browser" // where nearly all invoices are made since December 2024
		}
		p, err = profile.ByRegion(c.region, c.software)
	case len(c.urls) > 0:
		p, err = profile.Custom(c.urls)
	default:
		if p, ok := a.saved(); ok {
			return p, true
		}
		file, found := besideProgram()
		if !found {
			a.wrong("--region", a.say("没有选定要检测什么", "nothing chosen to check"),
				a.say("例如 --region beijing --software browser；或者用 --profile、--url；或者在程序旁边放一个 kpdoctor.toml",
					"for example --region beijing --software browser, or --profile, or --url, or a kpdoctor.toml beside the program"))
			return nil, false
		}
		p, err = profile.Load(file)
	}
	if err != nil {
		a.explainError(err)
		return nil, false
	}
	return p, true
}

// explainError prints an error in the chosen language where it has both.
func (a *app) explainError(err error) {
	var e *profile.Error
	if errors.As(err, &e) {
		a.fail(e.In(a.lang))
		return
	}
	a.fail(err.Error())
}

// useTable makes the built-in profiles come from the table in a file, or from
// the authorities.csv beside the program.
func (a *app) useTable(file string) error {
	if file != "" {
		t, err := profile.LoadTable(file)
		if err == nil {
			profile.Use(t)
		}
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return nil
	}
	_, err = profile.BesideTable(filepath.Dir(program))
	return err
}

// besideProgram is the kpdoctor.toml in the program's own folder.
func besideProgram() (file string, found bool) {
	program, err := os.Executable()
	if err != nil {
		return "", false
	}
	file = filepath.Join(filepath.Dir(program), "kpdoctor.toml")
	_, err = os.Stat(file)
	return file, err == nil
}
