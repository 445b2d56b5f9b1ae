package fonts

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/image/font/sfnt"
)

// What the window and the reports say has a glyph in both faces, whatever the
// system has: the words of the window, and all Go string literals that hold
// Chinese (the catalogue's words and the reports' are such).
func TestNoSquareBoxes(t *testing.T) {
	said := map[rune]string{}
	add := func(path string) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range string(data) {
			if unicode.IsPrint(r) && said[r] == "" {
				said[r] = path
			}
		}
	}
	for _, pattern := range []string{"../text/*.json", "../profiles/*.toml", "../authorities.csv", "../../checks/catalogue/*.go", "../../checks/message/lookup.go", "../../checks/message/message.go", "../../checks/report/*.go", "../../ui/*.go"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: no files (%v)", pattern, err)
		}
		for _, path := range paths {
			if !strings.HasSuffix(path, "_test.go") {
				add(path)
			}
		}
	}
	for _, r := range messages(t) {
		if unicode.IsPrint(r) && said[r] == "" {
			said[r] = "../messages.toml"
		}
	}
	for r := range said { // U+2717 stands for a failed check in text reports, which are read in a terminal
		if r == '✗' {
			delete(said, r)
		}
	}
	for name, data := range map[string][]byte{"Regular": Regular, "Bold": Bold} {
		face, err := sfnt.Parse(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var buf sfnt.Buffer
		for r, path := range said {
			if glyph, err := face.GlyphIndex(&buf, r); err != nil || glyph == 0 {
				t.Errorf("%s has no glyph for %q (%U) of %s", name, r, r, path)
			}
		}
	}
}

// messages are the words on what screens say, without the other spellings of
// the same word, which are understood and never shown.
func messages(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../messages.toml")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(data), "\nsame = [\n")
	_, after, ends := strings.Cut(rest, "\n]\n")
	if !begins || !ends {
		t.Fatal("messages.toml has no table of words that mean the same")
	}
	return before + after
}

func TestRareNamesHaveGlyphs(t *testing.T) {
	face, err := sfnt.Parse(Regular)
	if err != nil {
		t.Fatal(err)
	}
	var buf sfnt.Buffer
	for _, r := range "喆镕堃珺玥瑄翀昇炘淼甯祎邬鄞①⑩✓●→￥" {
		if glyph, err := face.GlyphIndex(&buf, r); err != nil || glyph == 0 {
			t.Errorf("no glyph for %q", r)
		}
	}
}
