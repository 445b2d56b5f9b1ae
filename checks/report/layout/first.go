package layout

// first is what support asks on the telephone.
func (c *composer) first() {
	c.banner()
	if !c.style.Narrow {
		c.facts()
		c.y += c.gap()
		return
	}
	c.section(c.facts)
}

// banner is the verdict in its colour, with the spoken code beside it.
func (c *composer) banner() {
	t := verdictTone(c.page.Verdict.Kind)
	c.card(t.tint, 14, 10, func() {
		radius, aside := c.style.Verdict*0.85, 0.0
		if !c.style.Narrow {
			aside = 142
		}
		top := c.y
		c.disc(c.page.Verdict.Symbol, c.left+radius, c.y+radius+1, radius, t.strong)
		c.room -= aside
		c.within(2*radius+12, func() {
			c.paragraph(c.page.Verdict.Words, typeface{size: c.style.Verdict, bold: true, ink: t.strong})
			if s := c.page.Verdict.Cause; s != "" {
				c.paragraph(s, typeface{size: c.style.Title, bold: true, ink: ink})
			}
			if s := c.page.Verdict.Job; s != "" {
				c.y += c.style.Body * 0.2
				c.paragraph(c.labelled("job", s), c.body())
			}
			for _, note := range c.page.Verdict.Notes {
				c.paragraph(note, c.body())
			}
		})
		c.room += aside
		if c.style.Narrow {
			c.y += 8
			c.chipBelow()
			return
		}
		c.y = max(c.y, top+52)
		c.chipBeside(top)
	})
	c.y += 10
}

// chipBeside puts the spoken code into the banner's right upper corner.
func (c *composer) chipBeside(top float64) {
	const wide, high = 130, 52
	x := c.left + c.room - wide
	c.put(Box{X: x, Y: top, W: wide, H: high, Round: 7, Fill: white})
	middle := func(s string, t typeface, y float64) {
		s = drawable(s)
		c.put(Text{X: x + (wide-Width(s, t.size, t.bold))/2, Y: y, Size: t.size, Bold: t.bold, Ink: t.ink, Said: s})
	}
	middle(c.page.Spoken.Name, typeface{size: 8, ink: soft}, top+13)
	middle(c.page.Spoken.Value, typeface{size: 18, bold: true, ink: ink}, top+32)
	middle(c.page.SpokenTo, typeface{size: 7, ink: soft}, top+45)
}

// chipBelow puts it under the verdict, as wide as that.
func (c *composer) chipBelow() {
	c.card(white, 10, 7, func() {
		from := c.y
		c.atRight(c.page.Spoken.Value, typeface{size: 21, bold: true, ink: ink})
		c.paragraph(c.page.Spoken.Name, c.small())
		c.y -= c.tiny().leading() * 0.1
		c.room -= 128
		c.paragraph(c.page.SpokenTo, c.tiny())
		c.room += 128
		c.y = max(c.y, from+21*1.5)
	})
}

// facts are names and values side by side.
func (c *composer) facts() {
	name := typeface{size: c.style.Body, ink: soft}
	names := 0.0
	for _, f := range c.page.Facts {
		names = max(names, Width(drawable(f.Name), name.size, false))
	}
	for _, f := range c.page.Facts {
		c.whole(func() {
			top := c.y
			c.paragraph(f.Name, name)
			below := c.y
			c.y = top
			c.within(names+14, func() { c.paragraph(f.Value, c.body()) })
			c.y = max(c.y, below) + c.style.Body*0.15
		})
	}
}
