//go:build !linux && !windows

package env

import (
	"context"
	"io"
	"os"
)

// Elevated reports whether this process has an administrator's rights.
func Elevated() bool { return os.Geteuid() == 0 }

// Lent reports whether those rights were lent to an ordinary user.
func Lent() bool { return false }

// ClearEnvironment forgets all that the caller's environment says.
func ClearEnvironment() { os.Clearenv() }

// elevate: nothing is changed here that would need rights.
func elevate(context.Context, string, []string, func([]byte)) error { return ErrNoRights }

// Replies is where an elevated part writes its lines.
func Replies(out io.Writer) (io.Writer, error) { return out, nil }
