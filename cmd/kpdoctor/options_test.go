package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"

	"kpdoctor/ui/wizard"
)

func TestOptions(t *testing.T) {
	browser := func(c wizard.Choice) wizard.Choice {
		if c.Software == "" {
			c.Software = "browser"
		}
		return c
	}
	for line, want := range map[string]options{
		"":                                  {lang: "zh", choice: browser(wizard.Choice{Mode: wizard.ByRegion})},
		"--lang en":                         {lang: "en", choice: browser(wizard.Choice{Mode: wizard.ByRegion})},
		"--region beijing":                  {lang: "zh", chosen: true, choice: browser(wizard.Choice{Mode: wizard.ByRegion, Region: "beijing"})},
		"--region beijing --software ukey":  {lang: "zh", chosen: true, choice: wizard.Choice{Mode: wizard.ByRegion, Region: "beijing", Software: "ukey"}},
		"--software leqi":                   {lang: "zh", choice: wizard.Choice{Mode: wizard.ByRegion, Software: "leqi"}},
		"--profile a.toml":                  {lang: "zh", chosen: true, choice: browser(wizard.Choice{Mode: wizard.ByFile, File: "a.toml"})},
		"--url a.cn:1 --url b.cn":           {lang: "zh", chosen: true, choice: browser(wizard.Choice{Mode: wizard.ByAddress, Addresses: "a.cn:1 b.cn"})},
		"--practice":                        {lang: "zh", chosen: true, choice: browser(wizard.Choice{Mode: wizard.ByPractice})},
		"--practice=dns.resolver_down":      {lang: "zh", chosen: true, choice: browser(wizard.Choice{Mode: wizard.ByPractice, Fault: "dns.resolver_down"})},
		"--practice clock.skewed":           {lang: "zh", chosen: true, choice: browser(wizard.Choice{Mode: wizard.ByPractice, Fault: "clock.skewed"})},
		"--practice --lang en":              {lang: "en", chosen: true, choice: browser(wizard.Choice{Mode: wizard.ByPractice})},
		"--practice clock.skewed --lang en": {lang: "en", chosen: true, choice: browser(wizard.Choice{Mode: wizard.ByPractice, Fault: "clock.skewed"})},
		"--probe-window":                    {lang: "zh", probe: true, choice: browser(wizard.Choice{Mode: wizard.ByRegion})},
		"--lang=en --practice clock.skewed": {lang: "en", chosen: true, choice: browser(wizard.Choice{Mode: wizard.ByPractice, Fault: "clock.skewed"})},
	} {
		got, err := parseOptions(strings.Fields(line))
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(options{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", line, diff)
		}
	}
}

func TestWrongOptions(t *testing.T) {
	for line, want := range map[string]string{
		"--lang fr":                       "want zh or en",
		"--colour":                        "usage: kpdoctor",
		"beijing":                         `"beijing" is not an option`,
		"--practice a b c":                `"b" is not an option`,
		"--region beijing --url a.cn":     "choose one of",
		"--profile a.toml --practice=x.y": "choose one of",
	} {
		_, err := parseOptions(strings.Fields(line))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
}

func TestUnknownNamesAreUsage(t *testing.T) {
	for line, want := range map[string]string{
		"--region bejing":                  "beijing",
		"--region beijing --software dosk": "software",
		"--practice clock.skewd":           "clock.skewed",
	} {
		o, err := parseOptions(strings.Fields(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := o.known(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want a word of %s", line, err, want)
		}
	}
	for _, line := range []string{"", "--region beijing", "--practice", "--practice clock.skewed", "--software leqi"} {
		o, err := parseOptions(strings.Fields(line))
		if err != nil || o.known() != nil {
			t.Errorf("%q: %v, %v", line, err, o.known())
		}
	}
}

func TestFyneAppSaysTheSame(t *testing.T) {
	data, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Details struct {
			ID, Name, Version, Icon string
			Build                   int
		}
		Migrations map[string]bool
	}
	if err := toml.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if d := got.Details; d.ID != id || d.Name != name || d.Version != version || d.Build != build || !got.Migrations["fyneDo"] {
		t.Errorf("FyneApp.toml says %+v; the program %s %s %s %d", got, id, name, version, build)
	}
	if _, err := os.Stat("../../" + got.Details.Icon); err != nil {
		t.Errorf("the icon: %v", err)
	}
}
