package checks

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kpdoctor/checks/catalogue"
)

// What code that looks at devices may call: it reads what the system has
// noted, and asks for rights. Nothing here opens a device or sends to one.
var presenceCalls = []string{
	"os.ReadDir", "os.ReadFile", "os.Readlink", "filepath.Join", "filepath.Base", "filepath.Glob", "fmt.Errorf", "fmt.Sprintf", "errors.Is",
	"strconv.ParseUint", "strconv.Atoi", "strings.Contains", "strings.ToLower", "strings.ToUpper", "strings.TrimSpace", "strings.Split",
	"strings.SplitSeq", "strings.HasPrefix", "strings.LastIndex", "strings.CutPrefix", "ctx.Err",
	"unix.Access", "windows.SetupDiGetClassDevsEx", "windows.CM_Get_DevNode_Status",
	"json.Unmarshal", "walk", "profilerID", "decodeProfiler", "strings.Cut", "strings.TrimPrefix", "context.WithTimeout", "cancel", "exec.CommandContext", "?.Output", "set.Close", "set.EnumDeviceInfo", "set.DeviceInstanceID", "set.DeviceRegistryProperty",
	"s.usbDevice", "s.mayOpen", "usbDevice", "interfacesOf", "attribute", "parseInstanceID", "classOfCompatible", "text", "entry.text", "entry.texts", "eachDevice", "problemOf", "f", "windows.DIGCF", "e.Name", "string", "append", "uint16", "int", "len",
}

// TestDevicesAreOnlyLookedAt holds by construction that the program tells a
// device's presence and no more.
func TestDevicesAreOnlyLookedAt(t *testing.T) {
	files, err := filepath.Glob("env/*usb*.go")
	if err != nil || len(files) < 4 {
		t.Fatalf("%q, %v", files, err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || strings.HasPrefix(filepath.Base(file), "control_") { // what is changed is not looked at
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		inside := ""
		ast.Inspect(tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				inside = n.Name.Name
			case *ast.CallExpr:
				if name := called(n.Fun); name != "" && !slices.Contains(presenceCalls, name) {
					t.Errorf("%s: %s calls %s", file, inside, name)
				}
				if name := called(n.Fun); inside == "mayOpen" && (strings.HasPrefix(name, "os.") || name == "attribute") {
					t.Errorf("%s: a path under /dev goes to %s", file, name)
				}
			case *ast.BasicLit:
				if n.Kind == token.STRING && (strings.HasPrefix(n.Value, `"/dev`) && inside != "mayOpen" || strings.Contains(n.Value, `\\.\`)) {
					t.Errorf("%s: %s names %s", file, inside, n.Value)
				}
			}
			return true
		})
	}
}

// called is "f" or "x.f"; "" for a conversion or a func value.
func called(fun ast.Expr) string {
	switch f := fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
		return "?." + f.Sel.Name
	}
	return ""
}

// TestNothingTalksToDevices looks through the whole engine for the ways to.
func TestNothingTalksToDevices(t *testing.T) {
	ways := []string{
		"/dev/sg", "/dev/sd", "/dev/hidraw", "/dev/bsg", `\\.\`, "PhysicalDrive", "DeviceIoControl", "IOCTL_SCSI", "SG_IO", "winscard", "libpcsclite",
		"SCardEstablish", "SCardConnect", "SCardTransmit", "SetupDiCallClassInstaller", "hid.dll", "gousb", "go-hid", "clientAuth", "readCertInfo", "clientHello",
	}
	files := 0
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files++
		tree, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			text := ""
			switch n := n.(type) {
			case *ast.BasicLit:
				text = n.Value
			case *ast.Ident:
				text = n.Name
			}
			for _, way := range ways {
				if text != "" && strings.Contains(text, way) {
					t.Errorf("%s has %s", path, text)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || files < 100 {
		t.Fatalf("%d files, %v", files, err)
	}
}

// TestProblemCodesHaveWords: each code of domain/README.md 2.4 in both
// languages, each in its own words.
func TestProblemCodesHaveWords(t *testing.T) {
	seen := map[string]int{}
	for _, code := range []int{1, 10, 14, 18, 19, 22, 24, 28, 31, 32, 37, 38, 39, 43, 45, 47, 48, 52} {
		for _, lang := range []string{"zh", "en"} {
			words := catalogue.ProblemCode(code, lang)
			if words == "" || words == strings.ReplaceAll(catalogue.ProblemCode(99, lang), "99", "") || strings.Contains(words, "(code") || strings.Contains(words, "代码") {
				t.Errorf("code %d in %s: %q", code, lang, words)
			}
			if other := seen[words]; other != 0 {
				t.Errorf("codes %d and %d share %q", other, code, words)
			}
			seen[words] = code
		}
	}
}
