package software

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// click presses and releases a button on the middle of an object.
func (w *Window) click(t *testing.T, o fyne.CanvasObject, button desktop.MouseButton) {
	t.Helper()
	at, ok := place(w.canvas, o)
	if !ok {
		t.Fatalf("%T is not on the window", o)
	}
	w.mouse.move(at.AddXY(o.Size().Width/2, o.Size().Height/2))
	w.mouse.press(button)
	w.mouse.release(button)
}

func TestMouseWorksTheWidgets(t *testing.T) {
	entry := widget.NewEntry()
	entry.SetText("abc")
	var said []string
	button := widget.NewButton("好", func() { said = append(said, "tapped") })
	choice := widget.NewSelect([]string{"甲", "乙"}, func(s string) { said = append(said, s) })
	w, p := openPane(t, 144, container.NewVBox(button, choice, entry), 300, 300)
	w.click(t, button, desktop.MouseButtonPrimary)
	if p.shape != nil && p.shape != desktop.DefaultCursor {
		t.Errorf("over a button the cursor is %v", p.shape)
	}
	w.click(t, choice, desktop.MouseButtonPrimary)
	w.settled(t)
	top, ok := w.canvas.Overlays().Top().(fyne.Widget)
	if !ok {
		t.Fatal("no list dropped down")
	}
	at, _ := place(w.canvas, choice)
	w.mouse.move(at.AddXY(40, choice.Size().Height*2.4)) // its second line
	w.mouse.press(desktop.MouseButtonPrimary)
	w.mouse.release(desktop.MouseButtonPrimary)
	if w.canvas.Overlays().Top() == top {
		t.Error("the list stays after a choice")
	}
	w.click(t, entry, desktop.MouseButtonPrimary)
	p.wait() // for the second tap that does not come
	if w.canvas.Focused() != entry || p.shape != desktop.TextCursor {
		t.Errorf("after a click %v has the focus, under cursor %v", w.canvas.Focused(), p.shape)
	}
	w.click(t, entry, desktop.MouseButtonPrimary)
	w.click(t, entry, desktop.MouseButtonPrimary)
	if entry.SelectedText() != "abc" {
		t.Errorf("a double click marks %q", entry.SelectedText())
	}
	p.wait()
	w.click(t, entry, desktop.MouseButtonSecondary)
	if w.canvas.Overlays().Top() == nil {
		t.Error("no menu came at the right button")
	}
	if want := fmt.Sprint([]string{"tapped", "乙"}); fmt.Sprint(said) != want {
		t.Errorf("got %v, want %v", said, want)
	}
}

func TestWheelAndDragScroll(t *testing.T) {
	long := container.NewVBox()
	for range 60 {
		long.Add(widget.NewLabel("行"))
	}
	scroll := container.NewVScroll(long)
	split := container.NewHSplit(canvas.NewRectangle(nil), scroll)
	w, p := openPane(t, 96, split, 400, 200)
	w.mouse.move(fyne.NewPos(300, 100))
	w.mouse.wheel(0, -2)
	if scroll.Offset.Y != 2*wheelSpeed {
		t.Errorf("two notches scroll by %v", scroll.Offset.Y)
	}
	before := split.Offset
	w.mouse.move(fyne.NewPos(200, 150))
	if p.shape != desktop.HResizeCursor {
		t.Errorf("over the divider the cursor is %v", p.shape)
	}
	w.mouse.press(desktop.MouseButtonPrimary)
	w.mouse.move(fyne.NewPos(230, 150))
	w.mouse.move(fyne.NewPos(260, 150))
	w.mouse.release(desktop.MouseButtonPrimary)
	if split.Offset <= before+0.1 {
		t.Errorf("dragging moved the divider from %v to %v", before, split.Offset)
	}
	now := split.Offset
	w.mouse.move(fyne.NewPos(320, 150))
	if split.Offset != now {
		t.Error("it is dragged still after the button is up")
	}
	w.mouse.move(fyne.NewPos(at(t, w, split), 150))
	w.mouse.press(desktop.MouseButtonPrimary)
	w.mouse.move(fyne.NewPos(240, 150))
	w.mouse.lost() // another window took the mouse
	now = split.Offset
	w.mouse.move(fyne.NewPos(100, 150))
	if split.Offset != now {
		t.Error("it is dragged still after the mouse was taken")
	}
}

// at is where the divider of a split stands.
func at(t *testing.T, w *Window, split *container.Split) float32 {
	t.Helper()
	corner, ok := place(w.canvas, split.Trailing)
	if !ok {
		t.Fatal("the split is not on the window")
	}
	return corner.X - 2
}

// A hover notes when the mouse comes and goes.
type hover struct {
	widget.Label
	log *[]string
}

func (h *hover) MouseIn(*desktop.MouseEvent)    { *h.log = append(*h.log, h.Text+" in") }
func (h *hover) MouseMoved(*desktop.MouseEvent) {}
func (h *hover) MouseOut()                      { *h.log = append(*h.log, h.Text+" out") }

func TestHover(t *testing.T) {
	var log []string
	one, two := &hover{log: &log}, &hover{log: &log}
	for text, h := range map[string]*hover{"1": one, "2": two} {
		h.Text = text
		h.ExtendBaseWidget(h)
	}
	w, _ := openPane(t, 96, container.NewVBox(one, two), 200, 100)
	for _, o := range []*hover{one, two} {
		at, _ := place(w.canvas, o)
		w.mouse.move(at.AddXY(5, 5))
		w.mouse.move(at.AddXY(6, 5))
	}
	w.mouse.leave()
	if want := "[1 in 1 out 2 in 2 out]"; fmt.Sprint(log) != want {
		t.Errorf("got %v, want %v", log, want)
	}
}

func TestDialogTakesMouseAndKeys(t *testing.T) {
	beneath := 0
	button := widget.NewButton("下面", func() { beneath++ })
	w, p := openPane(t, 96, container.NewVBox(button), 500, 400)
	var answer []bool
	dialog.ShowConfirm("确认", "继续吗？", func(yes bool) { answer = append(answer, yes) }, w)
	w.noticed()
	w.settled(t)
	keep(t, p.paper, "dialog")
	w.click(t, button, desktop.MouseButtonPrimary)
	if beneath != 0 {
		t.Error("a button below the dialog was pressed")
	}
	for range 2 {
		w.keyboard.down(fyne.KeyTab, 15, false)
	}
	w.keyboard.down(fyne.KeySpace, 57, false)
	w.settled(t)
	if len(answer) != 1 || w.canvas.Overlays().Top() != nil {
		t.Errorf("the dialog answered %v and is %v", answer, w.canvas.Overlays().Top())
	}
	if dots, most := difference(p.paper, w.canvas.Capture(), 2); dots > 0 {
		t.Errorf("it left %d dots behind, off by %d at most", dots, most)
	}
}
