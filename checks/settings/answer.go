package settings

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"
)

// MaxAnswers are kept: a bookkeeping firm serves forty companies.
const MaxAnswers = 100

// An Answer is what was once checked, under the user's own label: a company, a
// shop. What the user's screen said is not kept.
type Answer struct {
	ID       string    `json:"id"`
	Label    string    `json:"label,omitempty"` // "" not named
	Mode     string    `json:"mode"`            // region, address or file
	Region   string    `json:"region,omitempty"`
	Software string    `json:"software,omitempty"`
	URLs     []string  `json:"urls,omitempty"`
	File     string    `json:"file,omitempty"`
	Used     time.Time `json:"last_used"`
	Count    int       `json:"count"` // runs
}

// Same reports whether both ask for the same, whatever they are called.
func (a Answer) Same(b Answer) bool {
	return a.Mode == b.Mode && a.Region == b.Region && a.Software == b.Software && a.File == b.File && slices.Equal(a.URLs, b.URLs)
}

// Use puts a to the front as what is checked at the moment at, and returns its
// ID. It is the answer of a's ID if that still asks for the same, else, unless a
// has a label that no answer has, the last used one that does, else a new one.
func (s *Settings) Use(a Answer, at time.Time) string {
	a.Label = label(a.Label)
	fits := func(f func(Answer) bool) int {
		return slices.IndexFunc(s.Answers, func(b Answer) bool { return a.Same(b) && f(b) })
	}
	i := fits(func(b Answer) bool { return b.ID == a.ID && (a.Label == "" || a.Label == b.Label) })
	if i < 0 {
		i = fits(func(b Answer) bool { return a.Label == "" || a.Label == b.Label })
	}
	if i >= 0 {
		known := s.Answers[i]
		s.Answers = slices.Delete(s.Answers, i, i+1)
		a.ID, a.Label, a.Count = known.ID, known.Label, known.Count
	} else {
		a.ID, a.Count = rand.Text()[:10], 0
	}
	a.Used = at.Round(0)
	a.Count++
	s.Answers = slices.Insert(s.Answers, 0, a)
	s.tidy()
	return a.ID
}

// Rename gives the answer another label; "" takes it away.
func (s *Settings) Rename(id, to string) {
	for i := range s.Answers {
		if s.Answers[i].ID == id {
			s.Answers[i].Label = label(to)
		}
	}
}

// Forget removes an answer.
func (s *Settings) Forget(id string) {
	s.Answers = slices.DeleteFunc(s.Answers, func(a Answer) bool { return a.ID == id })
}

// maxLabel is the longest label, in characters: a company's full name fits.
const maxLabel = 60

// label is one line of text.
func label(typed string) string {
	said := []rune(strings.Join(strings.Fields(typed), " "))
	return string(said[:min(len(said), maxLabel)])
}

// tidy keeps the answers in order, few enough, and each with an ID of its own.
func (s *Settings) tidy() {
	seen := map[string]bool{}
	s.Answers = slices.DeleteFunc(s.Answers, func(a Answer) bool {
		bad := a.ID == "" || seen[a.ID] || !slices.Contains([]string{"region", "address", "file"}, a.Mode)
		seen[a.ID] = true
		return bad
	})
	slices.SortStableFunc(s.Answers, func(a, b Answer) int { return b.Used.Compare(a.Used) })
	// Named ones go last: somebody took the trouble.
	for i := len(s.Answers) - 1; i > 0 && len(s.Answers) > MaxAnswers; i-- {
		if s.Answers[i].Label == "" {
			s.Answers = slices.Delete(s.Answers, i, i+1)
		}
	}
	s.Answers = s.Answers[:min(len(s.Answers), MaxAnswers)]
}
