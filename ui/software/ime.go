package software

import "image"

// How the input method places its window, imm.h.
const (
	placeAtPoint = 0x0002 // CFS_POINT
	placeBeside  = 0x0080 // CFS_EXCLUDE: not over the area
)

// A compositionForm is COMPOSITIONFORM: where what is being typed stands.
type compositionForm struct {
	style uint32
	point [2]int32
	_     [4]int32 // an area, where the style names one
}

// A candidateForm is CANDIDATEFORM: where the list to choose from stands.
type candidateForm struct {
	_     uint32 // which list: the first
	style uint32
	point [2]int32
	area  [4]int32
}

// composeAt puts what is being typed on the caret.
func composeAt(caret image.Rectangle) compositionForm {
	return compositionForm{style: placeAtPoint, point: [2]int32{int32(caret.Min.X), int32(caret.Min.Y)}}
}

// chooseBeside puts the list below the caret, and not over its line.
func chooseBeside(caret image.Rectangle) candidateForm {
	return candidateForm{style: placeBeside, point: [2]int32{int32(caret.Min.X), int32(caret.Max.Y)},
		area: [4]int32{int32(caret.Min.X), int32(caret.Min.Y), int32(caret.Max.X), int32(caret.Max.Y)}}
}
