package env

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// Lent reports whether those rights were lent to an ordinary user by UAC. UAC may
// answer with another account: such a process never changes a user's own settings.
// Where UAC is off, an administrator simply is one.
func Lent() bool {
	const full = 2 // TokenElevationTypeFull: there is a twin without rights
	var kind, n uint32
	err := windows.GetTokenInformation(windows.GetCurrentProcessToken(), windows.TokenElevationType, (*byte)(unsafe.Pointer(&kind)), uint32(unsafe.Sizeof(kind)), &n)
	return Elevated() && (err != nil || kind == full)
}
