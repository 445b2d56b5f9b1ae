package software

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"github.com/anthonynsimon/bild/blur"
)

// plenty is how many bytes of painted leaves are kept for the next frames.
const plenty = 24 << 20

// A brush paints leaves. Fyne's software painter draws each leaf once; after
// that it is copied, until it looks different.
type brush struct {
	easel   software.WindowlessCanvas // where a single leaf is painted
	slide   *fyne.Container           // what moves the leaf on the easel
	painted map[stroke]*print
	bytes   int
	turn    int // counts frames

	behind []leaf // what lies below the blur
	mist   *image.RGBA
}

// A stroke is all that decides the dots of a leaf.
type stroke struct {
	look any
	from fyne.Position // of the leaf within its first step
	dpi  int
}

// A print is a painted leaf.
type print struct {
	dots *image.RGBA // premultiplied, blue first
	turn int         // the last frame that used it
}

// forget drops all that is kept.
func (b *brush) forget() { *b = brush{turn: b.turn} }

// paint puts leaves on the screen, within parts of it.
func (b *brush) paint(screen *image.RGBA, all []leaf, parts []image.Rectangle, ground color.Color, s scale) {
	if len(parts) == 0 {
		return
	}
	b.turn++
	if i := lastBlur(all); i >= 0 {
		b.fog(screen.Rect, all[:i], all[i], ground, s)
		for _, part := range parts {
			draw.Draw(screen, part, b.mist, part.Min, draw.Src)
		}
		all = all[i+1:]
	} else {
		b.behind, b.mist = nil, nil
		for _, part := range parts {
			draw.Draw(screen, part, image.NewUniform(swapped(ground)), image.Point{}, draw.Src)
		}
	}
	for _, l := range all {
		for _, part := range parts {
			if where := l.box.Intersect(part); !where.Empty() {
				b.put(screen, l, where, s)
			}
		}
	}
	b.tidy()
}

func lastBlur(all []leaf) int {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].blurs() {
			return i
		}
	}
	return -1
}

// fog makes the blurred picture of what lies below a dialog, once for as long
// as that stays as it is.
func (b *brush) fog(screen image.Rectangle, below []leaf, l leaf, ground color.Color, s scale) {
	if b.mist != nil && b.mist.Rect == screen && slices.EqualFunc(b.behind, below, func(x, y leaf) bool { return x.object == y.object && x.same(y) }) {
		return
	}
	var deeper brush
	clear := image.NewRGBA(screen)
	deeper.paint(clear, below, []image.Rectangle{screen}, ground, s)
	b.mist = blur.Gaussian(clear, float64(l.blur*s.factor()))
	b.behind = slices.Clone(below)
}

// put copies a leaf onto the screen, where it is to be seen.
func (b *brush) put(screen *image.RGBA, l leaf, where image.Rectangle, s scale) {
	if r, ok := l.object.(*canvas.Rectangle); ok && plain(r) {
		if r.FillColor != nil {
			body := s.rect(area{l.at, r.Size()}) // Fyne rounds the corner and the size apart
			body.Max = body.Min.Add(image.Pt(s.dots(r.Size().Width), s.dots(r.Size().Height)))
			draw.Draw(screen, body.Intersect(where), image.NewUniform(swapped(r.FillColor)), image.Point{}, draw.Over)
		}
		return
	}
	step := s.step()
	reach := reach(l.object, l.at)
	from := fyne.NewPos(floor(reach.at.X, step), floor(reach.at.Y, step))
	key := stroke{l.look, fyne.NewPos(fine(l.at.X-from.X), fine(l.at.Y-from.Y)), s.dpi}
	p := b.painted[key]
	if p == nil {
		p = &print{dots: b.draw(l, from, reach, s)}
		if b.painted == nil {
			b.painted = map[stroke]*print{}
		}
		b.painted[key] = p
		b.bytes += len(p.dots.Pix)
	}
	p.turn = b.turn
	corner := image.Pt(int(math.Round(float64(from.X*s.factor()))), int(math.Round(float64(from.Y*s.factor()))))
	draw.Draw(screen, where, p.dots, where.Min.Sub(corner), draw.Over)
}

// plain reports whether a rectangle is nothing but an even area.
func plain(r *canvas.Rectangle) bool {
	return r.CornerRadius == 0 && r.TopLeftCornerRadius == 0 && r.TopRightCornerRadius == 0 && r.BottomLeftCornerRadius == 0 &&
		r.BottomRightCornerRadius == 0 && r.Aspect == 0 && shade(r.Shadow) == 0 && (r.StrokeWidth == 0 || r.StrokeColor == nil)
}

// draw has Fyne paint one leaf alone; the picture's corner is at from.
func (b *brush) draw(l leaf, from fyne.Position, reach area, s scale) *image.RGBA {
	if b.easel == nil {
		b.easel = software.NewTransparentCanvas()
		b.easel.SetPadded(false)
		b.slide = &fyne.Container{}
		b.easel.SetContent(&fyne.Container{Objects: []fyne.CanvasObject{b.slide}})
	}
	b.slide.Objects = []fyne.CanvasObject{l.object}
	b.slide.Move(l.at.Subtract(from).Subtract(l.object.Position()))
	b.easel.SetScale(s.factor())
	corner := reach.at.Subtract(from)
	b.easel.Resize(reach.size.AddWidthHeight(corner.X, corner.Y))
	picture := b.easel.Capture()
	b.slide.Objects = nil
	return blueFirst(picture)
}

// blueFirst turns a picture into the screen's dots.
func blueFirst(picture image.Image) *image.RGBA {
	dots := image.NewRGBA(picture.Bounds())
	draw.Draw(dots, dots.Rect, picture, dots.Rect.Min, draw.Src)
	for i := 0; i+3 < len(dots.Pix); i += 4 {
		dots.Pix[i], dots.Pix[i+2] = dots.Pix[i+2], dots.Pix[i]
	}
	return dots
}

// swapped is a colour in the screen's dots.
func swapped(c color.Color) color.RGBA {
	r, g, b, a := c.RGBA()
	return color.RGBA{R: uint8(b >> 8), G: uint8(g >> 8), B: uint8(r >> 8), A: uint8(a >> 8)}
}

func floor(v, step float32) float32 {
	return float32(math.Floor(float64(v/step))) * step
}

// fine takes from a length what is nothing but the rounding of large numbers.
func fine(v float32) float32 { return float32(math.Round(float64(v)*256)) / 256 }

// tidy drops what the last frames did not use, once it is too much.
func (b *brush) tidy() {
	for age := 32; b.bytes > plenty && age >= 0; age /= 2 {
		for key, p := range b.painted {
			if b.turn-p.turn > age {
				delete(b.painted, key)
				b.bytes -= len(p.dots.Pix)
			}
		}
		if age == 0 {
			break
		}
	}
}
