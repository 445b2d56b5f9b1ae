package software

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// gallery has one of all that the wizard shows.
func gallery() fyne.CanvasObject {
	entry := widget.NewMultiLineEntry()
	entry.SetText("离线时间超限\n第二行")
	choice := widget.NewSelect([]string{"浏览器", "税务 UKey"}, nil)
	choice.SetSelected("税务 UKey")
	long := container.NewVBox()
	for i := range 40 {
		long.Add(widget.NewLabel(fmt.Sprintf("第 %d 行：检测项目 Abg", i)))
	}
	bar := widget.NewProgressBar()
	bar.SetValue(0.4)
	card := canvas.NewRectangle(color.NRGBA{R: 0xff, G: 0xf0, B: 0xd0, A: 0xff})
	card.CornerRadius = 8
	card.StrokeColor, card.StrokeWidth = color.NRGBA{R: 0x80, A: 0xff}, 1
	shaded := canvas.NewRectangle(color.NRGBA{R: 0x30, G: 0x90, B: 0x50, A: 0x80})
	shaded.CornerRadius = 5
	shaded.Shadow = canvas.Shadow{Color: color.NRGBA{A: 0x60}, BlurRadius: 4, Offset: fyne.NewPos(2, 3)}
	circle := canvas.NewCircle(color.NRGBA{B: 0xc0, A: 0xff})
	round := container.NewGridWrap(fyne.NewSize(30, 30), circle, shaded, widget.NewIcon(theme.InfoIcon()))
	left := container.NewVBox(widget.NewLabelWithStyle("标题", fyne.TextAlignCenter, fyne.TextStyle{Bold: true}),
		entry, choice, widget.NewCheck("自动", nil), widget.NewButtonWithIcon("开始检测", theme.SearchIcon(), nil), bar, widget.NewSeparator(), round,
		container.NewStack(card, container.NewPadded(widget.NewLabel("卡片"))))
	return container.NewHSplit(left, container.NewVScroll(long))
}

// difference counts the dots of which a colour differs by more than a little.
func difference(screen *image.RGBA, want image.Image, little int) (dots, most int) {
	for y := range screen.Rect.Dy() {
		for x := range screen.Rect.Dx() {
			got := screen.RGBAAt(x, y)
			r, g, b, _ := want.At(x, y).RGBA()
			off := max(apart(got.B, r), apart(got.G, g), apart(got.R, b))
			most = max(most, off)
			if off > little {
				dots++
			}
		}
	}
	return dots, most
}

func apart(a uint8, b uint32) int {
	d := int(a) - int(b>>8)
	return max(d, -d)
}

// keep stores a screen where it can be looked at.
func keep(t testing.TB, screen *image.RGBA, name string) {
	dir := os.Getenv("KPDOCTOR_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, blueFirst(screen)); err != nil { // and back again
		t.Fatal(err)
	}
}

func TestPaintsAsFyneDoes(t *testing.T) {
	for _, dpi := range []int{96, 120, 144, 192} {
		t.Run(fmt.Sprint(dpi*100/96, "%"), func(t *testing.T) {
			w, p := openPane(t, dpi, gallery(), 500, 400)
			w.settled(t)
			keep(t, p.paper, fmt.Sprint("gallery-", dpi))
			if dots, most := difference(p.paper, w.canvas.Capture(), 2); dots > 0 {
				t.Errorf("%d dots differ, by %d at most", dots, most)
			}
		})
	}
}
