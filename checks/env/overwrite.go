//go:build linux || windows

package env

import (
	"errors"
	"os"
)

// overwrite makes f, open for writing, hold value and nothing else, on the disk,
// and closes it. The file stays the same one: its owner, rights and names stay.
func overwrite(f *os.File, value []byte) error {
	_, err := f.WriteAt(value, 0)
	if err == nil {
		err = f.Truncate(int64(len(value)))
	}
	return errors.Join(err, f.Sync(), f.Close())
}
