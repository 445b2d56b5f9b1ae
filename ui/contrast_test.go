package ui

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
)

// contrast of two colours 0xRRGGBB, by WCAG 2.1: 1 to 21.
func contrast(a, b uint32) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(rgb uint32) float64 {
	part := func(shift uint) float64 {
		c := float64(rgb>>shift&0xff) / 255
		if c <= 0.03928 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

func uri(path string) fyne.URI { return storage.NewFileURI(path) }
