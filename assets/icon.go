package assets

import _ "embed"

// Icon is the program's picture, a PNG of 512 by 512 pixels.
//
//go:embed icon.png
var Icon []byte
