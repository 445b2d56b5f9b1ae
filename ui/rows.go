package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// rows is a list of which one is marked, by the arrow keys too; Enter acts on it.
type rows struct {
	widget.List
	entered func()                  // acts on the marked one
	keys    func(fyne.KeyName) bool // takes Escape and Delete; nil: nobody does
}

func newRows(length func() int, create func() fyne.CanvasObject, update func(widget.ListItemID, fyne.CanvasObject)) *rows {
	r := new(rows)
	r.Length, r.CreateItem, r.UpdateItem = length, create, update
	r.ExtendBaseWidget(r)
	return r
}

// TypedKey marks the row that the cursor is on.
func (r *rows) TypedKey(e *fyne.KeyEvent) {
	mark := &fyne.KeyEvent{Name: fyne.KeySpace}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		r.List.TypedKey(mark)
		r.entered()
	case fyne.KeyUp, fyne.KeyDown:
		r.List.TypedKey(e)
		r.List.TypedKey(mark)
	case fyne.KeyEscape, fyne.KeyDelete:
		if r.keys != nil {
			r.keys(e.Name)
		}
	default:
		r.List.TypedKey(e)
	}
}

// clipped shortens a text to so many characters.
func clipped(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}
