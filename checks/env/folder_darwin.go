package env

import (
	"os"

	"golang.org/x/sys/unix"
)

// AdminFolder is where only an administrator can write.
const AdminFolder = "/Library/Application Support/kpdoctor"

// OwnFolder makes dir, this user's alone. Nothing is repaired on macOS yet, so
// that nothing rests on it.
func OwnFolder(dir string) error { return os.MkdirAll(dir, 0o700) }

// OpenOwn opens a file of one's own folder; a new one is 0600.
func OpenOwn(path string, flags int) (*os.File, error) {
	return os.OpenFile(path, flags|unix.O_NOFOLLOW, 0o600)
}

// SyncFolder makes new names in dir last through a power cut.
func SyncFolder(string) error { return nil }
