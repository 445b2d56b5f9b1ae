package history

import (
	"os"

	"golang.org/x/sys/windows"
)

// lock takes the file for this program until it is closed or the program ends,
// however it ends. An error means that another holds it. The byte that is locked
// lies far behind the text: on Windows nobody else could read it.
func lock(f *os.File) error {
	far := &windows.Overlapped{OffsetHigh: 1 << 20}
	return windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, far)
}
