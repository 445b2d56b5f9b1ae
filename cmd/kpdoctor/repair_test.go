package main

import (
	"context"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"iter"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kpdoctor/assets/text"
	"kpdoctor/checks"
	"kpdoctor/checks/demo"
	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
	"kpdoctor/checks/repair"
	"kpdoctor/checks/report"
	"kpdoctor/ui/wizard"
)

// A patient is a PC whose hosts file is a string: the practice servers are well,
// and a line of it leads to nowhere.
type patient struct {
	*desk
	t       *testing.T
	choice  wizard.Choice
	visit   repair.Visit // what each sitting begins with
	name    string       // of the server
	hosts   []byte
	first   string // as they were
	writes  int
	refuses error // a write
}

func newPatient(t *testing.T) *patient {
	t.Helper()
	t.Parallel() // a run mostly waits
	well, err := demo.Start("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { well.Close() })
	p := &patient{desk: new(desk), t: t, choice: wizard.Choice{Mode: wizard.ByRegion, Region: "beijing", Software: "browser"}, name: well.Profile.Endpoints[0].Host}
	p.first = "127.0.0.1 localhost\r\n203.0.113.99 " + p.name + "\r\n"
	p.hosts = []byte(p.first)
	e := *well.Env
	e.HostsFile = func(context.Context) (string, []byte, error) { return "/etc/hosts", p.hosts, nil }
	e.Lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
		if host == p.name && strings.Contains("\n"+string(p.hosts), "\n203.0.113.99 "+p.name) {
			return []netip.Addr{netip.MustParseAddr("203.0.113.99")}, nil
		}
		return well.Env.Lookup(ctx, host)
	}
	c := &env.Control{Knobs: map[env.Kind]env.Knob{env.HostsText: {
		Read: func(context.Context, string) ([]byte, error) { return slices.Clone(p.hosts), nil },
		Write: func(_ context.Context, _ string, value []byte) error {
			if p.refuses != nil {
				return p.refuses
			}
			p.hosts, p.writes = slices.Clone(value), p.writes+1
			return nil
		},
	}}}
	p.visit = repair.Visit{Name: repair.NewID(time.Now()), Env: &e, Control: c, Profile: well.Profile, Journal: repair.Folder(filepath.Join(t.TempDir(), "repairs")), Elevated: true}
	p.sitting.sit = func(*env.Env, *profile.Profile) (*repair.Visit, error) { v := p.visit; return &v, nil }
	return p
}

// checked is what a run of now finds, with what could be done about it.
func (p *patient) checked() wizard.Outcome {
	p.t.Helper()
	r := report.Run(p.t.Context(), p.visit.Env, p.visit.Profile, reportOptions("zh"), func(checks.Event) {})
	o := outcome(r, stage{p.visit.Env, p.visit.Profile, false}, p.choice)
	o.Remedies = p.remedies(p.t.Context(), p.choice, *o)
	return *o
}

// sick is an outcome that can be mended.
func (p *patient) sick() (wizard.Outcome, wizard.Remedy) {
	p.t.Helper()
	o := p.checked()
	if root, _ := o.Root(); root.Code != "dns.hosts_override" || len(o.Remedies) != 1 {
		p.t.Fatalf("found %+v, with %d remedies", o.Diagnosis, len(o.Remedies))
	}
	if p.writes != 0 {
		p.t.Fatal("looking has changed something")
	}
	return o, o.Remedies[0]
}

// looks plays events to their end and returns how steps looked, and the end.
func (p *patient) looks(seq iter.Seq[wizard.MendEvent]) (looks []checks.Status, asked int, over wizard.MendOver) {
	for e := range seq {
		switch {
		case e.Step != nil:
			looks = append(looks, e.Step.Look)
		case e.Check != nil && e.Check.Check != nil:
			asked++
		case e.Over != nil:
			over = *e.Over
		}
	}
	return looks, asked, over
}

func (p *patient) mended(o wizard.Outcome, r wizard.Remedy) wizard.MendOver {
	_, _, over := p.looks(p.mend(p.t.Context(), p.choice, o, r, "zh"))
	return over
}

