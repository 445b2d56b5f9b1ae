package report

import (
	"encoding/base64"
	"encoding/hex"
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// A private word may come in another dress: a name percent-encoded in a URL, a
// password in the Base64 of a header, an error that quotes JSON. What is masked
// in plain is masked in these too.

// dresses are the ways in which a word hides, each with how to undress it; ok
// is false where there was none.
var dresses = []struct {
	find    *regexp.Regexp
	undress func(string) (string, bool)
}{
	{regexp.MustCompile(`[^\s"'<>]*%[0-9A-Fa-f]{2}[^\s"'<>]*`), percent},
	{regexp.MustCompile(`[^\s"'<>]*\\[uU][0-9A-Fa-f]{4}[^\s"'<>]*`), escaped},
	{regexp.MustCompile(`[^\s"'<>]*&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[a-z]+);[^\s"'<>]*`), entities},
	{regexp.MustCompile(`[A-Za-z0-9+/_-]{8,}={0,2}`), base64Text},
	{regexp.MustCompile(`(?:[0-9A-Fa-f]{2}){6,}`), hexText},
}

func percent(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if c, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(c))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String(), b.Len() != len(s) && utf8.ValidString(b.String())
}

var escape = regexp.MustCompile(`(?:\\[uU][0-9A-Fa-f]{4})+`)

// escaped reads the \u of JSON, JavaScript and Java.
func escaped(s string) (string, bool) {
	out := escape.ReplaceAllStringFunc(s, func(run string) string {
		var units []uint16
		for i := 0; i+6 <= len(run); i += 6 {
			u, _ := strconv.ParseUint(run[i+2:i+6], 16, 16) // four hex digits, as matched
			units = append(units, uint16(u))
		}
		return string(utf16.Decode(units))
	})
	return out, out != s
}

func entities(s string) (string, bool) {
	out := html.UnescapeString(s)
	return out, out != s
}

// base64Text reads Base64 that holds text.
func base64Text(s string) (string, bool) {
	bare := strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(s, "="))
	data, err := base64.RawStdEncoding.DecodeString(bare)
	if err != nil {
		return "", false
	}
	return textIn(data)
}

func hexText(s string) (string, bool) {
	data, err := hex.DecodeString(s)
	if err != nil {
		return "", false
	}
	return textIn(data)
}

// textIn is the text that bytes hold: UTF-8, or UTF-16 as Windows has it.
func textIn(data []byte) (string, bool) {
	if s := string(data); readable(s) {
		return s, true
	}
	if len(data)%2 != 0 {
		return "", false
	}
	for _, high := range []int{1, 0} {
		units := make([]uint16, len(data)/2)
		for i := range units {
			units[i] = uint16(data[2*i+high])<<8 | uint16(data[2*i+1-high])
		}
		if s := string(utf16.Decode(units)); readable(s) {
			return s, true
		}
	}
	return "", false
}

// readable reports whether s is text that a person could have written: CJK and
// Latin letters, and no control characters.
func readable(s string) bool {
	if !utf8.ValidString(s) || s == "" {
		return false
	}
	for _, c := range s {
		if c == utf8.RuneError || unicode.IsControl(c) && c != '\n' && c != '\r' && c != '\t' || !unicode.IsGraphic(c) && !unicode.IsSpace(c) && c > 0x7f {
			return false
		}
	}
	return true
}

// undressed is s with everything that hides in it in plain, "" where nothing
// does.
func undressed(s string) string {
	var b strings.Builder
	for _, d := range dresses {
		for _, part := range d.find.FindAllString(s, -1) {
			if plain, ok := d.undress(part); ok {
				b.WriteString(plain + "\n")
			}
		}
	}
	return b.String()
}

// percentEncoded are the ways in which programs write s into a URL.
func percentEncoded(s string) []string {
	return []string{url.QueryEscape(s), url.PathEscape(s), url.UserPassword("", s).String()[1:]}
}
