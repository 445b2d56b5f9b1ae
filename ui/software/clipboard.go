package software

import "strings"

// forWindows ends lines as other programs of Windows do.
func forWindows(text string) string {
	return strings.ReplaceAll(fromWindows(text), "\n", "\r\n")
}

// fromWindows ends lines as widgets do.
func fromWindows(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }
