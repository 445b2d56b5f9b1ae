package export

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
)

// pdfText reads all text out of a PDF that this package wrote, from its final
// bytes: what the pages say, in the order in which it was drawn, and the title
// and subject of the document.
func pdfText(doc []byte) ([]string, error) {
	var said []string
	for {
		head, rest, ok := bytes.Cut(doc, []byte("\nstream\n"))
		said = append(said, literals(head, false)...)
		if !ok {
			return said, nil
		}
		body, after, ok := bytes.Cut(rest, []byte("\nendstream"))
		if !ok {
			return nil, fmt.Errorf("a stream has no end")
		}
		doc = after
		dictionary := head[max(bytes.LastIndex(head, []byte("obj\n")), 0):]
		if bytes.Contains(dictionary, []byte("/Length1")) {
			continue // a font
		}
		if bytes.Contains(dictionary, []byte("/FlateDecode")) {
			z, err := zlib.NewReader(bytes.NewReader(body))
			if err != nil {
				return nil, fmt.Errorf("unpacking a stream: %w", err)
			}
			if body, err = io.ReadAll(z); err != nil {
				return nil, fmt.Errorf("unpacking a stream: %w", err)
			}
		}
		if bytes.Contains(body, []byte(" Tj")) {
			said = append(said, literals(body, true)...)
		}
	}
}

// literals are the strings in brackets of PDF's syntax. wide: UTF-16 without
// its mark, as in the text of a page.
func literals(data []byte, wide bool) []string {
	var out []string
	for i := 0; i < len(data); i++ {
		if data[i] != '(' {
			continue
		}
		var s []byte
		depth := 1
		for i++; i < len(data); i++ {
			c := data[i]
			switch {
			case c == '\\' && i+1 < len(data):
				i++
				c = unescaped(data[i])
			case c == '(':
				depth++
			case c == ')':
				depth--
			}
			if depth == 0 {
				break
			}
			s = append(s, c)
		}
		out = append(out, decoded(s, wide))
	}
	return out
}

func unescaped(c byte) byte {
	if i := strings.IndexByte("nrtbf", c); i >= 0 {
		return "\n\r\t\b\f"[i]
	}
	return c
}

// decoded reads UTF-16, high byte first, where wide says so or its mark does.
func decoded(s []byte, wide bool) string {
	if bare, marked := bytes.CutPrefix(s, []byte{0xfe, 0xff}); marked {
		s, wide = bare, true
	}
	if !wide {
		return string(s)
	}
	units := make([]uint16, len(s)/2)
	for i := range units {
		units[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	return string(utf16.Decode(units))
}
