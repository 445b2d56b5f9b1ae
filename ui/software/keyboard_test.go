package software

import (
	"testing"
	"unicode/utf16"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// types sends text as the system does, unit by unit.
func (k *keyboard) types(text string) {
	for _, u := range utf16.Encode([]rune(text)) {
		k.unit(u)
	}
}

func TestTypesWhatWasTyped(t *testing.T) {
	entry := widget.NewEntry()
	w, _ := openPane(t, 96, entry, 300, 60)
	w.canvas.Focus(entry)
	w.keyboard.types("税A\x08\x7f\r𠮷1")
	w.keyboard.unit(0xd842) // half a rune, and then another
	w.keyboard.types("末")
	w.keyboard.unit(0xdfb7)
	if want := "税A𠮷1末"; entry.Text != want {
		t.Errorf("got %q, want %q", entry.Text, want)
	}
}

func TestKeysMoveTheFocusAndTheCursor(t *testing.T) {
	first, second := widget.NewEntry(), widget.NewEntry()
	pressed := 0
	w, p := openPane(t, 96, container.NewVBox(first, second, widget.NewButton("好", func() { pressed++ })), 300, 160)
	k := w.keyboard
	k.down(fyne.KeyTab, 15, false)
	k.types("一二")
	k.down(fyne.KeyLeft, 0, false)
	k.types("甲")
	k.down(fyne.KeyTab, 15, false)
	k.types("三")
	p.held = fyne.KeyModifierShift
	k.down(fyne.KeyTab, 15, false)
	p.held = 0
	k.down(fyne.KeyEnd, 0, false)
	k.down(fyne.KeyBackspace, 0, false)
	k.down(fyne.KeyBackspace, 0, true)
	if first.Text != "一" || second.Text != "三" {
		t.Errorf("got %q and %q", first.Text, second.Text)
	}
	k.down(fyne.KeyTab, 15, false)
	k.down(fyne.KeyTab, 15, false)
	k.down(fyne.KeySpace, 57, false)
	if pressed != 1 {
		t.Errorf("the button was pressed %d times", pressed)
	}
}

func TestShiftMarksAndTheClipboardCarries(t *testing.T) {
	entry := widget.NewEntry()
	entry.SetText("离线时间超限")
	w, p := openPane(t, 96, entry, 300, 60)
	w.canvas.Focus(entry)
	k := w.keyboard
	k.down(desktop.KeyShiftLeft, 42, false)
	p.held = fyne.KeyModifierShift
	k.down(fyne.KeyRight, 0, false)
	k.down(fyne.KeyRight, 0, true)
	k.up(desktop.KeyShiftLeft, 42)
	p.held = fyne.KeyModifierControl
	k.down(fyne.KeyX, 0, false)
	if entry.Text != "时间超限" || p.board.Content() != "离线" {
		t.Errorf("cut left %q, and put %q on the clipboard", entry.Text, p.board.Content())
	}
	k.down(fyne.KeyA, 0, false)
	k.down(fyne.KeyC, 0, false)
	k.down(fyne.KeyV, 0, false)
	k.down(fyne.KeyV, 0, true)
	if want := "时间超限时间超限"; entry.Text != want {
		t.Errorf("pasted to %q, want %q", entry.Text, want)
	}
	k.down(fyne.KeyZ, 0, false)
	if entry.Text == "时间超限时间超限" {
		t.Error("nothing was undone")
	}
}

func TestShortcutsReachTheWindow(t *testing.T) {
	w, p := openPane(t, 96, widget.NewLabel("x"), 300, 60)
	var got []string
	for _, s := range []*desktop.CustomShortcut{{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl}, {KeyName: fyne.KeyN, Modifier: fyne.KeyModifierAlt}} {
		w.canvas.AddShortcut(s, func(s fyne.Shortcut) { got = append(got, s.ShortcutName()) })
	}
	w.canvas.SetOnTypedKey(func(e *fyne.KeyEvent) { got = append(got, string(e.Name)) })
	p.held = fyne.KeyModifierControl
	w.keyboard.down(desktop.KeyControlLeft, 29, false)
	w.keyboard.down(fyne.KeyReturn, 28, false)
	p.held = fyne.KeyModifierAlt
	w.keyboard.down(fyne.KeyN, 49, false)
	p.held = 0
	w.keyboard.down(fyne.KeyEscape, 1, false)
	want := []string{"LeftControl", "CustomDesktop:Control+Return", "CustomDesktop:Alt+N", "Escape"}
	if len(got) != len(want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestKeyNames(t *testing.T) {
	for _, c := range []struct {
		vk     uint32
		lParam uintptr
		want   fyne.KeyName
	}{
		{0x0d, 0x001c0001, fyne.KeyReturn},
		{0x0d, 0x011c0001, fyne.KeyEnter}, // of the number block
		{0x10, 0x002a0001, desktop.KeyShiftLeft},
		{0x10, 0x00360001, desktop.KeyShiftRight},
		{0x11, 0x001d0001, desktop.KeyControlLeft},
		{0x11, 0x011d0001, desktop.KeyControlRight},
		{0x12, 0x21380001, desktop.KeyAltRight},
		{'A', 0x001e0001, fyne.KeyA},
		{'9', 0x000a0001, fyne.Key9},
		{0x65, 0x004c0001, fyne.Key5},
		{0x70, 0, fyne.KeyF1},
		{0x7b, 0, fyne.KeyF12},
		{0x7c, 0, ""},
		{0xe5, 0, ""}, // taken by the input method
	} {
		if got := keyName(c.vk, stroked(c.lParam)); got != c.want {
			t.Errorf("key %#x %#x is %q, want %q", c.vk, c.lParam, got, c.want)
		}
	}
	if !stroked(0x401e0001).again || stroked(0x001e0001).again {
		t.Error("a repeated key is not told from a first one")
	}
}
