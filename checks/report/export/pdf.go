package export

import (
	"bytes"
	"fmt"

	"github.com/go-pdf/fpdf"

	"kpdoctor/assets/fonts"
	"kpdoctor/checks/report"
	"kpdoctor/checks/report/layout"
)

// pdf is the report on A4: real text in embedded fonts, links from a cause to
// what it rests on, an outline of the stages.
func pdf(r *report.Report) (document, error) {
	p, err := r.Page()
	if err != nil {
		return document{}, err
	}
	doc := fpdf.New("P", "pt", "A4", "")
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.SetCellMargin(0)
	doc.SetCompression(true)
	doc.SetTitle(p.Verdict.Words+" – "+p.Name, true)
	doc.SetSubject(p.ID+" "+p.Spoken.Value, true)
	doc.SetCreator(p.Maker, true)
	doc.SetLang(map[string]string{"zh": "zh-CN", "en": "en"}[p.Lang])
	doc.SetCreationDate(r.Started)
	doc.SetModificationDate(r.Started)
	doc.SetCatalogSort(true)
	doc.AddUTF8FontFromBytes("kp", "", fonts.Regular)
	doc.AddUTF8FontFromBytes("kp", "B", fonts.Bold)

	sheets := layout.Compose(p, layout.A4)
	links := map[string]int{}
	for n, sheet := range sheets { // a link may lead to a later sheet
		for _, m := range sheet.Marks {
			if a, ok := m.(layout.Anchor); ok {
				links[a.Name] = doc.AddLink()
				doc.SetLink(links[a.Name], a.Y, n+1)
			}
		}
	}
	for _, sheet := range sheets {
		doc.AddPage()
		for _, m := range sheet.Marks {
			drawPDF(doc, m, links)
		}
	}
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		return document{}, fmt.Errorf("writing the report as PDF: %w", err)
	}
	said, err := pdfText(b.Bytes())
	if err != nil {
		return document{}, fmt.Errorf("looking through the PDF: %w", err)
	}
	return document{b.Bytes(), asSaid(said)}, nil
}

func drawPDF(doc *fpdf.Fpdf, m layout.Mark, links map[string]int) {
	switch m := m.(type) {
	case layout.Text:
		if m.Said == "" {
			return
		}
		style := ""
		if m.Bold {
			style = "B"
		}
		doc.SetFont("kp", style, m.Size)
		doc.SetTextColor(rgb(m.Ink))
		doc.Text(m.X, m.Y, m.Said)
	case layout.Box:
		doc.SetFillColor(rgb(m.Fill))
		if m.Round > 0 {
			doc.RoundedRect(m.X, m.Y, m.W, m.H, m.Round, "1234", "F")
			return
		}
		doc.Rect(m.X, m.Y, m.W, m.H, "F")
	case layout.Link:
		if id, ok := links[m.To]; ok {
			doc.Link(m.X, m.Y, m.W, m.H, id)
		}
	}
}

// rgb takes a colour apart.
func rgb(c layout.Ink) (r, g, b int) { return int(c >> 16 & 0xff), int(c >> 8 & 0xff), int(c & 0xff) }
