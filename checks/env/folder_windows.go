package env

import (
	"errors"
	"fmt"
	"os"
)

// AdminFolder is where only an administrator can write.
var AdminFolder = os.Getenv("ProgramData") + `\kpdoctor`

// OwnFolder makes dir, this user's alone.
func OwnFolder(dir string) error {
	return fmt.Errorf("looking at folder %s: %w", dir, errors.ErrUnsupported)
}

// OpenOwn opens a file of one's own folder.
func OpenOwn(path string, flags int) (*os.File, error) { return os.OpenFile(path, flags, 0o600) }

// SyncFolder makes new names in dir last through a power cut.
func SyncFolder(string) error { return nil }
