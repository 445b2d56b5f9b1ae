package ui

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// radio is a group of options of which one is chosen. Fyne's own keeps Enter
// and Escape to itself and does nothing with them; here they are the page's.
type radio struct {
	widget.BaseWidget
	Options    []string
	Selected   string // "" none
	Horizontal bool
	OnChanged  func(string)

	keys  func(fyne.KeyName) bool
	box   *fyne.Container
	items []*option
}

// radio of the page; across puts the options side by side.
func (w *Window) radio(options []string, across bool, changed func(string)) *radio {
	r := &radio{Options: options, Horizontal: across, OnChanged: changed, keys: w.pageKeys}
	r.ExtendBaseWidget(r)
	r.build()
	return r
}

// build makes the options anew.
func (r *radio) build() {
	r.items = nil
	var objects []fyne.CanvasObject
	for _, name := range r.Options {
		o := &option{of: r, name: name}
		o.ExtendBaseWidget(o)
		r.items = append(r.items, o)
		objects = append(objects, o)
	}
	if r.box == nil {
		r.box = container.New(layout.NewCustomPaddedVBoxLayout(0))
		if r.Horizontal {
			r.box = container.NewHBox()
		}
	}
	r.box.Objects = objects
}

// CreateRenderer implements fyne.Widget.
func (r *radio) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }

// Refresh shows what was changed.
func (r *radio) Refresh() {
	if !slices.EqualFunc(r.Options, r.items, func(name string, o *option) bool { return name == o.name }) {
		r.build()
	}
	for _, o := range r.items {
		o.Refresh()
	}
	r.box.Refresh()
	r.BaseWidget.Refresh()
}

// SetSelected chooses an option.
func (r *radio) SetSelected(name string) {
	if r.Selected == name {
		return
	}
	r.Selected = name
	for _, o := range r.items {
		o.Refresh()
	}
	if r.OnChanged != nil {
		r.OnChanged(name)
	}
}

// option is one of a radio's.
type option struct {
	widget.BaseWidget
	of               *radio
	name             string
	focused, hovered bool
}

// Tapped chooses it.
func (o *option) Tapped(*fyne.PointEvent) {
	o.focus()
	o.of.SetSelected(o.name)
}

func (o *option) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		c.Focus(o)
	}
}

// TypedRune chooses it by a blank.
func (o *option) TypedRune(c rune) {
	if c == ' ' {
		o.of.SetSelected(o.name)
	}
}

// TypedKey goes on to the next option by the arrows. Enter chooses, and where
// it is chosen is the page's.
func (o *option) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		o.step(-1)
	case fyne.KeyRight, fyne.KeyDown:
		o.step(1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if o.of.Selected != o.name {
			o.of.SetSelected(o.name)
			return
		}
		o.of.keys(e.Name)
	default:
		handed(o.of.keys, e, fyne.KeyEscape, fyne.KeyPageUp, fyne.KeyPageDown)
	}
}

func (o *option) step(by int) {
	to := slices.Index(o.of.items, o) + by
	if to < 0 || to >= len(o.of.items) {
		return
	}
	next := o.of.items[to]
	next.focus()
	o.of.SetSelected(next.name)
}

// FocusGained shows where the keys go.
func (o *option) FocusGained() { o.focused = true; o.Refresh() }

// FocusLost takes that back.
func (o *option) FocusLost() { o.focused = false; o.Refresh() }

// MouseIn shows that it can be clicked.
func (o *option) MouseIn(*desktop.MouseEvent) { o.hovered = true; o.Refresh() }

// MouseMoved is of no concern.
func (o *option) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes it back.
func (o *option) MouseOut() { o.hovered = false; o.Refresh() }

// CreateRenderer implements fyne.Widget.
func (o *option) CreateRenderer() fyne.WidgetRenderer {
	r := &optionRenderer{of: o, halo: canvas.NewCircle(color.Transparent), fill: new(canvas.Image), ring: new(canvas.Image), text: canvas.NewText(o.name, nil)}
	r.Refresh()
	return r
}

type optionRenderer struct {
	of         *option
	halo       *canvas.Circle
	fill, ring *canvas.Image
	text       *canvas.Text
}

// sizes are those of Fyne's own radio button.
func (r *optionRenderer) sizes() (icon, inner, pad, border float32) {
	t := r.of.Theme()
	return t.Size(theme.SizeNameInlineIcon), t.Size(theme.SizeNameInnerPadding), t.Size(theme.SizeNamePadding), t.Size(theme.SizeNameInputBorder)
}

func (r *optionRenderer) Layout(size fyne.Size) {
	icon, inner, pad, border := r.sizes()
	r.halo.Move(fyne.NewPos(border, (size.Height-icon-inner)/2))
	r.halo.Resize(fyne.NewSquareSize(icon + inner))
	for _, i := range []*canvas.Image{r.fill, r.ring} {
		i.Move(fyne.NewPos(border+inner/2, (size.Height-icon)/2))
		i.Resize(fyne.NewSquareSize(icon))
	}
	r.text.Move(fyne.NewPos(icon+inner+pad, 0))
	r.text.Resize(size)
}

func (r *optionRenderer) MinSize() fyne.Size {
	icon, inner, pad, _ := r.sizes()
	return r.text.MinSize().AddWidthHeight(2*inner+icon+pad, 2*inner)
}

func (r *optionRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.halo, r.fill, r.ring, r.text}
}

func (r *optionRenderer) Destroy() {}

func (r *optionRenderer) Refresh() {
	t, v := r.of.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	in, out := theme.NewThemedResource(t.Icon(theme.IconNameRadioButtonFill)), theme.NewThemedResource(t.Icon(theme.IconNameRadioButton))
	in.ColorName, out.ColorName = theme.ColorNameInputBackground, theme.ColorNameInputBorder
	if r.of.of.Selected == r.of.name {
		in.ColorName, out.ColorName = theme.ColorNamePrimary, theme.ColorNameForeground
	}
	r.fill.Resource, r.ring.Resource = in, out
	switch {
	case r.of.focused:
		r.halo.FillColor = t.Color(theme.ColorNameFocus, v)
	case r.of.hovered:
		r.halo.FillColor = t.Color(theme.ColorNameHover, v)
	default:
		r.halo.FillColor = color.Transparent
	}
	r.text.Text, r.text.TextSize, r.text.Color = r.of.name, t.Size(theme.SizeNameText), t.Color(theme.ColorNameForeground, v)
	for _, o := range r.Objects() {
		o.Refresh()
	}
}
