package report

import (
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestName is how long a file's name may be, in UTF-16 units on Windows and
// in bytes elsewhere; some room is left for a " (2)".
const longestName = 240

// LegalName makes a file's name of what a user typed that Windows, Linux and
// every stick take; a legal one stays as it is. Chinese and spaces are legal.
// "" for what holds no letter at all.
func LegalName(typed string) string {
	name := strings.Map(func(c rune) rune {
		switch {
		case strings.ContainsRune(`<>:"/\|?*`, c):
			return '-'
		case c == utf8.RuneError, unicode.IsControl(c), unicode.Is(unicode.Cf, c):
			return -1
		}
		return c
	}, typed)
	name = strings.TrimSpace(name)
	name = strings.TrimRight(name, ". ") // Windows drops them, and then finds another file
	if strings.Trim(name, "-. ") == "" {
		return ""
	}
	stem, _, _ := strings.Cut(name, ".")
	if reserved := strings.ToUpper(strings.TrimSpace(stem)); devices[reserved] {
		name = "_" + name
	}
	ext := filepath.Ext(name)
	if len(ext) > 12 {
		ext = ""
	}
	if len(name) <= longestName {
		return name
	}
	stem = strings.TrimSuffix(name, ext)
	for len(stem)+len(ext) > longestName {
		_, n := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-n]
	}
	return strings.TrimRight(stem, ". ") + ext
}

// devices are names that are no files on Windows, with any ending.
var devices = func() map[string]bool {
	all := map[string]bool{"CON": true, "PRN": true, "AUX": true, "NUL": true, "CONIN$": true, "CONOUT$": true}
	for _, n := range "0123456789¹²³" {
		all["COM"+string(n)], all["LPT"+string(n)] = true, true
	}
	return all
}()
