package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"
)

func TestSPDX(t *testing.T) {
	for file, want := range map[string]string{"../../../LICENSE": "Apache-2.0", "../../../assets/fonts/OFL.txt": "OFL-1.1"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := spdx(string(text)); got != want {
			t.Errorf("%s is %q, want %s", file, got, want)
		}
	}
	if got := spdx("All rights reserved."); got != "" {
		t.Errorf("no licence at all is %s", got)
	}
}

var mit = licence{"MIT", "LICENSE", "Permission is hereby granted"}

func TestLicenceTextStandsOnce(t *testing.T) {
	var out bytes.Buffer
	err := licenceText(&out, "our own words", []part{{Name: "a", Version: "v1", Licences: []licence{mit}}, {Name: "b", Version: "v2", Licences: []licence{mit}}})
	text := out.String()
	if err != nil || strings.Count(text, mit.Text) != 1 || !strings.Contains(text, "our own words") ||
		!strings.Contains(text, "a v1\n    MIT LICENSE, text 1\nb v2\n    MIT LICENSE, text 1\n") {
		t.Errorf("%v\n%s", err, text)
	}
}

func TestBOM(t *testing.T) {
	all := []part{{Name: "example.org/a", Version: "v1", Purl: "pkg:golang/example.org/a@v1", In: []string{"kpcheck"}, Licences: []licence{mit, mit}},
		{Name: "A font", Version: "2", Licences: []licence{{"", "OFL.txt", "?"}}}}
	app := fyneApp{Version: "1.2.3"}
	b := makeBOM(app, time.Unix(0, 0).UTC(), all)
	if b.Serial != makeBOM(app, time.Unix(0, 0).UTC(), all).Serial || !strings.HasPrefix(b.Serial, "urn:uuid:") || len(b.Serial) != 45 {
		t.Errorf("serial number %s", b.Serial)
	}
	if other := makeBOM(app, time.Unix(1, 0).UTC(), all); other.Serial == b.Serial {
		t.Error("another content has the same number")
	}
	if b.Metadata.Timestamp != "1970-01-01T00:00:00Z" || b.Metadata.Component.Version != "1.2.3" || len(b.Components) != 2 {
		t.Errorf("%+v", b)
	}
	module, font := b.Components[0], b.Components[1]
	if module.Ref != module.Purl || len(module.Licences) != 1 || module.Licences[0].Licence["id"] != "MIT" || module.Properties[0].Value != "kpcheck" {
		t.Errorf("%+v", module)
	}
	if font.Type != "data" || font.Ref != "A font" || font.Licences[0].Licence["name"] != "OFL.txt" {
		t.Errorf("%+v", font)
	}
	if on := b.Dependencies[0].On; len(on) != 2 || on[0] != module.Ref || on[1] != font.Ref {
		t.Errorf("%q", on)
	}
}

func TestByNumbers(t *testing.T) {
	rising := []string{"", "2.2.5", "2.4", "2.27", "2.28", "2.34"}
	for i := range rising[1:] {
		if byNumbers(rising[i+1], rising[i]) <= 0 || byNumbers(rising[i], rising[i+1]) >= 0 || byNumbers(rising[i], rising[i]) != 0 {
			t.Errorf("%q and %q", rising[i], rising[i+1])
		}
	}
}
