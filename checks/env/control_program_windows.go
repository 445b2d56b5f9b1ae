package env

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/windows"
)

// programPatience is how long a system program may take: w32tm asks servers.
const programPatience = 40 * time.Second

// runSystem runs a program of System32 with a list of arguments and none of the
// caller's environment. What it prints is in the system's language: it is not read.
func runSystem(ctx context.Context, name string, args ...string) error {
	dir, err := windows.GetSystemDirectory()
	if err != nil {
		return fmt.Errorf("finding %s: %w", name, err)
	}
	ctx, cancel := context.WithTimeout(ctx, programPatience)
	defer cancel()
	c := exec.CommandContext(ctx, filepath.Join(dir, name), args...)
	c.Dir = dir
	c.Env = []string{"SystemRoot=" + filepath.Dir(dir), "PATH=" + dir}
	c.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
	c.WaitDelay = time.Second
	if err := c.Run(); err != nil {
		return fmt.Errorf("running %s %s: %w", name, strings.Join(args, " "), err)
	}
	return nil
}

// endPatience is how long a program may take to end when it is asked to: it may
// have something to save.
const endPatience = 8 * time.Second

// restartProgram ends the one process of this name in this session and starts
// its program again. It is asked to end first, as by a click on its cross; one that
// does not is ended.
func restartProgram(ctx context.Context, name string) error {
	failed := func(err error) error { return fmt.Errorf("restarting %s: %w", name, err) }
	all, err := processes(ctx)
	if err != nil {
		return failed(err)
	}
	var mine []Process
	session := sessionOf(uint32(os.Getpid()))
	for _, p := range all {
		if strings.EqualFold(p.Name, name) && sessionOf(uint32(p.PID)) == session {
			mine = append(mine, p)
		}
	}
	if len(mine) != 1 || !filepath.IsAbs(mine[0].Path) {
		return failed(fmt.Errorf("%d processes of that name can be told: %w", len(mine), errors.ErrUnsupported))
	}
	process, err := windows.OpenProcess(windows.PROCESS_TERMINATE|windows.SYNCHRONIZE, false, uint32(mine[0].PID))
	if err != nil {
		return failed(err)
	}
	defer windows.CloseHandle(process)
	askToEnd(uint32(mine[0].PID))
	event, err := windows.WaitForSingleObject(process, uint32(endPatience.Milliseconds()))
	if err == nil && event != windows.WAIT_OBJECT_0 {
		if err = windows.TerminateProcess(process, 1); err == nil {
			_, err = windows.WaitForSingleObject(process, 2000)
		}
	}
	if err != nil {
		return failed(err)
	}
	c := exec.Command(mine[0].Path) // it outlives this program
	c.Dir = filepath.Dir(mine[0].Path)
	if err := c.Start(); err != nil {
		return failed(err)
	}
	return c.Process.Release()
}

func sessionOf(pid uint32) uint32 {
	var session uint32
	if windows.ProcessIdToSessionId(pid, &session) != nil {
		return ^uint32(0)
	}
	return session
}

var postMessage = windows.NewLazySystemDLL("user32.dll").NewProc("PostMessageW")

// askToEnd closes the windows of a process.
func askToEnd(pid uint32) {
	const wmClose = 0x0010
	if has(postMessage) != nil {
		return
	}
	each := syscall.NewCallback(func(window windows.HWND, _ uintptr) uintptr {
		var owner uint32
		if _, err := windows.GetWindowThreadProcessId(window, &owner); err == nil && owner == pid {
			postMessage.Call(uintptr(window), wmClose, 0, 0)
		}
		return 1 // go on
	})
	windows.EnumWindows(each, nil)
}
