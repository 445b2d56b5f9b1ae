//go:build unix

package repair

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// hold takes a file until it is closed: [ErrBusy] where another has it.
func hold(f *os.File) error {
	switch err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err {
	case unix.EWOULDBLOCK:
		return ErrBusy
	case unix.ENOLCK, unix.ENOSYS, unix.EOPNOTSUPP, unix.EINVAL:
		return errors.ErrUnsupported
	default:
		return err
	}
}
