package env

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// callWithGUID calls a function whose first argument is a GUID by value: 16
// bytes go as a pointer to a copy.
//
//go:uintptrescapes
func callWithGUID(proc *windows.LazyProc, id windows.GUID, second uintptr) uintptr {
	code, _, _ := proc.Call(uintptr(unsafe.Pointer(&id)), second)
	return code
}
