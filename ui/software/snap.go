package software

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// snap moves an object onto the nearest dots of the screen. Fyne's OpenGL
// painter rounds so, its software painter rounds up: without this a text would
// stand one dot lower or further right in one window than in the other.
func (s scale) snap(o fyne.CanvasObject, at fyne.Position) fyne.Position {
	inner := inset(o)
	return fyne.NewPos(s.nearest(at.X+inner.X)-inner.X, s.nearest(at.Y+inner.Y)-inner.Y)
}

// nearest is a place on a whole dot; a hair before it, so that rounding up
// afterwards does not make it the next one.
func (s scale) nearest(v float32) float32 {
	f := float64(s.factor())
	return float32((math.Round(float64(v)*f) - 1e-3) / f)
}

// inset is where within its box an object is painted: only a text has room to
// spare.
func inset(o fyne.CanvasObject) (at fyne.Position) {
	text, ok := o.(*canvas.Text)
	if !ok {
		return at
	}
	need := text.MinSize()
	switch room := text.Size().Width - need.Width; text.Alignment {
	case fyne.TextAlignTrailing:
		at.X = room
	case fyne.TextAlignCenter:
		at.X = room / 2
	}
	if room := text.Size().Height - need.Height; room > 0 {
		at.Y = room / 2
	}
	return at
}
