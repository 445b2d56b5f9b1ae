package text

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// messages reads a language's file: every form of every message, by key.
func messages(t *testing.T, file string) map[string][]string {
	t.Helper()
	data, err := files.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]any
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	all := map[string][]string{}
	for key, value := range raw {
		switch v := value.(type) {
		case string:
			all[key] = []string{v}
		case map[string]any:
			for _, form := range slices.Sorted(maps.Keys(v)) {
				all[key] = append(all[key], v[form].(string))
			}
		}
	}
	return all
}

var place = regexp.MustCompile(`\{\{[^}]*\}\}`)

func places(forms []string) []string {
	var all []string
	for _, form := range forms {
		all = append(all, place.FindAllString(form, -1)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestLanguagesSayTheSame(t *testing.T) {
	zh, en := messages(t, "zh-Hans.json"), messages(t, "en.json")
	for key, said := range zh {
		if en[key] == nil {
			t.Errorf("en.json lacks %q", key)
			continue
		}
		if got, want := places(en[key]), places(said); !slices.Equal(got, want) {
			t.Errorf("%q: the places are %q in English, %q in Chinese", key, got, want)
		}
		if slices.Contains(said, "") || slices.Contains(en[key], "") {
			t.Errorf("%q says nothing", key)
		}
	}
	for key := range en {
		if zh[key] == nil {
			t.Errorf("zh-Hans.json lacks %q", key)
		}
	}
}

// Keys are written out where they are used, or as "prefix."+name; and none is
// left over.
func TestKeysAreUsedAndThere(t *testing.T) {
	known := messages(t, "zh-Hans.json")
	used := map[string]bool{}
	for _, dir := range []string{"../../ui", "../../ui/wizard", "../../cmd/kpdoctor"} {
		for name, said := range literals(t, dir) {
			for _, key := range said {
				switch {
				case known[key] != nil:
					used[key] = true
				case strings.HasSuffix(key, "."): // the rest follows at run time
					for k := range known {
						if strings.HasPrefix(k, key) {
							used[k] = true
							used[key] = true
						}
					}
					if !used[key] {
						t.Errorf("%s uses keys that begin with %q: there are none", name, key)
					}
				default:
					t.Errorf("%s uses the key %q: there is no such message", name, key)
				}
			}
		}
	}
	for key := range known {
		if !used[key] {
			t.Errorf("nothing says %q", key)
		}
	}
}

// literals are the string literals in a folder that look like keys: the first
// part is that of a message.
func literals(t *testing.T, dir string) map[string][]string {
	t.Helper()
	areas := map[string]bool{}
	for key := range messages(t, "zh-Hans.json") {
		area, _, _ := strings.Cut(key, ".")
		areas[area] = true
	}
	shape := regexp.MustCompile(`^"([a-z]+)\.[a-z_.]*"$`)
	found := map[string][]string{}
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: no Go files (%v)", dir, err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, src, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if m := shape.FindStringSubmatch(lit.Value); m != nil && areas[m[1]] {
					found[path] = append(found[path], strings.Trim(lit.Value, `"`))
				}
			}
			return true
		})
	}
	return found
}

func TestSay(t *testing.T) {
	for _, c := range []struct {
		lang, key string
		args      Args
		want      string
	}{
		{"zh", "welcome.start", nil, "开始检测"},
		{"en", "welcome.start", nil, "Start"},
		{"fr", "welcome.start", nil, "开始检测"},
		{"zh", "stage.all_well", Args{"Count": 1}, "1 项都正常"},
		{"en", "stage.all_well", Args{"Count": 1}, "1 check, all well"},
		{"en", "stage.all_well", Args{"Count": 3}, "3 checks, all well"},
		{"zh", "checks.count", Args{"Ended": 2, "Planned": 9}, "已完成 2 / 9 项"},
		{"zh", "no.such", nil, "no.such"},
	} {
		p := New(c.lang)
		got := p.Say(c.key)
		if c.args != nil {
			got = p.Say(c.key, c.args)
		}
		if got != c.want {
			t.Errorf("%s %s: %q, want %q", c.lang, c.key, got, c.want)
		}
	}
}

func TestArgumentsAreNotTemplates(t *testing.T) {
	if got := New("en").Say("save.saved", Args{"Path": "{{.Path}}<b>&"}); got != "Saved: {{.Path}}<b>&" {
		t.Errorf("said %q", got)
	}
}
