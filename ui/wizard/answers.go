package wizard

import (
	"slices"
	"strings"
	"time"
)

// Answer is what was checked before, under the user's own label.
type Answer struct {
	ID     string
	Choice Choice // with Label and Answer set; of mode ByRegion, ByAddress or ByFile
	Name   string // what the choice is in words, such as "北京 · 浏览器"
	Used   time.Time
	Count  int // runs
}

// Title is the label, or what is checked where there is none.
func (a Answer) Title() string {
	if a.Choice.Label != "" {
		return a.Choice.Label
	}
	return a.Name
}

// Remembered offers what was checked before, the last used first.
func (s State) Remembered(all []Answer) State {
	s.Answers = all
	if _, ok := s.picked(); s.Choice.Mode == ByAnswer && !ok {
		s.Choice.Mode, s.Choice.Answer = ByRegion, ""
		if len(all) > 0 {
			s.Choice.Mode, s.Choice.Answer = ByAnswer, all[0].ID
		}
	}
	return s
}

// Again begins with the last answer where nothing else is asked for.
func (s State) Again() State {
	if len(s.Answers) > 0 {
		s.Choice.Mode, s.Choice.Answer = ByAnswer, s.Answers[0].ID
	}
	return s
}

// Modes are those that are offered: ByAnswer only where there are answers.
func (s State) Modes() []Mode {
	if len(s.Answers) == 0 {
		return Modes
	}
	return append([]Mode{ByAnswer}, Modes...)
}

// CanLabel reports whether what is chosen can be given a name: practice needs
// none, and an answer has its own.
func (s State) CanLabel() bool { return s.Choice.Mode != ByPractice && s.Choice.Mode != ByAnswer }

// Asked is the choice that a run is made of: where an answer was picked, that one.
func (s State) Asked() Choice {
	a, ok := s.picked()
	if s.Choice.Mode != ByAnswer || !ok {
		s.Choice.Answer = ""
		return s.Choice
	}
	c := a.Choice
	c.Answer, c.Message, c.Fault = a.ID, s.Choice.Message, s.Choice.Fault
	return c
}

func (s State) picked() (a Answer, ok bool) {
	i := slices.IndexFunc(s.Answers, func(a Answer) bool { return a.ID == s.Choice.Answer })
	if i < 0 {
		return a, false
	}
	return s.Answers[i], true
}

// FindAnswers are the answers whose label or name has all words of the query.
func (s State) FindAnswers(query string) (found []Answer) {
	words := strings.Fields(strings.ToLower(query))
	for _, a := range s.Answers {
		said := strings.ToLower(a.Choice.Label + " " + a.Name)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(said, w) }) {
			found = append(found, a)
		}
	}
	return found
}
