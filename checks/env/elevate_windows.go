package env

import (
	"context"
	"os"

	"golang.org/x/sys/windows"
)

// Elevated reports whether this process has an administrator's rights.
func Elevated() bool { return windows.GetCurrentProcessToken().IsElevated() }

// Lent reports whether those rights were lent to an ordinary user. UAC may
// answer with another account: an elevated process never changes a user's own settings.
func Lent() bool { return Elevated() }

// ClearEnvironment forgets all that the caller's environment says, but where Windows is.
func ClearEnvironment() {
	root, data := os.Getenv("SystemRoot"), os.Getenv("ProgramData")
	os.Clearenv()
	os.Setenv("SystemRoot", root)
	os.Setenv("ProgramData", data)
}

// elevate: not yet.
func elevate(context.Context, string, []string, func([]byte)) error { return ErrNoRights }
