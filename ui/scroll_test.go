package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"kpdoctor/ui/wizard"
)

// At twice the size most steps lie below the edge: the keys must reach them.
func TestKeysScrollTheVerdict(t *testing.T) {
	w, _ := stand(t, "zh")
	w.Resize(fyne.NewSize(683, 350))
	w.set(scenes()["verdict_broken"])
	s := scrollOf(w.pages[wizard.Verdict].object())
	press := func(key fyne.KeyName) float32 {
		w.typed(&fyne.KeyEvent{Name: key})
		return s.Offset.Y
	}
	end := press(fyne.KeyEnd)
	if end <= 0 || end+s.Size().Height < s.Content.Size().Height-1 {
		t.Fatalf("End scrolls to %v of %v", end, s.Content.Size().Height-s.Size().Height)
	}
	if y := press(fyne.KeyPageDown); y != end {
		t.Errorf("PageDown goes beyond the end, to %v", y)
	}
	if y := press(fyne.KeyUp); y != end-line {
		t.Errorf("Up scrolls to %v, want %v", y, end-line)
	}
	if y := press(fyne.KeyHome); y != 0 {
		t.Errorf("Home scrolls to %v", y)
	}
	if y := press(fyne.KeyPageDown); y <= line {
		t.Errorf("PageDown scrolls to %v", y)
	}
}
