package wizard

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/profile"
)

func ended(id string, stage checks.Stage, status checks.Status) Event {
	return Event{Check: &checks.Event{ID: id, Stage: stage, Result: &checks.Result{ID: id, Stage: stage, Status: status}}}
}

func began(id string, stage checks.Stage) Event {
	return Event{Check: &checks.Event{ID: id, Stage: stage}}
}

func (r Run) stage(name checks.Stage) Stage {
	for _, s := range r.Stages {
		if s.Name == name {
			return s
		}
	}
	return Stage{}
}

func TestRunShowsNineStagesAtOnce(t *testing.T) {
	s := Begin(Choice{}).Started()
	if s.Page != Checks || len(s.Run.Stages) != 9 {
		t.Fatalf("page %q with %d stages, want checks with 9", s.Page, len(s.Run.Stages))
	}
	for _, stage := range s.Run.Stages {
		if got := stage.Look(); got != Waiting {
			t.Errorf("%s looks %q before the plan is known, want waiting", stage.Name, got)
		}
	}
}

func TestStageLook(t *testing.T) {
	const dns = checks.StageDNS
	for _, c := range []struct {
		name   string
		plan   int
		events []Event
		want   checks.Status
	}{
		{"nothing planned", 0, nil, checks.Skip},
		{"not begun", 2, nil, Waiting},
		{"begun", 2, []Event{began("dns:a", dns)}, Busy},
		{"half done, nothing running", 2, []Event{ended("dns:a", dns, checks.Pass)}, Busy},
		{"all well", 2, []Event{ended("dns:a", dns, checks.Pass), ended("dns:b", dns, checks.Pass)}, checks.Pass},
		{"worst wins", 3, []Event{ended("dns:a", dns, checks.Pass), ended("dns:b", dns, checks.Fail), ended("dns:c", dns, checks.Error)}, checks.Fail},
		{"could not be measured is not well", 2, []Event{ended("dns:a", dns, checks.Pass), ended("dns:b", dns, checks.Error)}, checks.Error},
		{"skipped beside well", 2, []Event{ended("dns:a", dns, checks.Skip), ended("dns:b", dns, checks.Pass)}, checks.Pass},
		{"all skipped", 1, []Event{ended("dns:a", dns, checks.Skip)}, checks.Skip},
		{"more than planned", 0, []Event{began("dns:a", dns), ended("dns:a", dns, checks.Warn)}, checks.Warn},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := Begin(Choice{}).Started().Told(Event{Plan: map[checks.Stage]int{dns: c.plan}})
			for _, e := range c.events {
				s = s.Told(e)
			}
			if got := s.Run.stage(dns).Look(); got != c.want {
				t.Errorf("look %q, want %q", got, c.want)
			}
		})
	}
}

func TestProgressIsEndedOfPlanned(t *testing.T) {
	s := Begin(Choice{}).Started().Told(Event{Plan: map[checks.Stage]int{checks.StageDNS: 2, checks.StagePort: 3}})
	s = s.Told(began("dns:a", checks.StageDNS)).Told(ended("dns:a", checks.StageDNS, checks.Pass)).Told(began("port:a:1", checks.StagePort))
	if s.Run.Ended() != 1 || s.Run.Planned() != 5 {
		t.Errorf("%d of %d, want 1 of 5", s.Run.Ended(), s.Run.Planned())
	}
}

// A state that was shown once must not change when a later one is made of it.
func TestStatesAreValues(t *testing.T) {
	a := Begin(Choice{}).Started().Told(Event{Plan: map[checks.Stage]int{checks.StageDNS: 3}}).Told(ended("dns:a", checks.StageDNS, checks.Pass))
	b := a.Told(ended("dns:b", checks.StageDNS, checks.Fail))
	c := a.Told(ended("dns:c", checks.StageDNS, checks.Pass))
	if got := a.Run.Ended(); got != 1 {
		t.Errorf("the first state now has %d results, want 1", got)
	}
	if worst, _ := b.Run.stage(checks.StageDNS).Worst(); worst.ID != "dns:b" {
		t.Errorf("the second state's worst is %q, want dns:b", worst.ID)
	}
	if got := c.Run.stage(checks.StageDNS).Results[1].ID; got != "dns:c" {
		t.Errorf("the third state has %q, want dns:c", got)
	}
}

func TestAnUnknownStageIsPassedOver(t *testing.T) {
	s := Begin(Choice{}).Started()
	if diff := cmp.Diff(s, s.Told(ended("new:thing", "new", checks.Fail))); diff != "" {
		t.Error(diff)
	}
}

func TestOutcomeLeadsToTheVerdict(t *testing.T) {
	s := Begin(Choice{}).Started()
	s.Report = Report{Format: JSON, Folder: "/tmp", Name: "old.json", Saved: "/tmp/old.json"}
	s = s.Stopping().Told(Event{Outcome: &Outcome{Profile: "北京", Took: time.Second}})
	if s.Page != Verdict || s.Outcome.Profile != "北京" {
		t.Errorf("page %q, profile %q", s.Page, s.Outcome.Profile)
	}
	if diff := cmp.Diff(Report{Format: JSON, Folder: "/tmp"}, s.Report); diff != "" {
		t.Errorf("the report of the run before is still offered:\n%s", diff)
	}
}

