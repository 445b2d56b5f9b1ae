package software

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Virtual keys of Windows, WinUser.h.
const (
	vkShift   = 0x10
	vkControl = 0x11
	vkMenu    = 0x12 // Alt
	vkReturn  = 0x0d
	vkProcess = 0xe5 // the input method has taken the key
)

var keyNames = map[uint32]fyne.KeyName{
	0x08: fyne.KeyBackspace, 0x09: fyne.KeyTab, vkReturn: fyne.KeyReturn, 0x1b: fyne.KeyEscape, 0x20: fyne.KeySpace,
	0x21: fyne.KeyPageUp, 0x22: fyne.KeyPageDown, 0x23: fyne.KeyEnd, 0x24: fyne.KeyHome,
	0x25: fyne.KeyLeft, 0x26: fyne.KeyUp, 0x27: fyne.KeyRight, 0x28: fyne.KeyDown,
	0x2c: desktop.KeyPrintScreen, 0x2d: fyne.KeyInsert, 0x2e: fyne.KeyDelete, 0x14: desktop.KeyCapsLock,
	0x5b: desktop.KeySuperLeft, 0x5c: desktop.KeySuperRight, 0x5d: desktop.KeyMenu,
	0x6a: fyne.KeyAsterisk, 0x6b: fyne.KeyPlus, 0x6d: fyne.KeyMinus, 0x6e: fyne.KeyPeriod, 0x6f: fyne.KeySlash,
	0xba: fyne.KeySemicolon, 0xbb: fyne.KeyEqual, 0xbc: fyne.KeyComma, 0xbd: fyne.KeyMinus, 0xbe: fyne.KeyPeriod,
	0xbf: fyne.KeySlash, 0xc0: fyne.KeyBackTick, 0xdb: fyne.KeyLeftBracket, 0xdc: fyne.KeyBackslash,
	0xdd: fyne.KeyRightBracket, 0xde: fyne.KeyApostrophe,
}

// functionKeys are F1 to F12; Windows numbers them in a row from 0x70.
var functionKeys = []fyne.KeyName{fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
	fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12}

// A keystroke is what lParam says of one, WM_KEYDOWN and its kin.
type keystroke struct {
	code     int  // of the keyboard
	extended bool // the right one of two, or off the number block
	again    bool // it was down before
}

func stroked(lParam uintptr) keystroke {
	return keystroke{int(lParam >> 16 & 0xff), lParam>>24&1 == 1, lParam>>30&1 == 1}
}

// rightShift is the code of the right shift key, which is not "extended".
const rightShift = 0x36

// keyName is Fyne's name for a virtual key; "" for one it has none for.
func keyName(vk uint32, k keystroke) fyne.KeyName {
	switch {
	case vk == vkShift && k.code == rightShift:
		return desktop.KeyShiftRight
	case vk == vkShift:
		return desktop.KeyShiftLeft
	case vk == vkControl && k.extended:
		return desktop.KeyControlRight
	case vk == vkControl:
		return desktop.KeyControlLeft
	case vk == vkMenu && k.extended:
		return desktop.KeyAltRight
	case vk == vkMenu:
		return desktop.KeyAltLeft
	case vk == vkReturn && k.extended:
		return fyne.KeyEnter
	case vk >= '0' && vk <= '9', vk >= 'A' && vk <= 'Z':
		return fyne.KeyName(rune(vk))
	case vk >= 0x60 && vk <= 0x69: // the number block
		return fyne.KeyName(rune('0' + vk - 0x60))
	case vk >= 0x70 && int(vk-0x70) < len(functionKeys):
		return functionKeys[vk-0x70]
	}
	return keyNames[vk]
}

// signed reads two coordinates from one parameter; they may be negative, on a
// screen left of the first.
func signed(lParam uintptr) (x, y int) { return int(int16(lParam)), int(int16(lParam >> 16)) }

// notches reads how far the wheel was turned; a touch pad turns it by parts.
func notches(wParam uintptr) float32 { return float32(int16(wParam>>16)) / 120 }
