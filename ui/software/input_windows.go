package software

import (
	"unsafe"

	"fyne.io/fyne/v2/driver/desktop"
)

// buttons are the mouse's, by message.
var buttons = map[uintptr]desktop.MouseButton{
	wmLeftDown: desktop.MouseButtonPrimary, wmLeftUp: desktop.MouseButtonPrimary,
	wmRightDown: desktop.MouseButtonSecondary, wmRightUp: desktop.MouseButtonSecondary,
	wmMiddleDown: desktop.MouseButtonTertiary, wmMiddleUp: desktop.MouseButtonTertiary,
}

// input takes mouse and keys; done: the system need not know.
func (g *hwnd) input(w *Window, m, wParam, lParam uintptr) (done bool, result uintptr) {
	switch m {
	case wmMouseMove:
		g.watchLeaving()
		w.mouse.move(w.canvas.scale.point(signed(lParam)))
	case wmMouseLeave:
		g.watched = false
		w.mouse.leave()
	case wmLeftDown, wmRightDown, wmMiddleDown:
		call(procSetCapture, g.h)
		w.mouse.move(w.canvas.scale.point(signed(lParam)))
		w.mouse.press(buttons[m])
	case wmLeftUp, wmRightUp, wmMiddleUp:
		w.mouse.move(w.canvas.scale.point(signed(lParam)))
		w.mouse.release(buttons[m])
		if w.mouse.pressed == 0 {
			call(procReleaseCapture)
		}
	case wmCaptureChanged:
		w.mouse.lost()
	case wmWheel, wmWheelSideways:
		x, y := signed(lParam)
		w.mouse.move(w.canvas.scale.point(g.within(x, y)))
		if m == wmWheel {
			w.mouse.wheel(0, notches(wParam))
		} else {
			w.mouse.wheel(-notches(wParam), 0)
		}
	case wmSetCursor:
		if uint16(lParam) != inClient {
			return false, 0
		}
		call(procSetCursor, g.shape)
		return true, 1
	case wmKeyDown, wmSysKeyDown:
		k := stroked(lParam)
		if name := keyName(uint32(wParam), k); name != "" && wParam != vkProcess {
			w.keyboard.down(name, k.code, k.again)
		}
		return m == wmKeyDown, 0 // the system's own: Alt+F4, Alt+Space
	case wmKeyUp, wmSysKeyUp:
		k := stroked(lParam)
		if name := keyName(uint32(wParam), k); name != "" && wParam != vkProcess {
			w.keyboard.up(name, k.code)
		}
		return m == wmKeyUp, 0
	case wmChar:
		w.keyboard.unit(uint16(wParam))
	case wmSysChar:
		return wParam != ' ', 0 // else it beeps: no menu has such a key
	default:
		return false, 0
	}
	return true, 0
}

// watchLeaving has the system say when the mouse leaves.
func (g *hwnd) watchLeaving() {
	if g.watched {
		return
	}
	g.watched = true
	track := struct {
		size, flags uint32
		h           uintptr
		hover       uint32
	}{flags: 2, h: g.h} // TME_LEAVE
	track.size = uint32(unsafe.Sizeof(track))
	call(procTrackMouseEvent, uintptr(unsafe.Pointer(&track)))
}

// within turns a point of the screen into one of the window.
func (g *hwnd) within(x, y int) (int, int) {
	p := [2]int32{int32(x), int32(y)}
	call(procScreenToClient, g.h, uintptr(unsafe.Pointer(&p)))
	return int(p[0]), int(p[1])
}
