package env

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// TestEveryFactHasARow: WINDOWS.md has a row for each func of Env and each thing that
// can be changed, says how each was verified, and the tests that it names exist.
func TestEveryFactHasARow(t *testing.T) {
	text, err := os.ReadFile("WINDOWS.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 4 {
			continue
		}
		rows[strings.TrimSpace(cells[0])] = true
		how := strings.TrimSpace(cells[3])
		if !regexp.MustCompile(`Test[A-Z]|unverified|^(Verified|-+)$`).MatchString(how) {
			t.Errorf("%s does not say how it was verified: %q", cells[0], how)
		}
	}
	env := reflect.TypeFor[Env]()
	for i := range env.NumField() {
		if name := env.Field(i).Name; !rows[name] {
			t.Errorf("no row for Env.%s", name)
		}
	}
	for _, name := range kindsAndActs(t) {
		if !rows[name] {
			t.Errorf("no row for %s", name)
		}
	}
	tests := testNames(t, "*_test.go", "../internal/wine/*_test.go")
	for _, name := range regexp.MustCompile(`Test[A-Z]\w+`).FindAllString(string(text), -1) {
		if !tests[name] {
			t.Errorf("there is no %s", name)
		}
	}
}

// kindsAndActs are the constants of control.go.
func kindsAndActs(t *testing.T) (names []string) {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), "control.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); ok && (kind.Name == "Kind" || kind.Name == "Act") {
			names = append(names, spec.Names[0].Name)
		}
		return true
	})
	if len(names) < 20 {
		t.Fatalf("only %q", names)
	}
	return names
}

func testNames(t *testing.T, patterns ...string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	for _, pattern := range patterns {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %q %v", pattern, files, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllStringSubmatch(string(text), -1) {
				names[m[1]] = true
			}
		}
	}
	return names
}
