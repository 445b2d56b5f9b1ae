package layout

import (
	"fmt"
	"strings"
)

// cause sets the words on one cause.
func (c *composer) cause(i int) {
	write := func() {
		if i == 1 {
			c.paragraph(c.word("also"), typeface{size: c.style.Small, bold: true, ink: soft})
		}
		one := c.page.Causes[i]
		c.heading(one.Title, c.style.Head)
		if i > 0 {
			c.paragraph(c.labelled("job", one.Job), typeface{size: c.style.Body, bold: true, ink: ink})
		}
		for _, who := range one.Contacts {
			c.paragraph(c.labelled("call", strings.TrimSpace(who.Name+" "+who.Phone)), c.body())
		}
		c.paragraph(one.Explain, c.body())
		c.steps(one.Steps)
		c.y += c.style.Body * 0.4
		c.paragraph(one.Note, c.small())
		c.evidence(one.Evidence)
	}
	if c.style.Height > 0 && c.height(write) < 0.4*c.style.Height {
		c.whole(func() { c.section(write) })
		return
	}
	c.section(write)
}

// steps are numbered, the numbers in discs.
func (c *composer) steps(steps []string) {
	if len(steps) == 0 {
		return
	}
	c.y += c.style.Body * 0.5
	t := typeface{size: c.style.Body, bold: true, ink: ink}
	c.need(t.leading() + 2*c.body().leading())
	c.paragraph(c.word("steps"), t)
	radius := c.style.Body * 0.66
	for n, step := range steps {
		c.y += c.style.Body * 0.25
		c.need(min(3, float64(len(lines(step, c.style.Body, c.room-2*radius-8, false)))) * c.body().leading())
		c.disc(fmt.Sprint(n+1), c.left+radius, c.y+c.body().leading()/2, radius, ink)
		c.within(2*radius+8, func() { c.paragraph(step, c.body()) })
	}
}

// evidence names the checks a cause rests on; where they are on the sheets,
// their names lead there.
func (c *composer) evidence(ids []string) {
	if len(ids) == 0 || c.style.Folded {
		return
	}
	t := c.small()
	lead := t.leading()
	x := c.left
	c.need(lead)
	say := func(s string, ink Ink, to string) {
		s = drawable(s)
		w := Width(s, t.size, false)
		if x+w > c.left+c.room && x > c.left {
			c.y += lead
			c.need(lead)
			x = c.left
		}
		c.put(Text{X: x, Y: c.y + lead/2 + t.size*0.36, Size: t.size, Ink: ink, Said: s})
		if to != "" {
			c.put(Link{X: x, Y: c.y, W: w, H: lead, To: to})
		}
		x += w
	}
	say(c.labelled("evidence", ""), soft, "")
	for n, id := range ids {
		if n > 0 {
			say(" · ", soft, "")
		}
		say(id, link, id)
	}
	c.y += lead
}

// actions are what was repaired, with before and after.
func (c *composer) actions() {
	if len(c.page.Actions) == 0 {
		return
	}
	c.section(func() {
		c.heading(c.word("actions"), c.style.Head)
		for _, a := range c.page.Actions {
			c.whole(func() {
				c.paragraph(a.When+" "+a.Repair+" · "+a.Result, typeface{size: c.style.Body, bold: true, ink: ink})
				c.paragraph(c.labelled("before", a.Before), c.small())
				c.paragraph(c.labelled("after", a.After), c.small())
				c.y += c.style.Body * 0.3
			})
		}
	})
}
