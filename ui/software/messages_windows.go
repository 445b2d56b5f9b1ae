package software

// Messages and their words, WinUser.h.
const (
	wmDestroy             = 0x0002
	wmSize                = 0x0005
	wmSetFocus            = 0x0007
	wmKillFocus           = 0x0008
	wmPaint               = 0x000f
	wmClose               = 0x0010
	wmEraseBackground     = 0x0014
	wmSettingChange       = 0x001a
	wmSetCursor           = 0x0020
	wmGetMinMaxInfo       = 0x0024
	wmSetIcon             = 0x0080
	wmKeyDown             = 0x0100
	wmKeyUp               = 0x0101
	wmChar                = 0x0102
	wmSysKeyDown          = 0x0104
	wmSysKeyUp            = 0x0105
	wmSysChar             = 0x0106
	wmIMEStartComposition = 0x010d
	wmIMEComposition      = 0x010f
	wmSysCommand          = 0x0112
	wmTimer               = 0x0113
	wmMouseMove           = 0x0200
	wmLeftDown            = 0x0201
	wmLeftUp              = 0x0202
	wmRightDown           = 0x0204
	wmRightUp             = 0x0205
	wmMiddleDown          = 0x0207
	wmMiddleUp            = 0x0208
	wmWheel               = 0x020a
	wmWheelSideways       = 0x020e
	wmCaptureChanged      = 0x0215
	wmDropFiles           = 0x0233
	wmMouseLeave          = 0x02a3
	wmDPIChanged          = 0x02e0
	wmThemeChanged        = 0x031a
	wmWork                = 0x8001 // our own: fyne.Do

	sizeMinimized = 1
	inClient      = 1      // HTCLIENT
	keyMenu       = 0xf100 // SC_KEYMENU

	timerBeat  = 1
	timerFirst = 100 // those of after
)

// message takes what the system says. What is not ours is the system's.
func (g *hwnd) message(h, m, wParam, lParam uintptr) uintptr {
	w := g.window()
	if w == nil || !w.open && m != wmDestroy && m != wmGetMinMaxInfo {
		return call(procDefWindowProc, h, m, wParam, lParam)
	}
	switch m {
	case wmPaint:
		g.paint(w)
		return 0
	case wmEraseBackground:
		return 1
	case wmWork:
		g.woken.Store(false)
		w.work()
		return 0
	case wmTimer:
		g.timer(w, wParam)
		return 0
	case wmSize:
		if wParam != sizeMinimized {
			w.resized()
		}
		return 0
	case wmDPIChanged:
		w.rescaled(int(uint16(wParam)))
		g.moveTo(rectAt(lParam))
		return 0
	case wmGetMinMaxInfo:
		if w != nil && w.open {
			g.limit(lParam, w.least())
		}
		return 0
	case wmSettingChange, wmThemeChanged:
		w.themed()
	case wmSetFocus, wmKillFocus:
		w.focused(m == wmSetFocus)
	case wmClose:
		w.closing()
		return 0
	case wmDestroy:
		call(procPostQuitMessage, 0)
		return 0
	case wmSysCommand:
		if wParam&0xfff0 == keyMenu && lParam != ' ' {
			return 0 // Alt alone would wait for a menu that is not there
		}
	case wmDropFiles:
		x, y, files := droppedFiles(wParam)
		w.drop(x, y, files)
		w.noticed()
		return 0
	case wmIMEStartComposition, wmIMEComposition:
		g.composing()
	default:
		if done, result := g.input(w, m, wParam, lParam); done {
			w.noticed()
			return result
		}
	}
	return call(procDefWindowProc, h, m, wParam, lParam)
}
