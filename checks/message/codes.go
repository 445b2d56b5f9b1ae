package message

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A hit is a code found in a text.
type hit struct {
	meaning
	at    int     // where in the text
	score float64 //
	shown string  // the code as it is shown
	base  *meaning
	tries int // for "#"
}

// A token is a stretch of letters and digits.
type token struct {
	text  string
	start int // in runes
	end   int
}

// codes finds every code that stands in the folded text, in its order.
func (t *table) codes(text string) []hit {
	runes := []rune(text)
	tokens := tokens(runes)
	hits := t.named(runes)
	foreign := t.isForeign(text)
	for _, k := range tokens {
		if h, ok := t.long(runes, k); ok {
			hits = append(hits, h)
			continue
		}
		if !foreign {
			hits = append(hits, t.short(runes, k, len(tokens))...)
		}
	}
	return append(hits, t.spaced(runes)...)
}

func tokens(runes []rune) []token {
	var all []token
	for i := 0; i < len(runes); i++ {
		if !isWord(runes[i]) && runes[i] != '|' {
			continue
		}
		start := i
		for i < len(runes) && (isWord(runes[i]) || runes[i] == '|') {
			i++
		}
		all = append(all, token{string(runes[start:i]), start, i})
	}
	return all
}

// long finds the codes that are long enough to stand for themselves.
func (t *table) long(runes []rune, k token) (hit, bool) {
	if len(k.text) < 5 || len(k.text) > 12 || joined(runes, k) {
		return hit{}, false
	}
	signed := k.start > 0 && runes[k.start-1] == '-'
	fixed := repair.Replace(k.text)
	digits, isHex := strings.CutPrefix(fixed, "0x")
	digits = strings.TrimSuffix(digits, "h")
	if isHex && len(digits) < 6 {
		digits = strings.Repeat("0", 6-len(digits)) + digits
	}
	letters := strings.Trim(digits, "0123456789") != ""
	if len(digits) == 6 && (letters || isHex) {
		if m, ok := t.hexes[digits]; ok {
			return hit{meaning: m, at: k.start, score: 1, shown: m.code}, true
		}
		for _, m := range t.tries {
			n, err := strconv.ParseUint(digits[5:], 16, 8)
			if err == nil && digits[:5] == strings.TrimSuffix(m.code, "#") {
				return hit{meaning: m, at: k.start, score: 1, shown: digits, tries: int(n)}, true
			}
		}
	}
	if m, code, ok := t.result(digits, isHex, signed); ok {
		return hit{meaning: m, at: k.start, score: 1, shown: code}, true
	}
	return t.accepted(fixed, signed, k.start)
}

// result reads an HRESULT: eight hexadecimal digits, or a decimal number with
// or without its sign. 0x8007…. holds a code of Windows.
func (t *table) result(digits string, isHex, signed bool) (meaning, string, bool) {
	var n uint64
	var err error
	switch {
	case len(digits) == 8 && digits[0] == '8' && (isHex || strings.Trim(digits, "0123456789") != "" || strings.HasPrefix(digits, "800")):
		n, err = strconv.ParseUint(digits, 16, 32)
	case len(digits) == 10 && !isHex:
		n, err = strconv.ParseUint(digits, 10, 32)
		if signed {
			n = 1<<32 - n
		}
	default:
		return meaning{}, "", false
	}
	if err != nil {
		return meaning{}, "", false
	}
	code := "0x" + strings.ToUpper(strconv.FormatUint(n, 16))
	if m, ok := t.results[uint32(n)]; ok {
		return m, code, true
	}
	if n>>16 == 0x8007 {
		for _, m := range t.numbers[int(n&0xffff)] {
			if m.entry.Near == "winsock" {
				return m, code, true
			}
		}
	}
	return meaning{}, "", false
}

// accepted reads the nine digits of a code of 统一受理; with a base, the last
// three are a sub-code.
func (t *table) accepted(digits string, signed bool, at int) (hit, bool) {
	if len(digits) != 9 || !strings.HasPrefix(digits, "960") || strings.Trim(digits, "0123456789") != "" {
		return hit{}, false
	}
	if m, ok := t.accept[digits]; ok {
		return hit{meaning: m, at: at, score: 1, shown: m.code}, true
	}
	n, _ := strconv.Atoi(digits[6:])
	base, isBase := t.accept[digits[:6]+"000"]
	sub, known := t.subs[n]
	switch {
	case isBase && base.entry.Base && known:
		return hit{meaning: sub, at: at, score: 0.95, shown: "-" + digits, base: &base}, true
	case isBase && base.entry.Base:
		return hit{meaning: base, at: at, score: 0.9, shown: "-" + digits}, true
	case signed:
		return hit{meaning: meaning{entry: t.unknown}, at: at, score: 0.9, shown: "-" + digits}, true
	}
	return hit{}, false
}

// spaced finds codes of 统一受理 that were broken up: "-9600 11120".
func (t *table) spaced(runes []rune) []hit {
	var hits []hit
	for i, r := range runes {
		if r != '-' || i > 0 && isWord(runes[i-1]) {
			continue
		}
		var digits []rune
		broken := false
		j := i + 1
		for ; j < len(runes) && j < i+20 && len(digits) < 9; j++ {
			c := runes[j]
			if fixed := repair.Replace(string(c)); utf8.RuneCountInString(fixed) == 1 && isDigit(rune(fixed[0])) {
				digits = append(digits, rune(fixed[0]))
			} else if c == ' ' || c == ',' {
				broken = true
			} else {
				break
			}
		}
		if broken && (j >= len(runes) || !isWord(runes[j])) {
			if h, ok := t.accepted(string(digits), true, i); ok {
				hits = append(hits, h)
			}
		}
	}
	return hits
}

// joined reports whether the token is part of a date, an address, an amount or
// an identifier rather than a word of its own.
func joined(runes []rune, k token) bool {
	if k.end+1 < len(runes) && strings.ContainsRune("./-_", runes[k.end]) && isDigit(runes[k.end+1]) {
		return true
	}
	if k.start < 2 || !strings.ContainsRune("./-_", runes[k.start-1]) {
		return false
	}
	for i := k.start - 2; i >= 0 && isWord(runes[i]); i-- {
		if isDigit(runes[i]) {
			return true
		}
	}
	return false
}
