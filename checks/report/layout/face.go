package layout

import (
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"kpdoctor/assets/fonts"
)

// missing stands for a character that our fonts do not have: the mark that
// Chinese and Japanese printers use for a type that is not in the case.
const missing = '〓'

// A face measures text in one of the embedded fonts.
type face struct {
	font   *sfnt.Font
	mutex  sync.Mutex
	buffer sfnt.Buffer
	widths map[rune]float64 // of one em; below zero where there is no glyph
}

var regular, bold = embedded(fonts.Regular), embedded(fonts.Bold)

// embedded returns a func that reads the font once.
func embedded(data []byte) func() *face {
	return sync.OnceValue(func() *face {
		f, err := sfnt.Parse(data)
		if err != nil {
			panic("the embedded font is broken: " + err.Error()) // it is a part of the program: its own test reads it
		}
		return &face{font: f, widths: map[rune]float64{}}
	})
}

func faceOf(isBold bool) *face {
	if isBold {
		return bold()
	}
	return regular()
}

// rune returns how wide a character is, in ems.
func (f *face) rune(c rune) float64 {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if w, ok := f.widths[c]; ok {
		return w
	}
	w := -1.0
	const em = 1000
	if glyph, err := f.font.GlyphIndex(&f.buffer, c); err == nil && glyph != 0 {
		if advance, err := f.font.GlyphAdvance(&f.buffer, glyph, fixed.I(em), font.HintingNone); err == nil {
			w = float64(advance) / 64 / em
		}
	}
	f.widths[c] = w
	return w
}

// drawable replaces the characters that the fonts do not have; in both faces
// the same ones.
func drawable(s string) string {
	f := regular()
	out := []rune(s)
	for i, c := range out {
		switch {
		case c == '✗':
			out[i] = '×'
		case c > 0xffff || f.rune(c) < 0: // beyond U+FFFF PDF would need a font of another kind
			out[i] = missing
		}
	}
	return string(out)
}

// Width is how wide a line is, in points.
func Width(s string, size float64, isBold bool) float64 {
	f, sum := faceOf(isBold), 0.0
	for _, c := range s {
		sum += max(f.rune(c), 0)
	}
	return sum * size
}
