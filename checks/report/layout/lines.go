package layout

import (
	"strings"
	"unicode"

	"github.com/go-text/typesetting/segmenter"
)

// lines breaks a paragraph so that no line is wider than room, by the rules of
// Unicode (UAX 14): Chinese between any two characters but never before a full
// stop, English between words. Only what is longer than a whole line, an
// address say, is cut where it must be. There is always at least one line.
func lines(s string, size, room float64, isBold bool) []string {
	var out []string
	line, used := "", 0.0
	end := func() {
		out = append(out, strings.TrimRight(line, " "))
		line, used = "", 0
	}
	var seg segmenter.Segmenter
	seg.Init([]rune(drawable(oneLine(s))))
	for it := seg.LineIterator(); it.Next(); {
		word := string(it.Line().Text)
		wide := Width(strings.TrimRight(word, " "), size, isBold)
		if line != "" && used+wide > room {
			end()
		}
		for n, piece := range cut(word, size, room, isBold) {
			if n > 0 {
				end()
			}
			line += piece
			used += Width(piece, size, isBold)
		}
	}
	if line != "" || len(out) == 0 {
		end()
	}
	return out
}

// cut takes a word that is wider than room apart.
func cut(word string, size, room float64, isBold bool) []string {
	if Width(strings.TrimRight(word, " "), size, isBold) <= room {
		return []string{word}
	}
	var pieces []string
	start, used := 0, 0.0
	for i, c := range word {
		w := Width(string(c), size, isBold)
		if used+w > room && i > start {
			pieces = append(pieces, word[start:i])
			start, used = i, 0
		}
		used += w
	}
	return append(pieces, word[start:])
}

// oneLine turns what would end a line into a space.
func oneLine(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || c == '\u2028' || c == '\u2029' {
			return ' '
		}
		return c
	}, s)
}
