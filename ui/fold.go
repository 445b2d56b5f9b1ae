package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// fold is a line that opens what is told only when asked for.
type fold struct {
	object *fyne.Container
	head   *presser
	body   fyne.CanvasObject
}

func (w *Window) fold(title string, body fyne.CanvasObject) *fold {
	f := &fold{body: body}
	f.head = w.press(title, low, f.toggle)
	f.head.Alignment = widget.ButtonAlignLeading
	f.head.SetIcon(theme.MenuDropDownIcon())
	f.body.Hide()
	f.object = container.NewVBox(f.head, container.New(inset{28}, f.body))
	return f
}

func (f *fold) toggle() { f.open(!f.body.Visible()) }

func (f *fold) open(so bool) {
	if so {
		f.body.Show()
		f.head.SetIcon(theme.MenuDropUpIcon())
	} else {
		f.body.Hide()
		f.head.SetIcon(theme.MenuDropDownIcon())
	}
	f.object.Refresh()
}

// inset moves its one object in from the left; one that is hidden takes no room.
type inset struct{ left float32 }

func (l inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(l.left, 0))
		o.Resize(size.SubtractWidthHeight(l.left, 0))
	}
}

func (l inset) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		if o.Visible() {
			size = size.Max(o.MinSize().AddWidthHeight(l.left, 0))
		}
	}
	return size
}
