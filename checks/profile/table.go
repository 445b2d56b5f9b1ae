package profile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"kpdoctor/assets"
)

// Table is the dated table of the tax authorities' addresses: a CSV file whose
// first line is a comment that begins with its date, # 2026-11. Every address
// in it is a hint from a document; the one that the user's own client shows
// beats it.
type Table struct {
	Date string // "2026-11"
	rows []map[string]string
}

// Columns of the table. What a table leaves out of seenColumns counts as its
// one source; every other column must be there.
var (
	addressColumns = []string{"etax", "etax_alternative", "tpass", "dppt", "fpdk", "fpcy", "disk_upload", "public_service", "ukey_upload"}
	seenColumns    = []string{"etax_seen", "tpass_seen", "dppt_seen"}
	columns        = slices.Concat([]string{"code", "name", "spelling"}, addressColumns, seenColumns, []string{"ukey_transport", "as_of"})
)

// marks of what the seen columns say.
var marks = map[string]Mark{"yes": Documented, "host": Pattern, "pattern": Pattern, "source": OneSource, "": OneSource}

var tableDate = regexp.MustCompile(`^20[0-9]{2}-(0[1-9]|1[0-2])$`)

// BuiltinTable is the table that travels inside the programs.
var BuiltinTable = sync.OnceValue(func() *Table {
	t, err := ParseTable("authorities.csv", []byte(assets.Authorities))
	if err != nil {
		panic(err) // embedded, and read by every test
	}
	return t
})

var used atomic.Pointer[Table]

// Use makes the built-in profiles come from another table. A program calls it
// once, before it asks for any.
func Use(t *Table) { used.Store(t) }

// inUse is the table that profiles come from.
func inUse() *Table {
	if t := used.Load(); t != nil {
		return t
	}
	return BuiltinTable()
}

// LoadTable reads a table from a file. Any error is an [*Error].
func LoadTable(path string) (*Table, error) {
	text, err := readLimited(openRegular(path))
	if err != nil {
		return nil, newError(oneLine(path), 0, "", unreadable(err), say("name a table: a text file such as %s", "authorities.csv"))
	}
	return ParseTable(path, text)
}

// ParseTable reads a table strictly: the 36 authorities and no other, every
// address a host with a port. An error is an [*Error] with line and column.
func ParseTable(file string, text []byte) (*Table, error) {
	file = oneLine(file)
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if line, ok := invalidUTF8(text); ok {
		return nil, newError(file, line, "", say("the file is not UTF-8 text"), say("save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"))
	}
	head, _, _ := strings.Cut(string(text), "\n")
	date, _, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(head, "#")), ":")
	if !strings.HasPrefix(head, "#") || !tableDate.MatchString(date) {
		return nil, newError(file, 1, "", say("the table has no date"), say("begin the file with the line %s", quote("# 2026-11: where it is from")))
	}
	r := &tableReader{file: file, csv: csv.NewReader(bytes.NewReader(text)), seen: map[string]bool{}}
	r.csv.Comment = '#'
	t := &Table{Date: date}
	for {
		fields, err := r.csv.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) && !errors.Is(err, csv.ErrFieldCount) {
			e := newError(file, wrong.Line, "", say("a quotation mark is out of place"), say("write the cells with commas between them and no quotation marks"))
			e.Column = wrong.Column
			return nil, e
		}
		if r.header == nil {
			r.header = fields
			r.checkHeader()
		} else if row := r.row(fields); r.wrong == nil {
			t.rows = append(t.rows, row)
		}
		if r.wrong != nil {
			return nil, r.wrong
		}
	}
	if r.header == nil {
		return nil, newError(file, 1, "code", say("missing"), say("the first line after the comments names the columns: %s", strings.Join(columns, ",")))
	}
	for spelling, name := range authorityNames {
		if !r.seen["spelling "+spelling] {
			return nil, newError(file, 1, "spelling", say("%s is not in the table", quote(spelling)), say("each of the 36 authorities has its line, %s too", name))
		}
	}
	return t, nil
}

