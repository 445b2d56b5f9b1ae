package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// line is how far an arrow key scrolls.
const line = 40

// scrollBy moves the page's sheet as the keys for it do everywhere; it reports
// whether the key is one of them.
func scrollBy(page fyne.CanvasObject, key fyne.KeyName) bool {
	s := scrollOf(page)
	if s == nil {
		return false
	}
	s.Refresh()                    // lays out what was shown since
	leaf := s.Size().Height - line // keeps a line in sight
	end := max(s.Content.Size().Height-s.Size().Height, 0)
	y := s.Offset.Y
	switch key {
	case fyne.KeyDown:
		y += line
	case fyne.KeyUp:
		y -= line
	case fyne.KeyPageDown:
		y += leaf
	case fyne.KeyPageUp:
		y -= leaf
	case fyne.KeyHome:
		y = 0
	case fyne.KeyEnd:
		y = end
	default:
		return false
	}
	s.ScrollToOffset(fyne.NewPos(0, min(max(y, 0), end)))
	return true
}

// scrollOf finds the first scroller of a page.
func scrollOf(o fyne.CanvasObject) *container.Scroll {
	switch o := o.(type) {
	case *container.Scroll:
		return o
	case *fyne.Container:
		for _, child := range o.Objects {
			if s := scrollOf(child); s != nil {
				return s
			}
		}
	}
	return nil
}
