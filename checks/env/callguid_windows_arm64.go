package env

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// callWithGUID calls a function whose first argument is a GUID by value: 16
// bytes go in two registers.
//
//go:uintptrescapes
func callWithGUID(proc *windows.LazyProc, id windows.GUID, second uintptr) uintptr {
	halves := (*[2]uintptr)(unsafe.Pointer(&id))
	code, _, _ := proc.Call(halves[0], halves[1], second)
	return code
}
