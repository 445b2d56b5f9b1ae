package export

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"kpdoctor/assets/fonts"
	"kpdoctor/checks/report"
	"kpdoctor/checks/report/layout"
)

const (
	dots    = 3     // per point: 1080 across, a telephone's own
	longest = 14000 // dots down: what is longer, chat programs make small and blurred
)

// picture is the report as one long picture for a chat.
func picture(r *report.Report) (document, error) {
	p, err := r.Page()
	if err != nil {
		return document{}, err
	}
	sheet := pictureSheet(p)
	img, err := paint(sheet)
	if err != nil {
		return document{}, err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return document{}, fmt.Errorf("writing the report as a picture: %w", err)
	}
	var said []string
	for _, m := range sheet.Marks {
		if t, ok := m.(layout.Text); ok {
			said = append(said, t.Said)
		}
	}
	return document{b.Bytes(), asSaid(said)}, nil
}

// pictureSheet is what the picture shows: fewer causes where all would not go
// into one.
func pictureSheet(p *report.Page) *layout.Sheet {
	short := *p
	for {
		sheet := layout.Compose(&short, layout.Phone)[0]
		if sheet.Height*dots <= longest || len(short.Causes) <= 1 {
			sheet.Height = min(sheet.Height, longest/dots)
			return sheet
		}
		short.Causes = short.Causes[:len(short.Causes)-1]
	}
}

// paint draws a sheet.
func paint(sheet *layout.Sheet) (image.Image, error) {
	box := image.Rect(0, 0, int(sheet.Width*dots), int(sheet.Height*dots+0.5))
	p := painter{to: image.NewRGBA(box), faces: map[faceKey]font.Face{}}
	draw.Draw(p.to, box, image.NewUniform(ink(layout.Phone.Paper)), image.Point{}, draw.Src)
	for _, m := range sheet.Marks {
		var err error
		switch m := m.(type) {
		case layout.Text:
			err = p.text(m)
		case layout.Box:
			p.box(m)
		}
		if err != nil {
			return nil, err
		}
	}
	return paletted(p.to), nil
}

type painter struct {
	to    *image.RGBA
	faces map[faceKey]font.Face
}

type faceKey struct {
	size float64
	bold bool
}

func (p *painter) text(m layout.Text) error {
	key := faceKey{m.Size, m.Bold}
	if p.faces[key] == nil {
		parsed, err := parsedFont(m.Bold)
		if err != nil {
			return fmt.Errorf("reading the embedded font: %w", err)
		}
		face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: m.Size * dots, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			return fmt.Errorf("sizing the embedded font: %w", err)
		}
		p.faces[key] = face
	}
	at := fixed.Point26_6{X: fixed.Int26_6(m.X * dots * 64), Y: fixed.Int26_6(m.Y * dots * 64)}
	for _, c := range m.Said {
		where, mask, from, advance, ok := p.faces[key].Glyph(at, c)
		if ok {
			draw.DrawMask(p.to, where, image.NewUniform(ink(m.Ink)), image.Point{}, coarse(mask), from, draw.Over)
		}
		at.X += advance
	}
	return nil
}

// box fills a rectangle with round corners.
func (p *painter) box(m layout.Box) {
	x, y, w, h := float32(m.X*dots), float32(m.Y*dots), float32(m.W*dots), float32(m.H*dots)
	around := image.Rect(int(x), int(y), int(x+w)+1, int(y+h)+1).Intersect(p.to.Bounds())
	if around.Empty() {
		return
	}
	x, y = x-float32(around.Min.X), y-float32(around.Min.Y)
	shape := vector.NewRasterizer(around.Dx(), around.Dy())
	corners(shape, x, y, w, h, float32(m.Round*dots))
	mask := image.NewAlpha(image.Rect(0, 0, around.Dx(), around.Dy()))
	shape.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	draw.DrawMask(p.to, around, image.NewUniform(ink(m.Fill)), image.Point{}, coarse(mask), image.Point{}, draw.Over)
}

// corners draws the outline of a rectangle with round corners.
func corners(to *vector.Rasterizer, x, y, w, h, r float32) {
	const bend = 0.5523 // how far the handles of a quarter circle reach
	k := r * (1 - bend)
	to.MoveTo(x+r, y)
	to.LineTo(x+w-r, y)
	to.CubeTo(x+w-k, y, x+w, y+k, x+w, y+r)
	to.LineTo(x+w, y+h-r)
	to.CubeTo(x+w, y+h-k, x+w-k, y+h, x+w-r, y+h)
	to.LineTo(x+r, y+h)
	to.CubeTo(x+k, y+h, x, y+h-k, x, y+h-r)
	to.LineTo(x, y+r)
	to.CubeTo(x, y+k, x+k, y, x+r, y)
	to.ClosePath()
}

// coarse leaves sixteen shades between ink and paper: nobody sees it, and a
// picture of few colours is a third of the size.
func coarse(mask image.Image) image.Image {
	a, ok := mask.(*image.Alpha)
	if !ok {
		return mask
	}
	for i, v := range a.Pix {
		a.Pix[i] = uint8((int(v) + 8) / 17 * 17)
	}
	return a
}

// paletted is the same picture by the list of its colours, where one byte is
// enough for those.
func paletted(img *image.RGBA) image.Image {
	index := map[color.RGBA]uint8{}
	var colors color.Palette
	out := image.NewPaletted(img.Bounds(), nil)
	var last color.RGBA
	var n uint8
	for i := 0; i < len(img.Pix); i += 4 {
		c := color.RGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3]}
		if c == last { // mostly it is paper beside paper
			out.Pix[i/4] = n
			continue
		}
		seen := false
		n, seen = index[c]
		if !seen {
			if len(colors) == 256 {
				return img
			}
			n = uint8(len(colors))
			index[c] = n
			colors = append(colors, c)
		}
		out.Pix[i/4], last = n, c
	}
	out.Palette = colors
	return out
}

func ink(c layout.Ink) color.RGBA {
	r, g, b := rgb(c)
	return color.RGBA{uint8(r), uint8(g), uint8(b), 0xff}
}

var (
	regular = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(fonts.Regular) })
	bold    = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(fonts.Bold) })
)

func parsedFont(isBold bool) (*opentype.Font, error) {
	if isBold {
		return bold()
	}
	return regular()
}
