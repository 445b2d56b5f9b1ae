package layout

import (
	"fmt"
	"slices"
	"strings"

	"kpdoctor/checks"
	"kpdoctor/checks/report"
)

// stages is the road from this PC to the tax server, and what was measured on
// it.
func (c *composer) stages() {
	c.section(func() {
		c.heading(c.word("checks"), c.style.Head)
		for _, s := range c.page.Stages {
			c.stage(s)
		}
		c.line()
	})
}

// column is as wide as the names of stages are in any language.
const column = 168

// most checks of a stage that a folded page shows.
const most = 3

func (c *composer) stage(s report.StageLine) {
	shown, more := s.Checks, 0
	if c.style.Folded {
		shown = slices.DeleteFunc(slices.Clone(shown), func(one report.CheckLine) bool { return one.Status == checks.Pass || one.Status == checks.Skip })
		if more = len(shown) - most; more > 0 {
			shown = shown[:most]
		}
	}
	alone := len(s.Checks) == 1 // the stage's line is its one check's
	head := func() { c.stageHead(s) }
	first := 0.0
	if len(shown) > 0 {
		first = c.height(func() { c.check(shown[0], alone) })
	}
	c.need(c.height(head) + first)
	head()
	for _, one := range shown {
		c.check(one, alone)
	}
	if more > 0 {
		c.within(c.style.Body*0.66*2+8+c.style.Small*1.5, func() { c.paragraph(fmt.Sprintf(c.word("more"), more), c.small()) })
	}
	c.y += c.style.Body * 0.35
}

func (c *composer) stageHead(s report.StageLine) {
	t := c.body()
	c.line()
	c.y += c.style.Body * 0.45
	radius := c.style.Body * 0.66
	top := c.y
	c.disc(s.Symbol, c.left+radius, c.y+t.leading()/2, radius, statusTone(s.Status).strong)
	c.within(2*radius+8, func() {
		name := drawable(s.Name)
		c.put(Text{X: c.left + Width(name, t.size, true) + 6, Y: c.y + t.leading()/2 + t.size*0.36, Size: c.style.Small, Ink: statusTone(s.Status).strong, Said: drawable(s.Word)})
		c.paragraph(name, typeface{size: t.size, bold: true, ink: ink})
		if c.style.Narrow {
			c.paragraph(s.Line, t)
			return
		}
		below := c.y
		c.y = top
		c.within(column, func() { c.paragraph(s.Line, t) })
		c.y = max(c.y, below)
	})
}

// check is one check: what was found, unless that was said, when, by which name.
func (c *composer) check(one report.CheckLine, said bool) {
	radius := c.style.Body * 0.66
	about := []string{one.Word, one.Times, one.ID}
	if one.Reason != "" {
		about = append(about, one.Reason)
	}
	if said {
		c.within(2*radius+8, func() {
			c.put(Anchor{Y: c.y, Name: one.ID})
			c.paragraph(strings.Join(about[1:], " · "), c.tiny())
		})
		return
	}
	c.within(2*radius+8, func() {
		c.whole(func() {
			t := typeface{size: c.style.Small, ink: ink}
			c.y += c.style.Small * 0.25
			c.put(Anchor{Y: c.y, Name: one.ID}, Text{X: c.left, Y: c.y + t.leading()/2 + t.size*0.36, Size: t.size, Bold: true, Ink: statusTone(one.Status).strong, Said: drawable(one.Symbol)})
			c.within(c.style.Small*1.5, func() {
				c.paragraph(one.Summary, t)
				c.paragraph(strings.Join(about, " · "), c.tiny())
			})
		})
	})
}

// raw is what was measured, by check.
func (c *composer) raw() {
	if c.style.Folded {
		return
	}
	c.heading(c.word("raw"), c.style.Head)
	c.inColumns(3, func() {
		for _, s := range c.page.Stages {
			for _, one := range s.Checks {
				c.measured(one)
			}
		}
	})
}

func (c *composer) measured(one report.CheckLine) {
	if one.Evidence == "" {
		return
	}
	id := typeface{size: c.style.Tiny, bold: true, ink: ink, close: true}
	c.need(id.leading() * 4)
	c.paragraph(one.ID, id)
	for _, line := range strings.Split(one.Evidence, "\n") {
		text := strings.TrimLeft(line, " ")
		c.within(float64(len(line)-len(text))*c.style.Tiny*0.45, func() {
			c.paragraph(text, typeface{size: c.style.Tiny, ink: figures, close: true})
		})
	}
	c.y += c.style.Tiny * 0.8
}
