package lab

import "slices"

// shrink looks for the smallest case that still fails: it takes away one fault,
// endpoint or oddity at a time, as long as kpcheck is still wrong about what is
// left. The lab's own failures do not count.
func shrink(c Case, dir func() string) Case {
	for again := true; again; {
		again = false
		for _, less := range lesser(c) {
			if !less.playable() {
				continue
			}
			if t := less.try(dir()); t.err == nil && t.failed() {
				c, again = less, true
				break
			}
		}
	}
	return c
}

// playable reports whether the lab can play the case: every fault still fits.
func (c Case) playable() bool {
	bare := c
	bare.Faults = nil
	for _, f := range c.Faults {
		if f.At >= len(c.Endpoints) || !bare.takes(kindOf(f), f) {
			return false
		}
		bare.Faults = append(slices.Clone(bare.Faults), f)
	}
	return true
}

// lesser are the cases with one thing less, the largest steps first.
func lesser(c Case) []Case {
	var list []Case
	with := func(change func(*Case)) {
		less := c
		less.Sites, less.Endpoints, less.Faults = slices.Clone(c.Sites), slices.Clone(c.Endpoints), slices.Clone(c.Faults)
		change(&less)
		if less.String() != c.String() {
			list = append(list, less)
		}
	}
	for i := range c.Faults {
		with(func(l *Case) { l.Faults = slices.Delete(l.Faults, i, i+1) })
	}
	for i := range c.Endpoints {
		if len(c.Endpoints) > 1 && !slices.ContainsFunc(c.Faults, func(f Fault) bool { return f.At == i && !kindOf(f).everywhere }) {
			with(func(l *Case) { l.without(i) })
		}
	}
	with(func(l *Case) { l.V6 = false })
	with(func(l *Case) { l.Sites = nil })
	for i := range c.Sites {
		with(func(l *Case) { l.Sites[i] = Site{} })
	}
	with(func(l *Case) { l.Proxy = "" })
	with(func(l *Case) { l.References = "full" })
	with(func(l *Case) { l.Resolvers = "router" })
	with(func(l *Case) { l.Mute, l.Shut = false, false })
	with(func(l *Case) { l.Mute = false })
	with(func(l *Case) { l.Shut = false })
	with(func(l *Case) { l.RouterMute = false })
	with(func(l *Case) { l.NoNAT, l.DelayMS, l.MTU, l.ServerMS = false, 0, 0, 0 })
	for i := range c.Endpoints {
		with(func(l *Case) { l.Endpoints[i].By = "" })
	}
	return slices.DeleteFunc(list, func(l Case) bool { return !l.sound() })
}

// without drops an endpoint; the faults keep theirs.
func (c *Case) without(i int) {
	c.Endpoints = slices.Delete(c.Endpoints, i, i+1)
	for n := range c.Faults {
		if c.Faults[n].At > i {
			c.Faults[n].At--
		}
	}
}

// sound reports whether the parts of a case go together.
func (c Case) sound() bool {
	if c.Resolvers != "router" && c.References == "blocked" {
		return false
	}
	for _, e := range c.Endpoints {
		if !c.V6 && (c.site(e.Host).Only6 || e.By == "6") {
			return false
		}
	}
	return slices.ContainsFunc(c.Endpoints, func(e Asked) bool { return e.Role == "primary" })
}
