package software

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// What a frame of 920 by 600 units costs: the first one of a page, the whole of
// it again, one scrolled by a notch, and one where only a progress bar moved.
// Beside them, Fyne's painter painting all of it, as its test driver would.
func BenchmarkFrame(b *testing.B) {
	for _, dpi := range []int{96, 144, 192} {
		o := gallery()
		w, p := openPane(b, dpi, o, 920, 600)
		w.settled(b)
		split := o.(*container.Split)
		bar := split.Leading.(*fyne.Container).Objects[5].(*widget.ProgressBar)
		scroll := split.Trailing.(*container.Scroll)
		frame := func() {
			w.canvas.settle()
			w.canvas.frame(p.paper)
		}
		i := 0
		for _, c := range []struct {
			name string
			act  func()
		}{
			{"first", w.canvas.repaint},
			{"whole", func() { w.canvas.all = true }},
			{"scrolled", func() { i++; scroll.ScrollToOffset(fyne.NewPos(0, float32(i%20*25))) }},
			{"bar", func() { i++; bar.SetValue(float64(i%100) / 100) }},
			{"nothing", func() {}},
		} {
			b.Run(fmt.Sprint(c.name, "-", dpi*100/96), func(b *testing.B) {
				for b.Loop() {
					c.act()
					frame()
				}
			})
		}
		b.Run(fmt.Sprint("fyne-", dpi*100/96), func(b *testing.B) {
			for b.Loop() {
				w.canvas.Capture()
			}
		})
	}
}
