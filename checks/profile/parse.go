package profile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"unicode/utf8"
)

// maxText is the largest profile read; a long one has a few kilobytes.
const maxText = 1 << 20

// Load reads the profile in a file; its roots lie in the same folder. Any
// error is an [*Error].
func Load(path string) (*Profile, error) {
	file := oneLine(path)
	text, err := readLimited(openRegular(path))
	if err != nil {
		return nil, newError(file, 0, "", unreadable(err), say("name a profile: a text file such as %s", "kpdoctor.toml"))
	}
	folder, err := os.OpenRoot(filepath.Dir(path)) // a link out of the folder is refused too
	if err != nil {
		return nil, newError(file, 0, "", unreadable(err), phrase{})
	}
	defer folder.Close()
	d := &decoder{file: oneLine(path), preset: filepath.Base(path) == "kpdoctor.toml",
		open: func(name string) ([]byte, error) { return readLimited(folder.Open(name)) }}
	return d.parse(text)
}

// openRegular opens a file that is no pipe: opening one waits for a writer.
func openRegular(path string) (*os.File, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, errNotRegular
	}
	return os.Open(path)
}

// readLimited reads a regular file of at most [maxText] bytes.
func readLimited(f *os.File, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(err, errNotRegular)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxText+1))
	if err == nil && len(text) > maxText {
		err = errTooLarge
	}
	return text, err
}

var (
	errNotRegular = errors.New("not an ordinary file")
	errTooLarge   = errors.New("larger than 1 MiB")
)

func unreadable(err error) phrase {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return say("no such file")
	case errors.Is(err, fs.ErrPermission):
		return say("no right to read it")
	case errors.Is(err, errNotRegular):
		return say("not an ordinary file")
	case errors.Is(err, errTooLarge):
		return say("larger than 1 MiB")
	}
	return say("cannot be read (%s)", err.Error())
}

// Parse reads a profile. file is its name for messages; open reads a PEM file
// that the profile names in roots, always by a plain name in its own folder.
// Any error is an [*Error], the first mistake by line.
func Parse(file string, text []byte, open func(name string) ([]byte, error)) (*Profile, error) {
	d := &decoder{file: oneLine(file), open: open}
	return d.parse(text)
}

func (d *decoder) parse(text []byte) (*Profile, error) {
	file := d.file
	if len(text) > maxText {
		return nil, newError(file, 1, "schema", say("larger than 1 MiB"), say("name a profile: a text file such as %s", "kpdoctor.toml"))
	}
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if line, ok := invalidUTF8(text); ok {
		return nil, newError(file, line, keyOn(text, line), say("the file is not UTF-8 text"),
			say("save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"))
	}
	root, wrong := readTree(file, text)
	if wrong != nil {
		return nil, wrong
	}
	if v := root.values["schema"]; v != nil && v.text != Schema {
		return nil, newError(file, v.line, "schema", say("this version cannot read %s", quote(v.text)), say("write schema = %s", quote(Schema)))
	}
	if d.preset {
		d.fill(root)
	}
	p := d.profile(d.section("", root))
	if err := d.first(); err != nil {
		return nil, err
	}
	return p, nil
}

// invalidUTF8 returns the line of the first byte that is not UTF-8.
func invalidUTF8(text []byte) (line int, found bool) {
	if utf8.Valid(text) {
		return 0, false
	}
	line = 1
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if r == utf8.RuneError && n == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		text = text[n:]
	}
	return line, true
}

// profile reads the whole file.
func (d *decoder) profile(s *section) *Profile {
	if _, ok := s.text("schema", quote(Schema)); !ok && !s.has("schema") {
		s.missing("schema", say("begin the file with schema = %s", quote(Schema)))
	}
	p := &Profile{Limits: DefaultLimits(), Proxy: "system"}
	if it, ok := s.text("name", `"北京 · 电子发票服务平台"`); ok {
		p.Name = it.text
	}
	if it, ok := s.text("region", `"beijing"`); ok {
		p.Region = it.text
	}
	p.Software = s.choice("software", "custom", Softwares)
	if it, ok := s.text("table", `"2026-11"`); ok {
		p.Table = it.text
		if !tableDate.MatchString(it.text) {
			s.bad("table", it.line, say("%s is no month", quote(it.text)), say("for example %s", `table = "2026-11"`))
		}
	}
	p.Endpoints = d.endpoints(s)
	if t := s.table("references"); t != nil {
		p.References = t.references()
	}
	if t := s.table("limits"); t != nil {
		t.limits(&p.Limits)
	}
	if t := s.table("device"); t != nil {
		p.Device = t.device()
	}
	if t := s.table("invoice_software"); t != nil {
		p.Invoice = t.invoiceSoftware()
	}
	if t := s.table("host"); t != nil {
		p.Host = t.host()
	}
	if t := s.table("proxy"); t != nil {
		p.Proxy = t.proxy()
	}
	if it, ok := s.text("site", `"门店 017"`); ok {
		p.Site = it.text
	}
	for _, t := range s.tables("contacts") {
		p.Contacts = append(p.Contacts, t.contact())
	}
	s.done()
	if p.Name == "" && len(p.Endpoints) > 0 {
		p.Name = fmt.Sprintf("%s:%d", p.Endpoints[0].Host, p.Endpoints[0].Port)
	}
	return p
}
