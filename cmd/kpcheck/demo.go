package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/demo"
	"kpdoctor/checks/profile"
)

// demo runs the real engine against servers on 127.0.0.1 with one fault, or none.
func (a *app) demo(ctx context.Context, args []string) int {
	var m measure
	var fault string
	var list bool
	fs := a.flags("demo")
	fs.StringVar(&fault, "fault", "", "")
	fs.BoolVar(&list, "list", false, "")
	m.flags(fs)
	if done, code := a.parse(fs, args); done {
		return code
	}
	if done, code := a.noMore(fs); done {
		return code
	}
	if list {
		return a.demoList()
	}
	if done, code := a.check(m); done {
		return code
	}
	if codes := demo.Codes(); fault != "" && !slices.Contains(codes, fault) {
		hint := a.say("全部见 kpcheck demo --list", "all are in kpcheck demo --list")
		if near := profile.Nearest(fault, codes, 3); len(near) > 0 {
			hint = fmt.Sprintf(a.say("是不是 %s？", "did you mean %s? "), strings.Join(near, ", ")) + hint
		}
		return a.wrong("--fault", fmt.Sprintf(a.say("没有 %q 这个故障可以练习", "no fault %q to practise"), clip(fault)), hint)
	}
	d, err := demo.Start(fault)
	if err != nil {
		a.notice("demo: " + err.Error())
		return exitUsage
	}
	defer d.Close()
	return a.measure(ctx, d.Env, d.Profile, m)
}

// demoList prints one fault a line: its code, then what it is.
func (a *app) demoList() int {
	if done, code := a.chooseFormat("text", "json"); done {
		return code
	}
	type fault struct {
		Code  string `json:"code"`
		Title string `json:"title"`
	}
	var faults []fault
	for _, code := range demo.Codes() {
		f := fault{Code: code}
		if c := catalogue.Find(code); c != nil {
			f.Title = c.In(a.lang).Title
		}
		faults = append(faults, f)
	}
	write := func(w io.Writer) error {
		for _, f := range faults {
			if _, err := fmt.Fprintf(w, "%-28s%s\n", f.Code, f.Title); err != nil {
				return err
			}
		}
		return nil
	}
	if a.format == "json" {
		write = func(w io.Writer) error { return writeJSON(w, faults) }
	}
	if !a.deliver("kpcheck-demo."+extension[a.format], write) {
		return exitOutput
	}
	return exitFine
}
