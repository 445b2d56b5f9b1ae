package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"

	"golang.org/x/image/draw"
)

// iconSizes are the widths that Windows (16 to 256, at 100 to 200 %) and the
// hicolor theme of Linux desktops look for, in pixels.
var iconSizes = []int{16, 20, 24, 32, 40, 48, 64, 128, 256, 512}

func writeIcons(args []string) error {
	if err := count(args, 1, 1); err != nil {
		return err
	}
	app, err := readApp()
	if err != nil {
		return err
	}
	text, err := os.ReadFile(app.Icon)
	if err != nil {
		return err
	}
	whole, err := png.Decode(bytes.NewReader(text))
	if err != nil {
		return fmt.Errorf("%s: %w", app.Icon, err)
	}
	var pictures [][]byte
	for _, size := range iconSizes {
		small := image.NewNRGBA(image.Rect(0, 0, size, size))
		draw.CatmullRom.Scale(small, small.Bounds(), whole, whole.Bounds(), draw.Src, nil)
		var out bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, small); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(args[0], fmt.Sprintf("icon-%d.png", size)), out.Bytes(), 0o644); err != nil {
			return err
		}
		if size <= 256 { // what an .ico can hold
			pictures = append(pictures, out.Bytes())
		}
	}
	return os.WriteFile(filepath.Join(args[0], "icon.ico"), ico(pictures), 0o644)
}

// ico joins PNGs of iconSizes, in that order, to a Windows icon.
func ico(pictures [][]byte) []byte {
	const header, entry = 6, 16
	le := binary.LittleEndian
	out := le.AppendUint16(le.AppendUint16(le.AppendUint16(nil, 0), 1), uint16(len(pictures)))
	at := header + entry*len(pictures)
	for i, p := range pictures {
		size := byte(iconSizes[i]) // 256 is written as 0
		out = append(out, size, size, 0, 0)
		out = le.AppendUint16(le.AppendUint16(out, 1), 32) // planes, bits a pixel
		out = le.AppendUint32(le.AppendUint32(out, uint32(len(p))), uint32(at))
		at += len(p)
	}
	for _, p := range pictures {
		out = append(out, p...)
	}
	return out
}
