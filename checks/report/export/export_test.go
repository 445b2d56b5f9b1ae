package export

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kpdoctor/checks/report"
	"kpdoctor/checks/report/layout"
)

// examples are the reports of package report, as they were saved.
func examples(t *testing.T) map[string]*report.Report {
	t.Helper()
	files, err := filepath.Glob("../testdata/*.json")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d examples, %v", len(files), err)
	}
	out := map[string]*report.Report{}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		r, err := report.Read(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(file)] = r
	}
	return out
}

func spaceless(s string) string { return strings.Join(strings.Fields(s), "") }

// All formats say what support asks first: the words are made once, so they
// are the same to the letter.
func TestEveryFormatSaysTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine's work: run without the race detector")
	}
	for name, r := range examples(t) {
		p, err := r.Redacted().Page()
		if err != nil {
			t.Fatal(err)
		}
		want := []string{p.Verdict.Words, p.Verdict.Cause, p.Verdict.Job, p.Spoken.Value, p.Privacy}
		for _, f := range p.Facts {
			want = append(want, f.Value)
		}
		for _, c := range p.Causes {
			want = append(append(want, c.Title, c.Explain), c.Steps...)
		}
		doc, err := pdf(r.Redacted())
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{"pdf": strings.Join(doc.said, "")}
		var drawn strings.Builder
		for _, m := range pictureSheet(p).Marks {
			if text, ok := m.(layout.Text); ok {
				drawn.WriteString(text.Said)
			}
		}
		texts["png"] = drawn.String()
		for _, format := range []string{"text", "html"} {
			var b bytes.Buffer
			if err := Write(&b, r, format, Options{}); err != nil {
				t.Fatal(err)
			}
			texts[format] = strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&amp;", "&", "&gt;", ">", "&#43;", "+").Replace(b.String())
		}
		for format, text := range texts {
			for _, w := range want {
				if !strings.Contains(spaceless(text), spaceless(w)) {
					t.Errorf("%s, %s: not said: %s", name, format, w)
				}
			}
		}
	}
}

// No line leaves its sheet or its column, nothing is drawn in a character that
// the fonts lack, and no heading is the last line of a sheet.
func TestNothingIsClipped(t *testing.T) {
	for name, r := range examples(t) {
		p, err := r.Page()
		if err != nil {
			t.Fatal(err)
		}
		for style, s := range map[string]layout.Style{"A4": layout.A4, "phone": layout.Phone} {
			sheets := layout.Compose(p, s)
			for n, sheet := range sheets {
				var last layout.Text
				for _, m := range sheet.Marks {
					text, ok := m.(layout.Text)
					if !ok {
						continue
					}
					if right := text.X + layout.Width(text.Said, text.Size, text.Bold); text.X < s.Margin-1 || right > sheet.Width-s.Margin+1 || text.Y > sheet.Height-s.Margin/2 {
						t.Errorf("%s, %s, sheet %d: %q at %.0f..%.0f, %.0f", name, style, n+1, text.Said, text.X, right, text.Y)
					}
					if strings.ContainsRune(text.Said, '〓') {
						t.Errorf("%s, %s: no type for %q", name, style, text.Said)
					}
					if text.Y < sheet.Height-s.Margin-s.Foot {
						last = text
					}
				}
				if n < len(sheets)-1 && last.Bold && last.Size >= s.Head {
					t.Errorf("%s, %s, sheet %d ends with the heading %q", name, style, n+1, last.Said)
				}
			}
		}
	}
}

func TestPDF(t *testing.T) {
	r := examples(t)["filtered.zh.json"]
	var b bytes.Buffer
	if err := Write(&b, r, "pdf", Options{}); err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := Write(&again, r, "pdf", Options{}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same report gives two different files")
	}
	doc := b.Bytes()
	if !bytes.HasPrefix(doc, []byte("%PDF-1.")) || !bytes.Contains(doc, []byte("/MediaBox [0 0 595.28 841.89]")) {
		t.Error("it is no PDF on A4")
	}
	if !regexp.MustCompile(`/Subtype /Link[^>]*/Dest`).Match(doc) {
		t.Error("no link leads from a cause to what it rests on")
	}
	said, err := pdfText(doc)
	if err != nil || !strings.Contains(strings.Join(said, ""), "第 1 页，共 ") {
		t.Errorf("no page numbers: %v", err)
	}
}

