package profile

import (
	"bytes"
	"errors"
	"sort"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// table is a TOML table that remembers where everything stands.
type table struct {
	line   int // of its header; 1 for the whole file
	names  []string
	values map[string]*value
}

// value is one TOML value and the line of its key, or of itself within a list.
type value struct {
	kind  unstable.Kind
	line  int
	text  string // a string unescaped; any other scalar as written
	items []*value
	table *table // of kind Table
}

func newTable(line int) *table { return &table{line: line, values: map[string]*value{}} }

func (t *table) put(name string, v *value) {
	if _, ok := t.values[name]; !ok {
		t.names = append(t.names, name)
	}
	t.values[name] = v
}

// enter returns the table under name, made if it is not there; of a list of
// tables, the last.
func (t *table) enter(name string, line int) *table {
	v := t.values[name]
	if v == nil {
		v = &value{kind: unstable.Table, line: line, table: newTable(line)}
		t.put(name, v)
	}
	if v.kind == unstable.Array && len(v.items) > 0 {
		v = v.items[len(v.items)-1]
	}
	if v.table == nil { // a table in the place of a value: toml.Unmarshal has refused it before
		return newTable(line)
	}
	return v.table
}

// readTree parses TOML. The decoder of the library checks the grammar and
// that nothing is defined twice; then its parser gives values with positions.
func readTree(file string, text []byte) (*table, *Error) {
	var all map[string]any
	if err := toml.Unmarshal(text, &all); err != nil {
		return nil, syntaxError(file, text, err)
	}
	r := reader{lines: lineStarts(text)}
	r.parser.Reset(text)
	root := newTable(1)
	at := root
	for r.parser.NextExpression() {
		switch e := r.parser.Expression(); e.Kind {
		case unstable.Table:
			at = r.path(root, e.Key(), func(t *table, name string, line int) *table {
				in := t.enter(name, line)
				in.line = line
				return in
			})
		case unstable.ArrayTable:
			at = r.path(root, e.Key(), func(t *table, name string, line int) *table {
				list := t.values[name]
				if list == nil {
					list = &value{kind: unstable.Array, line: line}
					t.put(name, list)
				}
				item := &value{kind: unstable.Table, line: line, table: newTable(line)}
				list.items = append(list.items, item)
				return item.table
			})
		case unstable.KeyValue:
			r.keyValue(at, e)
		}
	}
	if err := r.parser.Error(); err != nil {
		return nil, syntaxError(file, text, err)
	}
	return root, nil
}

type reader struct {
	parser unstable.Parser
	lines  []int // offsets where lines begin
}

// path walks a dotted key from t; last says what its last part does.
func (r *reader) path(t *table, key unstable.Iterator, last func(*table, string, int) *table) *table {
	for key.Next() {
		n := key.Node()
		name, line := string(n.Data), r.line(n.Raw)
		if key.IsLast() {
			return last(t, name, line)
		}
		t = t.enter(name, line)
	}
	return t
}

func (r *reader) keyValue(t *table, e *unstable.Node) {
	r.path(t, e.Key(), func(t *table, name string, line int) *table {
		t.put(name, r.value(e.Value(), line))
		return t
	})
}

// value copies a node; line is that of what holds it, for nodes that do not
// know their own place.
func (r *reader) value(n *unstable.Node, line int) *value {
	if n.Raw.Length > 0 {
		line = r.line(n.Raw)
	}
	v := &value{kind: n.Kind, line: line, text: string(n.Data)}
	switch n.Kind {
	case unstable.Array:
		for it := n.Children(); it.Next(); {
			if c := it.Node(); c.Kind != unstable.Comment {
				v.items = append(v.items, r.value(c, line))
			}
		}
	case unstable.InlineTable:
		v.kind, v.table = unstable.Table, newTable(line)
		for it := n.Children(); it.Next(); {
			if c := it.Node(); c.Kind == unstable.KeyValue {
				r.keyValue(v.table, c)
			}
		}
	}
	return v
}

func (r *reader) line(raw unstable.Range) int {
	return sort.SearchInts(r.lines, int(raw.Offset)+1)
}

func lineStarts(text []byte) []int {
	starts := []int{0}
	for i, b := range text {
		if b == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// syntaxError names the line and, as far as it can be seen, the key.
func syntaxError(file string, text []byte, err error) *Error {
	line, key, why := 1, "", err.Error()
	var at *toml.DecodeError
	if errors.As(err, &at) {
		line, _ = at.Position()
		key = strings.Join(at.Key(), ".")
	}
	if key == "" {
		key = keyOn(text, line)
	}
	return newError(file, line, key, say("not valid TOML (%s)", strings.TrimPrefix(why, "toml: ")),
		say(`write key = "text" or key = ["a", "b"], each on its own line`))
}

// keyOn guesses the key that a line is about: what stands before its "=", or
// its header; "toml" where there is nothing of the kind.
func keyOn(text []byte, line int) string {
	lines := bytes.Split(text, []byte("\n"))
	if line < 1 || line > len(lines) {
		return "toml"
	}
	s := strings.Trim(string(lines[line-1]), " \t\r")
	if strings.HasPrefix(s, "[") {
		s = strings.Trim(s, "[] ")
	}
	end := strings.IndexFunc(s, func(r rune) bool {
		return !(r == '_' || r == '-' || r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	})
	if end >= 0 {
		s = s[:end]
	}
	if s == "" {
		return "toml"
	}
	return s
}
