//go:build !windows

package main

import "os"

// terminal reports whether a person reads what is written to f.
func terminal(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// obeysEscapes reports whether the terminal f moves its cursor by escape
// sequences: all of these systems do.
func obeysEscapes(*os.File) bool { return true }
