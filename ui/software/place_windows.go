package software

import (
	"image"
	"unsafe"
)

// rectangle is RECT.
type rectangle [4]int32

func (r rectangle) image() image.Rectangle {
	return image.Rect(int(r[0]), int(r[1]), int(r[2]), int(r[3]))
}

// rectAt reads a RECT that a message points to.
func rectAt(lParam uintptr) image.Rectangle {
	return (*(**rectangle)(unsafe.Pointer(&lParam))).image()
}

func (g *hwnd) dpi() int {
	if g.h != 0 && there(procGetDpiForWindow) {
		if dpi := call(procGetDpiForWindow, g.h); dpi != 0 {
			return int(dpi)
		}
	}
	if there(procGetDpiForSystem) {
		return int(call(procGetDpiForSystem))
	}
	dc := call(procGetDC, 0)
	defer call(procReleaseDC, 0, dc)
	return int(call(procGetDeviceCaps, dc, 88)) // LOGPIXELSX
}

func (g *hwnd) size() image.Point {
	var r rectangle
	if g.h != 0 {
		call(procGetClientRect, g.h, uintptr(unsafe.Pointer(&r)))
	}
	return r.image().Size()
}

// framed is how large a window is with its frame and bar.
func (g *hwnd) framed(size image.Point, dpi int) image.Point {
	r := rectangle{0, 0, int32(size.X), int32(size.Y)}
	if there(procAdjustWindowRectExForDpi) {
		call(procAdjustWindowRectExForDpi, uintptr(unsafe.Pointer(&r)), overlapped, 0, 0, uintptr(dpi))
	} else {
		call(procAdjustWindowRectEx, uintptr(unsafe.Pointer(&r)), overlapped, 0, 0)
	}
	return r.image().Size()
}

type monitorInfo struct {
	size          uint32
	whole, usable rectangle
	flags         uint32
}

// monitor is the screen that the window is on, and what the task bar leaves.
func (g *hwnd) monitor() (m monitorInfo) {
	m.size = uint32(unsafe.Sizeof(m))
	flag := uintptr(nearest)
	if g.h == 0 {
		flag = 1 // the first
	}
	call(procGetMonitorInfo, call(procMonitorFromWindow, g.h, flag), uintptr(unsafe.Pointer(&m)))
	return m
}

func (g *hwnd) room() image.Point {
	return g.monitor().usable.image().Size().Sub(g.framed(image.Point{}, g.dpi()))
}

func (g *hwnd) resize(size image.Point) {
	outer := g.framed(size, g.dpi())
	call(procSetWindowPos, g.h, 0, 0, 0, uintptr(outer.X), uintptr(outer.Y), noMove|noZOrder|noActivate)
}

func (g *hwnd) moveTo(r image.Rectangle) {
	call(procSetWindowPos, g.h, 0, uintptr(r.Min.X), uintptr(r.Min.Y), uintptr(r.Dx()), uintptr(r.Dy()), noZOrder|noActivate)
}

func (g *hwnd) outer() image.Rectangle {
	var r rectangle
	call(procGetWindowRect, g.h, uintptr(unsafe.Pointer(&r)))
	return r.image()
}

func (g *hwnd) center() {
	room, now := g.monitor().usable.image(), g.outer().Size()
	at := room.Min.Add(room.Size().Sub(now).Div(2))
	call(procSetWindowPos, g.h, 0, uintptr(max(at.X, room.Min.X)), uintptr(max(at.Y, room.Min.Y)), 0, 0, noSize|noZOrder|noActivate)
}

func (g *hwnd) corner() (at image.Point, free bool) {
	return g.outer().Min, call(procIsIconic, g.h) == 0 && call(procIsZoomed, g.h) == 0
}

func (g *hwnd) move(to image.Point) {
	grip := uintptr(uint32(to.X+120)) | uintptr(uint32(to.Y+8))<<32 // some of the bar, to pull it by
	if call(procMonitorFromPoint, grip, 0) != 0 {
		call(procSetWindowPos, g.h, 0, uintptr(to.X), uintptr(to.Y), 0, 0, noSize|noZOrder|noActivate)
	}
}

func (g *hwnd) minimize() { call(procShowWindow, g.h, 6) } // SW_MINIMIZE

// limit tells the system how small the window may become.
func (g *hwnd) limit(lParam uintptr, least image.Point) {
	info := *(**[5][2]int32)(unsafe.Pointer(&lParam)) // MINMAXINFO: the fourth is the least
	outer := g.framed(least, g.dpi())
	info[3] = [2]int32{int32(outer.X), int32(outer.Y)}
}

func (g *hwnd) full(on bool) {
	if on {
		g.place = g.outer()
		call(procSetWindowLong, g.h, styleIndex, popup|0x10000000) // visible
		g.moveTo(g.monitor().whole.image())
		return
	}
	call(procSetWindowLong, g.h, styleIndex, overlapped|0x10000000)
	g.moveTo(g.place)
}
