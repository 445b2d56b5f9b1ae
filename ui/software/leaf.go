package software

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// A leaf is an object that is painted itself, as it stands in one frame.
type leaf struct {
	object fyne.CanvasObject
	look   any // what it looks like, wherever it stands; comparable
	at     fyne.Position
	clip   image.Rectangle // in dots
	box    image.Rectangle // all that its paint may touch, in dots, within clip
	blur   float32         // how far it blurs what lies below, in units; 0 unless it is a canvas.Blur
}

func (l leaf) same(other leaf) bool {
	return l.at == other.at && l.clip == other.clip && l.look == other.look
}

// A portrait is a picture's look: what it shows is behind a pointer, so its age counts.
type portrait struct {
	object fyne.CanvasObject
	size   fyne.Size
	age    int
	source fyne.Resource
	faint  float64
}

// look copies what an object looks like, without where it stands.
func look(o fyne.CanvasObject, age int) any {
	switch o := o.(type) {
	case *canvas.Rectangle:
		c := *o
		c.Move(fyne.Position{})
		return c
	case *canvas.Text:
		c := *o
		c.Move(fyne.Position{})
		return c
	case *canvas.Circle:
		c := *o
		c.Move(fyne.Position{})
		return c
	case *canvas.Line:
		c := *o
		c.Move(fyne.Position{})
		return c
	case *canvas.Arc:
		c := *o
		c.Move(fyne.Position{})
		return c
	case *canvas.Image:
		return portrait{o, o.Size(), age, o.Resource, o.Translucency}
	}
	return portrait{object: o, size: o.Size(), age: age}
}

// reach is the area that an object's paint may touch: strokes, shadows and
// long texts stand out of their box.
func reach(o fyne.CanvasObject, at fyne.Position) area {
	size := o.Size()
	out := float32(2) // smoothed edges
	switch o := o.(type) {
	case *canvas.Text:
		need := o.MinSize()
		if wider := need.Width - size.Width; wider > 0 {
			switch o.Alignment {
			case fyne.TextAlignCenter:
				at.X -= wider / 2
			case fyne.TextAlignTrailing:
				at.X -= wider
			}
		}
		size = size.Max(need)
		if o.TextStyle.Italic {
			size.Width += o.TextSize / 5
		}
	case *canvas.Rectangle:
		out += o.StrokeWidth + shade(o.Shadow)
	case *canvas.Circle:
		out += o.StrokeWidth + shade(o.Shadow)
	case *canvas.Line:
		out += o.StrokeWidth
	case *canvas.Arc:
		out += o.StrokeWidth
	default:
		out += 4
	}
	return area{at.SubtractXY(out, out), size.AddWidthHeight(2*out, 2*out)}
}

// shade is how far a shadow falls.
func shade(s canvas.Shadow) float32 {
	if s.Color == nil {
		return 0
	}
	return s.BlurRadius + max(s.Spread, -s.Spread) + max(s.Offset.X, -s.Offset.X, s.Offset.Y, -s.Offset.Y)
}

// leaves lists what a canvas shows, from back to front.
func (c *Canvas) leaves(screen image.Rectangle) []leaf {
	all := make([]leaf, 0, len(c.shown))
	ages := make(map[fyne.CanvasObject]int, len(c.ages))
	for _, root := range trees(c) {
		old := map[fyne.CanvasObject]bool{} // refreshed, with all that they hold
		walk(root, fyne.Position{}, everywhere, func(o fyne.CanvasObject, at fyne.Position, clip area) bool {
			inside, _ := held(o)
			if c.refreshed[o] {
				for _, child := range inside {
					old[child] = true
				}
			}
			if old[o] {
				for _, child := range inside {
					old[child] = true
				}
			}
			switch o.(type) {
			case *fyne.Container, fyne.Widget:
				return true
			}
			age := c.ages[o]
			_, pictured := o.(*canvas.Image) // refreshes itself
			if c.refreshed[o] || old[o] && !pictured {
				age++
			}
			ages[o] = age
			if !c.unsnapped {
				at = c.scale.snap(o, at)
			}
			l := leaf{object: o, look: look(o, age), at: at, clip: c.scale.rect(clip).Intersect(screen)}
			if b, ok := o.(*canvas.Blur); ok {
				l.blur = b.Radius
			}
			l.box = c.scale.rect(reach(o, at)).Intersect(l.clip)
			if !l.box.Empty() {
				all = append(all, l)
			}
			return true
		})
	}
	c.ages = ages
	clear(c.refreshed)
	return all
}
