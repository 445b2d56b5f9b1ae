package layout

// A flow fills sheets from the top to the bottom, one after another.
type flow struct {
	style  Style
	sheets []*Sheet
	y      float64
	left   float64 // where lines begin
	room   float64 // how wide they may be

	columns, column int     // of the part that is set in columns; else 0
	columnTop       float64 // where they begin on this sheet
	columnStep      float64 // from one to the next
}

func newFlow(s Style) *flow {
	f := &flow{style: s, left: s.Margin, room: s.Width - 2*s.Margin}
	f.turn()
	return f
}

// turn begins a new sheet.
func (f *flow) turn() {
	f.sheets = append(f.sheets, &Sheet{Width: f.style.Width, Height: f.style.Height})
	f.y = f.style.Margin
}

func (f *flow) put(m ...Mark) {
	sheet := f.sheets[len(f.sheets)-1]
	sheet.Marks = append(sheet.Marks, m...)
}

// bottom is where the lines of a sheet end.
func (f *flow) bottom() float64 { return f.style.Height - f.style.Margin - f.style.Foot }

// need goes to the next column or sheet where less than height is left.
func (f *flow) need(height float64) {
	if f.style.Height == 0 || f.y+height <= f.bottom() || f.y <= f.style.Margin {
		return
	}
	if f.columns > 0 && f.column < f.columns-1 {
		f.column++
		f.left += f.columnStep
		f.y = f.columnTop
		return
	}
	f.turn()
	if f.columns > 0 {
		f.left -= float64(f.column) * f.columnStep
		f.column, f.columnTop = 0, f.y
	}
}

// gutter is between columns.
const gutter = 16

// inColumns sets what write puts in n columns. Nothing comes after it but on a
// new sheet, or below the longest column.
func (f *flow) inColumns(n int, write func()) {
	left, room := f.left, f.room
	f.columns, f.column, f.columnTop = n, 0, f.y
	f.room = (room - gutter*float64(n-1)) / float64(n)
	f.columnStep = f.room + gutter
	write()
	if f.column > 0 {
		f.y = f.bottom()
	}
	f.columns, f.left, f.room = 0, left, room
}

// height is how much what write puts takes, if nothing broke it.
func (f *flow) height(write func()) float64 {
	was := *f
	f.style.Height, f.columns = 0, 0
	f.sheets = []*Sheet{{}}
	from := f.y
	write()
	taken := f.y - from
	*f = was
	return taken
}

// whole keeps what write puts on one sheet, where it fits on one.
func (f *flow) whole(write func()) {
	h := f.height(write)
	if h <= f.bottom()-f.style.Margin {
		f.need(h)
	}
	write()
}

// within indents what write puts.
func (f *flow) within(by float64, write func()) {
	f.left, f.room = f.left+by, f.room-by
	write()
	f.left, f.room = f.left-by, f.room+by
}

// card puts a box behind what write puts, pad wide on every side.
func (f *flow) card(fill Ink, pad, round float64, write func()) {
	inner := func() {
		f.y += pad
		f.within(pad, func() {
			f.room -= pad
			write()
			f.room += pad
		})
		f.y += pad
	}
	if fill == f.style.Paper {
		write()
		return
	}
	f.put(Box{X: f.left, Y: f.y, W: f.room, H: f.height(inner), Round: round, Fill: fill})
	inner()
}

// typeface is how a paragraph is set.
type typeface struct {
	size float64
	bold bool
	ink  Ink

	close bool // little room between lines: for lists of figures
}

// leading is the distance of lines.
func (t typeface) leading() float64 {
	if t.close {
		return t.size * 1.3
	}
	return t.size * 1.5
}

// paragraph sets a text from x on, room wide, and moves below it.
func (f *flow) paragraph(s string, t typeface) {
	set := lines(s, t.size, f.room, t.bold)
	lead := t.leading()
	switch {
	case len(set) <= 3:
		f.need(float64(len(set)) * lead)
	default:
		f.need(2 * lead)
	}
	for i, line := range set {
		if i == len(set)-2 && len(set) > 3 {
			f.need(2 * lead) // no last line alone on a new sheet
		}
		f.need(lead)
		f.put(Text{X: f.left, Y: f.y + lead/2 + t.size*0.36, Size: t.size, Bold: t.bold, Ink: t.ink, Said: line})
		f.y += lead
	}
}

// atRight sets one line at the right edge of the line that comes.
func (f *flow) atRight(s string, t typeface) {
	s = drawable(oneLine(s))
	f.put(Text{X: f.left + f.room - Width(s, t.size, t.bold), Y: f.y + t.leading()/2 + t.size*0.36, Size: t.size, Bold: t.bold, Ink: t.ink, Said: s})
}

// disc puts a symbol in a filled disc, its middle at x, y.
func (f *flow) disc(symbol string, x, y, radius float64, fill Ink) {
	size := radius * 1.25
	symbol = drawable(symbol)
	f.put(Box{X: x - radius, Y: y - radius, W: 2 * radius, H: 2 * radius, Round: radius, Fill: fill},
		Text{X: x - Width(symbol, size, true)/2, Y: y + size*0.36, Size: size, Bold: true, Ink: white, Said: symbol})
}

// line rules off.
func (f *flow) line() {
	f.put(Box{X: f.left, Y: f.y, W: f.room, H: 0.6, Fill: rule})
}
