//go:build unix

package main

import (
	"io/fs"
	"os"
	"syscall"
)

// own reports whether a folder is this user's: root with the home of another, as
// under sudo, would leave files there that the other cannot open.
func own(folder fs.FileInfo) bool {
	s, ok := folder.Sys().(*syscall.Stat_t)
	return !ok || int(s.Uid) == os.Geteuid()
}
