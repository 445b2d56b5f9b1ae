package checks

import (
	"bytes"
	"html"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"
)

// decodePage turns a page into UTF-8 by its header, its meta tag or its bytes:
// tax bureaus' pages are often GBK.
func decodePage(body []byte, contentType string) string {
	if validUTF8(body) {
		return string(body)
	}
	if !strings.Contains(strings.ToLower(contentType), "charset") && !bytes.Contains(bytes.ToLower(body), []byte("charset")) {
		return decodeText(body)
	}
	r, err := charset.NewReader(bytes.NewReader(body), contentType)
	if err != nil {
		return decodeText(body)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		return decodeText(body)
	}
	return string(out)
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
