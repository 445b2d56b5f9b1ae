package env

import (
	"context"

	"golang.org/x/sys/unix"
)

func platform(context.Context) (name, version string) {
	version, _ = unix.Sysctl("kern.osproductversion")
	return "macOS", version
}
