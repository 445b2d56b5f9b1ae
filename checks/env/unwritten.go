package env

import (
	"errors"
	"io/fs"
)

// Unwritten is why a file could not be written.
type Unwritten string

const (
	Full     Unwritten = "full"      // the disk, or what the user may have of it
	ReadOnly Unwritten = "read_only" // a stick with its switch on, a disc, a mount
	Barred   Unwritten = "denied"    // rights, or a program that holds the file
	Gone     Unwritten = "gone"      // the folder: a stick that was pulled, a network drive
	BadName  Unwritten = "name"      // too long, or with characters that the system does not take
	Unknown  Unwritten = "other"
)

// WhyUnwritten tells from the error of a write why it failed.
func WhyUnwritten(err error) Unwritten {
	for _, one := range unwritten {
		if errors.Is(err, one.errno) {
			return one.why
		}
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return Barred
	case errors.Is(err, fs.ErrNotExist):
		return Gone
	}
	return Unknown
}

// unwrittenBy is one error of the system.
type unwrittenBy struct {
	errno error
	why   Unwritten
}
