package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// rows is a list of which one is marked; Enter acts on it.
type rows struct {
	widget.List
	entered func() // after the row under the cursor was marked
}

func newRows(length func() int, create func() fyne.CanvasObject, update func(widget.ListItemID, fyne.CanvasObject)) *rows {
	r := new(rows)
	r.Length, r.CreateItem, r.UpdateItem = length, create, update
	r.ExtendBaseWidget(r)
	return r
}

// TypedKey marks the row and acts on it for Enter.
func (r *rows) TypedKey(e *fyne.KeyEvent) {
	if e.Name != fyne.KeyReturn && e.Name != fyne.KeyEnter {
		r.List.TypedKey(e)
		return
	}
	r.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if r.entered != nil {
		r.entered()
	}
}

// clipped shortens a text to so many characters.
func clipped(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}
