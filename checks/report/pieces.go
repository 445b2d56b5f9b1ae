package report

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// text is a string cut into pieces; those that are done are not looked at again.
type text []piece

type piece struct {
	s    string
	done bool
}

func (t text) String() string {
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.s)
	}
	return b.String()
}

// each lets cut take apart every piece that is not done.
func (t text) each(cut func(s string) text) text {
	var out text
	for _, p := range t {
		if p.done {
			out = append(out, p)
			continue
		}
		out = append(out, cut(p.s)...)
	}
	return out
}

// spans cuts s at [start, end) pairs in order; as gives what stands in place of
// each.
func spans(s string, at [][2]int, as func(part string) string) text {
	var out text
	from := 0
	for _, span := range at {
		if span[0] < from {
			continue
		}
		out = append(out, piece{s: s[from:span[0]]}, piece{s: as(s[span[0]:span[1]]), done: true})
		from = span[1]
	}
	return append(out, piece{s: s[from:]})
}

// keep marks every occurrence of a term, as a whole word, as done.
func (t text) keep(terms []string) text {
	for _, term := range terms {
		t = t.each(func(s string) text {
			return spans(s, occurrences(s, term, true), func(p string) string { return p })
		})
	}
	return t
}

// replace puts as(match) for every match that stands by itself.
func (t text) replace(re *regexp.Regexp, as func(string) string) text {
	return t.each(func(s string) text {
		var at [][2]int
		for _, m := range re.FindAllStringIndex(s, -1) {
			at = append(at, [2]int{m[0], m[1]})
		}
		return spans(s, at, as)
	})
}

func (t text) addresses(m *mask) text {
	return t.each(func(s string) text {
		var at [][2]int
		as := map[string]string{}
		for _, found := range addressesIn(s) {
			if p, ok := m.address(found.addr); ok {
				at = append(at, found.span)
				as[s[found.span[0]:found.span[1]]] = p
			}
		}
		return spans(s, at, func(p string) string { return as[p] })
	})
}

// home masks the user's name in paths: C:\Users\NAME, /home/NAME, /Users/NAME.
func (t text) home(m *mask) text {
	return t.each(func(s string) text {
		var at [][2]int
		for _, found := range homesIn(s) {
			at = append(at, found)
		}
		return spans(s, at, func(p string) string { return m.pseudonym("user", strings.ToLower(p)) })
	})
}

// names masks the known secrets.
func (t text) names(m *mask) text {
	for _, known := range m.names {
		t = t.each(func(s string) text {
			return spans(s, occurrences(s, known.value, known.word), func(string) string {
				return m.pseudonym(known.kind, known.same)
			})
		})
	}
	return t
}

// occurrences finds term in s whatever the case; word: only where it is not a
// part of a longer word.
func occurrences(s, term string, word bool) [][2]int {
	if term == "" || len(s) < len(term) {
		return nil
	}
	low := lower(s)
	var at [][2]int
	for from := 0; ; {
		i := strings.Index(low[from:], term)
		if i < 0 {
			return at
		}
		start := from + i
		end := start + len(term)
		from = end
		if word && (joined(s[:start], s[start:]) || joined(s[:end], s[end:])) {
			from = start + 1
			continue
		}
		at = append(at, [2]int{start, end})
	}
}

// joined reports whether a word goes on across the cut between two texts.
// Chinese has no cuts between words, so between hanzi every place is one.
func joined(before, after string) bool {
	a, _ := utf8.DecodeLastRuneInString(before)
	b, _ := utf8.DecodeRuneInString(after)
	return wordRune(a) && wordRune(b)
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) || unicode.IsDigit(r))
}

// lower is lower case of the same length, so that positions fit: the few
// letters whose lower case is longer or shorter stay.
func lower(s string) string {
	b := []byte(s)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if l := unicode.ToLower(r); l != r && utf8.RuneLen(l) == n {
			utf8.EncodeRune(b[i:], l)
		}
		i += n
	}
	return string(b)
}

// sortedTerms makes terms comparable: lower case, each once, longest first.
func sortedTerms(terms []string) []string {
	var out []string
	for _, t := range terms {
		if t = lower(strings.TrimSpace(t)); t != "" {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return slices.Compact(out)
}
