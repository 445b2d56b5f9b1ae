package message

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"kpdoctor/assets"
	"kpdoctor/checks/catalogue"
)

// file is the form of messages.toml, which explains itself.
type file struct {
	Schema  string
	Dated   string
	Foreign []string
	Ours    []string
	Same    [][]string
	Sources map[string]string
	Near    map[string][]string
	Restart struct{ ZH, EN string }
	Advice  map[string]struct{ ZH, EN []string }
	Message []*entry
}

type entry struct {
	ID      string
	Kind    Kind
	Blame   catalogue.Blame
	Mark    Mark
	Source  []string
	Hints   []string
	Near    string
	Alone   bool
	Restart bool
	Base    bool
	Usual   int
	Pick    string
	Codes   [][]string
	Subs    [][]string
	Says    []string
	Advice  string
	ZH, EN  Words
}

// A meaning is one code of an entry.
type meaning struct {
	entry  *entry
	code   string
	zh, en string // what the code is called; may be ""
	sub    bool   // a sub-code of 统一受理
}

// table is messages.toml made ready to be searched.
type table struct {
	file
	numbers map[int][]meaning  // short numbers, which need a word beside them
	hexes   map[string]meaning // 09…: six hexadecimal digits
	tries   []meaning          // those that end with "#"
	results map[uint32]meaning // HRESULTs
	accept  map[string]meaning // 航信: nine digits, without the sign
	names   []name             // ERR_…, CA99
	subs    map[int]meaning    // sub-codes by number
	unknown *entry             // for a 航信 code that is not in the table
	same    *strings.Replacer  //
	phrases []phrase           //
	weight  map[string]float64 // of a feature of the phrases
	rare    float64            // weight of a feature that no phrase has
	sounds  map[rune]string    // pinyin
	spoken  []spoken           //
}

var loaded = sync.OnceValue(func() *table {
	f, err := read(assets.Messages)
	if err != nil {
		panic("messages.toml: " + err.Error()) // embedded, and read by every test
	}
	t := &table{file: f, numbers: map[int][]meaning{}, hexes: map[string]meaning{}, results: map[uint32]meaning{},
		accept: map[string]meaning{}, subs: map[int]meaning{}, same: sameWords(f.Same)}
	for _, e := range f.Message {
		e.complete(&f)
		if e.ID == "aisino.unknown" {
			t.unknown = e
		}
		for _, c := range e.Codes {
			t.add(newMeaning(e, c))
		}
		for _, c := range e.Subs {
			m := newMeaning(e, c)
			m.sub = true
			n, _ := strconv.Atoi(m.code)
			t.subs[n] = m
			t.numbers[n] = append(t.numbers[n], m)
		}
	}
	t.learnPhrases()
	t.learnSounds(assets.Pinyin)
	return t
})

func read(text []byte) (file, error) {
	var f file
	d := toml.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return f, d.Decode(&f)
}

// complete appends the shared steps.
func (e *entry) complete(f *file) {
	a := f.Advice[e.Advice]
	e.ZH.Steps, e.EN.Steps = slices.Concat(e.ZH.Steps, a.ZH), slices.Concat(e.EN.Steps, a.EN)
	if e.Restart {
		e.ZH.Steps, e.EN.Steps = append(e.ZH.Steps, f.Restart.ZH), append(e.EN.Steps, f.Restart.EN)
	}
}

func newMeaning(e *entry, c []string) meaning {
	m := meaning{entry: e, code: c[0]}
	if len(c) == 3 {
		m.zh, m.en = c[1], c[2]
	}
	return m
}

// add files a code by its form.
func (t *table) add(m meaning) {
	code := strings.ToLower(m.code)
	number, err := strconv.Atoi(code)
	switch {
	case strings.HasPrefix(code, "-96"):
		t.accept[code[1:]] = m
	case strings.HasPrefix(code, "0x") && len(code) == 10:
		n, _ := strconv.ParseUint(code[2:], 16, 32)
		t.results[uint32(n)] = m
	case strings.HasPrefix(code, "0x"):
		n, _ := strconv.ParseUint(code[2:], 16, 32)
		t.numbers[int(n)] = append(t.numbers[int(n)], m)
	case strings.HasSuffix(code, "#"):
		t.tries = append(t.tries, m)
	case len(code) == 6 && strings.HasPrefix(code, "09"):
		t.hexes[code] = m
	case err == nil:
		t.numbers[number] = append(t.numbers[number], m)
	default:
		t.names = append(t.names, newName(m))
	}
}

// sameWords reads each word of a group as the group's first.
func sameWords(groups [][]string) *strings.Replacer {
	var pairs []string
	type pair struct{ from, to string }
	var all []pair
	for _, g := range groups {
		for _, w := range g {
			all = append(all, pair{w, g[0]})
		}
	}
	// The longest first: a replacer takes the first that fits.
	slices.SortStableFunc(all, func(a, b pair) int { return len(b.from) - len(a.from) })
	for _, p := range all {
		pairs = append(pairs, p.from, p.to)
	}
	return strings.NewReplacer(pairs...)
}
