package profile

import (
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// decoder turns a tree into a Profile and collects the mistakes.
type decoder struct {
	file   string
	preset bool // without endpoints the region's built-in ones are meant
	open   func(name string) ([]byte, error)
	wrong  []*Error // about something that stands in the file
	gone   []*Error // about something that is not there
}

// first is the mistake to report: the first by line of those that stand in the
// file, since a misspelt key is also a missing one.
func (d *decoder) first() error {
	for _, list := range [][]*Error{d.wrong, d.gone} {
		if len(list) > 0 {
			slices.SortStableFunc(list, func(a, b *Error) int { return a.Line - b.Line })
			return list[0]
		}
	}
	return nil
}

// section reads one table key by key.
type section struct {
	d    *decoder
	path string // "limits"; "" the whole file
	t    *table
	read []string // keys asked for: all that are known
}

func (d *decoder) section(path string, t *table) *section {
	return &section{d: d, path: path, t: t}
}

func (s *section) key(name string) string {
	if s.path == "" {
		return name
	}
	return s.path + "." + name
}

func (s *section) bad(name string, line int, problem, hint phrase) {
	s.d.wrong = append(s.d.wrong, newError(s.d.file, line, s.key(name), problem, hint))
}

func (s *section) missing(name string, hint phrase) {
	s.d.gone = append(s.d.gone, newError(s.d.file, s.t.line, s.key(name), say("missing"), hint))
}

// has reports whether the key stands in the table.
func (s *section) has(name string) bool { return s.t.values[name] != nil }

// value returns the key's value if it is there and of the kind, else nil;
// example is what would be right.
func (s *section) value(name string, want phrase, example string, kinds ...unstable.Kind) *value {
	if !slices.Contains(s.read, name) {
		s.read = append(s.read, name)
	}
	v := s.t.values[name]
	if v == nil || slices.Contains(kinds, v.kind) {
		return v
	}
	hint := say("for example %s", name+" = "+example)
	if slices.Contains(kinds, unstable.Table) {
		hint = say("begin it with the line %s", example)
	}
	s.bad(name, v.line, say("must be %s, not %s", want, kindWord(v.kind)), hint)
	return nil
}

// item is one text and its line.
type item struct {
	text string
	line int
}

// text returns a string value; ok is false where it is absent or wrong.
func (s *section) text(name, example string) (item, bool) {
	v := s.value(name, say("a text in quotes"), example, unstable.String)
	if v == nil || !s.plain(name, v) {
		return item{}, false
	}
	return item{v.text, v.line}, true
}

// plain refuses empty texts and those that would not print as one line.
func (s *section) plain(name string, v *value) bool {
	switch {
	case strings.TrimSpace(v.text) == "":
		s.bad(name, v.line, say("is empty"), say("write a value, or leave the key out"))
	case oneLine(v.text) != v.text:
		s.bad(name, v.line, say("holds a line break or a control character"), say("write it as one line of plain text"))
	case len(v.text) > 2048:
		s.bad(name, v.line, say("is too long"), say("at most 2048 bytes"))
	default:
		return true
	}
	return false
}

// texts returns a list of strings without the wrong ones; a text that stands
// twice is wrong too.
func (s *section) texts(name, example string) []item {
	v := s.value(name, say("a list of texts"), example, unstable.Array)
	if v == nil {
		return nil
	}
	var list []item
	seen := map[string]bool{}
	for _, e := range v.items {
		switch {
		case e.kind != unstable.String:
			s.bad(name, e.line, say("must be %s, not %s", say("a list of texts"), say("a list with %s in it", kindWord(e.kind))),
				say("for example %s", name+" = "+example))
		case !s.plain(name, e):
		case seen[e.text]:
			s.bad(name, e.line, say("%s stands in the list twice", quote(e.text)), say("write it once"))
		default:
			seen[e.text] = true
			list = append(list, item{e.text, e.line})
		}
	}
	return list
}

// choice returns a string that must be one of words, or def where it is absent.
func (s *section) choice(name, def string, words []string) string {
	it, ok := s.text(name, quote(words[0]))
	if !ok {
		return def
	}
	if !slices.Contains(words, it.text) {
		s.bad(name, it.line, say("unknown value %s", quote(it.text)), oneOf(it.text, words))
		return def
	}
	return it.text
}

// flag returns a boolean, or def where it is absent.
func (s *section) flag(name string, def bool) bool {
	v := s.value(name, say("true or false"), "true", unstable.Bool)
	if v == nil {
		return def
	}
	return v.text == "true"
}

// table returns the section under name, or nil.
func (s *section) table(name string) *section {
	v := s.value(name, say("a table"), "["+name+"]", unstable.Table)
	if v == nil {
		return nil
	}
	return s.d.section(s.key(name), v.table)
}

// tables returns the sections of a list of tables.
func (s *section) tables(name string) []*section {
	v := s.t.values[name]
	if !slices.Contains(s.read, name) {
		s.read = append(s.read, name)
	}
	if v == nil {
		return nil
	}
	var list []*section
	wrong := v.kind != unstable.Array
	for _, e := range v.items {
		if e.kind != unstable.Table {
			wrong = true
			break
		}
		list = append(list, s.d.section(s.key(name), e.table))
	}
	if wrong {
		s.bad(name, v.line, say("must be a list of tables"), say("begin each with the line %s", "[["+name+"]]"))
		return nil
	}
	return list
}

// done reports the keys of the table that nobody asked for.
func (s *section) done() {
	for _, name := range s.t.names {
		if slices.Contains(s.read, name) {
			continue
		}
		hint := say("known here: %s", strings.Join(s.read, ", "))
		if near := Nearest(name, s.read, 1); len(near) > 0 {
			hint = say("did you mean %s?", near[0])
		}
		shown := oneLine(name)
		if strings.ContainsAny(shown, ". ") || shown == "" {
			shown = quote(shown)
		}
		s.bad(shown, s.t.values[name].line, say("unknown key"), hint)
	}
}

// oneOf is the hint for a word out of a list.
func oneOf(word string, words []string) phrase {
	if near := Nearest(word, words, 1); len(near) > 0 && len(words) > 1 {
		return say("did you mean %s? possible are %s", quote(near[0]), choices(words))
	}
	return say("possible are %s", choices(words))
}

func kindWord(k unstable.Kind) phrase {
	switch k {
	case unstable.String:
		return say("a text in quotes")
	case unstable.Integer:
		return say("a whole number")
	case unstable.Float:
		return say("a decimal number")
	case unstable.Bool:
		return say("true or false")
	case unstable.Array:
		return say("a list")
	case unstable.Table:
		return say("a table")
	}
	return say("a date or time")
}
