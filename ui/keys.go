package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Fyne gives a key to the focused widget alone. These pass on those that are
// the page's.

// asked is an entry of one line.
type asked struct {
	widget.Entry
	keys   func(fyne.KeyName) bool
	access func(fyne.Shortcut) // what Alt and a letter do; nil: nothing
}

func newAsked(keys func(fyne.KeyName) bool) *asked {
	q := &asked{keys: keys}
	q.Wrapping = fyne.TextWrapOff
	q.ExtendBaseWidget(q)
	return q
}

// TypedKey leaves Escape, up and down to the page.
func (q *asked) TypedKey(e *fyne.KeyEvent) {
	if !handed(q.keys, e, fyne.KeyEscape, fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown) {
		q.Entry.TypedKey(e)
	}
}

// TypedShortcut leaves Alt and a letter to the page.
func (q *asked) TypedShortcut(s fyne.Shortcut) {
	if custom, ok := s.(*desktop.CustomShortcut); ok && custom.Modifier == fyne.KeyModifierAlt && q.access != nil {
		q.access(s)
		return
	}
	q.Entry.TypedShortcut(s)
}

// presser is a button that Enter presses, too.
type presser struct {
	widget.Button
	keys    func(fyne.KeyName) bool
	letter  fyne.KeyName // pressed by Alt and this; "" by none
	focused bool
}

func newPresser(text string, weight importance, tapped func(), keys func(fyne.KeyName) bool) *presser {
	b := &presser{keys: keys}
	b.Text, b.Importance, b.OnTapped = text, weight, tapped
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey leaves Escape, up and down to the page.
func (b *presser) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter:
		if !b.Disabled() {
			b.OnTapped()
		}
	case !handed(b.keys, e, fyne.KeyEscape, fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown):
		b.Button.TypedKey(e)
	}
}

// picks is a list of texts to pick one from, by mouse, blank or Enter.
type picks struct {
	widget.List
	keys func(fyne.KeyName) bool
}

func newPicks(texts []string, picked func(int), keys func(fyne.KeyName) bool) *picks {
	l := &picks{keys: keys}
	l.Length = func() int { return len(texts) }
	l.CreateItem = func() fyne.CanvasObject {
		one := widget.NewLabel("")
		one.Truncation = fyne.TextTruncateEllipsis
		return one
	}
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(texts[i]) }
	l.OnSelected = func(i widget.ListItemID) {
		l.UnselectAll() // picking is an act, not a state
		picked(i)
	}
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey leaves Escape to the page.
func (l *picks) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter:
		l.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	case !handed(l.keys, e, fyne.KeyEscape):
		l.List.TypedKey(e)
	}
}

// handed passes a key on if it is one of those, and reports whether it was taken.
func handed(keys func(fyne.KeyName) bool, e *fyne.KeyEvent, those ...fyne.KeyName) bool {
	return slices.Contains(those, e.Name) && keys(e.Name)
}

// selector is a list that drops down.
type selector struct {
	widget.Select
	keys func(fyne.KeyName) bool
}

func (w *Window) selector(options []string, changed func(string)) *selector {
	s := &selector{keys: w.pageKeys}
	s.Options, s.OnChanged = options, changed
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey leaves Enter, Escape and the like to the page.
func (s *selector) TypedKey(e *fyne.KeyEvent) {
	if !handed(s.keys, e, pageOnly...) {
		s.Select.TypedKey(e)
	}
}

// tickbox is a box to tick.
type tickbox struct {
	widget.Check
	keys func(fyne.KeyName) bool
}

func (w *Window) tickbox(text string, changed func(bool)) *tickbox {
	t := &tickbox{keys: w.pageKeys}
	t.Text, t.OnChanged = text, changed
	t.ExtendBaseWidget(t)
	return t
}

// TypedKey leaves Enter, Escape and the like to the page.
func (t *tickbox) TypedKey(e *fyne.KeyEvent) {
	if !handed(t.keys, e, append(pageOnly, fyne.KeyUp, fyne.KeyDown)...) {
		t.Check.TypedKey(e)
	}
}

// pageOnly are keys that such a widget has no use for.
var pageOnly = []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape, fyne.KeyPageUp, fyne.KeyPageDown}
