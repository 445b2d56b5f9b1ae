package message

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxText is how many bytes at either end of a text are read: an error stands
// at the top of a message or at the end of a log.
const maxText = 4 << 10

// fold makes one spelling of many: no full-width letters and digits, no
// capitals, one kind of dash, no control characters, and nothing too long.
func fold(text string) string {
	text = ends(norm.NFKC.String(strings.ToValidUTF8(ends(text), " "))) // one character may become eighteen
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Pd, r) || r == '−' || r == '﹣':
			return '-'
		case r == '\n':
			return r
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

func ends(text string) string {
	if len(text) <= 2*maxText {
		return text
	}
	return strings.ToValidUTF8(text[:maxText]+"\n"+text[len(text)-maxText:], " ")
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
func isWord(r rune) bool  { return isDigit(r) || 'a' <= r && r <= 'z' }
func isHan(r rune) bool   { return unicode.Is(unicode.Han, r) }

// repair reads the letters that a scanner or a person takes for digits as digits.
var repair = strings.NewReplacer("o", "0", "l", "1", "i", "1", "|", "1")
