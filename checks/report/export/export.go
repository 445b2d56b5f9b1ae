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
	write     func(*report.Report) (document, error)
}

// A document is a finished file, and all text that can be read in it.
type document struct {
	data []byte
	said []string
}

// Formats are all there are, in the order in which they are offered.
var Formats = append(single,
	Format{"zip", "zip", true, bundle},
	Format{"prometheus", "prom", false, written((*report.Report).WritePrometheus)},
)

// single are the documents that a ZIP holds.
var single = []Format{
	{"text", "txt", false, written((*report.Report).WriteText)},
	{"json", "json", false, written((*report.Report).WriteJSON)},
	{"html", "html", false, written((*report.Report).WriteHTML)},
	{"pdf", "pdf", true, pdf},
	{"png", "png", true, picture},
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
	doc, err := checked(r, f)
	if err != nil {
		return err
	}
	_, err = w.Write(doc.data)
	return err
}

// checked makes a document and looks through what it says.
func checked(r *report.Report, f Format) (document, error) {
	doc, err := f.write(r)
	if err != nil {
		return document{}, err
	}
	if err := r.Leak(doc.said...); err != nil {
		return document{}, err
	}
	return doc, nil
}

// written adapts a method that writes text.
func written(write func(*report.Report, io.Writer) error) func(*report.Report) (document, error) {
	return func(r *report.Report) (document, error) {
		var b bytes.Buffer
		err := write(r, &b)
		return document{b.Bytes(), []string{b.String()}}, err
	}
}

// asSaid is text that was set line by line, for the last look at it: line by
// line, and with the lines put together, for a name may go over the edge.
func asSaid(lines []string) []string {
	return []string{strings.Join(lines, "\n"), strings.Join(lines, "")}
}
