package software

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// An area is a part of the canvas, in units of Fyne.
type area struct {
	at   fyne.Position
	size fyne.Size
}

var everywhere = area{size: fyne.NewSize(math.MaxInt32, math.MaxInt32)}

func (a area) holds(p fyne.Position) bool {
	return p.X >= a.at.X && p.Y >= a.at.Y && p.X < a.at.X+a.size.Width && p.Y < a.at.Y+a.size.Height
}

// A visit sees an object, where it stands on the canvas, and the area outside
// of which nothing of it shows. It reports whether to go on into what it holds.
type visit func(o fyne.CanvasObject, at fyne.Position, clip area) bool

// walk visits what is visible, from back to front, as Fyne's painters do.
func walk(o fyne.CanvasObject, from fyne.Position, clip area, see visit) {
	if o == nil || !o.Visible() {
		return
	}
	at := from.Add(o.Position())
	inside, clips := held(o)
	if clips {
		clip = area{at, o.Size()}
	}
	if !see(o, at, clip) {
		return
	}
	for _, child := range inside {
		walk(child, at, clip, see)
	}
}

// held is what an object is made of, and whether it hides what lies beyond its
// own edges.
func held(o fyne.CanvasObject) (inside []fyne.CanvasObject, clips bool) {
	_, clips = o.(fyne.Scrollable)
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects, clips
	case fyne.Widget:
		r := test.WidgetRenderer(o)
		_, clipper := r.(interface{ IsClip() })
		return r.Objects(), clips || clipper
	}
	return nil, clips
}

// trees are the roots of a canvas from back to front.
func trees(c fyne.Canvas) []fyne.CanvasObject {
	return append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...)
}

// find is the front-most object at a point that is wanted, and the point in its
// own measure; nil where there is none. An overlay hides all below it.
func find(c fyne.Canvas, p fyne.Position, wanted func(fyne.CanvasObject) bool) (found fyne.CanvasObject, within fyne.Position) {
	root := c.Overlays().Top()
	if root == nil {
		root = c.Content()
	}
	walk(root, fyne.Position{}, everywhere, func(o fyne.CanvasObject, at fyne.Position, clip area) bool {
		if clip.holds(p) && (area{at, o.Size()}).holds(p) && wanted(o) {
			found, within = o, p.Subtract(at)
		}
		return true // a child may stand out of its parent
	})
	return found, within
}

// place is where an object stands on the canvas.
func place(c fyne.Canvas, wanted fyne.CanvasObject) (at fyne.Position, found bool) {
	for _, root := range trees(c) {
		walk(root, fyne.Position{}, everywhere, func(o fyne.CanvasObject, pos fyne.Position, _ area) bool {
			if o == wanted {
				at, found = pos, true
			}
			return !found
		})
	}
	return at, found
}
