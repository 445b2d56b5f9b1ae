package checks_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A house is one package and whom it may call on. Data flows one way, and this
// table is where the way is written down: a new package has to be listed here.
type house struct {
	ours  string // packages of ours that it may import; "*" any
	never string // others that it must not; "x/..." is x and all below it
	why   string
}

const module = "kpdoctor"

// Words for what a package must not touch.
const (
	fyne    = "fyne.io/fyne/v2/..."
	window  = "fyne.io/fyne/v2/app"
	network = "net net/http crypto/tls github.com/miekg/dns"
	machine = "os os/exec syscall golang.org/x/sys/..."
	talk    = "log log/slog"
)

var houses = map[string]house{
	"assets":                 {"", network + " " + machine, "embedded files and nothing else"},
	"assets/fonts":           {"", network + " " + machine, "embedded files and nothing else"},
	"assets/text":            {"", network + " " + machine, "the words, and the one type that speaks them"},
	"checks":                 {"checks/env checks/profile", "os os/exec syscall", "a check sees the machine through env.Env alone"},
	"checks/catalogue":       {"", network + " " + machine, "what each cause is called"},
	"checks/demo":            {"checks/env checks/profile checks/internal/fault", "os/exec", "starts the servers that lie, and never names the cause to the engine"},
	"checks/diagnose":        {"checks checks/profile checks/catalogue checks/season", network + " " + machine + " " + talk, "a pure function of what was measured"},
	"checks/env":             {"", "", "every touch of the outside, and nothing that knows what it is for"},
	"checks/env/envtest":     {"checks/env", "os/exec", "made-up machines"},
	"checks/history":         {"checks checks/env checks/profile checks/report checks/diagnose checks/catalogue", network + " os/exec syscall", "keeps the runs of this PC in one folder, and measures nothing"},
	"checks/fleet":           {"checks checks/diagnose checks/catalogue checks/report checks/internal/prom", "net net/http os/exec", "reads strangers' reports; measures nothing"},
	"checks/internal/prom":   {"", network + " " + machine, "the text that Prometheus reads"},
	"checks/internal/fault":  {"", "os/exec", "servers that lie know nothing of the engine that finds them out"},
	"checks/internal/lab":    {"*", "", "real networks to break; tests only"},
	"checks/internal/wine":   {"*", "", "Windows programs in Wine; tests only"},
	"checks/message":         {"assets checks/catalogue", network + " " + machine + " " + talk, "a pure function of what was typed"},
	"checks/profile":         {"assets", "net/http os/exec", "reads what the user set; asks nobody"},
	"checks/report":          {"checks checks/env checks/diagnose checks/catalogue checks/message checks/profile checks/season checks/internal/prom assets assets/text assets/fonts", "net net/http os/exec syscall", "writes what is known; measures nothing"},
	"checks/report/export":   {"checks/report checks/report/layout assets/fonts", "net net/http os os/exec syscall", "turns a report into files; asks nobody"},
	"checks/report/layout":   {"checks checks/diagnose checks/report assets/fonts", "net net/http os os/exec syscall", "sets a page in type; draws nothing"},
	"checks/repair":          {"checks checks/env checks/profile checks/diagnose checks/catalogue checks/settings", "os/exec syscall net/http crypto/tls " + talk, "changes the machine through env.Control alone, and keeps its journal"},
	"checks/season":          {"assets", network + " " + machine + " " + talk, "what time of the tax year a moment is"},
	"checks/settings":        {"", network + " os/exec " + talk, "what the user chose, kept in one file; no measurement"},
	"checks/settings/single": {"", network + " os/exec " + talk, "one window for many starts, without a port"},
	"checks/watch":           {"checks checks/env checks/profile checks/report checks/diagnose checks/catalogue", "os os/exec syscall", "looks again and again, by the same means as the checks"},
	"cmd/kpcheck":            {"*", fyne, "runs where there is no screen"},
	"cmd/kpdoctor":           {"*", "", "wiring"},
	"cmd/internal/dist":      {"", fyne, "what make dist runs: it packs, and nothing of it is handed out"},
	"ui":                     {"ui/wizard checks checks/diagnose checks/catalogue checks/message checks/profile checks/report assets assets/text assets/fonts", "net net/http os os/exec syscall " + window, "pages show a state; whatever happens comes in as funcs"},
	"ui/software":            {"", network + " os/exec " + window, "the system's window, and nothing of what it shows"},
	"ui/wizard":              {"checks checks/diagnose checks/catalogue checks/message checks/profile", "net net/http os os/exec syscall " + fyne, "states are values"},
}

