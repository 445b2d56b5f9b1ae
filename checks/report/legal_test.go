package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLegalName(t *testing.T) {
	for typed, want := range map[string]string{
		"报告 11月.html":       "报告 11月.html",
		"CON":               "_CON",
		"con.html":          "_con.html",
		"Lpt1.tar.gz":       "_Lpt1.tar.gz",
		"COM¹":              "_COM¹",
		"console.txt":       "console.txt",
		"a/b\\c:d*e?f.pdf":  "a-b-c-d-e-f.pdf",
		"ends. . ":          "ends",
		" . .. ":            "",
		"":                  "",
		"x\x00y\u202ez.png": "xyz.png",
		"../../etc/passwd":  "..-..-etc-passwd",
	} {
		if got := LegalName(typed); got != want {
			t.Errorf("LegalName(%q) = %q, want %q", typed, got, want)
		}
	}
}

// Whatever is typed, the name can be used here, and using it twice changes
// nothing.
func FuzzLegalName(f *testing.F) {
	for _, s := range []string{"报告", "con.", strings.Repeat("开票", 200) + ".html", "a.b.c", "\xff\xfe.x", "aux .txt", "..x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		name := LegalName(typed)
		if name == "" {
			return
		}
		if again := LegalName(name); again != name {
			t.Errorf("%q becomes %q, then %q", typed, name, again)
		}
		if len(name) > longestName+1 || !utf8.ValidString(name) || strings.ContainsAny(name, `<>:"/\|?*`) || strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") {
			t.Errorf("%q becomes %q", typed, name)
		}
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Error(err)
		}
	})
}
