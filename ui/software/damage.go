package software

import (
	"image"

	"fyne.io/fyne/v2"
)

// changed lists the parts of the screen where two frames differ.
func changed(before, now []leaf) []image.Rectangle {
	type known struct {
		leaf
		place int
	}
	old := make(map[fyne.CanvasObject]known, len(before))
	for i, l := range before {
		old[l.object] = known{l, i}
	}
	var parts []image.Rectangle
	front := -1
	for _, l := range now {
		was, there := old[l.object]
		switch {
		case !there:
			parts = append(parts, l.box)
		case !was.same(l):
			parts = append(parts, l.box, was.box)
		case was.place < front: // it has come to lie over what lay over it
			parts = append(parts, l.box)
		}
		if there {
			front = max(front, was.place)
			delete(old, l.object)
		}
	}
	for _, gone := range old {
		parts = append(parts, gone.box)
	}
	return joined(parts)
}

// few is into how many parts a frame is painted at most.
const few = 6

// joined makes of many parts a few that do not touch each other.
func joined(parts []image.Rectangle) []image.Rectangle {
	var apart []image.Rectangle
	for _, p := range parts {
		if p.Empty() {
			continue
		}
		for again := true; again; {
			again = false
			for i, a := range apart {
				if a.Overlaps(p) || waste(a, p) <= 0 {
					p = p.Union(a)
					apart = append(apart[:i], apart[i+1:]...)
					again = true
					break
				}
			}
		}
		apart = append(apart, p)
	}
	if len(apart) > few { // join the two that lose least by it
		bestI, bestJ, least := 0, 1, waste(apart[0], apart[1])
		for i := range apart {
			for j := i + 1; j < len(apart); j++ {
				if w := waste(apart[i], apart[j]); w < least {
					bestI, bestJ, least = i, j, w
				}
			}
		}
		both := apart[bestI].Union(apart[bestJ])
		apart = append(apart[:bestJ], apart[bestJ+1:]...)
		apart = append(apart[:bestI], apart[bestI+1:]...)
		return joined(append(apart, both))
	}
	return apart
}

// waste is how many dots are painted for nothing where two parts are made one.
func waste(a, b image.Rectangle) int {
	return dotsOf(a.Union(b)) - dotsOf(a) - dotsOf(b)
}

func dotsOf(r image.Rectangle) int { return r.Dx() * r.Dy() }
