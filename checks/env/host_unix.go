//go:build unix

package env

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

func elevated() bool { return os.Geteuid() == 0 }

func systemVolume() string { return "/" }

// volumeOf is where the file system that holds path is mounted.
func volumeOf(path string) string {
	var own, up unix.Stat_t
	dir := filepath.Dir(path)
	for dir != "/" {
		parent := filepath.Dir(dir)
		if unix.Stat(dir, &own) != nil || unix.Stat(parent, &up) != nil {
			return "/"
		}
		if own.Dev != up.Dev {
			return dir
		}
		dir = parent
	}
	return dir
}
