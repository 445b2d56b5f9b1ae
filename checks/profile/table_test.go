package profile

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kpdoctor/assets"
)

// TestWalkEveryProfile asks all 36 authorities with every software: each
// address once, its mark and year, the date of the table.
func TestWalkEveryProfile(t *testing.T) {
	profiles, marked := 0, map[Mark]int{}
	for _, l := range Builtin() {
		for _, software := range l.Softwares {
			p, err := ByRegion(l.Spelling, software)
			if err != nil {
				t.Errorf("%s %s: %v", l.Spelling, software, err)
				continue
			}
			profiles++
			if p.Table != BuiltinTable().Date {
				t.Errorf("%s %s: table %q", l.Spelling, software, p.Table)
			}
			seen := map[string]bool{}
			for _, e := range p.Endpoints {
				if e.Mark == "" || !sourceYears.MatchString(e.AsOf) {
					t.Errorf("%s %s %s: mark %q of %q", l.Spelling, software, e.URL, e.Mark, e.AsOf)
				}
				if seen[e.Target()] {
					t.Errorf("%s %s: %s stands twice", l.Spelling, software, e.Target())
				}
				seen[e.Target()] = true
				if _, literal := e.Addr(); !literal && !strings.Contains(e.Host, ".") {
					t.Errorf("%s %s: host %q", l.Spelling, software, e.Host)
				}
				marked[e.Mark]++
			}
			if chain := primaries(p); software == "browser" && !slices.Equal(chain, []string{"etax", "tpass", "dppt"}) {
				t.Errorf("%s: the browser's way is %v", l.Spelling, chain)
			}
			if kind := map[string]string{"ukey": "ukey", "golden_tax": "golden_tax", "tax_control": "tax_control"}[software]; (p.Device == nil) != (kind == "") || kind != "" && p.Device.Kind != kind {
				t.Errorf("%s %s: device %+v", l.Spelling, software, p.Device)
			}
		}
		for _, typed := range []string{l.Name, l.Spelling, l.Initials, l.Code, l.Code + "0101"[:6-len(l.Code)], "91" + l.Code + "0000"[:4-len(l.Code)], "91" + l.Code + "00MA5EQXL9100000"[:16-len(l.Code)]} {
			found := FindRegion(typed)
			if !slices.ContainsFunc(found, func(f Listing) bool { return f.Spelling == l.Spelling }) {
				t.Errorf("%q does not find %s, but %v", typed, l.Spelling, found)
			}
		}
	}
	if profiles != 36*5 || marked[Documented] == 0 || marked[OneSource] == 0 || marked[Pattern] == 0 || marked[Contested] != 8 {
		t.Errorf("%d profiles, marks %v", profiles, marked)
	}
}

// primaries are the first labels of the addresses that must work, each once.
func primaries(p *Profile) []string {
	var all []string
	for _, e := range p.Endpoints {
		if label, _, _ := strings.Cut(e.Host, "."); e.Role == Primary {
			all = append(all, label)
		}
	}
	return slices.Compact(all)
}

