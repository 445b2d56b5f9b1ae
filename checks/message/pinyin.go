package message

import (
	"cmp"
	"slices"
	"strings"
)

// spoken is a phrase in letters: lixianshijianchaoxian, lxsjcx.
type spoken struct {
	entry    *entry
	text     string
	sounds   string // as [accent] hears it
	initials string
}

// learnSounds reads a line for each syllable, "li 离理里", and spells the phrases.
func (t *table) learnSounds(lines string) {
	t.sounds = map[rune]string{}
	for line := range strings.Lines(lines) {
		syllable, characters, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, r := range characters {
			t.sounds[r] = syllable
		}
	}
	for _, e := range t.Message {
		for _, said := range e.Says {
			s := spoken{entry: e, text: said}
			var sounds strings.Builder
			for _, r := range fold(said) {
				if syllable := t.sounds[r]; syllable != "" {
					sounds.WriteString(syllable)
					s.initials += syllable[:1]
				} else if isWord(r) {
					sounds.WriteRune(r)
					s.initials += string(r)
				}
			}
			if s.sounds = accent.Replace(sounds.String()); strings.ContainsFunc(said, isHan) {
				t.spoken = append(t.spoken, s)
			}
		}
	}
}

// accent hears zh as z and ing as in, as many speakers do.
var accent = strings.NewReplacer("zh", "z", "ch", "c", "sh", "s", "ing", "in", "eng", "en", "ang", "an", "lv", "lu", "nv", "nu")

// heard finds the phrases that a text of letters alone may spell, best first.
func (t *table) heard(text string) []likely {
	typed := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" '-\n", r) {
			return -1
		}
		return r
	}, text)
	if len(typed) < 4 || len(typed) > 80 || strings.Trim(typed, "abcdefghijklmnopqrstuvwxyz") != "" {
		return nil
	}
	sounds := accent.Replace(typed)
	var found []likely
	for i := range t.spoken {
		s := &t.spoken[i]
		score := 0.0
		switch near := len(s.sounds) / 8; {
		case typed == s.initials:
			score = 0.85
		case sounds == s.sounds:
			score = 0.95
		case len(sounds) >= 10 && strings.Contains(s.sounds, sounds) || len(s.sounds) >= 10 && strings.Contains(sounds, s.sounds):
			a, b := float64(len(sounds)), float64(len(s.sounds))
			score = 0.6 + 0.3*min(a/b, b/a)
		case len(typed) >= 5 && len(typed)*10 >= len(s.initials)*7 && strings.HasPrefix(s.initials, typed):
			score = 0.7
		case near > 0 && distance(sounds, s.sounds, near) <= near:
			score = 0.8
		}
		if score > 0 {
			found = append(found, likely{s.entry, s.text, score})
		}
	}
	slices.SortStableFunc(found, func(a, b likely) int { return cmp.Compare(b.score, a.score) })
	return found
}

// distance counts the letters to insert, delete or replace; above limit it is
// limit+1.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			corner, row[j+1] = row[j+1], min(corner+cost, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(b)], limit+1)
}
