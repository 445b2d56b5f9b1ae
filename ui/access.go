package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// letters press the buttons that show them, together with Alt.
const letters = "ABCDFHKLMNOPRSTUWX"

// access lets Alt and a letter press the button of the page that shows it.
func (w *Window) access() {
	for _, letter := range letters {
		key := fyne.KeyName(letter)
		w.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt}, w.accessed)
	}
}

func (w *Window) accessed(s fyne.Shortcut) {
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok || w.Canvas().Overlays().Top() != nil { // what lies over the page has the keys
		return
	}
	if b := lettered(w.pages[w.state.Page].object(), custom.KeyName); b != nil {
		b.OnTapped()
	}
}

// lettered finds the button with a letter that can be seen and pressed.
func lettered(o fyne.CanvasObject, letter fyne.KeyName) (found *presser) {
	if !o.Visible() {
		return nil
	}
	switch o := o.(type) {
	case *presser:
		if o.letter == letter && !o.Disabled() {
			return o
		}
	case *container.Scroll:
		return lettered(o.Content, letter)
	case *fyne.Container:
		for _, child := range o.Objects {
			if found = lettered(child, letter); found != nil {
				return found
			}
		}
	}
	return nil
}

// press is a button of a page: Enter presses it, Esc and the like are the
// page's, and so is Alt with its letter, where it has one.
func (w *Window) press(text string, weight importance, tapped func(), letter ...fyne.KeyName) *presser {
	b := newPresser(text, weight, tapped, w.pageKeys)
	if len(letter) > 0 {
		b.letter = letter[0]
		b.Text += " (" + string(letter[0]) + ")"
	}
	return b
}

// entry is a field of one line whose other keys are the page's.
func (w *Window) entry() *asked {
	e := newAsked(w.pageKeys)
	e.access = w.accessed
	return e
}

// pageKeys hands a key to the page, or scrolls it.
func (w *Window) pageKeys(key fyne.KeyName) bool {
	p := w.pages[w.state.Page]
	return p.keys(key) || scrollBy(p.object(), key)
}

// weigh makes a button the page's main one, or an ordinary one.
func weigh(b *widget.Button, main bool) {
	weight := widget.MediumImportance
	if main {
		weight = high
	}
	if b.Importance != weight {
		b.Importance = weight
		b.Refresh()
	}
}