func TestTroubleAtTheStartLeadsBack(t *testing.T) {
	s := Begin(Choice{Mode: ByFile}).Started().Told(Event{Trouble: &Trouble{Key: "start.bad_profile", Detail: "x.toml:3: bad"}})
	if s.Page != Welcome || s.Trouble == nil || s.Trouble.Error() != "start.bad_profile: x.toml:3: bad" {
		t.Errorf("page %q, trouble %v", s.Page, s.Trouble)
	}
	if s = s.Chose(Choice{Mode: ByFile, File: "y.toml"}); s.Trouble != nil {
		t.Errorf("another choice is still blamed: %v", s.Trouble)
	}
}

func TestMissing(t *testing.T) {
	for _, c := range []struct {
		choice Choice
		want   string
	}{
		{Choice{}, "missing.region"},
		{Choice{Mode: ByRegion, Software: "browser"}, "missing.region"},
		{Choice{Mode: ByRegion, Region: "beijing"}, "missing.software"},
		{Choice{Mode: ByRegion, Region: "beijing", Software: "ukey"}, ""},
		{Choice{Mode: ByAddress, Addresses: " ， "}, "missing.address"},
		{Choice{Mode: ByAddress, Addresses: "a.cn"}, ""},
		{Choice{Mode: ByFile, File: "  "}, "missing.file"},
		{Choice{Mode: ByFile, File: "a.toml"}, ""},
		{Choice{Mode: ByPractice}, ""},
	} {
		if got := c.choice.Missing(); got != c.want {
			t.Errorf("%+v: missing %q, want %q", c.choice, got, c.want)
		}
	}
}

func TestURLs(t *testing.T) {
	typed := "https://a.cn:8443/，b.cn：443、 http://c.cn\n10.1.2.3:9001;"
	want := []string{"https://a.cn:8443/", "https://b.cn:443", "http://c.cn", "https://10.1.2.3:9001"}
	if diff := cmp.Diff(want, Choice{Addresses: typed}.URLs()); diff != "" {
		t.Error(diff)
	}
}

func TestReportKeepsItsNameWithTheFormat(t *testing.T) {
	s := Begin(Choice{}).Offered("/home/li", "kpdoctor-1")
	if s.Page != Save || s.Report.Name != "kpdoctor-1.html" || s.Report.Folder != "/home/li" {
		t.Fatalf("offered %+v on %q", s.Report, s.Page)
	}
	r := s.Report.As(JSON)
	if r.Name != "kpdoctor-1.json" || r.As(HTML).Name != "kpdoctor-1.html" {
		t.Errorf("names %q and %q", r.Name, r.As(HTML).Name)
	}
	if again := s.WithReport(r.Into("/mnt", "mine.json")).Offered("/home/li", "kpdoctor-1"); again.Report.Name != "mine.json" || again.Report.Folder != "/mnt" {
		t.Errorf("what the user typed was put aside: %+v", again.Report)
	}
}

func TestSaving(t *testing.T) {
	s := Begin(Choice{}).Offered("/home/li", "a").Saving()
	if !s.Report.Busy {
		t.Error("not busy while saving")
	}
	if ok := s.Saved("/home/li/a.html", nil); ok.Report.Busy || ok.Report.Saved != "/home/li/a.html" || ok.Trouble != nil {
		t.Errorf("after saving: %+v %v", ok.Report, ok.Trouble)
	}
	if bad := s.Saved("", &Trouble{Key: "save.full"}); bad.Report.Busy || bad.Report.Saved != "" || bad.Trouble == nil {
		t.Errorf("after failing: %+v %v", bad.Report, bad.Trouble)
	}
}

func TestOutcomeParts(t *testing.T) {
	root := diagnose.Problem{Code: "dns.resolver_down", Evidence: []string{"dns:b", "gone"}}
	further := diagnose.Problem{Code: "clock.skewed"}
	o := Outcome{
		Results:   []checks.Result{{ID: "dns:a", Status: checks.Pass}, {ID: "dns:b", Status: checks.Fail}, {ID: "clock", Status: checks.Error}},
		Diagnosis: diagnose.Diagnosis{Causes: []diagnose.Problem{root, further}},
		Contacts:  []profile.Contact{{Blame: "local_network", Name: "老王", Phone: "8001"}},
	}
	if got, ok := o.Root(); !ok || got.Code != root.Code {
		t.Errorf("root %q", got.Code)
	}
	if got := o.Further(); len(got) != 1 || got[0].Code != further.Code {
		t.Errorf("further %v", got)
	}
	if got := o.Rests(root); len(got) != 1 || got[0].ID != "dns:b" {
		t.Errorf("rests on %v", got)
	}
	if got := o.Unclear(); len(got) != 2 {
		t.Errorf("unclear %v", got)
	}
	if name, phone, ok := o.Contact("local_network"); !ok || name != "老王" || phone != "8001" {
		t.Errorf("contact %q %q", name, phone)
	}
	if _, _, ok := o.Contact("isp"); ok {
		t.Error("a contact out of nowhere")
	}
	if _, ok := (Outcome{}).Root(); ok || (Outcome{}).Further() != nil {
		t.Error("a cause out of nowhere")
	}
}

func TestSureness(t *testing.T) {
	for c, want := range map[float64]string{1: "high", 0.85: "high", 0.84: "medium", 0.6: "medium", 0.59: "low", 0: "low"} {
		if got := Sureness(c); got != want {
			t.Errorf("%v is %q, want %q", c, got, want)
		}
	}
}