func TestPicture(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine's work: run without the race detector")
	}
	doc, err := picture(examples(t)["filtered.zh.json"])
	if err != nil {
		t.Fatal(err)
	}
	c, err := png.DecodeConfig(bytes.NewReader(doc.data))
	if err != nil {
		t.Fatal(err)
	}
	if c.Width != 1080 || c.Height > longest || len(doc.data) > 800<<10 {
		t.Errorf("%d×%d, %d bytes", c.Width, c.Height, len(doc.data))
	}
}

func TestBundle(t *testing.T) {
	r := examples(t)["silent.zh.json"]
	var b bytes.Buffer
	if err := Write(&b, r, "zip", Options{}); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	ends := map[string][]byte{}
	for _, f := range z.File {
		if !regexp.MustCompile(`^kpdoctor-[0-9A-Za-z-]+\.[a-z]+$`).MatchString(f.Name) {
			t.Errorf("%q is no plain name", f.Name)
		}
		member, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if ends[filepath.Ext(f.Name)], err = io.ReadAll(member); err != nil {
			t.Fatal(err)
		}
	}
	for _, ext := range []string{".html", ".pdf", ".png", ".json", ".txt", ".log"} {
		if len(ends[ext]) == 0 {
			t.Errorf("no %s in it", ext)
		}
	}
	if !json.Valid(ends[".json"]) {
		t.Error("the JSON in it is none")
	}
	if log := string(ends[".log"]); !regexp.MustCompile(`11:14:43\.\d+|11:14:40\.005  dns:\S+  asked`).MatchString(log) {
		t.Errorf("the log does not say what was asked when:\n%s", log)
	}
}

func TestClipboard(t *testing.T) {
	for name, r := range examples(t) {
		for _, lang := range []string{"zh", "en"} {
			s := Clipboard(r, lang)
			if n := len([]rune(s)); n > clipboardSize {
				t.Errorf("%s in %s has %d characters", name, lang, n)
			}
			for _, want := range []string{report.VerdictWords(r.Diagnosis.Verdict, lang), report.SpokenCode(r), r.ID} {
				if !strings.Contains(s, want) {
					t.Errorf("%s in %s does not say %q:\n%s", name, lang, want, s)
				}
			}
		}
		long := *r
		long.Context = &report.Context{Message: strings.Repeat("开不了票", 500)}
		if s := Clipboard(&long, "zh"); len([]rune(s)) > clipboardSize || !strings.Contains(s, r.ID) {
			t.Errorf("%s with a long message: %d characters", name, len([]rune(s)))
		}
	}
}

func TestPreview(t *testing.T) {
	r := *examples(t)["silent.en.json"] // not masked
	r.Context = &report.Context{Message: "call 13800138000"}
	c := Preview(&r)
	kinds := map[string]string{}
	for _, m := range c.Masked {
		kinds[m.Kind] = m.Example
		if m.What == "" || m.Places == 0 || m.What == m.Kind {
			t.Errorf("%+v", m)
		}
	}
	for kind, example := range map[string]string{"inner": "inner-1", "mac": "mac-1", "serial": "serial-1", "phone": "phone-1"} {
		if kinds[kind] != example {
			t.Errorf("%s: %q, want %q", kind, kinds[kind], example)
		}
	}
	said := ""
	for _, f := range c.Plain {
		said += f.Name + ": " + f.Value + "\n"
	}
	if !strings.Contains(said, "call phone-1") || strings.Contains(said, "13800138000") || !strings.Contains(said, "dppt.beijing.chinatax.gov.cn") {
		t.Errorf("plainly:\n%s", said)
	}
}

// What cannot be drawn is replaced, and does not stop the file.
func TestStrangeCharacters(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine's work: run without the race detector")
	}
	r := *examples(t)["silent.zh.json"]
	r.Site = "𬭎😀\u202e\x00\u0301ไทย\ufffd 喆镕 " + strings.Repeat("无断点", 400) + strings.Repeat("x", 900)
	for _, format := range []string{"pdf", "png"} {
		if err := Write(io.Discard, &r, format, Options{}); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	if err := Write(io.Discard, examples(t)["silent.zh.json"], "doc", Options{}); err == nil || !strings.Contains(err.Error(), "pdf") {
		t.Errorf("error %v", err)
	}
}

// The last scan stops a file in every format, and says which kind it was.
func TestLastScanRefuses(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine's work: run without the race detector")
	}
	r := examples(t)["silent.en.json"].Redacted() // knows the serial
	r.Diagnosis.Causes[0].Explanation += " UK2209A71853"
	for _, f := range append(single, Format{write: bundle}) {
		_, err := checked(r, f)
		var leak *report.LeakError
		if !errors.As(err, &leak) || leak.Kind != "serial" || strings.Contains(err.Error(), "UK22") {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}
