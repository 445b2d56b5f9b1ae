package layout

import (
	"fmt"

	"kpdoctor/checks/report"
)

// Compose sets a page in type.
func Compose(p *report.Page, s Style) []*Sheet {
	c := &composer{flow: newFlow(s), page: p}
	c.head()
	c.first()
	for i := range p.Causes {
		c.cause(i)
	}
	c.actions()
	c.stages()
	c.end()
	c.raw()
	if s.Height == 0 {
		c.sheets[0].Height = c.y + s.Margin
	} else {
		c.feet()
	}
	return c.sheets
}

// composer knows what goes where on the page.
type composer struct {
	*flow
	page *report.Page
}

func (c *composer) body() typeface  { return typeface{size: c.style.Body, ink: ink} }
func (c *composer) small() typeface { return typeface{size: c.style.Small, ink: soft} }
func (c *composer) tiny() typeface  { return typeface{size: c.style.Tiny, ink: soft} }

// word is one of the page's fixed words; all that are used here are there.
func (c *composer) word(name string) string {
	w, err := c.page.Word(name)
	if err != nil {
		panic(err)
	}
	return w
}

// labelled is "name: value".
func (c *composer) labelled(name, value string) string { return c.word(name) + c.page.Colon() + value }

// head is the report's name, and its number where no foot has it.
func (c *composer) head() {
	t := c.small()
	if !c.style.Narrow {
		c.atRight(c.page.ID, t)
	}
	c.paragraph(c.page.Name, t)
	if c.style.Narrow {
		c.y -= c.tiny().leading() * 0.2
		c.paragraph(c.page.ID, c.tiny())
	}
	c.y += c.style.Body * 0.5
}

// section is one part of the page: a card where the style has cards.
func (c *composer) section(write func()) {
	c.card(c.style.Card, c.style.Pad, 10, write)
	c.y += c.gap()
}

// gap is between sections.
func (c *composer) gap() float64 {
	if c.style.Narrow {
		return 10
	}
	return 16
}

// heading keeps a few lines of what comes after it on its sheet.
func (c *composer) heading(s string, size float64) {
	t := typeface{size: size, bold: true, ink: ink}
	c.need(t.leading() + 4*c.body().leading())
	c.paragraph(s, t)
	c.y += size * 0.25
}

// feet numbers the sheets.
func (c *composer) feet() {
	t := c.tiny()
	for i, sheet := range c.sheets {
		y := c.style.Height - c.style.Margin + 6
		number := drawable(fmt.Sprintf(c.word("page"), i+1, len(c.sheets)))
		sheet.Marks = append(sheet.Marks,
			Box{X: c.left, Y: y - 14, W: c.room, H: 0.6, Fill: rule},
			Text{X: c.left, Y: y, Size: t.size, Ink: t.ink, Said: drawable(c.page.Name + " · " + c.page.ID + " · " + c.page.Spoken.Name + " " + c.page.Spoken.Value)},
			Text{X: c.left + c.room - Width(number, t.size, false), Y: y, Size: t.size, Ink: t.ink, Said: number})
	}
}

// end says what is masked and which program made this.
func (c *composer) end() {
	if c.style.Folded {
		c.paragraph(c.word("folded"), c.small())
	}
	c.paragraph(c.page.Privacy, c.small())
	c.paragraph(c.page.Maker, c.small())
	c.y += c.gap()
}
