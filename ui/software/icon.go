package software

import (
	"bytes"
	"image"
	_ "image/png" // the program's icon is one

	"fyne.io/fyne/v2"
	"golang.org/x/image/draw"
)

// picture is a resource as dots; nil where it is no PNG.
func picture(r fyne.Resource) image.Image {
	if r == nil {
		return nil
	}
	dots, _, err := image.Decode(bytes.NewReader(r.Content()))
	if err != nil {
		return nil
	}
	return dots
}

// stamp is a picture at the size of an icon, blue first and not premultiplied,
// row by row from the top, as CreateIconIndirect wants its colours.
func stamp(of image.Image, side int) []byte {
	small := image.NewNRGBA(image.Rect(0, 0, side, side))
	draw.CatmullRom.Scale(small, small.Rect, of, of.Bounds(), draw.Src, nil)
	for i := 0; i+3 < len(small.Pix); i += 4 {
		small.Pix[i], small.Pix[i+2] = small.Pix[i+2], small.Pix[i]
	}
	return small.Pix
}
