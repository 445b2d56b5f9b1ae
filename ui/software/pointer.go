package software

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// threshold is how far the mouse must move, button down, to drag, in units.
const threshold = 2

// wheelSpeed is how far one notch of the wheel scrolls, in units; Fyne's own.
const wheelSpeed = 25

// A pointer turns what the mouse does into what widgets understand, by the
// rules of Fyne's OpenGL driver.
type pointer struct {
	canvas *Canvas
	keys   func() fyne.KeyModifier
	shape  func(desktop.Cursor)                        // shows a cursor
	after  func(time.Duration, func()) (cancel func()) // calls back on the window's goroutine

	at      fyne.Position
	over    desktop.Hoverable
	cursor  desktop.Cursor
	pressed desktop.MouseButton // all that are down
	taken   fyne.CanvasObject   // what the button went down on

	dragged   fyne.Draggable
	dragFrom  fyne.Position // where the last part of the drag began
	dragShift fyne.Position // from the dragged object's own point to the canvas's
	dragBegan fyne.Position // where the object stood

	waiting func()            // ends the wait for a second tap
	once    fyne.CanvasObject // tapped once, maybe to be tapped again
}

// move is the mouse at a point of the canvas.
func (p *pointer) move(to fyne.Position) {
	from := p.at
	p.at = to
	var shape desktop.Cursor = desktop.DefaultCursor
	o, within := find(p.canvas, to, func(o fyne.CanvasObject) bool {
		if c, ok := o.(desktop.Cursorable); ok {
			shape = c.Cursor()
		}
		_, ok := o.(desktop.Hoverable)
		return ok
	})
	if shape != p.cursor {
		p.cursor = shape
		p.shape(shape)
	}
	p.beginDrag(from)
	if o != nil && !p.drags(o) {
		e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: to, Position: within}, Button: p.pressed, Modifier: p.keys()}
		if h := o.(desktop.Hoverable); h == p.over {
			h.MouseMoved(e)
		} else {
			p.leave()
			p.over = h
			h.MouseIn(e)
		}
	} else if p.over != nil && !p.drags(p.over) {
		p.leave()
	}
	p.drag()
}

// beginDrag finds what is dragged once the mouse has moved far enough.
func (p *pointer) beginDrag(from fyne.Position) {
	moved := p.at.Subtract(p.dragFrom)
	far := moved.X >= threshold || moved.X <= -threshold || moved.Y >= threshold || moved.Y <= -threshold
	if p.dragged != nil || p.pressed&^desktop.MouseButtonSecondary == 0 || !far {
		return
	}
	o, within := find(p.canvas, from, func(o fyne.CanvasObject) bool { _, ok := o.(fyne.Draggable); return ok })
	if o != nil {
		p.dragged, p.dragShift, p.dragBegan = o.(fyne.Draggable), from.Subtract(within), o.Position()
	}
}

func (p *pointer) drag() {
	if p.dragged == nil || p.pressed == 0 {
		return
	}
	shift := p.dragBegan.Subtract(p.dragged.(fyne.CanvasObject).Position())
	e := &fyne.DragEvent{Dragged: fyne.NewDelta(p.at.X-p.dragFrom.X, p.at.Y-p.dragFrom.Y)}
	e.AbsolutePosition, e.Position = p.at, p.at.Subtract(p.dragShift).Add(shift)
	p.dragFrom = p.at
	p.dragged.Dragged(e)
}

// drags reports whether an object is the one that is dragged.
func (p *pointer) drags(o any) bool { return p.dragged != nil && o == any(p.dragged) }

// leave is the mouse off whatever it was over.
func (p *pointer) leave() {
	if over := p.over; over != nil {
		p.over = nil
		over.MouseOut()
	}
}

// touchable reports whether a button of the mouse means something to an object.
func touchable(o fyne.CanvasObject) bool {
	switch o.(type) {
	case fyne.Tappable, fyne.SecondaryTappable, fyne.DoubleTappable, fyne.Focusable, desktop.Mouseable:
		return true
	}
	return false
}

