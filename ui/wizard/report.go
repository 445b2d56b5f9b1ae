package wizard

import "strings"

// Format is how a report is written.
type Format string

const (
	HTML Format = "html" // for people
	JSON Format = "json" // for support's programs
)

// Formats in the order in which they are offered.
var Formats = []Format{HTML, JSON}

// Report is where the report goes, and what came of it.
type Report struct {
	Format Format
	Folder string
	Name   string // with extension
	Busy   bool
	Saved  string // the full path once it is written; "" not yet
}

// Offered fills the save page in with a place and a name without extension.
func (s State) Offered(folder, name string) State {
	s = s.Goto(Save)
	if s.Report.Format == "" {
		s.Report.Format = HTML
	}
	if s.Report.Folder == "" {
		s.Report.Folder = folder
	}
	if s.Report.Name == "" {
		s.Report.Name = name + "." + string(s.Report.Format)
	}
	return s
}

// As changes the format, and the file's extension with it.
func (r Report) As(f Format) Report {
	r.Name = strings.TrimSuffix(r.Name, "."+string(r.Format)) + "." + string(f)
	r.Format, r.Saved = f, ""
	return r
}

// Into changes where the report goes.
func (r Report) Into(folder, name string) Report {
	r.Folder, r.Name, r.Saved = folder, name, ""
	return r
}

// forgotten keeps the place for the next report and drops this one's name.
func (r Report) forgotten() Report {
	return Report{Format: r.Format, Folder: r.Folder}
}

// WithReport changes what stands on the save page.
func (s State) WithReport(r Report) State {
	s.Report, s.Trouble = r, nil
	return s
}

// Saving says that the file is being written.
func (s State) Saving() State {
	s.Report.Busy, s.Report.Saved, s.Trouble = true, "", nil
	return s
}

// Saved says how writing ended: at path, or with a trouble.
func (s State) Saved(path string, t *Trouble) State {
	s.Report.Busy, s.Report.Saved, s.Trouble = false, path, t
	return s
}
