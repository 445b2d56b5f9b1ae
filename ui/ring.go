package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// CreateRenderer draws a ring round the button that has the keys: on a main
// button a mere tint would not be seen.
func (b *presser) CreateRenderer() fyne.WidgetRenderer {
	ring := canvas.NewRectangle(nil)
	ring.StrokeWidth, ring.CornerRadius = 2, theme.SizeForWidget(theme.SizeNameInputRadius, b)
	r := &ringed{b.Button.CreateRenderer(), ring, b}
	r.draw()
	return r
}

// FocusGained shows the ring.
func (b *presser) FocusGained() {
	b.focused = true
	b.Button.FocusGained()
}

// FocusLost takes it away.
func (b *presser) FocusLost() {
	b.focused = false
	b.Button.FocusLost()
}

type ringed struct {
	fyne.WidgetRenderer
	ring *canvas.Rectangle
	of   *presser
}

func (r *ringed) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.ring.Resize(size)
}

func (r *ringed) Objects() []fyne.CanvasObject {
	return append(slices.Clip(r.WidgetRenderer.Objects()), r.ring)
}

func (r *ringed) Refresh() {
	r.WidgetRenderer.Refresh()
	r.draw()
}

func (r *ringed) draw() {
	if r.of.focused {
		r.ring.StrokeColor = theme.ColorForWidget(theme.ColorNameForeground, r.of)
		r.ring.Show()
	} else {
		r.ring.Hide()
	}
	r.ring.Refresh()
}
