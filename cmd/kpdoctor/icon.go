package main

import (
	"fyne.io/fyne/v2"

	"kpdoctor/assets"
)

// icon is the program's picture in the task bar.
var icon = fyne.NewStaticResource("icon.png", assets.Icon)
