//go:build unix

package history

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lock takes the file for this program until it is closed or the program ends,
// however it ends. An error that is not [errors.ErrUnsupported] means that
// another holds it.
func lock(f *os.File) error {
	err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if err == unix.ENOLCK || err == unix.ENOSYS || err == unix.EOPNOTSUPP || err == unix.EINVAL {
		return errors.ErrUnsupported
	}
	return err
}
