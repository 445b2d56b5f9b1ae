package report_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kpdoctor/checks/report"
	"kpdoctor/checks/report/layout"
)

// pictureText is what is set in the picture.
func pictureText(t testing.TB, r *report.Report) string {
	t.Helper()
	p, err := r.Redacted().Page()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, m := range layout.Compose(p, layout.Phone)[0].Marks {
		if text, ok := m.(layout.Text); ok {
			b.WriteString(text.Said)
		}
	}
	return b.String()
}

// readable is what can be read in a finished file, by name: PDF through
// pdftotext where there is one, a ZIP by its members. A picture is nothing but
// dots: see pictureText.
func readable(t testing.TB, format string, doc []byte) map[string]string {
	t.Helper()
	out := map[string]string{}
	switch format {
	case "text", "json", "html":
		out[format] = string(doc)
	case "pdf":
		out["pdf, read"] = pdfRead(t, doc)
	case "zip":
		z, err := zip.NewReader(bytes.NewReader(doc), int64(len(doc)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			member, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(member)
			if err != nil {
				t.Fatal(err)
			}
			if ext := filepath.Ext(f.Name); ext != ".png" && ext != ".pdf" { // compressed, and read above
				out["zip "+f.Name] = string(data)
			}
		}
	}
	return out
}

var pdftotext, _ = exec.LookPath("pdftotext")

// pdfRead is the text of a PDF without its line breaks.
func pdfRead(t testing.TB, doc []byte) string {
	t.Helper()
	if pdftotext == "" {
		return ""
	}
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(file, doc, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(pdftotext, "-raw", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return strings.ReplaceAll(string(text), "\n", "")
}
