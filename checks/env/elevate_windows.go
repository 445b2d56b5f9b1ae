package env

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Elevated reports whether this process has an administrator's rights.
func Elevated() bool { return windows.GetCurrentProcessToken().IsElevated() }

// ClearEnvironment forgets all that the caller's environment says: where Windows is, it
// says itself.
func ClearEnvironment() {
	os.Clearenv()
	dir, err := windows.GetSystemWindowsDirectory()
	if err != nil {
		return
	}
	os.Setenv("SystemRoot", dir)
	os.Setenv("SystemDrive", filepath.VolumeName(dir))
	os.Setenv("ProgramData", filepath.Dir(AdminFolder))
	os.Chdir(filepath.Join(dir, "System32"))
}

// repliesFolder holds what elevated parts answer: one file for each process. UAC
// leaves no pipe between them, and this program opens no port.
func repliesFolder() string { return filepath.Join(AdminFolder, "replies") }

// repliesOf is the file of one process: by its number and when it began, so that
// no later process has the same.
func repliesOf(process windows.Handle) (string, error) {
	pid, err := windows.GetProcessId(process)
	if err != nil {
		return "", err
	}
	var began, ended, kernel, user windows.Filetime
	if err := windows.GetProcessTimes(process, &began, &ended, &kernel, &user); err != nil {
		return "", err
	}
	return filepath.Join(repliesFolder(), fmt.Sprintf("%d-%d.jsonl", pid, began.Nanoseconds())), nil
}

// Replies is where an elevated part writes its lines: a file that its caller can
// read and only administrators write. Files of earlier ones are removed.
func Replies(io.Writer) (io.Writer, error) {
	if err := OwnFolder(repliesFolder()); err != nil {
		return nil, err
	}
	old, err := filepath.Glob(filepath.Join(repliesFolder(), "*.jsonl"))
	if err != nil {
		return nil, err
	}
	for _, path := range old {
		os.Remove(path) // one that is being read goes the next time
	}
	path, err := repliesOf(windows.CurrentProcess())
	if err != nil {
		return nil, err
	}
	return OpenOwn(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL|os.O_APPEND)
}

// executeInfo is SHELLEXECUTEINFOW of shellapi.h.
type executeInfo struct {
	size       uint32
	mask       uint32
	window     windows.Handle
	verb       *uint16
	file       *uint16
	parameters *uint16
	directory  *uint16
	show       int32
	instance   windows.Handle
	idList     uintptr
	class      *uint16
	classKey   windows.Handle
	hotKey     uint32
	icon       windows.Handle
	process    windows.Handle
}

var shellExecuteEx = windows.NewLazySystemDLL("shell32.dll").NewProc("ShellExecuteExW")

// elevate asks by UAC, and passes on what the elevated part writes down.
func elevate(ctx context.Context, self string, args []string, line func([]byte)) error {
	process, err := runAs(self, args)
	if errors.Is(err, windows.ERROR_CANCELLED) {
		return ErrNoRights
	}
	if err != nil {
		return fmt.Errorf("asking for rights: %w", err)
	}
	defer windows.CloseHandle(process)
	path, err := repliesOf(process)
	if err != nil {
		return fmt.Errorf("following the elevated part: %w", err)
	}
	return follow(ctx, process, path, line)
}

func runAs(self string, args []string) (windows.Handle, error) {
	if err := has(shellExecuteEx); err != nil {
		return 0, err
	}
	quoted := make([]string, len(args))
	for i, a := range args {
		quoted[i] = windows.EscapeArg(a)
	}
	info := executeInfo{mask: 0x40 | 0x100 | 0x400} // NOCLOSEPROCESS, NOASYNC, FLAG_NO_UI
	info.size = uint32(unsafe.Sizeof(info))
	for text, to := range map[string]**uint16{"runas": &info.verb, self: &info.file, strings.Join(quoted, " "): &info.parameters, filepath.Dir(self): &info.directory} {
		wide, err := windows.UTF16PtrFromString(text)
		if err != nil {
			return 0, err
		}
		*to = wide
	}
	if ok, _, err := shellExecuteEx.Call(uintptr(unsafe.Pointer(&info))); ok == 0 {
		return 0, err
	}
	if info.process == 0 {
		return 0, errors.New("no process was started")
	}
	return info.process, nil
}

// follow reads the replies of a process until it has ended, each line as soon as
// it is whole. ctx does not end what runs with rights: it ends by itself.
func follow(ctx context.Context, process windows.Handle, path string, line func([]byte)) error {
	var rest []byte
	var read int64
	for {
		event, err := windows.WaitForSingleObject(process, 150)
		if err != nil {
			return fmt.Errorf("waiting for the elevated part: %w", err)
		}
		ended := event == windows.WAIT_OBJECT_0 // what it wrote is there by now
		if f, err := os.Open(path); err == nil {
			more, err := io.ReadAll(io.NewSectionReader(f, read, maxLine))
			f.Close()
			if err != nil {
				return fmt.Errorf("reading what the elevated part says: %w", err)
			}
			read += int64(len(more))
			ended = ended && len(more) < maxLine
			rest = wholeLines(append(rest, more...), line)
		}
		switch {
		case ended:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case len(rest) > maxLine:
			return errors.New("reading what the elevated part says: too long a line")
		}
	}
}
