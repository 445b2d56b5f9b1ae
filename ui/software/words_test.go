package software

import (
	"image"
	"math"
	"net/url"
	"testing"
	"unsafe"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// The input method's list belongs under the cursor, at any scale, in a scrolled
// entry too: a person sees what she chooses from beside what she types.
func TestInputMethodFollowsTheCaret(t *testing.T) {
	for _, dpi := range []int{96, 144} {
		entry := widget.NewMultiLineEntry()
		w, p := openPane(t, dpi, container.NewVBox(widget.NewLabel("标题"), entry), 400, 200)
		w.settled(t)
		if !p.bar.Empty() {
			t.Errorf("nothing takes text, and the input method is at %v", p.bar)
		}
		w.canvas.Focus(entry)
		w.settled(t)
		start := p.bar
		at, _ := place(w.canvas, entry)
		box := w.canvas.scale.rect(area{at, entry.Size()})
		if start.Empty() || !start.In(box) {
			t.Fatalf("the caret %v is not in the entry %v", start, box)
		}
		w.keyboard.types("离线")
		w.settled(t)
		if wide := p.bar.Min.X - start.Min.X; wide < w.canvas.scale.dots(20) || p.bar.Min.Y != start.Min.Y {
			t.Errorf("after two hanzi the caret went from %v to %v", start, p.bar)
		}
		for range 30 {
			w.keyboard.down(fyne.KeyReturn, 28, false)
		}
		w.settled(t)
		if !p.bar.In(box) || p.bar.Min.Y <= start.Min.Y {
			t.Errorf("in a scrolled entry %v the caret is at %v", box, p.bar)
		}
	}
}

func TestFormsForTheInputMethod(t *testing.T) {
	bar := image.Rect(10, 20, 12, 40)
	if got, want := composeAt(bar), (compositionForm{style: 2, point: [2]int32{10, 20}}); got != want {
		t.Errorf("composition: got %+v, want %+v", got, want)
	}
	if got, want := chooseBeside(bar), (candidateForm{style: 0x80, point: [2]int32{10, 40}, area: [4]int32{10, 20, 12, 40}}); got != want {
		t.Errorf("candidates: got %+v, want %+v", got, want)
	}
	if a, b := unsafe.Sizeof(compositionForm{}), unsafe.Sizeof(candidateForm{}); a != 28 || b != 32 {
		t.Errorf("the forms have %d and %d bytes, Windows' 28 and 32", a, b)
	}
}

func TestCoordinatesOfMessages(t *testing.T) {
	if x, y := signed(0xfff6_0014); x != 20 || y != -10 {
		t.Errorf("got %d, %d", x, y)
	}
	if up, down := notches(0x0078_0000), notches(0xffc4_0008); up != 1 || down != -0.5 {
		t.Errorf("the wheel turned %v and %v", up, down)
	}
}

func TestScales(t *testing.T) {
	for dpi, want := range map[int]struct {
		dots int
		step float32
	}{96: {920, 1}, 120: {1150, 4}, 144: {1380, 2}, 168: {1610, 4}, 192: {1840, 1}, 240: {2300, 2}, 106: {1016, 48}} {
		s := scale{dpi}
		if s.dots(920) != want.dots || s.step() != want.step {
			t.Errorf("at %d dots per inch: %d dots, step %v; want %+v", dpi, s.dots(920), s.step(), want)
		}
		if back := s.point(want.dots, 0).X; back < 919 || back > 921 {
			t.Errorf("at %d dots per inch %d dots are %v units", dpi, want.dots, back)
		}
	}
	if got := fitted(image.Pt(1380, 900), image.Pt(300, 200), image.Pt(1366, 700)); got != image.Pt(1366, 700) {
		t.Errorf("a window too large for the screen became %v", got)
	}
	if got := fitted(image.Pt(100, 100), image.Pt(300, 200), image.Pt(1366, 700)); got != image.Pt(300, 200) {
		t.Errorf("a window too small for its content became %v", got)
	}
}

func TestObjectsStandOnDots(t *testing.T) {
	newPane(t, 96)
	text := canvas.NewText("Abg", nil)
	text.Alignment = fyne.TextAlignCenter
	for _, s := range []scale{{96}, {120}, {144}, {192}} {
		for _, y := range []float32{0, 0.2, 7.25, 10.5, 33.49, 200.125} {
			for _, size := range []fyne.Size{fyne.NewSize(60, 30), fyne.NewSize(61.3, 20)} {
				text.Resize(size)
				in := inset(text)
				at := s.snap(text, fyne.NewPos(y, y))
				got, want := s.dots(at.Y+in.Y), int(math.Round(float64((y+in.Y)*s.factor())))
				if got != want {
					t.Errorf("at %d dots per inch a text at %v stands at dot %d, want %d", s.dpi, y+in.Y, got, want)
				}
			}
		}
	}
}

func TestAnotherScreen(t *testing.T) {
	w, p := openPane(t, 96, gallery(), 700, 420)
	p.at = 192
	w.rescaled(192) // what Windows sends before it moves and sizes the window
	p.resize(image.Pt(1400, 840))
	w.settled(t)
	if size := w.canvas.Size(); size != fyne.NewSize(700, 420) {
		t.Errorf("on a screen of twice the dots the content is %v", size)
	}
}

func TestLinesOnTheClipboard(t *testing.T) {
	if got := forWindows("a\nb\r\nc"); got != "a\r\nb\r\nc" {
		t.Errorf("to Windows: %q", got)
	}
	if got := fromWindows("a\r\nb\n"); got != "a\nb\n" {
		t.Errorf("from Windows: %q", got)
	}
}

func TestFilesAreOpenedByTheirPath(t *testing.T) {
	a, p := newPane(t, 96)
	for address, want := range map[string]string{
		"file:///C:/Users/张三/桌面/报告.html": `C:\Users\张三\桌面\报告.html`,
		"file://server/share/a b.html":   `\\server\share\a b.html`,
		"https://12366.chinatax.gov.cn/": "https://12366.chinatax.gov.cn/",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if err := a.OpenURL(u); err != nil || p.opened != want {
			t.Errorf("%s opened %s (%v), want %s", address, p.opened, err, want)
		}
	}
}

func TestIcon(t *testing.T) {
	white := image.NewGray(image.Rect(0, 0, 64, 64))
	for i := range white.Pix {
		white.Pix[i] = 0xff
	}
	dots := stamp(white, 16)
	if len(dots) != 16*16*4 || dots[0] != 0xff {
		t.Errorf("an icon of %d bytes begins %v", len(dots), dots[:4])
	}
	if picture(fyne.NewStaticResource("x", []byte("no picture"))) != nil {
		t.Error("what is no picture became one")
	}
}
