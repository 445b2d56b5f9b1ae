package single

import (
	"errors"
	"os"
	"strconv"

	"golang.org/x/sys/windows"
)

// hold locks a byte far behind the file's end until it is closed, so that the
// rest can be read; free is false where another process has.
func hold(f *os.File) (free bool, err error) {
	at := &windows.Overlapped{OffsetHigh: 1}
	err = windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return false, nil
	}
	return err == nil, err
}

// session is the desktop of this logon: a remote one has windows of its own.
func session() string {
	var id uint32
	if windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &id) != nil {
		return "0"
	}
	return strconv.FormatUint(uint64(id), 10)
}

var allowSetForegroundWindow = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow")

// letForward hands the process in the seat the right to take the foreground,
// which the one has that the user started just now.
func letForward(pid int) {
	if allowSetForegroundWindow.Find() == nil {
		allowSetForegroundWindow.Call(uintptr(pid))
	}
}