func TestMendProvesAndTells(t *testing.T) {
	p := newPatient(t)
	o, r := p.sick()
	if !r.May() || r.Rights || r.Lasting || len(r.Changes) != 1 || r.Changes[0].Sort != "hosts" {
		t.Fatalf("planned %+v", r)
	}
	looks, asked, over := p.looks(p.mend(t.Context(), p.choice, o, r, "zh"))
	if !slices.Equal(looks, []checks.Status{wizard.Busy, checks.Pass}) || asked < 2*len(o.Results) {
		t.Errorf("steps looked %v, %d checks were told of", looks, asked)
	}
	if over.Came != wizard.Fixed || over.Outcome == nil || over.Outcome.Diagnosis.Verdict != "ok" || len(over.Visit) != 1 || len(over.Outcome.Remedies) != 0 {
		t.Fatalf("came to %+v", over)
	}
	path, err := save(*over.Outcome, wizard.Report{Format: wizard.HTML, Folder: t.TempDir(), Name: "r.html", Lang: "zh", Open: true})
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{r.Title.ZH, "203.0.113.99 " + p.name, "# 203.0.113.99 " + p.name, "已修好，复查过"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the report does not say %q", want)
		}
	}

	looks, _, over = p.looks(p.putBack(t.Context(), []string{over.Visit[0].ID}, false))
	if over.Came != wizard.Undone || string(p.hosts) != p.first || len(over.Visit) != 0 || !slices.Equal(looks, []checks.Status{wizard.PutBack}) {
		t.Errorf("put back: %+v, %v, %q", over, looks, p.hosts)
	}
	if all := p.repairs(); len(all) != 1 || all[0].State != "undone" || all[0].Open || all[0].Title != r.Title {
		t.Errorf("the history has %+v", all)
	}
	var after report.Report
	p.tell(&after, stage{})
	if len(after.Actions) != 2 || after.Actions[0].Result != "fixed" || after.Actions[1].Result != "undone" || after.Actions[1].After != after.Actions[0].Before {
		t.Errorf("the next report says %+v", after.Actions)
	}
	if _, _, over = p.looks(p.putBack(t.Context(), []string{all(p)[0]}, false)); over.Came != wizard.Nothing {
		t.Errorf("once more: %+v", over)
	}
}

func all(p *patient) (ids []string) {
	for _, r := range p.repairs() {
		ids = append(ids, r.ID)
	}
	return ids
}

// A fault that was injected for practice must never lead to a change of this PC,
// whatever the window asks for.
func TestPracticeIsNeverMended(t *testing.T) {
	p := newPatient(t)
	o, r := p.sick()
	practice := p.choice
	practice.Mode, practice.Fault = wizard.ByPractice, "dns.hosts_override"
	rehearsed := o
	rehearsed.Practice = true
	for _, tc := range []struct {
		c wizard.Choice
		o wizard.Outcome
	}{{practice, o}, {p.choice, rehearsed}} {
		if offered := p.remedies(t.Context(), tc.c, tc.o); offered != nil {
			t.Errorf("practice is offered %+v", offered)
		}
		if _, _, over := p.looks(p.mend(t.Context(), tc.c, tc.o, r, "zh")); over.Came != wizard.Outdated {
			t.Errorf("came to %+v", over)
		}
	}
	if p.writes != 0 {
		t.Error("practice has changed this PC")
	}
	var told report.Report
	p.sitting.did(report.Action{Repair: "hosts.comment"})
	if p.tell(&told, stage{practice: true}); told.Actions != nil {
		t.Error("a report of practice tells of a real repair")
	}
	var found bool
	for e := range p.withRemedies(t.Context(), practice, p.check(t.Context(), practice, "zh")) {
		if e.Outcome != nil {
			found = true
			if root, _ := e.Outcome.Root(); root.Code != "dns.hosts_override" || e.Outcome.Remedies != nil || !e.Outcome.Rehearsed() {
				t.Errorf("a practice run found %s, remedies %v", root.Code, e.Outcome.Remedies)
			}
		}
	}
	if !found || p.writes != 0 {
		t.Error("the practice run did not end, or changed something")
	}
}

func TestRightsThatAreNotGiven(t *testing.T) {
	p := newPatient(t)
	p.visit.Elevated, p.visit.BuiltIn = false, true
	p.visit.Elevate = func(context.Context, []string, func([]byte)) error { return env.ErrNoRights }
	o, r := p.sick()
	if !r.May() || !r.Rights {
		t.Fatalf("planned %+v", r)
	}
	if over := p.mended(o, r); over.Came != wizard.Denied || over.Outcome != nil || p.writes != 0 || len(over.Visit) != 0 || len(p.sitting.actions()) != 0 {
		t.Errorf("denied: %+v, %d writes", over, p.writes)
	}
	p.visit.BuiltIn = false // a profile of the user's own is never taken along
	if _, r := p.sick(); r.May() || !strings.Contains(r.Refused.ZH, "管理员") {
		t.Errorf("offers what cannot be had: %+v", r)
	}
}

// What the elevated part does is shown as it does it, and put back by it too.
func TestRightsThatAreGiven(t *testing.T) {
	p := newPatient(t)
	p.visit.Elevated, p.visit.BuiltIn = false, true
	var asked []string
	p.visit.Elevate = func(ctx context.Context, args []string, line func([]byte)) error {
		asked = append(asked, args[0])
		undo := args[0] == repair.VerbUndo
		change := repair.Change{Kind: env.HostsText, From: "x", To: "# x"}
		say := func(r repair.Reply) {
			data, err := json.Marshal(r)
			if err != nil {
				t.Error(err)
			}
			line(data)
		}
		if undo {
			p.hosts = []byte(p.first)
			say(repair.Reply{Stage: repair.Undone, Change: &change})
		} else {
			say(repair.Reply{Stage: repair.Begun, Change: &change})
			p.hosts = []byte("127.0.0.1 localhost\r\n# 203.0.113.99 " + p.name + "\r\n")
			say(repair.Reply{Stage: repair.Done, Change: &change})
		}
		say(repair.Reply{Stage: repair.End})
		return nil
	}
	o, r := p.sick()
	looks, _, over := p.looks(p.mend(t.Context(), p.choice, o, r, "zh"))
	if over.Came != wizard.Fixed || !slices.Equal(looks, []checks.Status{wizard.Busy, checks.Pass}) || len(over.Visit) != 1 || !over.Visit[0].Rights {
		t.Fatalf("came to %+v, %v", over, looks)
	}
	looks, _, over = p.looks(p.putBack(t.Context(), all(p), false))
	if over.Came != wizard.Undone || string(p.hosts) != p.first || !slices.Equal(looks, []checks.Status{wizard.PutBack}) {
		t.Errorf("put back: %+v, %v", over, looks)
	}
	if !slices.Equal(asked, []string{repair.VerbRepair, repair.VerbUndo}) {
		t.Errorf("asked for %q", asked)
	}
}

