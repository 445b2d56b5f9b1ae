package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"kpdoctor/assets/fonts"
)

var (
	regular = fyne.NewStaticResource("NotoSansSC-Regular.ttf", fonts.Regular)
	bold    = fyne.NewStaticResource("NotoSansSC-Bold.ttf", fonts.Bold)
)

// Theme is calm in light and dark and draws Chinese on any system. Light or dark
// follows the system.
type Theme struct{}

// Sizes that Fyne does not name.
const sizeHero fyne.ThemeSizeName = "hero" // the big sign on the verdict page

// Colours that Fyne does not name.
const colourCard fyne.ThemeColorName = "card"

// Font returns an embedded face for every style: no other one is needed.
func (Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return bold
	}
	return regular
}

// Icon is Fyne's own.
func (Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size is a little larger than Fyne's own: hanzi need room.
func (Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return 15
	case theme.SizeNameCaptionText:
		return 13
	case theme.SizeNameSubHeadingText:
		return 17
	case theme.SizeNameHeadingText:
		return 23
	case theme.SizeNameInnerPadding:
		return 8
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 6
	case sizeHero:
		return 56
	}
	return theme.DefaultTheme().Size(name)
}

// shade is one colour in light and in dark.
type shade struct{ light, dark uint32 } // 0xRRGGBB

var shades = map[fyne.ThemeColorName]shade{
	theme.ColorNameBackground:          {0xf4f6f8, 0x17191c},
	colourCard:                         {0xffffff, 0x212429},
	theme.ColorNameForeground:          {0x1f2933, 0xe6e9ec},
	theme.ColorNamePlaceHolder:         {0x66727f, 0x9aa5b1},
	theme.ColorNameDisabled:            {0x66727f, 0x8d98a5},
	theme.ColorNameDisabledButton:      {0xe4e8ec, 0x2c3036},
	theme.ColorNameButton:              {0xe3e8ee, 0x30353c},
	theme.ColorNameInputBackground:     {0xffffff, 0x26292e},
	theme.ColorNameInputBorder:         {0x84909c, 0x757f8a},
	theme.ColorNameSeparator:           {0xdde2e7, 0x33383f},
	theme.ColorNameOverlayBackground:   {0xffffff, 0x212429},
	theme.ColorNameMenuBackground:      {0xffffff, 0x2a2e34},
	theme.ColorNameHeaderBackground:    {0xffffff, 0x1d2024},
	theme.ColorNamePrimary:             {0x1769aa, 0x4f9fdc},
	theme.ColorNameForegroundOnPrimary: {0xffffff, 0x0d1a24},
	theme.ColorNameHyperlink:           {0x1769aa, 0x6fb4e8},
	theme.ColorNameSuccess:             {0x1f7a45, 0x56b87c},
	theme.ColorNameWarning:             {0xa05d00, 0xe0a03c},
	theme.ColorNameError:               {0xc0362c, 0xee7068},
}

// Color has our calm ones, and Fyne's for the rest.
func (Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	s, ours := shades[name]
	if !ours {
		return theme.DefaultTheme().Color(name, variant)
	}
	rgb := s.light
	if variant == theme.VariantDark {
		rgb = s.dark
	}
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xff}
}
