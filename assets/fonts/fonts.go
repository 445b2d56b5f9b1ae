// Package fonts embeds the faces that the window and the reports draw with, so
// that a bare system without one Chinese font shows no square boxes.
//
// Both are Noto Sans SC (OFL-1.1, see OFL.txt), cut down by make.sh to GB2312
// and the rarer characters of personal names.
package fonts

import _ "embed"

// Regular is the text face: static TrueType outlines, about 2.3 MB.
//
//go:embed NotoSansSC-Regular.ttf
var Regular []byte

// Bold is the face of headings.
//
//go:embed NotoSansSC-Bold.ttf
var Bold []byte
