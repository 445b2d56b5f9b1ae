package checks

import (
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// decodePage turns a page into UTF-8 by its header, its meta tag or its bytes:
// tax bureaus' pages are often GBK, and some that are say Latin, the default of
// their web server.
func decodePage(body []byte, contentType string) string {
	if whole := wholeRunes(body); validUTF8(whole) {
		return string(whole)
	}
	e, name, _ := charset.DetermineEncoding(body, contentType)
	if name == "windows-1252" || name == "utf-8" {
		return decodeText(body)
	}
	out, err := e.NewDecoder().Bytes(body)
	if err != nil {
		return decodeText(body)
	}
	return string(out)
}

// wholeRunes drops the beginning of a character at the end, where a page was cut.
func wholeRunes(b []byte) []byte {
	for i := len(b) - 1; i >= 0 && i >= len(b)-utf8.UTFMax; i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				return b[:i]
			}
			break
		}
	}
	return b
}

// saysMaintenance reports whether a page is a notice of planned work.
func saysMaintenance(page string) bool {
	for _, w := range []string{"维护", "升级", "停机", "暂停服务", "maintenance", "Maintenance", "MAINTENANCE"} {
		if strings.Contains(page, w) {
			return true
		}
	}
	return false
}

// titleOf finds a page's title.
var titleOf = regexp.MustCompile(`(?i)<title[^>]*>([^<]*)`)

// pageTitle is a page's title, at most 80 characters.
func pageTitle(page string) string {
	m := titleOf.FindStringSubmatch(page)
	if m == nil {
		return ""
	}
	return strings.Join(strings.Fields(printable(html.UnescapeString(m[1]), 80)), " ")
}
