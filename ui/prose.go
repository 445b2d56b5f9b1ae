package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// prose is text that wraps as Chinese does: after any hanzi, but never inside a
// number or a name, and no line begins with a comma. Fyne's own wrapping breaks
// at blanks alone, or anywhere at all.
type prose struct {
	widget.Label
	said string
}

func newProse(said string) *prose {
	p := &prose{said: said}
	p.Text = said
	p.ExtendBaseWidget(p)
	return p
}

// say changes the text.
func (p *prose) say(said string) {
	if p.said != said {
		p.said = said
		p.wrap()
	}
}

// narrowest is the least width of a text, in which it still can be read.
const narrowest = 60

// MinSize is narrow: the text takes the width it is given.
func (p *prose) MinSize() fyne.Size {
	size := p.Label.MinSize()
	return fyne.NewSize(min(size.Width, narrowest), size.Height)
}

// Resize breaks the text anew.
func (p *prose) Resize(size fyne.Size) {
	turned := size.Width != p.Size().Width
	p.Label.Resize(size)
	if turned {
		p.wrap()
	}
}

func (p *prose) wrap() {
	text := p.said
	if room := p.Size().Width - 2*p.Theme().Size(theme.SizeNameInnerPadding); room > 0 {
		name := p.SizeName
		if name == "" {
			name = theme.SizeNameText
		}
		size := p.Theme().Size(name)
		text = wrapped(p.said, room, func(s string) float32 { return fyne.MeasureText(s, size, p.TextStyle).Width })
	}
	if text != p.Text {
		p.SetText(text)
	}
}

// wrapped puts line breaks into text so that no line is wider than room, by
// measure; only a single character can be.
func wrapped(text string, room float32, measure func(string) float32) string {
	if measure(text) <= room && !strings.Contains(text, "\n") {
		return text
	}
	var lines []string
	line, width := "", float32(0)
	flush := func() {
		lines = append(lines, strings.TrimRight(line, " "))
		line, width = "", 0
	}
	for _, piece := range pieces(text) {
		if piece == "\n" {
			flush()
			continue
		}
		w := measure(piece)
		if width+w > room && line != "" && piece != " " {
			flush()
		}
		if line == "" && piece == " " && len(lines) > 0 {
			continue
		}
		for w > room && utf8.RuneCountInString(piece) > 1 { // an address longer than a line
			cut := len(piece)
			for cut > 0 && measure(piece[:cut]) > room {
				_, size := utf8.DecodeLastRuneInString(piece[:cut])
				cut -= size
			}
			if cut == 0 {
				_, cut = utf8.DecodeRuneInString(piece)
			}
			lines = append(lines, piece[:cut])
			piece = piece[cut:]
			w = measure(piece)
		}
		line += piece
		width += w
	}
	flush()
	return strings.Join(lines, "\n")
}

// What no line may begin with, and what none may end with.
const (
	closing = "，。；：、！？）》〉」』】”’…,.;:!?)]}%"
	opening = "（《〈「『【“‘([{"
)

// pieces cuts text where a line may break.
func pieces(text string) []string {
	var all []string
	glued := false // the next one belongs to the last
	for _, r := range text {
		last := len(all) - 1
		one := string(r)
		switch {
		case r == '\n' || r == ' ':
			all = append(all, one)
			glued = false
			continue
		case last >= 0 && all[last] != " " && all[last] != "\n" && (glued || strings.ContainsRune(closing, r) || tight(all[last], r)):
			all[last] += one
		default:
			all = append(all, one)
		}
		glued = strings.ContainsRune(opening, r)
	}
	return all
}

// tight reports whether r goes on a word: neither side is an ideograph.
func tight(before string, r rune) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	return !broad(last) && !broad(r)
}

// broad is a character that stands for itself: lines break on both sides.
func broad(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef ||
		strings.ContainsRune("“”‘’…—→·", r)
}
