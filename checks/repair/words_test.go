package repair

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"kpdoctor/checks/catalogue"
)

// The catalogue says which repairs a cause has, and each repair which causes it
// fixes: both must say the same.
func TestCatalogueAndRepairsAgree(t *testing.T) {
	for _, c := range catalogue.All {
		var names []string
		for _, r := range For(c.Code) {
			names = append(names, r.Name)
		}
		if !slices.Equal(names, c.Repairs) {
			t.Errorf("%s: the catalogue has %q, the repairs say %q", c.Code, c.Repairs, names)
		}
	}
	for _, r := range All {
		for _, code := range r.Fixes {
			if catalogue.Find(code) == nil {
				t.Errorf("%s fixes %s, which is no cause", r.Name, code)
			}
		}
		if len(r.Fixes) == 0 || r.Admin == r.PerUser {
			t.Errorf("%s: fixes %q, admin %v, per user %v", r.Name, r.Fixes, r.Admin, r.PerUser)
		}
	}
}

// chinese is in every Chinese sentence.
var chinese = regexp.MustCompile(`\p{Han}`)

func TestEveryWordExistsTwice(t *testing.T) {
	pair := func(where, zh, en string) {
		t.Helper()
		if !chinese.MatchString(zh) || en == "" || strings.ContainsFunc(en, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s: %q, %q", where, zh, en)
		}
	}
	for _, r := range All {
		w, ok := spoken[r.Name]
		if !ok {
			t.Errorf("%s has no words", r.Name)
		}
		pair(r.Name, w.zh.title, w.en.title)
		pair(r.Name, w.zh.risk, w.en.risk)
	}
	if len(spoken) != len(All) {
		t.Errorf("words for %d repairs, there are %d", len(spoken), len(All))
	}
	for _, k := range kinds {
		if w, ok := changeWords[string(k)]; ok {
			pair(string(k), w[0], w[1])
		} else if k != "lease" && k != "winsock" { // only moved by acts
			t.Errorf("kind %s has no words", k)
		}
	}
	for _, a := range acts {
		if w, ok := changeWords[string(a)]; ok {
			pair(string(a), w[0], w[1])
		} else {
			t.Errorf("act %s has no words", a)
		}
	}
	for reason, w := range refusalWords {
		pair(reason, w[0], w[1])
	}
	for result, w := range resultWords {
		pair(string(result), w[0], w[1])
	}
}
