package message

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

const (
	most = 3  // meanings that a text may have
	few  = 16 // words of a text that are compared with codes
)

// Lookup returns what a message or code may mean, best first: first the codes
// that stand in it in any usual spelling, then what it is like in Chinese,
// English or pinyin. It is nil where nothing fits well enough. Of a very long
// text only both ends are read.
func Lookup(text string) []Match {
	t := loaded()
	text = fold(text)
	var found []Match
	add := func(m Match) {
		for i := range found {
			if found[i].ID == m.ID {
				if m.Score > found[i].Score {
					found[i] = m
				}
				return
			}
		}
		found = append(found, m)
	}
	hits := t.codes(text)
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(b.score, a.score), a.at-b.at) })
	seen := map[*entry]bool{}
	for _, h := range hits {
		if !seen[h.entry] { // the first is the best
			seen[h.entry] = true
			add(h.match())
		}
	}
	least := alike
	if len(hits) > 0 {
		least = enough
	}
	if !t.isForeign(text) {
		for _, l := range slices.Concat(t.like(text, least), t.heard(text)) {
			m := meaning{entry: l.entry}.match()
			m.Score = 0.95 * l.score // a code is surer
			add(m)
		}
	}
	slices.SortStableFunc(found, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	return found[:min(most, len(found))]
}

// Usual returns the first n messages to pick from where the user sees one of
// the usual ones. n < 0 is all.
func Usual(n int) []Pick {
	var entries []*entry
	for _, e := range loaded().Message {
		if e.Usual > 0 {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b *entry) int { return a.Usual - b.Usual })
	var picks []Pick
	for _, e := range entries {
		if n >= 0 && len(picks) == n {
			break
		}
		picks = append(picks, Pick{Say: e.Pick, Match: meaning{entry: e}.match()})
	}
	return picks
}

// A Pick is a usual message to choose from.
type Pick struct {
	Say string // as it stands on the screen, in Chinese; [Lookup] finds its Match
	Match
}

// Nearest returns at most n things that could have been meant by a text that
// [Lookup] does not know, as one could type them.
func Nearest(text string, n int) []string {
	t := loaded()
	text = fold(text)
	var near []string
	add := func(s string) {
		if len(near) < n && !slices.Contains(near, s) {
			near = append(near, s)
		}
	}
	words, fields := tokens([]rune(text)), strings.Fields(text)
	for _, k := range words[:min(few, len(words))] {
		for _, c := range t.nearNumbers(k.text) {
			add(c)
		}
	}
	for _, typed := range fields[:min(few, len(fields))] {
		for _, c := range t.nearCodes(typed) {
			add(c)
		}
	}
	least := 0.5
	if strings.ContainsFunc(text, isHan) {
		least = 0.25
	}
	if !t.isForeign(text) {
		for _, l := range t.like(text, least) {
			add(l.text)
		}
	}
	return near
}

// nearNumbers are the codes that a short number may be, each with the word
// that it needs.
func (t *table) nearNumbers(typed string) []string {
	var near []string
	if n, ok := number(typed); ok {
		for _, m := range t.numbers[n] {
			list := m.entry.Near
			if m.sub {
				list = "sub"
			}
			if words := t.Near[list]; len(words) > 0 {
				near = append(near, strings.ToUpper(words[0])+" "+m.code)
			}
		}
	}
	return near
}

// nearCodes are the codes with a character or two wrong, best first.
func (t *table) nearCodes(typed string) []string {
	bones, _ := skeleton([]rune(typed))
	typed = bones
	if len(bones) < 6 || len(bones) > 64 {
		return nil
	}
	best := 1 + len(bones)/10
	var near []string
	for _, e := range t.Message {
		for _, c := range e.Codes {
			code, _ := skeleton([]rune(strings.ToLower(c[0])))
			switch d := distance(bones, code, best); {
			case len(code) < 6 || d > best:
			case d < best:
				best, near = d, []string{c[0]}
			default:
				near = append(near, c[0])
			}
		}
	}
	prefix := func(code string) int {
		bones, _ := skeleton([]rune(strings.ToLower(code)))
		n := 0
		for n < min(len(bones), len(typed)) && bones[n] == typed[n] {
			n++
		}
		return n
	}
	slices.SortStableFunc(near, func(a, b string) int { return prefix(b) - prefix(a) })
	return near
}

// match puts the words together.
func (m meaning) match() Match { return hit{meaning: m, shown: m.code}.match() }

func (h hit) match() Match {
	e := h.entry
	m := Match{ID: e.ID, Code: h.shown, Kind: e.Kind, IsNetwork: e.Kind == Network, Blame: e.Blame,
		Hints: slices.Clone(e.Hints), Mark: e.Mark, Score: h.score, ZH: e.ZH, EN: e.EN}
	m.ZH.Steps, m.EN.Steps = slices.Clone(e.ZH.Steps), slices.Clone(e.EN.Steps)
	for _, s := range e.Source {
		m.Sources = append(m.Sources, loaded().Sources[s])
	}
	if h.base != nil {
		m.Mark = Inference
		m.ZH.Meaning = fmt.Sprintf("代码 %s 是 %s（%s）加上 %s（%s），这样拆是推断。", h.shown, h.base.code, h.base.zh, h.code, h.zh) + m.ZH.Meaning
		m.EN.Meaning = fmt.Sprintf("%s is %s (%s) plus %s (%s); reading it so is our conclusion. ", h.shown, h.base.code, h.base.en, h.code, h.en) + m.EN.Meaning
		if r := loaded().Restart; h.base.entry.Restart && !e.Restart {
			m.ZH.Steps, m.EN.Steps = append(m.ZH.Steps, r.ZH), append(m.EN.Steps, r.EN)
		}
	} else if h.zh != "" {
		m.ZH.Meaning = fmt.Sprintf("代码 %s 的意思是“%s”。", h.shown, h.zh) + m.ZH.Meaning
		m.EN.Meaning = fmt.Sprintf("%s means: %s. ", h.shown, h.en) + m.EN.Meaning
	}
	left := strings.NewReplacer("{n}", strconv.Itoa(h.tries))
	m.ZH.Meaning, m.EN.Meaning = left.Replace(m.ZH.Meaning), left.Replace(m.EN.Meaning)
	return m
}
