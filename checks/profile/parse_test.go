package profile

import (
	"errors"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the .want files anew")

// TestInvalid reads profiles with one mistake each; the message stands in the
// .want file beside, English first and then Chinese.
func TestInvalid(t *testing.T) {
	files, err := filepath.Glob("testdata/invalid/*.toml")
	if err != nil || len(files) < 60 {
		t.Fatalf("%d fixtures: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			_, err := Load(file)
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("error %v, want an *Error", err)
			}
			if e.File != file || e.Line == 0 || e.Key == "" || e.Problem == "" || e.Hint == "" {
				t.Errorf("incomplete: %#v", e)
			}
			got := filepath.ToSlash(e.Error()) + "\n" + filepath.ToSlash(e.In("zh")) + "\n"
			want := strings.TrimSuffix(file, ".toml") + ".want"
			if *update {
				if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			text, err := os.ReadFile(want)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(text) {
				t.Errorf("got  %swant %s", got, text)
			}
			if strings.Contains(got, "secret") {
				t.Errorf("shows a password: %s", got)
			}
		})
	}
}

// TestEveryMessageIsTranslated finds each say("…") of the package in the table,
// with the same verbs, and nothing in the table that is not said.
func TestEveryMessageIsTranslated(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			name, ok := call.Fun.(*ast.Ident)
			if !ok || name.Name != "say" {
				return true
			}
			text, ok := call.Args[0].(*ast.BasicLit)
			if !ok {
				t.Errorf("%s: say without a literal", file)
				return true
			}
			format, err := strconv.Unquote(text.Value)
			if err != nil {
				t.Error(err)
			}
			said[format] = true
			if verbs := strings.Count(format, "%s"); chinese[format] == "" || strings.Count(chinese[format], "%s") != verbs || len(call.Args)-1 != verbs {
				t.Errorf("%q: %d arguments, Chinese %q", format, len(call.Args)-1, chinese[format])
			}
			return true
		})
	}
	for format := range chinese {
		if !said[format] {
			t.Errorf("%q is never said", format)
		}
	}
}
