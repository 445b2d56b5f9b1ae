package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

type importance = widget.Importance

const (
	low     = widget.LowImportance
	high    = widget.HighImportance
	success = widget.SuccessImportance
	warning = widget.WarningImportance
	danger  = widget.DangerImportance
)

const (
	textSize       = theme.SizeNameText
	headingSize    = theme.SizeNameHeadingText
	subheadingSize = theme.SizeNameSubHeadingText
)

// label is one line of text.
func label(text string) *widget.Label { return widget.NewLabel(text) }

// quiet is text that steps back.
func quiet(text string) *prose {
	l := paragraph(text)
	l.Importance = low
	return l
}

// quietLine is quiet text on one line.
func quietLine(text string) *widget.Label {
	l := label(text)
	l.Importance, l.SizeName = low, theme.SizeNameCaptionText
	return l
}

// number is a step's number in a disc.
func number(n int) fyne.CanvasObject {
	l := widget.NewLabelWithStyle(strconv.Itoa(n), fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	l.Importance = high
	return container.New(wide{32}, l)
}

// stack is a tight column: text lines need no extra gap between them.
func stack(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(-6), objects...)
}

// paragraph is text that wraps.
func paragraph(text string) *prose { return newProse(text) }

// setText leaves an entry alone that says so already: the cursor stays.
func setText(e *widget.Entry, text string) {
	if e.Text != text {
		e.SetText(text)
	}
}

// heading is a bold, larger paragraph.
func heading(text string, size fyne.ThemeSizeName) *prose {
	l := paragraph(text)
	l.TextStyle.Bold, l.SizeName = true, size
	return l
}

// caption is a smaller, quieter paragraph.
func caption(text string) *prose {
	l := paragraph(text)
	l.SizeName, l.Importance = theme.SizeNameCaptionText, low
	return l
}

// button is an ordinary or, with high, the page's main button.
func button(text string, weight importance, tapped func()) *widget.Button {
	b := widget.NewButton(text, tapped)
	b.Importance = weight
	return b
}

// beside puts a fixed small thing left of something that takes the rest.
func beside(small, rest fyne.CanvasObject) *fyne.Container {
	return container.NewBorder(nil, nil, container.NewVBox(small), nil, rest)
}

// icon is a sign at a fixed size.
func icon(res fyne.Resource, size float32) *canvas.Image {
	image := canvas.NewImageFromResource(res)
	image.FillMode = canvas.ImageFillContain
	image.SetMinSize(fyne.NewSquareSize(size))
	return image
}

// card sets content off from the page.
func card(content fyne.CanvasObject) fyne.CanvasObject {
	ground := newGround(colourCard)
	ground.radius = 8
	return container.NewStack(ground, container.NewPadded(content))
}

// ground is a plain colour behind something; a widget, so that it follows the theme.
type ground struct {
	widget.BaseWidget
	colour fyne.ThemeColorName
	radius float32
}

func newGround(colour fyne.ThemeColorName) *ground {
	g := &ground{colour: colour}
	g.ExtendBaseWidget(g)
	return g
}

func (g *ground) CreateRenderer() fyne.WidgetRenderer {
	r := &groundRenderer{rect: canvas.NewRectangle(theme.ColorForWidget(g.colour, g)), of: g}
	r.rect.CornerRadius = g.radius
	return r
}

type groundRenderer struct {
	rect *canvas.Rectangle
	of   *ground
}

func (r *groundRenderer) Layout(size fyne.Size)        { r.rect.Resize(size) }
func (r *groundRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *groundRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.rect} }
func (r *groundRenderer) Destroy()                     {}
func (r *groundRenderer) Refresh() {
	r.rect.FillColor = theme.ColorForWidget(r.of.colour, r.of)
	r.rect.Refresh()
}

// column keeps its one object no wider than a comfortable line, in the middle.
type column struct{ widest float32 }

func (c column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width, c.widest)
	for _, o := range objects {
		o.Move(fyne.NewPos((size.Width-width)/2, 0))
		o.Resize(fyne.NewSize(width, size.Height))
	}
}

func (c column) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// tall keeps its one object at least so high.
type tall struct{ height float32 }

func (t tall) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (t tall) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return fyne.NewSize(size.Width, max(size.Height, t.height))
}

// sheet is a page: content that scrolls, and a foot of buttons that stays, with
// what is pinned above them.
func sheet(content fyne.CanvasObject, left, right []fyne.CanvasObject, pinned ...fyne.CanvasObject) fyne.CanvasObject {
	foot := append(append([]fyne.CanvasObject{}, left...), layout.NewSpacer())
	foot = append(foot, right...)
	scroll := container.NewVScroll(container.New(column{widest}, container.NewPadded(content)))
	bottom := container.NewVBox(append(pinned, container.NewHBox(foot...))...)
	ground := newGround(theme.ColorNameBackground) // some painters let a field of the page shine through
	return container.NewBorder(nil, container.NewStack(ground, container.New(column{widest}, container.NewPadded(bottom))), nil, nil, scroll)
}

// widest is the width of a page's content where the window is wider.
const widest = 900
