package main

import "fmt"

// newEnough reports whether a version of OpenGL, "4.5 (Compatibility ...)",
// is one that Fyne can draw with.
func newEnough(version string) bool {
	var major, minor int
	if n, err := fmt.Sscanf(version, "%d.%d", &major, &minor); n < 2 || err != nil {
		return false
	}
	return major > 2 || major == 2 && minor >= 1
}
