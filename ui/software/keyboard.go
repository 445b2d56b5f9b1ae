package software

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// A keyboard turns keys into what widgets understand, by the rules of Fyne's
// OpenGL driver.
type keyboard struct {
	canvas    *Canvas
	keys      func() fyne.KeyModifier
	clipboard fyne.Clipboard
	half      uint16 // the first half of a rune beyond 0xFFFF
}

// down is a key going down, or repeating while it is.
func (k *keyboard) down(name fyne.KeyName, code int, again bool) {
	e := &fyne.KeyEvent{Name: name, Physical: fyne.HardwareKey{ScanCode: code}}
	if !again {
		if f := k.canvas.Focused(); f == nil {
			if k.canvas.onKeyDown != nil {
				k.canvas.onKeyDown(e)
			}
		} else if f, ok := f.(desktop.Keyable); ok {
			f.KeyDown(e)
		}
	}
	held := k.keys()
	if name == fyne.KeyTab && held&^fyne.KeyModifierShift == 0 && k.tab(held) || k.shortcut(name, held) {
		return
	}
	if f := k.canvas.Focused(); f != nil {
		f.TypedKey(e)
	} else if typed := k.canvas.OnTypedKey(); typed != nil {
		typed(e)
	}
}

// up is a key going up.
func (k *keyboard) up(name fyne.KeyName, code int) {
	e := &fyne.KeyEvent{Name: name, Physical: fyne.HardwareKey{ScanCode: code}}
	if f := k.canvas.Focused(); f == nil {
		if k.canvas.onKeyUp != nil {
			k.canvas.onKeyUp(e)
		}
	} else if f, ok := f.(desktop.Keyable); ok {
		f.KeyUp(e)
	}
}

// tab moves the focus, and reports whether it did: some widgets want the key.
func (k *keyboard) tab(held fyne.KeyModifier) bool {
	if t, ok := k.canvas.Focused().(fyne.Tabbable); ok && t.AcceptsTab() {
		return false
	}
	if held == fyne.KeyModifierShift {
		k.canvas.FocusPrevious()
	} else {
		k.canvas.FocusNext()
	}
	return true
}

// unit is one unit of UTF-16 that was typed, by keyboard or input method.
func (k *keyboard) unit(u uint16) {
	r, whole := k.join(u)
	if !whole || r < ' ' || r == 0x7f {
		return // control characters are keys
	}
	if f := k.canvas.Focused(); f != nil {
		f.TypedRune(r)
	} else if typed := k.canvas.OnTypedRune(); typed != nil {
		typed(r)
	}
}

// join makes runes of units; a half that its other half does not follow is
// dropped.
func (k *keyboard) join(u uint16) (r rune, whole bool) {
	first := k.half
	k.half = 0
	switch {
	case u >= 0xd800 && u < 0xdc00:
		k.half = u
		return 0, false
	case u >= 0xdc00 && u < 0xe000:
		if first == 0 {
			return 0, false
		}
		return (rune(first)-0xd800)<<10 + rune(u) - 0xdc00 + 0x10000, true
	}
	return rune(u), true
}

// shortcut does what a combination of keys stands for, and reports whether it
// stands for anything.
func (k *keyboard) shortcut(name fyne.KeyName, held fyne.KeyModifier) bool {
	s := k.meaning(name, held)
	if s == nil {
		return false
	}
	focused, ok := k.canvas.Focused().(fyne.Shortcutable)
	if !ok {
		k.canvas.TypedShortcut(s)
		return true
	}
	if text, ok := focused.(interface {
		fyne.Disableable
		SelectedText() string
	}); ok && text.Disabled() && s.ShortcutName() != "Copy" {
		return false
	}
	focused.TypedShortcut(s)
	return true
}

// meaning is the shortcut that a combination of keys is; nil for none.
func (k *keyboard) meaning(name fyne.KeyName, held fyne.KeyModifier) fyne.Shortcut {
	switch held {
	case fyne.KeyModifierControl:
		switch name {
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		case fyne.KeyV:
			return &fyne.ShortcutPaste{Clipboard: k.clipboard}
		case fyne.KeyC, fyne.KeyInsert:
			return &fyne.ShortcutCopy{Clipboard: k.clipboard}
		case fyne.KeyX:
			return &fyne.ShortcutCut{Clipboard: k.clipboard}
		case fyne.KeyA:
			return &fyne.ShortcutSelectAll{}
		}
	case fyne.KeyModifierShift:
		switch name {
		case fyne.KeyInsert:
			return &fyne.ShortcutPaste{Clipboard: k.clipboard}
		case fyne.KeyDelete:
			return &fyne.ShortcutCut{Clipboard: k.clipboard}
		}
		return nil
	case 0:
		return nil
	}
	if modifier(name) {
		return nil
	}
	return &desktop.CustomShortcut{KeyName: name, Modifier: held}
}

func modifier(name fyne.KeyName) bool {
	switch name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight,
		desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight:
		return true
	}
	return false
}
