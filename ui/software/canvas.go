package software

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/theme"
)

// Canvas is Fyne's canvas in memory, and what of it is on the screen.
type Canvas struct {
	software.WindowlessCanvas
	shortcuts fyne.ShortcutHandler
	onKeyDown func(*fyne.KeyEvent)
	onKeyUp   func(*fyne.KeyEvent)

	scale     scale
	unsnapped bool // objects stand between dots, as Fyne's software painter has them
	needs     needs
	shown     []leaf                     // what the screen shows
	ages      map[fyne.CanvasObject]int  // how often each leaf was refreshed
	refreshed map[fyne.CanvasObject]bool // since the last frame
	brush     brush

	stale   func() // says that a frame is due
	at      bool   // a frame is being made: changes by the painter do not count
	all     bool   // the next frame is painted whole
	overlay int    // how many there were at the last frame
}

func newCanvas(inner software.WindowlessCanvas, dpi int) *Canvas {
	c := &Canvas{WindowlessCanvas: inner, refreshed: map[fyne.CanvasObject]bool{}, stale: func() {}}
	c.rescale(dpi)
	return c
}

// rescale changes the dots per inch.
func (c *Canvas) rescale(dpi int) {
	c.scale = scale{dpi}
	c.SetScale(c.scale.factor())
	c.repaint()
}

// repaint has all of it painted anew: theme or scale changed.
func (c *Canvas) repaint() {
	c.all = true
	c.brush.forget()
	c.stale()
}

// Refresh is what Fyne calls when an object looks different.
func (c *Canvas) Refresh(o fyne.CanvasObject) {
	if !c.at {
		c.refreshed[o] = true
		c.stale()
	}
}

// SetDirty is what Fyne calls when an object moved or went.
func (c *Canvas) SetDirty() {
	if !c.at {
		c.stale()
	}
}

// AddShortcut registers what a combination of keys does where no widget wants it.
func (c *Canvas) AddShortcut(s fyne.Shortcut, do func(fyne.Shortcut)) { c.shortcuts.AddShortcut(s, do) }

// RemoveShortcut takes it back.
func (c *Canvas) RemoveShortcut(s fyne.Shortcut) { c.shortcuts.RemoveShortcut(s) }

// TypedShortcut does what is registered for a combination of keys.
func (c *Canvas) TypedShortcut(s fyne.Shortcut) { c.shortcuts.TypedShortcut(s) }

// OnKeyDown is called for keys that no widget has the focus for.
func (c *Canvas) OnKeyDown() func(*fyne.KeyEvent) { return c.onKeyDown }

// SetOnKeyDown sets it.
func (c *Canvas) SetOnKeyDown(f func(*fyne.KeyEvent)) { c.onKeyDown = f }

// OnKeyUp is called for keys that no widget has the focus for.
func (c *Canvas) OnKeyUp() func(*fyne.KeyEvent) { return c.onKeyUp }

// SetOnKeyUp sets it.
func (c *Canvas) SetOnKeyUp(f func(*fyne.KeyEvent)) { c.onKeyUp = f }

// MinSize is the least that the content can do with.
func (c *Canvas) MinSize() fyne.Size {
	if c.Content() == nil {
		return fyne.Size{}
	}
	need := c.Content().MinSize()
	if c.Padded() {
		need = need.Add(fyne.NewSquareSize(2 * theme.Padding()))
	}
	return need
}

// frame paints what changed since the last frame onto a screen, and returns the
// parts that it painted. Blue comes first in the screen's dots, as Windows
// wants it.
func (c *Canvas) frame(screen *image.RGBA) []image.Rectangle {
	c.at = true
	defer func() { c.at = false }()
	now := c.leaves(screen.Rect)
	parts := []image.Rectangle{screen.Rect}
	if !c.all {
		parts = changed(c.shown, now)
		for i := range parts {
			parts[i] = parts[i].Intersect(screen.Rect)
		}
	}
	c.brush.paint(screen, now, parts, theme.Color(theme.ColorNameBackground), c.scale)
	c.shown, c.all, c.overlay = now, false, len(c.Overlays().List())
	return parts
}

// settle lays out what needs more or less room than before.
func (c *Canvas) settle() (changed bool) {
	return c.needs.settle(trees(c))
}

// blurs reports whether a leaf blurs what lies below it.
func (l leaf) blurs() bool {
	_, ok := l.object.(*canvas.Blur)
	return ok && l.blur > 0
}
