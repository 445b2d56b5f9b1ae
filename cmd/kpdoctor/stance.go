package main

import (
	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"
	"image"

	"kpdoctor/checks/settings"
	"kpdoctor/ui/software"
)

// stance is how a window stands now. Fyne does not say where, GLFW does; a
// window that GLFW did not make has a size alone.
func stance(w fyne.Window) settings.Window {
	size := w.Canvas().Size()
	s := settings.Window{Width: size.Width, Height: size.Height}
	if own, ok := w.(*software.Window); ok {
		at, free := own.Corner()
		if !free {
			return settings.Window{} // no size to open with
		}
		s.Place = &settings.Place{X: at.X, Y: at.Y}
	}
	native(w, func(g *glfw.Window) {
		if g.GetAttrib(glfw.Maximized) == glfw.True || g.GetAttrib(glfw.Iconified) == glfw.True {
			s.Width, s.Height = 0, 0 // no size to open with
			return
		}
		x, y := g.GetPos()
		s.Place = &settings.Place{X: x, Y: y}
	})
	return s
}

// put moves a window to where it was, unless that is off the screens that there
// are now.
func put(w fyne.Window, to settings.Place) {
	if own, ok := w.(*software.Window); ok {
		own.Move(image.Pt(to.X, to.Y))
	}
	native(w, func(g *glfw.Window) {
		if onScreen(to, workareas()) {
			g.SetPos(to.X, to.Y)
		}
	})
}

// forward brings a window before all others, also out of the task bar.
func forward(w fyne.Window) {
	native(w, func(g *glfw.Window) {
		if g.GetAttrib(glfw.Iconified) == glfw.True {
			g.Restore()
		}
	})
	w.RequestFocus()
}

// native hands f the window as GLFW knows it; nothing happens where it does not.
func native(w fyne.Window, f func(*glfw.Window)) {
	of, ok := w.(interface{ RunWithContext(func()) })
	if !ok {
		return
	}
	of.RunWithContext(func() {
		if g := glfw.GetCurrentContext(); g != nil {
			f(g)
		}
	})
}

// An area is a screen without its task bar, in pixels.
type area struct{ x, y, width, height int }

func workareas() (all []area) {
	for _, m := range glfw.GetMonitors() {
		x, y, width, height := m.GetWorkarea()
		all = append(all, area{x, y, width, height})
	}
	return all
}

// grip is how much of a window's upper left must be on a screen, in pixels: enough
// of its title to see it and to pull it.
const grip = 120

func onScreen(at settings.Place, screens []area) bool {
	for _, s := range screens {
		if at.X >= s.x-grip && at.X <= s.x+s.width-grip && at.Y >= s.y && at.Y <= s.y+s.height-grip {
			return true
		}
	}
	return false
}
