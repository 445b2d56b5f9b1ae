package layout

import (
	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
)

// A Style is the paper and the sizes of type.
type Style struct {
	Width, Height float64 // Height 0: one sheet as long as it takes
	Margin        float64
	Foot          float64 // room below for the page's number; 0: the head has the report's number instead
	Paper, Card   Ink
	Pad           float64 // round the text of a card

	Verdict, Title, Head, Body, Small, Tiny float64 // sizes of type

	Narrow bool // one column: names above what they name
	Folded bool // checks that are well, and raw results, are left out
}

// A4 is for printing and filing: everything is in it.
var A4 = Style{
	Width: 595.28, Height: 841.89, Margin: 46, Foot: 34, Paper: 0xffffff, Card: 0xffffff,
	Verdict: 19, Title: 13, Head: 12, Body: 10, Small: 8.5, Tiny: 7,
}

// Phone is the long picture that is sent in a chat: a phone's width, and no
// longer than one scrolls.
var Phone = Style{
	Width: 360, Margin: 12, Paper: 0xf1f3f5, Card: 0xffffff, Pad: 14,
	Verdict: 20, Title: 16, Head: 15, Body: 14, Small: 12, Tiny: 11, Narrow: true, Folded: true,
}

const (
	ink   Ink = 0x16191d
	soft  Ink = 0x59616b
	rule  Ink = 0xdfe3e8
	white Ink = 0xffffff
	link  Ink = 0x2f5fa8

	figures Ink = 0x3a414a
)

// tone is a colour and its tint, dark enough on white and on the tint to be read.
type tone struct{ strong, tint Ink }

var (
	good = tone{0x116b33, 0xe7f4ea}
	bad  = tone{0xb3261e, 0xfdeeec}
	warn = tone{0x8a5300, 0xfdf3e0}
	ask  = tone{0x4a4f98, 0xeeeefa}
	none = tone{0x6b737d, 0xf1f3f5}
)

func verdictTone(v diagnose.Verdict) tone {
	switch v {
	case diagnose.OK:
		return good
	case diagnose.Broken:
		return bad
	case diagnose.Degraded:
		return warn
	}
	return ask
}

func statusTone(s checks.Status) tone {
	switch s {
	case checks.Pass:
		return good
	case checks.Fail:
		return bad
	case checks.Warn:
		return warn
	case checks.Error:
		return ask
	}
	return none
}
