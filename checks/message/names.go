package message

import "strings"

// A name is a code made of words: ERR_NAME_NOT_RESOLVED, CA99.
type name struct {
	meaning
	bones string
}

// clear is how many letters a name needs to stand for itself even where it is
// glued to others.
const clear = 10

func newName(m meaning) name {
	bones, _ := skeleton([]rune(strings.ToLower(m.code)))
	return name{m, bones}
}

// skeleton keeps letters and digits, those that look alike as one, and says
// where each stood. What separates words inside a name is dropped; all else
// is one "!".
func skeleton(runes []rune) (bones string, at []int) {
	var b strings.Builder
	for i, r := range runes {
		switch {
		case r == 'o':
			r = '0'
		case r == 'i' || r == 'l' || r == '|':
			r = '1'
		case r == '_' || r == '-' || r == ' ' || r == '\n':
			continue
		case !isWord(r):
			r = '!'
		}
		b.WriteRune(r)
		at = append(at, i)
	}
	return b.String(), at
}

// named finds the names in the text.
func (t *table) named(runes []rune) []hit {
	bones, at := skeleton(runes)
	var hits []hit
	for _, n := range t.names {
		for from := 0; ; {
			i := strings.Index(bones[from:], n.bones)
			if i < 0 {
				break
			}
			i += from
			last := i + len(n.bones) - 1
			if len(n.bones) >= clear || free(runes, at[i], at[last]) {
				hits = append(hits, hit{meaning: n.meaning, at: at[i], score: 1, shown: n.code})
				break
			}
			from = i + 1
		}
	}
	return hits
}

// free reports whether no letter or digit touches the stretch.
func free(runes []rune, first, last int) bool {
	return (first == 0 || !isWord(runes[first-1])) && (last+1 == len(runes) || !isWord(runes[last+1]))
}