func TestImports(t *testing.T) {
	tree := packages(t)
	for dir := range houses {
		if tree[dir] == nil {
			t.Errorf("%s is in the table and not in the tree", dir)
		}
	}
	for dir, files := range tree {
		h, listed := houses[dir]
		if !listed {
			t.Errorf("%s is not in the table: say whom it may import, and why", dir)
			continue
		}
		for name, file := range files {
			test := strings.HasSuffix(name, "_test.go")
			for _, spec := range file.Imports {
				imp := strings.Trim(spec.Path.Value, `"`)
				switch {
				case among(imp, window) && dir != "cmd/kpdoctor":
					t.Errorf("%s imports %s: only cmd/kpdoctor may, so that all else is tested without a screen", name, imp)
				case strings.HasPrefix(dir, "checks") && among(imp, fyne):
					t.Errorf("%s imports %s: the engine runs where there is no window", name, imp)
				case test: // may use the machine and its neighbours
				case among(imp, h.never):
					t.Errorf("%s imports %s: %s", name, imp, h.why)
				case imp == "os/exec" && !among(dir, "checks/env checks/internal/lab cmd/internal/dist"):
					t.Errorf("%s imports os/exec: only checks/env, the lab and make dist start programs", name)
				case !isOurs(imp) || h.ours == "*":
				case !among(strings.TrimPrefix(imp, module+"/"), h.ours):
					t.Errorf("%s imports %s: %s", name, imp, h.why)
				}
			}
		}
	}
}

// The diagnosis and the states are replayed years later: the clock must not
// come into them.
func TestPureCodeAsksNoClock(t *testing.T) {
	tree := packages(t)
	for _, dir := range []string{"checks/diagnose", "checks/catalogue", "checks/message", "checks/season", "ui/wizard"} {
		for name, file := range tree[dir] {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					pkg, _ := s.X.(*ast.Ident)
					if pkg != nil && pkg.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "Sleep", "After"}, s.Sel.Name) {
						t.Errorf("%s calls time.%s", name, s.Sel.Name)
					}
				}
				return true
			})
		}
	}
}

// Not even by way of others: Fyne would need cgo and a screen.
func TestEngineNeedsNoFyne(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "./checks/...", "./cmd/kpcheck")
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("listing what the engine is made of: %v", err)
	}
	deps := strings.Fields(string(out))
	if !slices.Contains(deps, module+"/checks") {
		t.Fatalf("go list does not name checks itself: %q", deps)
	}
	for _, dep := range deps {
		if strings.HasPrefix(dep, "fyne.io/") {
			t.Errorf("the engine depends on %s", dep)
		}
	}
}

// packages parses every Go file of the module, whatever system it is for, by
// folder and path.
func packages(t *testing.T) map[string]map[string]*ast.File {
	t.Helper()
	found := map[string]map[string]*ast.File{}
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || name == "dist") {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", name), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		dir := path.Dir(name)
		if found[dir] == nil {
			found[dir] = map[string]*ast.File{}
		}
		found[dir][name] = file
		return nil
	})
	if err != nil {
		t.Fatalf("reading the tree: %v", err)
	}
	return found
}

func isOurs(imp string) bool { return imp == module || strings.HasPrefix(imp, module+"/") }

// among reports whether imp is one of the packages in list.
func among(imp, list string) bool {
	return slices.ContainsFunc(strings.Fields(list), func(one string) bool {
		below, tree := strings.CutSuffix(one, "/...")
		return imp == below || tree && strings.HasPrefix(imp, below+"/")
	})
}