// press is a button going down.
func (p *pointer) press(button desktop.MouseButton) {
	p.dragFrom = p.at
	o, e := p.target(button)
	if m, ok := o.(desktop.Mouseable); ok {
		m.MouseDown(e)
	}
	p.unfocus(o)
	p.pressed |= button
	p.taken = o
}

// release is a button going up.
func (p *pointer) release(button desktop.MouseButton) {
	o, e := p.target(button)
	dragged := p.dragged
	if m, ok := dragged.(desktop.Mouseable); ok {
		e.Position = p.at.Subtract(p.dragShift)
		m.MouseUp(e)
	} else if m, ok := o.(desktop.Mouseable); ok {
		m.MouseUp(e)
	}
	p.unfocus(o)
	p.pressed &^= button
	if dragged != nil {
		p.dragged = nil
		dragged.DragEnd()
		if any(p.over) == any(dragged) && any(o) != any(dragged) {
			p.leave()
		}
		p.taken = nil
		return
	}
	if o == nil || o != p.taken {
		return
	}
	switch button {
	case desktop.MouseButtonSecondary:
		if t, ok := o.(fyne.SecondaryTappable); ok {
			t.TappedSecondary(&e.PointEvent)
		}
	case desktop.MouseButtonPrimary:
		p.tap(o, e.PointEvent)
	}
}

// lost is the mouse taken by another window while a button was down.
func (p *pointer) lost() {
	if p.pressed == 0 {
		return
	}
	p.pressed, p.taken = 0, nil
	if dragged := p.dragged; dragged != nil {
		p.dragged = nil
		dragged.DragEnd()
	}
}

// tap waits for a second one where two mean something of their own.
func (p *pointer) tap(o fyne.CanvasObject, e fyne.PointEvent) {
	twice, ok := o.(fyne.DoubleTappable)
	if !ok {
		if t, ok := o.(fyne.Tappable); ok {
			t.Tapped(&e)
		}
		return
	}
	if p.waiting != nil && p.once == o {
		p.waiting()
		p.waiting, p.once = nil, nil
		twice.DoubleTapped(&e)
		return
	}
	p.once = o
	p.waiting = p.after(twiceWithin, func() {
		p.waiting, p.once = nil, nil
		if t, ok := o.(fyne.Tappable); ok {
			t.Tapped(&e)
		}
	})
}

// twiceWithin is how fast two taps are one double tap.
const twiceWithin = 300 * time.Millisecond

// target is what lies under the mouse and wants its buttons.
func (p *pointer) target(button desktop.MouseButton) (fyne.CanvasObject, *desktop.MouseEvent) {
	o, within := find(p.canvas, p.at, touchable)
	return o, &desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: p.at, Position: within}, Button: button, Modifier: p.keys()}
}

// unfocus takes the focus from a widget that the mouse is not over.
func (p *pointer) unfocus(o fyne.CanvasObject) {
	focused := p.canvas.Focused()
	if focused == nil {
		return
	}
	if f, ok := o.(fyne.Focusable); ok && f == focused {
		return
	}
	own, ok := focused.(fyne.CanvasObject)
	if ok {
		if under, _ := find(p.canvas, p.at, func(o fyne.CanvasObject) bool { return o == own }); under != nil {
			return
		}
	}
	p.canvas.Unfocus()
}

// wheel scrolls what lies under the mouse, by notches.
func (p *pointer) wheel(right, up float32) {
	o, within := find(p.canvas, p.at, func(o fyne.CanvasObject) bool { _, ok := o.(fyne.Scrollable); return ok })
	if o != nil {
		e := &fyne.ScrollEvent{Scrolled: fyne.NewDelta(right*wheelSpeed, up*wheelSpeed)}
		e.AbsolutePosition, e.Position = p.at, within
		o.(fyne.Scrollable).Scrolled(e)
	}
}
