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

// scrollTo moves the page's sheet as little as brings an object of it in sight.
func scrollTo(page, o fyne.CanvasObject) {
	s := scrollOf(page)
	if s == nil {
		return
	}
	s.Refresh() // lays out what was shown since
	top, found := placeIn(s.Content, o, 0)
	if !found {
		return
	}
	bottom := top + o.Size().Height
	y := max(s.Offset.Y, bottom+line/2-s.Size().Height)
	s.ScrollToOffset(fyne.NewPos(0, max(0, min(y, top))))
}

// placeIn is how far down an object stands within another.
func placeIn(within, o fyne.CanvasObject, down float32) (top float32, found bool) {
	if within == o {
		return down, true
	}
	if box, ok := within.(*fyne.Container); ok {
		for _, child := range box.Objects {
			if top, found = placeIn(child, o, down+child.Position().Y); found {
				return top, true
			}
		}
	}
	return 0, false
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