func TestMarksOfTheTable(t *testing.T) {
	for _, c := range []struct {
		region, software, host string
		mark                   Mark
		asOf                   string
	}{
		{"beijing", "browser", "dppt", Documented, "2026"}, {"hebei", "browser", "dppt", Pattern, "2026"}, {"henan", "browser", "dppt", Pattern, "2026"},
		{"shanghai", "browser", "etax", Documented, "2026"}, {"beijing", "browser", "etax", OneSource, "2021-2023"}, {"yunnan", "browser", "etax", Contested, "2021-2023"},
		{"qingdao", "browser", "tpass", Documented, "2026"}, {"beijing", "browser", "fpcy", OneSource, "2021-2023"},
		{"beijing", "ukey", "tysl", OneSource, "2021-2023"}, {"tibet", "", "", "", ""}, {"xizang", "leqi", "lqpt", Documented, "2026"},
	} {
		p, err := ByRegion(c.region, c.software)
		if c.mark == "" {
			if err == nil {
				t.Errorf("%s is an authority", c.region)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(p.Endpoints, func(e Endpoint) bool { return strings.HasPrefix(e.Host, c.host) })
		if e := p.Endpoints[i]; e.Mark != c.mark || e.AsOf != c.asOf {
			t.Errorf("%s %s: %s of %s, want %s of %s", c.region, e.Host, e.Mark, e.AsOf, c.mark, c.asOf)
		}
	}
}

func TestAlternatives(t *testing.T) {
	p, err := ByRegion("xizang", "browser")
	if err != nil {
		t.Fatal(err)
	}
	a, b, alone := p.Endpoints[0], p.Endpoints[1], p.Endpoints[2]
	if a.Port != 5100 || b.Port != 8443 || a.Group != a.Target() || b.Group != a.Target() || b.Role != Primary || alone.Group != "" || len(b.Expect) != 2 {
		t.Errorf("%+v\n%+v\n%+v", a, b, alone)
	}
	own := func(line string) ([]byte, string) {
		return []byte("schema = \"" + Schema + "\"\n[[endpoints]]\nurl = \"https://a.example/\"\n" + line + "\n"), line
	}
	for line, want := range map[string]string{
		`alternative = ["https://b.example/", "https://c.example:8443/"]`: "",
		`alternative = "https://b.example/"`:                              "",
		`alternative = "https://a.example:443/"`:                          "earlier endpoint",
		`alternative = "tcp://b.example:1"`:                               "the scheme of",
		`alternative = 5`:                                                 "must be a text in quotes",
		`alternative = ""`:                                                "is empty",
		`mark = "sure"`:                                                   `possible are "documented", "one_source", "pattern", "contested"`,
		`as_of = "23"`:                                                    "is no year",
	} {
		text, _ := own(line)
		_, err := Parse("own.toml", text, nil)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "own.toml:4: endpoints.")) {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
}

// changed is the built-in table with one text replaced by another.
func changed(t *testing.T, old, text string) string {
	t.Helper()
	if !strings.Contains(assets.Authorities, old) {
		t.Fatalf("the table has no %q", old)
	}
	return strings.Replace(assets.Authorities, old, text, 1)
}

func TestWrongTables(t *testing.T) {
	for _, c := range []struct{ old, text, want string }{
		{"# 2026-11:", "# lately:", `t.csv:1: the table has no date; begin the file`},
		{"fpcy.beijing.chinatax.gov.cn:443", "fpcy.beijing.chinatax.gov.cn", `t.csv:5:174: fpcy: "fpcy.beijing.chinatax.gov.cn" is not host:port`},
		{"fpcy.beijing.chinatax.gov.cn:443", "", `t.csv:5:174: fpcy: "" is not host:port`},
		{"fpcy.beijing.chinatax.gov.cn:443", "FPCY.beijing.chinatax.gov.cn:443", "is not host:port"},
		{"11,北京,beijing,etax.", "11,北京,bejing,etax.", `t.csv:5:11: spelling: unknown region "bejing"; did you mean "beijing"?`},
		{"11,北京,beijing,etax.", "11,上海,beijing,etax.", `t.csv:5:4: name: "上海" is not the name of beijing; did you mean "北京"?`},
		{"12,天津,", "11,天津,", `t.csv:6:1: code: "11" stands in the list twice`},
		{",yes,fpdk.beijing", ",maybe,fpdk.beijing", `dppt_seen: unknown value "maybe"`},
		{",dppt_seen,", ",dppt_sen,", `t.csv:4:74: dppt_sen: unknown column; did you mean "dppt_seen"?`},
		{",tpass,tpass_seen", ",tpass_seen,tpass_seen", "stands in the list twice"},
		{",tlcp,2021-2023\n", ",tlcp\n", `t.csv:5:`},
		{",tlcp,2021-2023\n", ",tlcp,lately\n", `as_of: "lately" is no year`},
		{"\n65,", "\n# 65,", `spelling: "xinjiang" is not in the table`},
		{"11,北京", "11,\"北京", "quotation mark"},
		{"11,北京", "11,\xb1\xb1", "not UTF-8"},
	} {
		_, err := ParseTable("t.csv", []byte(changed(t, c.old, c.text)))
		var e *Error
		if !errors.As(err, &e) || !strings.HasPrefix(err.Error(), "t.csv:") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q: %v, want %s", c.text, c.old, err, c.want)
		} else if regexp.MustCompile(`%!|\n`).MatchString(e.In("zh")) || e.In("zh") == e.Error() {
			t.Errorf("in Chinese: %s", e.In("zh"))
		}
	}
	if _, err := LoadTable(filepath.Join(t.TempDir(), "none.csv")); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("no file: %v", err)
	}
}

func TestANewerTableIsUsed(t *testing.T) {
	text := changed(t, "# 2026-11:", "# 2027-03:")
	text = strings.Replace(text, "dppt.hebei.chinatax.gov.cn:8443,pattern", "dppt.hebei.chinatax.gov.cn:9443,yes", 1)
	file := filepath.Join(t.TempDir(), "authorities.csv")
	if err := os.WriteFile(file, []byte("\uFEFF"+strings.ReplaceAll(text, "\n", "\r\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	newer, err := LoadTable(file)
	if err != nil {
		t.Fatal(err)
	}
	want := []Change{{"hebei", "dppt", "dppt.hebei.chinatax.gov.cn:8443", "dppt.hebei.chinatax.gov.cn:9443"}, {"hebei", "dppt_seen", "pattern", "yes"}}
	if got := newer.Changes(BuiltinTable()); !slices.Equal(got, want) {
		t.Errorf("changes %v", got)
	}
	Use(newer)
	defer Use(nil)
	p, err := ByRegion("hebei", "browser")
	if err != nil {
		t.Fatal(err)
	}
	if e := p.Endpoints[2]; p.Table != "2027-03" || e.Port != 9443 || e.Mark != Documented || e.AsOf != "2027" {
		t.Errorf("table %s, %+v", p.Table, e)
	}
}
