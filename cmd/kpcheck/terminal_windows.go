package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// terminal reports whether a person reads what is written to f. Only a console
// has a mode; to os.SameFile a console and NUL are the same.
func terminal(f *os.File) bool {
	var mode uint32
	return windows.GetConsoleMode(windows.Handle(f.Fd()), &mode) == nil
}

// obeysEscapes lets the console f move its cursor by escape sequences, which
// Windows does only on request, and reports whether it will.
func obeysEscapes(f *os.File) bool {
	handle := windows.Handle(f.Fd())
	var mode uint32
	if windows.GetConsoleMode(handle, &mode) != nil {
		return false
	}
	return windows.SetConsoleMode(handle, mode|windows.ENABLE_PROCESSED_OUTPUT|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
