// Package layout sets a report's page in type: where every line, box and mark
// of a printed A4 sheet or of one long picture goes. It draws nothing itself;
// PDF and picture are two painters of the same sheets, so that neither can say
// what the other does not.
//
// All lengths are points; y grows downwards from the top of the sheet.
package layout

// Ink is a colour, 0xRRGGBB.
type Ink uint32

// A Sheet is one page, or the whole of a long picture.
type Sheet struct {
	Width, Height float64
	Marks         []Mark // in the order in which they are drawn
}

// A Mark is one thing on a sheet: a [Text], [Box], [Link] or [Anchor].
type Mark interface{ mark() }

// Text is one line of text; Y is its baseline.
type Text struct {
	X, Y, Size float64
	Bold       bool
	Ink        Ink
	Said       string
}

// Box is a rectangle with round corners; a disc is one with Round half its side.
type Box struct {
	X, Y, W, H, Round float64
	Fill              Ink
}

// Link is a place that leads to an anchor.
type Link struct {
	X, Y, W, H float64
	To         string
}

// Anchor is a place that links lead to.
type Anchor struct {
	Y    float64
	Name string
}

func (Text) mark()   {}
func (Box) mark()    {}
func (Link) mark()   {}
func (Anchor) mark() {}
