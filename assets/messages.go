package assets

import _ "embed"

// Messages says what the messages and codes of invoicing programs, browsers
// and Windows mean; its first lines explain its form.
//
//go:embed messages.toml
var Messages []byte

// Pinyin is a syllable and the characters read so on every line, for the
// characters of [Messages]; the tests of package message make it.
//
//go:embed messages.pinyin
var Pinyin string
