package message

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// A phrase is one of the things that an entry says, as features: pairs of
// neighbouring characters, and words of letters.
type phrase struct {
	entry    *entry
	text     string // as the table has it
	plain    []rune // folded, without spaces and punctuation
	features []string
	weight   float64
	units    int // characters and words
}

const (
	enough  = 0.8  // of a phrase must stand in a text, close together
	alike   = 0.72 // how alike phrase and text must be
	maxEdit = 600  // characters of a text that are searched for misspelt phrases
)

// feature is what stands at a place of a text.
type feature struct {
	text string
	at   int // counted in characters and words
}

// features splits a folded text, whatever stands between its words.
func features(text string) (all []feature, units int) {
	var last rune
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		switch r := runes[i]; {
		case isHan(r):
			if last != 0 {
				all = append(all, feature{string([]rune{last, r}), units})
			}
			last = r
			units++
		case isWord(r):
			start := i
			for i+1 < len(runes) && isWord(runes[i+1]) {
				i++
			}
			all = append(all, feature{string(runes[start : i+1]), units})
			last = 0
			units++
		}
	}
	return all, units
}

// plain drops what is neither a character nor a letter nor a digit.
func plain(text string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if isHan(r) || isWord(r) {
			return r
		}
		return -1
	}, text))
}

// learnPhrases weighs the features: what many entries say tells little.
func (t *table) learnPhrases() {
	holders := map[string]map[*entry]bool{}
	for _, e := range t.Message {
		for _, said := range e.Says {
			text := t.same.Replace(fold(said))
			all, units := features(text)
			p := phrase{entry: e, text: said, plain: plain(text), units: units}
			for _, f := range all {
				p.features = append(p.features, f.text)
				if holders[f.text] == nil {
					holders[f.text] = map[*entry]bool{}
				}
				holders[f.text][e] = true
			}
			slices.Sort(p.features)
			p.features = slices.Compact(p.features)
			t.phrases = append(t.phrases, p)
		}
	}
	t.weight = map[string]float64{}
	t.rare = math.Log(1 + float64(len(t.Message)))
	for f, entries := range holders {
		t.weight[f] = math.Log(1 + float64(len(t.Message))/float64(len(entries)))
	}
	for i := range t.phrases {
		for _, f := range t.phrases[i].features {
			t.phrases[i].weight += t.weight[f]
		}
	}
}

// A likely is a phrase and how well it fits.
type likely struct {
	entry *entry
	text  string
	score float64
}

// like finds the phrases that the folded text is like, best first.
func (t *table) like(text string, least float64) []likely {
	text = t.same.Replace(text)
	all, units := features(text)
	places := map[string][]int{}
	total := 0.0
	for _, f := range all {
		if len(places[f.text]) == 0 {
			total += cmp.Or(t.weight[f.text], t.rare)
		}
		places[f.text] = append(places[f.text], f.at)
	}
	letters := plain(text)
	var found []likely
	for i := range t.phrases {
		p := &t.phrases[i]
		score := t.score(p, places, total, units)
		if score < enough && len(letters) <= maxEdit {
			score = max(score, misspelt(p.plain, letters), t.shuffled(p, letters, score))
		}
		if score >= least {
			// Of two that fit, the longer one says more.
			length := 0.6 + 0.4*min(float64(p.units), 12)/12
			if slices.Equal(p.plain, letters) {
				length = 1
			}
			found = append(found, likely{p.entry, p.text, score * length})
		}
	}
	slices.SortStableFunc(found, func(a, b likely) int { return cmp.Compare(b.score, a.score) })
	return found
}

// score is 0 or how much of the phrase stands close together in the text, or,
// where the text is short, how alike both are.
func (t *table) score(p *phrase, places map[string][]int, total float64, units int) float64 {
	covered := t.covered(p, places)
	share := 0.0 // of the text that the phrase explains
	for _, f := range p.features {
		if len(places[f]) > 0 {
			share += t.weight[f]
		}
	}
	if total > 0 {
		share /= total
	}
	both := math.Sqrt(covered * share)
	if units < 3 { // a word or two say too little unless they are the phrase
		return both * both
	}
	if covered >= enough && p.units >= 3 {
		return max(covered, both)
	}
	return both
}

// covered is the largest share of the phrase's weight that stands within
// twice its length.
func (t *table) covered(p *phrase, places map[string][]int) float64 {
	type place struct{ at, feature int }
	var all []place
	for i, f := range p.features {
		for _, at := range places[f] {
			all = append(all, place{at, i})
		}
	}
	slices.SortFunc(all, func(a, b place) int { return a.at - b.at })
	reach := 2*p.units + 4
	counts := make([]int, len(p.features))
	best, sum := 0.0, 0.0
	for first, last := 0, 0; last < len(all); last++ {
		f := all[last].feature
		if counts[f]++; counts[f] == 1 {
			sum += t.weight[p.features[f]]
		}
		for all[last].at-all[first].at > reach {
			g := all[first].feature
			if counts[g]--; counts[g] == 0 {
				sum -= t.weight[p.features[g]]
			}
			first++
		}
		best = max(best, sum)
	}
	return best / max(p.weight, 1e-9)
}

// misspelt is 0, or how well the text holds the phrase with at most one wrong
// character in five. A lost or added "not" is no slip.
func misspelt(phrase, text []rune) float64 {
	allowed := len(phrase) / 5
	if allowed == 0 || len(text)+allowed < len(phrase) || !slices.ContainsFunc(phrase, isHan) {
		return 0
	}
	row := make([]int, len(phrase)+1)
	for i := range row {
		row[i] = i
	}
	best := allowed + 1
	for _, r := range text {
		corner := row[0] // the phrase may begin anywhere
		for i, q := range phrase {
			cost := 1
			if q == r {
				cost = 0
			} else if negates(q) || negates(r) {
				cost = allowed + 1
			}
			d := min(corner+cost, row[i+1]+1, row[i]+1)
			corner, row[i+1] = row[i+1], d
		}
		best = min(best, row[len(phrase)])
	}
	if best > allowed {
		return 0
	}
	return 1 - float64(best)/float64(2*len(phrase))
}

// shuffled is 0, or how well a short text fits that has the phrase's
// characters in another order; pairs is how many neighbours stayed together.
func (t *table) shuffled(p *phrase, text []rune, pairs float64) float64 {
	if len(text) < 5 || len(text) != len(p.plain) || pairs < 0.4 {
		return 0
	}
	a, b := slices.Clone(text), slices.Clone(p.plain)
	slices.Sort(a)
	slices.Sort(b)
	if !slices.Equal(a, b) {
		return 0
	}
	return enough
}

func negates(r rune) bool {
	switch r {
	case '未', '不', '无', '非', '已', '正':
		return true
	}
	return false
}

// isForeign reports whether the text is about something else.
func (t *table) isForeign(text string) bool {
	return containsAny(text, t.Foreign) && !containsAny(text, t.Ours)
}
