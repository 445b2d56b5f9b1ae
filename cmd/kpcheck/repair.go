package main

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"

	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/repair"
	"kpdoctor/checks/report"
)

// Exit statuses of repair and undo.
const (
	exitNotMended = 1
	exitRefused   = 5
)

// mending is one call of kpcheck repair.
type mending struct {
	app     *app
	what    string // a repair's name or a cause's code
	visit   *repair.Visit
	options report.Options
	yes     bool
	dryRun  bool
	masked  bool
}

func (a *app) repair(ctx context.Context, args []string) int {
	var c choice
	var m measure
	mend := mending{app: a}
	fs := a.flags("repair")
	c.flags(fs)
	m.flags(fs)
	fs.BoolVar(&mend.dryRun, "dry-run", false, "")
	fs.BoolVar(&mend.yes, "yes", false, "")
	what, args := firstWord(args)
	if done, code := a.parse(fs, args); done {
		return code
	}
	if what == "" {
		what, args = firstWord(fs.Args())
		if done, code := a.parse(fs, args); done {
			return code
		}
	}
	if done, code := a.noMore(fs); done {
		return code
	}
	if done, code := a.chooseFormat("text", "json"); done {
		return code
	}
	if m.deadline <= 0 || m.redact != "on" && m.redact != "off" {
		_, code := a.check(m)
		return code
	}
	repairs, ok := repairsFor(what)
	if !ok {
		return a.noRepair(what)
	}
	p, ok := a.profile(c)
	if !ok {
		return exitUsage
	}
	v, err := repair.Sit(env.System(), p)
	if err != nil {
		a.notice(err.Error())
		return exitRefused
	}
	version, commit := build()
	mend.what, mend.visit, mend.masked = what, v, m.redact == "on"
	mend.options = report.Options{App: "kpcheck", Version: version, Commit: commit, Lang: a.lang, Site: m.site}
	ctx, cancel := context.WithTimeout(ctx, 4*m.deadline) // a run before, a repair, and runs after
	defer cancel()
	return mend.run(ctx, repairs)
}

// firstWord takes the first argument off where it is no flag.
func firstWord(args []string) (string, []string) {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		return "", args
	}
	return args[0], args[1:]
}

// repairsFor are those a name or a code of the catalogue means.
func repairsFor(what string) ([]*repair.Repair, bool) {
	if r := repair.Find(what); r != nil {
		return []*repair.Repair{r}, true
	}
	return repair.For(what), catalogue.Find(what) != nil
}

func (a *app) noRepair(what string) int {
	var known []string
	for _, r := range repair.All {
		known = append(known, r.Name)
		known = append(known, r.Fixes...)
	}
	slices.Sort(known)
	known = slices.Compact(known)
	if what == "" {
		return a.wrong("repair", a.say("要修什么？", "repair what?"), a.say("可以写 ", "possible are ")+strings.Join(known, ", "))
	}
	hint := ""
	if near := profile.Nearest(what, known, 1); len(near) > 0 {
		hint = fmt.Sprintf(a.say("是不是 %s？", "did you mean %s?"), near[0])
	}
	return a.wrong("repair", fmt.Sprintf(a.say("没有 %q 这个原因或修复", "no cause or repair %q"), what), hint)
}

// consent asks on a terminal; without one nobody consents.
func (a *app) consent() bool {
	if !terminal(a.stdin) || !terminal(a.stderr) {
		a.notice(a.say("没有人可以回答：加 --yes 表示同意", "nobody is there to answer: --yes consents"))
		return false
	}
	fmt.Fprint(a.stderr, a.say("可以这样改吗？[y/N] ", "Change this? [y/N] "))
	answer, _ := bufio.NewReader(a.stdin).ReadString('\n')
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes" || answer == "是"
}

// problemFor is the first cause that one of the repairs is for.
func problemFor(d diagnose.Diagnosis, r *repair.Repair) (diagnose.Problem, bool) {
	for _, p := range d.Causes {
		if slices.Contains(r.Fixes, p.Code) {
			return p, true
		}
	}
	return diagnose.Problem{}, false
}
