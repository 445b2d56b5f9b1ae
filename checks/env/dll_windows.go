package env

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows"
)

// has returns errors.ErrUnsupported for a function of a system library that this
// Windows does not have. Ask first: LazyProc.Call would end the whole program.
func has(proc *windows.LazyProc) error {
	if err := proc.Find(); err != nil {
		return fmt.Errorf("calling %s: %w: %w", proc.Name, errors.ErrUnsupported, err)
	}
	return nil
}
