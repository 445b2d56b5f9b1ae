package env

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// maxFile is more than any file of settings has: what is larger is not one.
const maxFile = 16 << 20

// Flags of FS_IOC_GETFLAGS: linux/fs.h.
const (
	immutable  = 0x10
	appendOnly = 0x20
)

// fileKnob is a file as a value: its bytes. Writing keeps the file's mode, owner, attributes
// and the link that leads to it: it goes into the file that is there. A file that is
// not there is nil.
func (s system) fileKnob(path string) Knob {
	path = filepath.Join(s.root, path)
	return Knob{
		Read: func(context.Context, string) ([]byte, error) {
			f, err := openRegular(path, unix.O_RDONLY)
			if errors.Is(err, fs.ErrNotExist) {
				return nil, nil
			}
			if err != nil {
				return nil, fmt.Errorf("reading %s: %w", path, err)
			}
			defer f.Close()
			text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
			if err == nil && len(text) > maxFile {
				err = errors.New("too large")
			}
			if err != nil {
				return nil, fmt.Errorf("reading %s: %w", path, err)
			}
			return append([]byte{}, text...), nil
		},
		Write: func(_ context.Context, _ string, value []byte) error {
			if err := s.locked(path); err != nil {
				return err
			}
			if err := writeFile(path, value); err != nil {
				return fmt.Errorf("writing %s: %w", path, err)
			}
			return nil
		},
		Locked: func(context.Context, string) error { return s.locked(path) },
	}
}

// openRegular opens a regular file and nothing else, without waiting on a pipe.
func openRegular(path string, flags int) (*os.File, error) {
	fd, err := unix.Open(path, flags|unix.O_NONBLOCK|unix.O_CLOEXEC|unix.O_NOCTTY, 0)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	f := os.NewFile(uintptr(fd), path)
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%w: no ordinary file", ErrLocked)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// writeFile puts value into the file in place, creates it or removes it.
func writeFile(path string, value []byte) error {
	if value == nil {
		return os.Remove(path)
	}
	f, err := openRegular(path, unix.O_WRONLY)
	if errors.Is(err, fs.ErrNotExist) {
		f, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	}
	if err != nil {
		return err
	}
	return overwrite(f, value)
}

// locked says why a file must not be written: it is immutable, no ordinary
// file, or, for the administrator, where somebody else could have put a link.
func (s system) locked(path string) error {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(path); err == nil {
			return fmt.Errorf("%w: %s leads nowhere", ErrLocked, path)
		}
		real = path
	} else if err != nil {
		return fmt.Errorf("looking at %s: %w", path, err)
	}
	if os.Geteuid() == 0 {
		if err := ownedByRoot(real, s.root); err != nil {
			return err
		}
	}
	f, err := openRegular(real, unix.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return readOnly(filepath.Dir(real))
	}
	if err != nil {
		return fmt.Errorf("looking at %s: %w", path, err)
	}
	defer f.Close()
	flags, err := unix.IoctlGetInt(int(f.Fd()), unix.FS_IOC_GETFLAGS)
	if err == nil && flags&(immutable|appendOnly) != 0 {
		return fmt.Errorf("%w: %s is immutable", ErrLocked, path)
	}
	return readOnly(real)
}

// readOnly tells of a file system that nobody may write to.
func readOnly(path string) error {
	if unix.Access(path, unix.W_OK) == unix.EROFS {
		return fmt.Errorf("%w: %s is on a read-only disk", ErrLocked, path)
	}
	return nil
}

// ownedByRoot checks a file and each folder above it, up to root (a test's) or
// /: the administrator writes only where nobody else can swap what is written to.
func ownedByRoot(path, root string) error {
	for at := path; ; at = filepath.Dir(at) {
		info, err := os.Lstat(at)
		if errors.Is(err, fs.ErrNotExist) && at == path {
			info, err = os.Lstat(filepath.Dir(at))
		}
		if err != nil {
			return fmt.Errorf("looking at %s: %w", at, err)
		}
		owner, ok := info.Sys().(*syscall.Stat_t)
		if !ok || owner.Uid != 0 || info.Mode().Perm()&0o022 != 0 && info.Mode()&os.ModeSticky == 0 {
			return fmt.Errorf("%w: others than the administrator can change %s", ErrLocked, at)
		}
		if at == "/" || filepath.Dir(at) == filepath.Clean(root) {
			return nil
		}
	}
}