// tableReader reads lines and keeps the first mistake.
type tableReader struct {
	file   string
	csv    *csv.Reader
	header []string
	seen   map[string]bool // column and value of what must be unique
	wrong  *Error
}

// bad is a mistake in the field of the last line read.
func (r *tableReader) bad(field int, problem, hint phrase) {
	if r.wrong != nil {
		return
	}
	line, column := r.csv.FieldPos(field)
	r.wrong = newError(r.file, line, r.header[min(field, len(r.header)-1)], problem, hint)
	r.wrong.Column = column
}

func (r *tableReader) checkHeader() {
	for i, name := range r.header {
		switch {
		case !slices.Contains(columns, name):
			r.bad(i, say("unknown column"), oneOf(name, columns))
		case slices.Index(r.header, name) < i:
			r.bad(i, say("%s stands in the list twice", quote(name)), say("write it once"))
		}
	}
	for _, name := range columns {
		optional := name == "as_of" || slices.Contains(seenColumns, name)
		if !optional && !slices.Contains(r.header, name) {
			r.bad(0, say("the column %s is missing", quote(name)), say("the first line after the comments names the columns: %s", strings.Join(columns, ",")))
		}
	}
}

func (r *tableReader) row(fields []string) map[string]string {
	if len(fields) != len(r.header) {
		r.bad(min(len(fields), len(r.header))-1, say("%s cells where the first line names %s", strconv.Itoa(len(fields)), strconv.Itoa(len(r.header))), say("write the cells with commas between them and no quotation marks"))
		return nil
	}
	row := map[string]string{}
	for i, name := range r.header {
		row[name] = fields[i]
		r.cell(i, name, fields[i])
	}
	if name := authorityNames[row["spelling"]]; r.wrong == nil && name != row["name"] {
		r.bad(slices.Index(r.header, "name"), say("%s is not the name of %s", quote(row["name"]), row["spelling"]), say("did you mean %s?", quote(name)))
	}
	return row
}

var codeText = regexp.MustCompile(`^[0-9]{2}([0-9]{2})?$`)

func (r *tableReader) cell(i int, name, text string) {
	choice := func(words ...string) {
		if text != "" && !slices.Contains(words, text) {
			r.bad(i, say("unknown value %s", quote(text)), oneOf(text, words))
		}
	}
	switch name {
	case "code":
		if !codeText.MatchString(text) {
			r.bad(i, say("%s is no code", quote(text)), say("two or four digits, for example %s", "4403"))
		}
	case "spelling":
		if authorityNames[text] == "" {
			r.bad(i, say("unknown region %s", quote(text)), oneOf(text, slices.Sorted(maps.Keys(authorityNames))))
		}
	case "ukey_transport":
		choice("tlcp", "tls1.0-rsa")
	case "as_of":
		if text != "" && !sourceYears.MatchString(text) {
			r.bad(i, say("%s is no year", quote(text)), say("for example %s", "2021-2023"))
		}
	default:
		switch {
		case slices.Contains(seenColumns, name):
			choice("yes", "host", "pattern", "source")
		case slices.Contains(addressColumns, name) && (text != "" || name != "etax_alternative"):
			host, port, ok := parseHostPort(text, 0)
			if !ok || port == 0 || hostPort(host, port) != text {
				r.bad(i, say("%s is not host:port", quote(text)), say("for example %s", "etax.beijing.chinatax.gov.cn:8443"))
			}
		}
	}
	if name == "code" || name == "spelling" {
		if key := name + " " + text; r.seen[key] {
			r.bad(i, say("%s stands in the list twice", quote(text)), say("write it once"))
		} else {
			r.seen[key] = true
		}
	}
}

// BesideTable uses the authorities.csv in a folder, the program's own, unless
// it is older than the built-in table. It returns nil where there is none to use.
func BesideTable(folder string) (*Table, error) {
	path := filepath.Join(folder, "authorities.csv")
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	t, err := LoadTable(path)
	if err != nil || t.Date < BuiltinTable().Date {
		return nil, err
	}
	Use(t)
	return t, nil
}
