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
	low  string // s in lower case; only of pieces that are not done
	done bool
}

func textOf(s string) text {
	s = clean(s)
	return text{{s: s, low: lower(s)}}
}

// clean is the text as JSON will write it: every byte that is no UTF-8 becomes
// U+FFFD.
func clean(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string([]rune(s))
}

func (t text) String() string {
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.s)
	}
	return b.String()
}

// each lets cut take apart every piece that is not done.
func (t text) each(cut func(p piece) text) text {
	var out text
	for i, p := range t {
		var parts text
		if !p.done {
			parts = cut(p)
		}
		switch {
		case parts == nil && out != nil:
			out = append(out, p)
		case parts != nil && out == nil: // the first cut: nothing was copied until here
			out = append(append(out, t[:i]...), parts...)
		case parts != nil:
			out = append(out, parts...)
		}
	}
	if out == nil {
		return t
	}
	return out
}

// spans cuts a piece at [start, end) pairs in order; as gives what stands in
// place of each. It is nil where there are none.
func spans(p piece, at [][2]int, as func(part string) string) text {
	var out text
	from := 0
	for _, span := range at {
		if span[0] < from {
			continue
		}
		out = append(out, piece{s: p.s[from:span[0]], low: p.low[from:span[0]]}, piece{s: as(p.s[span[0]:span[1]]), done: true})
		from = span[1]
	}
	if out == nil {
		return nil
	}
	return append(out, piece{s: p.s[from:], low: p.low[from:]})
}

// keep marks every occurrence of a term, as a whole word, as done.
func (t text) keep(terms []string) text {
	for _, term := range terms {
		t = t.each(func(p piece) text {
			return spans(p, occurrences(p.low, term, true), func(part string) string { return part })
		})
	}
	return t
}

// replace puts as(match) for every match; where that is the match itself, the
// place stays open for the next rule.
func (t text) replace(re *regexp.Regexp, as func(string) string) text {
	return t.each(func(p piece) text {
		var at [][2]int
		var with []string
		for _, m := range re.FindAllStringIndex(p.s, -1) {
			part := p.s[m[0]:m[1]]
			if new := as(part); new != part {
				at, with = append(at, [2]int{m[0], m[1]}), append(with, new)
			}
		}
		n := -1
		return spans(p, at, func(string) string { n++; return with[n] })
	})
}

func (t text) addresses(m *mask) text {
	return t.each(func(p piece) text {
		var at [][2]int
		as := map[string]string{}
		for _, found := range addressesIn(p.s) {
			if name, ok := m.address(found.addr); ok {
				at = append(at, found.span)
				as[p.s[found.span[0]:found.span[1]]] = name
			}
		}
		return spans(p, at, func(part string) string { return as[part] })
	})
}

// home masks the user's name in paths: C:\Users\NAME, /home/NAME, /Users/NAME.
func (t text) home(m *mask) text {
	return t.each(func(p piece) text {
		return spans(p, homesIn(p.s), func(part string) string { return m.pseudonym("user", lower(part)) })
	})
}

// papers masks tax numbers, identity numbers and telephones.
func (t text) papers(m *mask) text {
	return t.each(func(p piece) text {
		var at [][2]int
		as := map[string]string{}
		for _, n := range numbersIn(p.s) {
			at = append(at, n.span)
			as[p.s[n.span[0]:n.span[1]]] = m.pseudonym(n.kind, n.value)
		}
		return spans(p, at, func(part string) string { return as[part] })
	})
}

// dressed masks what is encoded: where something private was in it, it stands
// there in plain, masked.
func (t text) dressed(m *mask, at place) text {
	for _, d := range dresses {
		t = t.replace(d.find, func(part string) string {
			plain, ok := d.undress(part)
			if !ok {
				return part
			}
			if masked := m.text(plain, at); masked != visibly(plain) {
				return masked
			}
			return part
		})
	}
	return t
}

// names masks the known secrets.
func (t text) names(m *mask) text {
	for _, known := range m.names {
		t = t.each(func(p piece) text {
			return spans(p, occurrences(p.low, known.value, known.word), func(string) string {
				return m.pseudonym(known.kind, known.same)
			})
		})
	}
	return t
}

// occurrences finds term in a text, both in lower case; word: only where it is
// not a part of a longer word.
func occurrences(low, term string, word bool) [][2]int {
	if term == "" {
		return nil
	}
	var at [][2]int
	for from := 0; ; {
		i := strings.Index(low[from:], term)
		if i < 0 {
			return at
		}
		start := from + i
		end := start + len(term)
		from = end
		if word && (joined(low[:start], low[start:]) || joined(low[:end], low[end:])) {
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
