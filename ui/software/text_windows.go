package software

import (
	"image"
	"time"
	"unsafe"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"golang.org/x/sys/windows"
)

// caret keeps where text is typed.
func (g *hwnd) caret(at image.Rectangle) {
	if at != g.carets {
		g.carets = at
		g.composing()
	}
}

// composing puts the input method's windows where the text is.
func (g *hwnd) composing() {
	context := call(procImmGetContext, g.h)
	if context == 0 {
		return
	}
	compose, choose := composeAt(g.carets), chooseBeside(g.carets)
	call(procImmSetCompositionWindow, context, uintptr(unsafe.Pointer(&compose)))
	call(procImmSetCandidateWindow, context, uintptr(unsafe.Pointer(&choose)))
	call(procImmReleaseContext, g.h, context)
}

// clipboard is the system's.
func (g *hwnd) clipboard() fyne.Clipboard { return board{g} }

type board struct{ *hwnd }

const unicodeText = 13 // CF_UNICODETEXT

// borrow opens the clipboard; another program may have it for a moment.
func (b board) borrow() bool {
	for try := 0; try < 10; try++ {
		if call(procOpenClipboard, b.h) != 0 {
			return true
		}
		time.Sleep(5 * time.Millisecond)
	}
	return false
}

// Content is the text on the clipboard; "" where there is none.
func (b board) Content() string {
	if !b.borrow() {
		return ""
	}
	defer call(procCloseClipboard)
	memory := call(procGetClipboardData, unicodeText)
	if memory == 0 {
		return ""
	}
	at := call(procGlobalLock, memory)
	if at == 0 {
		return ""
	}
	defer call(procGlobalUnlock, memory)
	units := unsafe.Slice(*(**uint16)(unsafe.Pointer(&at)), call(procGlobalSize, memory)/2)
	return fromWindows(windows.UTF16ToString(units))
}

// SetContent puts text on the clipboard.
func (b board) SetContent(text string) {
	units, err := windows.UTF16FromString(forWindows(text))
	if err != nil || !b.borrow() {
		return
	}
	defer call(procCloseClipboard)
	memory := call(procGlobalAlloc, 2, uintptr(2*len(units))) // GMEM_MOVEABLE
	if memory == 0 {
		return
	}
	at := call(procGlobalLock, memory)
	copy(unsafe.Slice(*(**uint16)(unsafe.Pointer(&at)), len(units)), units)
	call(procGlobalUnlock, memory)
	call(procEmptyClipboard)
	if call(procSetClipboardData, unicodeText, memory) == 0 {
		call(procGlobalFree, memory) // it is the system's only once taken
	}
}

// droppedFiles reads what was let fall, and where.
func droppedFiles(drop uintptr) (x, y int, files []fyne.URI) {
	defer call(procDragFinish, drop)
	var at [2]int32
	call(procDragQueryPoint, drop, uintptr(unsafe.Pointer(&at)))
	count := call(procDragQueryFile, drop, 0xffffffff, 0, 0)
	for i := range count {
		name := make([]uint16, call(procDragQueryFile, drop, i, 0, 0)+1)
		call(procDragQueryFile, drop, i, uintptr(unsafe.Pointer(&name[0])), uintptr(len(name)))
		files = append(files, storage.NewFileURI(windows.UTF16ToString(name)))
	}
	return int(at[0]), int(at[1]), files
}

// icon shows the program's picture in the window's bar and the task bar.
func (g *hwnd) icon(picture image.Image) {
	if picture == nil || g.h == 0 {
		return
	}
	old := g.icons
	g.icons = nil
	s := scale{g.dpi()}
	for kind, side := range []int{s.dots(16), s.dots(32)} { // ICON_SMALL, ICON_BIG
		dots, mask := stamp(picture, side), make([]byte, (side+15)/16*2*side)
		info := struct {
			icon         int32
			spot         [2]uint32
			mask, colour uintptr
		}{icon: 1}
		info.mask = call(procCreateBitmap, uintptr(side), uintptr(side), 1, 1, uintptr(unsafe.Pointer(&mask[0])))
		info.colour = call(procCreateBitmap, uintptr(side), uintptr(side), 1, 32, uintptr(unsafe.Pointer(&dots[0])))
		icon := call(procCreateIconIndirect, uintptr(unsafe.Pointer(&info)))
		call(procDeleteObject, info.mask)
		call(procDeleteObject, info.colour)
		if icon != 0 {
			call(procSendMessage, g.h, wmSetIcon, uintptr(kind), icon)
			g.icons = append(g.icons, icon)
		}
	}
	for _, icon := range old {
		call(procDestroyIcon, icon)
	}
}
