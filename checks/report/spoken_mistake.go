package report

import (
	"strings"
	"unicode"
)

// A CodeError says what is wrong with a spoken code.
type CodeError struct {
	Problem CodeProblem
	Letter  rune     // CodeLetter: the one that no code has
	Count   int      // CodeLength: how many letters and digits there are
	Near    []string // CodeMisread: codes that one slip of eye or ear away would be right
}

// CodeProblem is what can be wrong with a spoken code.
type CodeProblem string

const (
	CodeLength  CodeProblem = "length"  // not eight letters and digits
	CodeLetter  CodeProblem = "letter"  // a letter that no code has
	CodeMisread CodeProblem = "misread" // the check letter does not fit the others
	CodeNewer   CodeProblem = "newer"   // well formed, and made by a later version
)

func (e *CodeError) Error() string { return "reading a spoken code: " + e.In("en") }

// In says it to the person who typed the code.
func (e *CodeError) In(lang string) string {
	switch e.Problem {
	case CodeLength:
		return say(lang, "报告代码是 8 个字母和数字，这里有 %d 个；请再念一遍，例如 K7M3-MF4P",
			"a spoken code has 8 letters and digits, this has %d; have it read out again, such as K7M3-MF4P", e.Count)
	case CodeLetter:
		return say(lang, "报告代码里没有 %c（不用 0、O、1、I、L，免得看错）；请再念一遍",
			"no spoken code has a %c (0, O, 1, I and L are not used, so that nothing is misread); have it read out again", e.Letter)
	case CodeNewer:
		return say(lang, "这个代码没有念错，是更新版本的程序生成的；请用新版本来查",
			"the code is read right, and a later version of the program made it; ask that version")
	}
	s := say(lang, "有一个字母或数字念错、听错了，或者前后颠倒了；请再念一遍", "a letter is wrong, or two are swapped; have it read out again")
	if len(e.Near) > 0 {
		s += say(lang, "，会不会是 %s？", ", perhaps it is %s?", strings.Join(e.Near, term{" 或 ", " or "}.in(lang)))
	}
	return s
}

// normalCode turns typed text into the places of a code.
func normalCode(text string) ([]byte, error) {
	var found []rune
	for _, c := range text {
		if c >= '！' && c <= '～' { // full width
			c -= '！' - '!'
		}
		if c = unicode.ToUpper(c); unicode.IsLetter(c) || unicode.IsDigit(c) {
			found = append(found, c)
		}
	}
	if len(found) != letters {
		return nil, &CodeError{Problem: CodeLength, Count: len(found)}
	}
	code := make([]byte, letters)
	for i, c := range found {
		d := strings.IndexRune(alphabet, c)
		if d < 0 {
			return nil, &CodeError{Problem: CodeLetter, Letter: c}
		}
		code[i] = byte(d)
	}
	return code, nil
}

// LooksSpoken reports whether a text has the form of a spoken code, right or
// not: two groups of four, or eight with letters and digits among them.
func LooksSpoken(text string) bool {
	code, err := normalCode(text)
	wrong, _ := err.(*CodeError)
	switch {
	case err != nil && wrong.Problem == CodeLength:
		return false
	case grouped(text):
		return true
	}
	return err == nil && strings.ContainsAny(spellPlaces(code), alphabet[:8]) && strings.ContainsAny(spellPlaces(code), alphabet[8:])
}

// grouped reports whether the text is two words of four.
func grouped(text string) bool {
	words := strings.FieldsFunc(text, func(c rune) bool {
		return unicode.Is(unicode.Pd, c) || unicode.IsSpace(c) || c == '－' || c == '\u2212'
	})
	return len(words) == 2 && len([]rune(words[0])) == letters/2 && len([]rune(words[1])) == letters/2
}

// alike are the letters that eye or ear take for one another.
var alike = []string{"8B3", "5S", "2Z", "6G", "UV", "VWY", "MN", "BDPTEV", "CGZ", "QD", "FS", "AKJH", "7T", "4A", "4H", "XS"}

// nearCodes are up to three codes one slip away whose check letter fits and
// that this program can have made.
func nearCodes(code []byte) []string {
	var near []string
	try := func(changed []byte) {
		if checkLetter(changed[:letters-1]) != int(changed[letters-1]) || len(near) == 3 {
			return
		}
		if _, ok := unpack(changed); ok {
			near = append(near, spellPlaces(changed))
		}
	}
	for i := range letters - 1 {
		swapped := append([]byte{}, code...)
		swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
		try(swapped)
	}
	for i, d := range code {
		for other := range prime {
			if other != int(d) && confused(alphabet[d], alphabet[other]) {
				changed := append([]byte{}, code...)
				changed[i] = byte(other)
				try(changed)
			}
		}
	}
	return near
}

func confused(a, b byte) bool {
	for _, group := range alike {
		if strings.IndexByte(group, a) >= 0 && strings.IndexByte(group, b) >= 0 {
			return true
		}
	}
	return false
}

// spellPlaces writes places as a code.
func spellPlaces(code []byte) string {
	var b strings.Builder
	for i, d := range code {
		if i == letters/2 {
			b.WriteByte('-')
		}
		b.WriteByte(alphabet[d])
	}
	return b.String()
}
