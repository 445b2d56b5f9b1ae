package diagnose_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kpdoctor/checks"
	"kpdoctor/checks/catalogue"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
)

// A story is what a real run measured, and what is true: a report, with the
// keys story (what was wrong), want (the causes, in order) and verdict.
//
// A field report becomes a story by
//
//	go test ./checks/diagnose -run TestStories -add report.json -name dns_resolver_down -story "the office's resolver is off" -want dns.resolver_down
var (
	add   = flag.String("add", "", "a report to keep as a story")
	name  = flag.String("name", "", "the story's file name, without .json")
	told  = flag.String("story", "", "one sentence on what was wrong")
	wants = flag.String("want", "", "the true causes, in order, comma between")
)

type story struct {
	Story   string           `json:"story"`
	Want    []string         `json:"want"`
	Verdict diagnose.Verdict `json:"verdict"`
	Checks  []report.Check   `json:"checks"`
	results []checks.Result
}

func TestStories(t *testing.T) {
	if *add != "" {
		keep(t)
	}
	healthy, codes := 0, map[string]bool{}
	for file, s := range stories(t) {
		t.Run(strings.TrimSuffix(file, ".json"), func(t *testing.T) {
			d := diagnose.Diagnose(s.results, true)
			if got := codesOf(d); !slices.Equal(got, s.Want) {
				t.Errorf("%s: causes are %v, want %v", s.Story, got, s.Want)
			}
			if d.Verdict != s.Verdict {
				t.Errorf("%s: verdict is %s, want %s", s.Story, d.Verdict, s.Verdict)
			}
			for _, code := range s.Want {
				if slices.Equal(codesOf(diagnose.Without(s.results, true, code)), s.Want) {
					t.Errorf("without the rule for %s the story comes out the same: it tests nothing", code)
				}
				if slices.Contains(d.RuledOut, code) {
					t.Errorf("%s is both named and ruled out", code)
				}
			}
			shuffled := slices.Clone(s.results)
			rand.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			if got := codesOf(diagnose.Diagnose(shuffled, true)); !slices.Equal(got, s.Want) {
				t.Errorf("in another order of results the causes are %v", got)
			}
			words(t, d)
		})
		if len(s.Want) == 0 {
			healthy++
		}
		for _, c := range s.Want {
			codes[c] = true
		}
	}
	if healthy < 5 || len(codes) < 30 {
		t.Errorf("%d healthy networks and %d causes have a story; at least 5 and 30 are needed", healthy, len(codes))
	}
}

// words checks that every sentence about the causes can be said.
func words(t *testing.T, d diagnose.Diagnosis) {
	for _, p := range d.Causes {
		c := catalogue.Find(p.Code)
		if c == nil {
			t.Fatalf("%s is not in the catalogue", p.Code)
		}
		for _, lang := range []string{"zh", "en"} {
			w := c.Say(lang, p.Facts)
			for _, s := range append([]string{w.Title, w.Explain}, w.Steps...) {
				if strings.ContainsAny(s, "{}[]") {
					t.Errorf("%s in %s leaves a hole: %s", p.Code, lang, s)
				}
			}
		}
	}
}

func TestEveryRuleIsInTheCatalogue(t *testing.T) {
	for _, code := range diagnose.Codes() {
		if catalogue.Find(code) == nil {
			t.Errorf("rule for %s, which the catalogue does not know", code)
		}
	}
}

func TestNothingMeasuredIsInconclusive(t *testing.T) {
	if d := diagnose.Diagnose(nil, false); d.Verdict != diagnose.Inconclusive || len(d.Causes) > 0 {
		t.Errorf("nothing measured gives %s with %v", d.Verdict, codesOf(d))
	}
}

func codesOf(d diagnose.Diagnosis) []string {
	codes := []string{}
	for _, p := range d.Causes {
		codes = append(codes, p.Code)
	}
	return codes
}

func stories(t *testing.T) map[string]story {
	files, err := filepath.Glob("testdata/stories/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	all := map[string]story{}
	for _, file := range files {
		all[filepath.Base(file)] = storyIn(t, file)
	}
	return all
}

func storyNamed(t *testing.T, name string) story {
	return storyIn(t, filepath.Join("testdata", "stories", name+".json"))
}

func storyIn(t *testing.T, file string) story {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var s story
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	r := report.Report{Checks: s.Checks}
	s.results = r.Results()
	return s
}

// keep writes a report as a story: its checks without times and words.
func keep(t *testing.T) {
	text, err := os.ReadFile(*add)
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Checks    []map[string]any `json:"checks"`
		Diagnosis struct {
			Verdict string `json:"verdict"`
		} `json:"diagnosis"`
	}
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Checks {
		delete(c, "summary")
	}
	want := []string{}
	if *wants != "" {
		want = strings.Split(*wants, ",")
	}
	head, err := json.Marshal(map[string]any{"story": *told, "want": want, "verdict": r.Diagnosis.Verdict})
	if err != nil {
		t.Fatal(err)
	}
	lines := make([]string, len(r.Checks)) // one check a line, so that a story can be read and compared
	for i, c := range r.Checks {
		line, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		lines[i] = " " + string(line)
	}
	out := strings.TrimSuffix(string(head), "}") + ",\"checks\":[\n" + strings.Join(lines, ",\n") + "\n]}\n"
	file := fmt.Sprintf("testdata/stories/%s.json", *name)
	if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
		t.Fatal(err)
	}
}
