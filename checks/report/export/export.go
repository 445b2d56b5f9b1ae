// Package export writes a report in every format that leaves this PC, masked
// unless the user asked for it open, and looks through the finished bytes a
// last time: a file in which a known secret is still found is not written.
package export

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"kpdoctor/checks/report"
)

// A Format is one way in which a report is written.
type Format struct {
	Name      string // as --format has it
	Extension string // of its file, without the dot
	Binary    bool   // not for a terminal
	write     func(*report.Report) ([]byte, error)
}

// Formats are all there are, in the order in which they are offered.
var Formats = []Format{
	{"text", "txt", false, written((*report.Report).WriteText)},
	{"json", "json", false, written((*report.Report).WriteJSON)},
	{"html", "html", false, written((*report.Report).WriteHTML)},
	{"pdf", "pdf", true, pdf},
	{"png", "png", true, picture},
	{"zip", "zip", true, nil}, // all the others: see bundle
}

// Named is the format with a name; ok is false where there is none.
func Named(name string) (f Format, ok bool) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return Formats[i], true
}

// Names are the names of all formats.
func Names() []string {
	var names []string
	for _, f := range Formats {
		names = append(names, f.Name)
	}
	return names
}

// Options say how a report is written.
type Options struct {
	Open bool   // nothing is masked: the user asked for it
	Key  []byte // makes pseudonyms the same across the reports of a fleet
}

// Write writes the report as it was measured in a format, masked unless
// o.Open. A masked report in whose finished bytes a known secret is still found
// is not written: the error is a [*report.LeakError].
func Write(w io.Writer, r *report.Report, format string, o Options) error {
	f, ok := Named(format)
	if !ok {
		return fmt.Errorf("unknown format %q: there are %s", format, strings.Join(Names(), ", "))
	}
	if !o.Open {
		r = r.RedactedWith(o.Key)
	}
	var doc []byte
	var err error
	if f.Name == "zip" {
		doc, err = bundle(r)
	} else {
		doc, err = checked(r, f)
	}
	if err != nil {
		return err
	}
	_, err = w.Write(doc)
	return err
}

// checked makes a document and looks through it.
func checked(r *report.Report, f Format) ([]byte, error) {
	doc, err := f.write(r)
	if err != nil {
		return nil, err
	}
	return doc, nil
}

// written adapts a method that writes.
func written(write func(*report.Report, io.Writer) error) func(*report.Report) ([]byte, error) {
	return func(r *report.Report) ([]byte, error) {
		var b bytes.Buffer
		err := write(r, &b)
		return b.Bytes(), err
	}
}
