package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"kpdoctor/checks/profile"
)

// listed is one built-in profile in JSON.
type listed struct {
	Region    string   `json:"region"`
	Code      string   `json:"code"`
	Authority string   `json:"authority"`
	Software  string   `json:"software"`
	Name      string   `json:"name"`
	Endpoints []string `json:"endpoints"`
}

// profiles lists the built-in profiles, all or those of one region; with
// region and software both, the text of that profile.
func (a *app) profiles(_ context.Context, args []string) int {
	var region, software string
	fs := a.flags("profiles")
	fs.StringVar(&region, "region", "", "")
	fs.StringVar(&software, "software", "", "")
	if done, code := a.parse(fs, args); done {
		return code
	}
	if done, code := a.noMore(fs); done {
		return code
	}
	if done, code := a.chooseFormat("text", "json"); done {
		return code
	}
	list, err := builtin(region, software)
	if err != nil {
		a.explainError(err)
		return exitUsage
	}
	write := func(w io.Writer) error { return profilesText(w, list) }
	switch {
	case a.format == "json":
		write = func(w io.Writer) error { return writeJSON(w, list) }
	case region != "" && software != "":
		write = func(w io.Writer) error {
			text, err := profile.BuiltinText(region, software)
			if err == nil {
				_, err = w.Write(text)
			}
			return err
		}
	}
	if !a.deliver("kpcheck-profiles."+extension[a.format], write) {
		return exitOutput
	}
	return exitFine
}

// builtin lists the profiles of a region and a software; "" is any.
func builtin(region, software string) ([]listed, error) {
	if region != "" || software != "" { // an unknown one is an error that names the nearest
		if _, err := profile.ByRegion(cmp.Or(region, "beijing"), cmp.Or(software, "browser")); err != nil {
			return nil, err
		}
	}
	var list []listed
	for _, l := range profile.Builtin() {
		if region != "" && !strings.EqualFold(region, l.Spelling) {
			continue
		}
		for _, s := range l.Softwares {
			if software != "" && software != s {
				continue
			}
			p, err := profile.ByRegion(l.Spelling, s)
			if err != nil {
				return nil, err
			}
			one := listed{Region: l.Spelling, Code: l.Code, Authority: l.Name, Software: s, Name: p.Name}
			for _, e := range p.Endpoints {
				one.Endpoints = append(one.Endpoints, e.URL)
			}
			list = append(list, one)
		}
	}
	return list, nil
}

func profilesText(w io.Writer, list []listed) error {
	var b strings.Builder
	region := ""
	for _, l := range list {
		if l.Region != region {
			region = l.Region
			fmt.Fprintf(&b, "%s  %s  %s\n", l.Region, l.Authority, l.Code)
		}
		fmt.Fprintf(&b, "  %-12s%s\n", l.Software, strings.Join(l.Endpoints, "  "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
