package catalogue

import (
	"regexp"
	"slices"
	"strings"
)

var (
	optional    = regexp.MustCompile(`\[[^\[\]]*\]`)
	placeholder = regexp.MustCompile(`\{([a-z_]+)\}`)
	// A space that kept a Latin value off a hanzi is not wanted between two
	// hanzi, nor beside Chinese punctuation.
	gap  = regexp.MustCompile(`(\p{Han}) +(\p{Han})`)
	stop = regexp.MustCompile(` *([，。；：、（）“”]) *`)
)

// Say returns the words in lang ("zh" or "en") with facts filled in, steps
// that have nothing to say left out. Facts are machine values, see [Facts];
// nil facts give the general form that `kpcheck explain` shows.
func (c *Cause) Say(lang string, facts map[string]string) Words {
	return fill(c.In(lang), lang, facts)
}

// fill puts facts into the words.
func fill(w Words, lang string, facts map[string]string) Words {
	spoken := speak(facts, lang)
	out := Words{
		Title:   w.Title,
		Explain: tidy(Fill(w.Explain, spoken)),
		Proof:   w.Proof,
		Limits:  w.Limits,
	}
	for _, s := range w.Steps {
		if s = tidy(Fill(s, spoken)); s != "" {
			out.Steps = append(out.Steps, s)
		}
	}
	return out
}

// Fill replaces {name} in text by facts[name]. A part in square brackets is
// dropped unless all its facts are there and not empty. Brackets within a
// value, as in [::1]:443, are left alone.
func Fill(text string, facts map[string]string) string {
	text = optional.ReplaceAllStringFunc(text, func(part string) string {
		for _, name := range names(part) {
			if facts[name] == "" {
				return ""
			}
		}
		return part[1 : len(part)-1]
	})
	return placeholder.ReplaceAllStringFunc(text, func(p string) string {
		if v := facts[p[1:len(p)-1]]; v != "" {
			return v
		}
		return p
	})
}

// Placeholders returns the facts that the cause's words mention, sorted.
func (c *Cause) Placeholders() []string { return mentioned(c.ZH) }

func mentioned(w Words) []string {
	all := names(w.Explain)
	for _, s := range w.Steps {
		all = append(all, names(s)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func names(text string) []string {
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// tidy closes the gaps that a value or a left-out part makes, and gives an
// English sentence its capital.
func tidy(s string) string {
	s = strings.ReplaceAll(s, "  ", " ")
	s = gap.ReplaceAllString(s, "$1$2")
	s = stop.ReplaceAllString(s, "$1")
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "the "); ok {
		return "The " + rest
	}
	return s
}
