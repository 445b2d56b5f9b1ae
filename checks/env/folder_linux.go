package env

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// AdminFolder is where only an administrator can write.
const AdminFolder = "/var/lib/kpdoctor"

// OwnFolder makes sure that dir is a folder of this user's alone, makes it where
// it is not there, and refuses with [ErrLocked] where somebody else could have put
// or can put something into it: dir must be 0700 and ours, no part of its path a
// link, and no folder above it another's or open to others.
func OwnFolder(dir string) error {
	if !filepath.IsAbs(dir) {
		return fmt.Errorf("looking at folder %s: no absolute path", dir)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("making folder %s: %w", dir, err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("making folder %s: %w", dir, err)
	}
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		info, err := os.Lstat(at)
		if err != nil {
			return fmt.Errorf("looking at folder %s: %w", at, err)
		}
		stat, ok := info.Sys().(*syscall.Stat_t)
		mine := ok && int(stat.Uid) == os.Geteuid()
		open := info.Mode().Perm()&0o022 != 0 && info.Mode()&os.ModeSticky == 0
		switch {
		case !info.IsDir():
			return fmt.Errorf("%w: %s is no folder", ErrLocked, at)
		case at == filepath.Clean(dir) && (!mine || info.Mode().Perm()&0o077 != 0):
			return fmt.Errorf("%w: %s is not this user's alone", ErrLocked, at)
		case !mine && (!ok || stat.Uid != 0), open:
			return fmt.Errorf("%w: others can change %s", ErrLocked, at)
		}
		if at == "/" {
			return nil
		}
	}
}

// OpenOwn opens a file in a folder of one's own: no link, this user's, with one
// name, closed to others. flags are os.O_*; a new file is 0600.
func OpenOwn(path string, flags int) (*os.File, error) {
	f, err := os.OpenFile(path, flags|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0o600)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		stat, ok := info.Sys().(*syscall.Stat_t)
		if !ok || !info.Mode().IsRegular() || int(stat.Uid) != os.Geteuid() || stat.Nlink != 1 || info.Mode().Perm()&0o077 != 0 {
			err = fmt.Errorf("%w: %s is not this user's own file", ErrLocked, path)
		}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// SyncFolder makes new names in dir last through a power cut.
func SyncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