func TestWhatSomebodyChangedSinceIsLeftAlone(t *testing.T) {
	p := newPatient(t)
	over := p.mended(p.sick())
	theirs := "127.0.0.1 localhost\r\n10.0.0.7 " + p.name + "\r\n"
	p.hosts = []byte(theirs)
	ids := []string{over.Visit[0].ID}
	_, _, over = p.looks(p.putBack(t.Context(), ids, false))
	if over.Came != wizard.Kept || string(p.hosts) != theirs {
		t.Fatalf("came to %+v, %q", over, p.hosts)
	}
	if c := over.Clash; c.Before != "203.0.113.99 "+p.name || c.Ours != "# 203.0.113.99 "+p.name || c.Now != "10.0.0.7 "+p.name || c.ByAdministrators {
		t.Errorf("the three values are %+v", c)
	}
	for err, came := range map[error]wizard.MendEnd{env.ErrGone: wizard.Gone, repair.ErrBusy: wizard.Taken, errors.New("disk full"): wizard.Failed} {
		p.refuses = err
		if _, _, over = p.looks(p.putBack(t.Context(), ids, true)); over.Came != came || string(p.hosts) != theirs {
			t.Errorf("%v: came to %+v", err, over)
		}
	}
	p.refuses = nil
	if _, _, over = p.looks(p.putBack(t.Context(), ids, true)); over.Came != wizard.Undone || string(p.hosts) != p.first {
		t.Errorf("overwriting came to %+v, %q", over, p.hosts)
	}
}

// A crash in the middle is found at the next start.
func TestHalfARepairIsFound(t *testing.T) {
	p := newPatient(t)
	over := p.mended(p.sick())
	file := filepath.Join(string(p.visit.Journal), over.Visit[0].ID+".jsonl")
	journal, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	cut, _, found := strings.Cut(string(journal), `{"done"`)
	if !found {
		t.Fatalf("no such line in %s", journal)
	}
	if err := os.WriteFile(file, []byte(cut), 0o600); err != nil {
		t.Fatal(err)
	}
	next := wizard.State{}.HalfLeft(p.repairs())
	if len(next.Halves) != 1 {
		t.Fatalf("found %+v", p.repairs())
	}
	if _, _, over := p.looks(p.putBack(t.Context(), []string{next.Halves[0].ID}, false)); over.Came != wizard.Undone || string(p.hosts) != p.first {
		t.Errorf("came to %+v, %q", over, p.hosts)
	}
	if next = next.HalfLeft(p.repairs()); len(next.Halves) != 0 {
		t.Error("it is found again")
	}
}

func TestARepairThatFails(t *testing.T) {
	p := newPatient(t)
	o, r := p.sick()
	p.refuses = errors.New("read-only file system")
	over := p.mended(o, r)
	if over.Came != wizard.Failed || !strings.Contains(over.Detail, "read-only") || string(p.hosts) != p.first {
		t.Fatalf("came to %+v", over)
	}
	if told := over.Outcome.Record.(*report.Report).Actions; len(told) != 1 || told[0].Result != "failed" {
		t.Errorf("the report says %+v", told)
	}
	if before := o.Record.(*report.Report).Actions; before != nil {
		t.Error("the report before was changed")
	}
	p.refuses, p.hosts = nil, append(p.hosts, "# more\r\n"...)
	if over := p.mended(o, r); over.Came != wizard.Outdated || p.writes != 0 {
		t.Errorf("a plan of another PC came to %+v", over)
	}
}

// Every sort of change has plain words; those that are left out are moved by acts alone.
func TestEveryChangeHasPlainWords(t *testing.T) {
	source, err := parser.ParseFile(token.NewFileSet(), "../../checks/env/control.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	ast.Inspect(source, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Type == nil {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); !ok || kind.Name != "Kind" && kind.Name != "Act" {
			return true
		}
		word, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		if word == "lease" || word == "winsock" {
			return true
		}
		count++
		if key := "mend.change." + word; text.New("zh").Say(key) == key {
			t.Errorf("no plain words for %q", word)
		}
		return true
	})
	if count < 20 {
		t.Errorf("only %d sorts were found", count)
	}
}
