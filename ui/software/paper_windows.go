package software

import (
	"image"
	"unsafe"
)

// A paper is the memory that the window is painted in.
type paper struct {
	dc, bitmap, old uintptr
	dots            *image.RGBA
}

type bitmapHeader struct {
	size          uint32
	width, height int32
	planes, bits  uint16
	compression   uint32
	imageSize     uint32
	perMetre      [2]int32
	colours       [2]uint32
}

// fit makes it as large as the window.
func (p *paper) fit(size image.Point) {
	if p.dots != nil && p.dots.Rect.Size() == size {
		return
	}
	p.drop()
	if size.X <= 0 || size.Y <= 0 {
		return
	}
	head := bitmapHeader{width: int32(size.X), height: int32(-size.Y), planes: 1, bits: 32} // top row first
	head.size = uint32(unsafe.Sizeof(head))
	var memory unsafe.Pointer
	p.bitmap = call(procCreateDIBSection, 0, uintptr(unsafe.Pointer(&head)), 0, uintptr(unsafe.Pointer(&memory)), 0, 0)
	if p.bitmap == 0 || memory == nil {
		return
	}
	p.dc = call(procCreateCompatibleDC, 0)
	p.old = call(procSelectObject, p.dc, p.bitmap)
	p.dots = &image.RGBA{Pix: unsafe.Slice((*byte)(memory), 4*size.X*size.Y), Stride: 4 * size.X, Rect: image.Rectangle{Max: size}}
}

func (p *paper) drop() {
	if p.dc != 0 {
		call(procSelectObject, p.dc, p.old)
		call(procDeleteDC, p.dc)
	}
	if p.bitmap != 0 {
		call(procDeleteObject, p.bitmap)
	}
	*p = paper{}
}

// screen is the memory behind the window.
func (g *hwnd) screen() *image.RGBA {
	size := g.size()
	fresh := g.paper.dots == nil || g.paper.dots.Rect.Size() != size
	g.paper.fit(size)
	if w := g.window(); fresh && w != nil {
		w.canvas.all = true
	}
	call(procGdiFlush) // what is still on its way to the screen
	return g.paper.dots
}

func (g *hwnd) dirty(part image.Rectangle) {
	r := [4]int32{int32(part.Min.X), int32(part.Min.Y), int32(part.Max.X), int32(part.Max.Y)}
	call(procInvalidateRect, g.h, uintptr(unsafe.Pointer(&r)), 0)
}

type paintStruct struct {
	dc                 uintptr
	erase              int32
	part               [4]int32
	restore, incUpdate int32
	reserved           [32]byte
}

// paint shows what is painted, after what is due has been painted.
func (g *hwnd) paint(w *Window) {
	if w.due {
		w.paint()
	}
	var ps paintStruct
	dc := call(procBeginPaint, g.h, uintptr(unsafe.Pointer(&ps)))
	if g.paper.dots != nil {
		x, y := ps.part[0], ps.part[1]
		call(procBitBlt, dc, uintptr(x), uintptr(y), uintptr(ps.part[2]-x), uintptr(ps.part[3]-y), g.paper.dc, uintptr(x), uintptr(y), 0x00cc0020)
	}
	call(procEndPaint, g.h, uintptr(unsafe.Pointer(&ps)))
}
