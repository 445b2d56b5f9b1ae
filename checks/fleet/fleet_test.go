package fleet

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var (
	size = flag.Int("size", 0, "reports to generate and sum up, 500 shops each round; 0: a small fleet")
	keep = flag.String("keep", "", "folder to keep the generated fleet in")
)

// noon is when the summaries are made.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, beginsAt.Location())

// fleetOf generates a fleet: 30 shops in 5 rounds of which 6 are hit, or with -size
// 500 shops of which 37 are.
func fleetOf(t testing.TB) (dir string, list []shop, rounds int) {
	t.Helper()
	dir = *keep
	if dir == "" {
		dir = t.TempDir()
	}
	list, rounds = shops(30, 6), 5
	if *size > 0 {
		list, rounds = shops(500, 37), max(1, *size/500)
	}
	generate(t, dir, list, rounds)
	return dir, list, rounds
}

// TestFleet: the outage is found, with what its shops share and since when, and
// files that are no reports are named and change no count.
func TestFleet(t *testing.T) {
	dir, list, rounds := fleetOf(t)
	before := Summarize(t.Context(), []string{dir}, Options{Now: noon})
	bad := 0
	for _, s := range list {
		if s.resolver == badResolver {
			bad++
		}
	}
	if before.Reports.Counted != rounds*len(list) || before.Sites.Total != len(list) || before.Reports.Skipped != 0 {
		t.Fatalf("%+v, %+v", before.Reports, before.Sites)
	}
	top := before.Causes[0]
	if top.Code != "dns.resolver_down" || top.Sites != bad || top.SitesEver != bad {
		t.Errorf("first cause %s at %d sites, ever %d, want %d", top.Code, top.Sites, top.SitesEver, bad)
	}
	if len(top.Common) != 1 || top.Common[0].Attribute != "resolver" || top.Common[0].Value != badResolver || top.Common[0].With != bad || top.Common[0].HealthyWith != 0 {
		t.Errorf("in common: %+v", top.Common)
	}
	// 40 minutes apart: the first round from 09:12 on is at 09:14.
	if top.Since == nil || top.Since.Format("15:04") != "09:14" || top.FineUntil == nil {
		t.Errorf("since %v, fine until %v", top.Since, top.FineUntil)
	}
	for _, c := range before.Causes[1:] {
		if len(c.Common) > 0 {
			t.Errorf("%s has in common %+v: it was spread evenly", c.Code, c.Common)
		}
	}
	want := fmt.Sprintf("%d 个地点中有 %d 个，全部用同一个 DNS 服务器 %s（能用的 %d 个地点中一个也没有），从 09:14 开始", len(list), bad, badResolver, before.Sites.OK+before.Sites.Degraded)
	if got := before.Headline(top); got != want {
		t.Errorf("said  %s\nwant %s", got, want)
	}

	skips := hostile(t, filepath.Join(dir, "zz"))
	var told []Skip
	after := Summarize(t.Context(), []string{dir}, Options{Now: noon, OnSkip: func(s Skip) { told = append(told, s) }})
	got := map[string]Reason{}
	for _, s := range after.Skipped {
		name := strings.TrimPrefix(s.File, filepath.Join(dir, "zz")+string(filepath.Separator))
		name, _, _ = strings.Cut(name, "/")
		got[name] = s.Reason
		if line := s.In("zh"); strings.ContainsAny(line, "\x1b\u202e\n") {
			t.Errorf("steers the terminal: %q", line)
		}
	}
	if diff := cmp.Diff(skips, got); diff != "" {
		t.Errorf("passed over:\n%s", diff)
	}
	if len(told) != len(after.Skipped) || after.Reports.Skipped != len(skips) {
		t.Errorf("told of %d, named %d, counted %d", len(told), len(after.Skipped), after.Reports.Skipped)
	}
	after.Skipped, after.Reports.Skipped = before.Skipped, 0
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("hostile files change the picture:\n%s", diff)
	}
}

// TestOrder: in whatever order reports come, and by whatever way, the picture
// is the same; the same report twice counts once.
func TestOrder(t *testing.T) {
	dir := t.TempDir()
	generate(t, dir, shops(8, 2), 2)
	var want string
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.json"))
	if err != nil || len(files) != 16 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	inside := map[string][]byte{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		inside[strings.TrimPrefix(f, dir)] = data
	}
	pack := filepath.Join(t.TempDir(), "all.zip")
	write(t, pack, zipped(t, inside))
	for i, paths := range [][]string{{dir}, {pack}, {filepath.Join(dir, "*", "*.json")}, {pack, dir, dir}} {
		s := Summarize(t.Context(), paths, Options{Now: noon})
		if i == 3 {
			if s.Reports.Duplicates != 32 {
				t.Errorf("%d duplicates, want 32", s.Reports.Duplicates)
			}
			s.Reports.Duplicates = 0
		}
		var b bytes.Buffer
		if err := s.WriteJSON(&b); err != nil {
			t.Fatal(err)
		}
		if want == "" {
			want = b.String()
		}
		if diff := cmp.Diff(want, b.String()); diff != "" {
			t.Errorf("%v differs:\n%s", paths, diff)
		}
	}
}

// TestStopped: a summary that is stopped ends at once.
func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if s := Summarize(ctx, []string{"testdata"}, Options{}); s.Reports.Counted > len(templates) {
		t.Errorf("%+v", s.Reports)
	}
}

// TestSkipSaysWhere: the line, the column and the key of what is wrong.
func TestSkipSaysWhere(t *testing.T) {
	for _, c := range []struct {
		text   string
		want   Skip
		zh, en string
	}{
		{"{\n \"schema\": \"kpdoctor.report/v1\",\n \"diagnosis\": {\"verdict\": 7}}", Skip{Reason: WrongType, Line: 3, Column: 28, Key: "diagnosis.verdict", Detail: "want string, got number"},
			"a.json：第 3 行第 28 列：diagnosis.verdict：值的类型不对（want string, got number）", "a.json: line 3, column 28: diagnosis.verdict: wrong type (want string, got number)"},
		{"{\n \"schema\": }", Skip{Reason: NotJSON, Line: 2, Column: 12, Detail: "invalid character '}' looking for beginning of value"},
			"a.json：第 2 行第 12 列：不是 JSON 报告（invalid character '}' looking for beginning of value）", "a.json: line 2, column 12: not JSON (invalid character '}' looking for beginning of value)"},
	} {
		_, s := decode([]byte(c.text), noon)
		if s == nil {
			t.Fatalf("%s was read", c.text)
		}
		if diff := cmp.Diff(c.want, *s); diff != "" {
			t.Errorf("%s:\n%s", c.text, diff)
		}
		s.File = "a.json"
		if s.In("zh") != c.zh || s.In("en") != c.en {
			t.Errorf("said %s\n%s", s.In("zh"), s.In("en"))
		}
	}
}

// TestJSONHasNoNull: an empty summary has empty lists.
func TestJSONHasNoNull(t *testing.T) {
	s := Summarize(t.Context(), []string{t.TempDir()}, Options{})
	data, err := json.Marshal(s)
	if err != nil || bytes.Contains(data, []byte("null")) {
		t.Errorf("%s: %v", data, err)
	}
}
