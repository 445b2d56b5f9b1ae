//go:build unix

package single

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// hold locks the file until it is closed; free is false where another process has.
func hold(f *os.File) (free bool, err error) {
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return false, nil
	}
	return err == nil, err
}

// session is the screen that a window would open on.
func session() string {
	if wayland := os.Getenv("WAYLAND_DISPLAY"); wayland != "" && os.Getenv("DISPLAY") == "" {
		return plain(wayland)
	}
	return plain(os.Getenv("DISPLAY"))
}

// letForward is for Windows alone: here any window may ask to come forward.
func letForward(int) {}
