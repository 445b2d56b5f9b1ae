package wizard

import "strings"

// Format is how a report is written.
type Format string

const (
	HTML Format = "html" // for people
	PDF  Format = "pdf"  // to print and to file
	PNG  Format = "png"  // one long picture, for a chat
	ZIP  Format = "zip"  // all of them with a log
	JSON Format = "json" // for support's programs
)

// Formats in the order in which they are offered.
var Formats = []Format{HTML, PDF, PNG, ZIP, JSON}

// Report is where the report goes, and what came of it.
type Report struct {
	Format Format
	Lang   string // "zh" or "en": that of the window when it is saved
	Folder string
	Name   string // with extension
	Masked []Masked
	Open   bool // nothing is masked: asked for, and agreed to
	Busy   bool
	Saved  string // the full path once it is written; "" not yet
}

// Masked is one kind of private thing that a report would hide.
type Masked struct {
	What   string // in words: "内网地址"
	Places int    // in how many places it stands
	As     string // what stands there instead: "inner-1"
}

// Offered fills the save page in with a place and a name without extension.
func (s State) Offered(folder, name string, masked ...Masked) State {
	s = s.Goto(Save)
	s.Report.Masked = masked
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

// Opened leaves nothing masked, or masks again.
func (r Report) Opened(so bool) Report {
	r.Open, r.Saved = so, ""
	return r
}

// Into changes where the report goes.
func (r Report) Into(folder, name string) Report {
	r.Folder, r.Name, r.Saved = folder, name, ""
	return r
}

// forgotten keeps the place for the next report and drops this one's name.
func (r Report) forgotten() Report {
	return Report{Format: r.Format, Folder: r.Folder} // and masks again
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
