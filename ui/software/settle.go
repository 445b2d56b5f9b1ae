package software

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// needs remembers how much room each visible object needed. When one needs more
// or less than before, what holds it is laid out anew: Fyne's OpenGL driver does
// so before every frame, and its test driver never.
type needs struct {
	before, now map[fyne.CanvasObject]fyne.Size
}

// settle lays out what has to be, and reports whether a root's need changed.
func (n *needs) settle(roots []fyne.CanvasObject) (changed bool) {
	n.before, n.now = n.now, make(map[fyne.CanvasObject]fyne.Size, len(n.now))
	for _, root := range roots {
		if root != nil && n.one(root) {
			layOut(root)
			changed = true
		}
	}
	return changed
}

// one settles what an object holds and then itself, and reports whether its
// need is another than before.
func (n *needs) one(o fyne.CanvasObject) (changed bool) {
	if !o.Visible() {
		return false
	}
	inside, _ := held(o)
	moved := false
	for _, child := range inside {
		if n.one(child) {
			moved = true
		}
	}
	if moved {
		layOut(o)
	}
	need := o.MinSize()
	was, known := n.before[o]
	n.now[o] = need
	return !known || was != need
}

func layOut(o fyne.CanvasObject) {
	switch o := o.(type) {
	case *fyne.Container:
		if o.Layout != nil {
			o.Layout.Layout(o.Objects, o.Size())
		}
	case fyne.Widget:
		test.WidgetRenderer(o).Layout(o.Size())
	}
}
