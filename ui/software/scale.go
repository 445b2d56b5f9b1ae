package software

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
)

// plainDPI is what Windows calls 100 %.
const plainDPI = 96

// A scale says how many dots make one unit of Fyne: the screen's dots per inch
// by 96. Windows offers quarters of 100 %, a person may type any per cent.
type scale struct{ dpi int }

func (s scale) factor() float32 { return float32(s.dpi) / plainDPI }

// dots is a length on the screen, as Fyne's painters round it.
func (s scale) dots(v float32) int { return int(math.Ceil(float64(v * s.factor()))) }

// units is the other way round.
func (s scale) units(dots int) float32 { return float32(dots) / s.factor() }

func (s scale) point(x, y int) fyne.Position { return fyne.NewPos(s.units(x), s.units(y)) }

func (s scale) size(width, height int) fyne.Size {
	return fyne.NewSize(s.units(width), s.units(height))
}

// rect is an area on the screen.
func (s scale) rect(a area) image.Rectangle {
	return image.Rect(s.dots(a.at.X), s.dots(a.at.Y), s.dots(min(a.at.X+a.size.Width, 1<<20)), s.dots(min(a.at.Y+a.size.Height, 1<<20)))
}

// step is the smallest whole number of units that is a whole number of dots:
// what is painted once may be moved by it without being painted anew.
func (s scale) step() float32 { return float32(plainDPI / divisor(s.dpi, plainDPI)) }

func divisor(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, 1)
}

// fitted is how large a window may be that wants to be so large: no larger than
// the room, no smaller than it must, where the room allows.
func fitted(want, least, room image.Point) image.Point {
	return image.Pt(min(max(want.X, least.X), room.X), min(max(want.Y, least.Y), room.Y))
}
