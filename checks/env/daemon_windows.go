package env

import (
	"context"
	"fmt"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc/mgr"
)

// daemon asks the service manager with the rights that every user has.
func daemon(ctx context.Context, name string) (Daemon, error) {
	failed := func(err error) (Daemon, error) {
		return Daemon{}, fmt.Errorf("asking for service %s: %w", name, err)
	}
	manager, err := windows.OpenSCManager(nil, nil, windows.SC_MANAGER_CONNECT)
	if err != nil {
		return failed(err)
	}
	defer windows.CloseServiceHandle(manager)
	wide, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return failed(err)
	}
	handle, err := windows.OpenService(manager, wide, windows.SERVICE_QUERY_STATUS|windows.SERVICE_QUERY_CONFIG)
	if err == windows.ERROR_SERVICE_DOES_NOT_EXIST {
		return Daemon{Name: name}, nil
	}
	if err != nil {
		return failed(err)
	}
	service := mgr.Service{Name: name, Handle: handle}
	defer service.Close()
	var status windows.SERVICE_STATUS
	if err := windows.QueryServiceStatus(handle, &status); err != nil {
		return failed(err)
	}
	config, err := service.Config()
	if err != nil {
		return failed(err)
	}
	d := Daemon{Name: name, Installed: true, Disabled: config.StartType == mgr.StartDisabled}
	switch status.CurrentState {
	case windows.SERVICE_RUNNING, windows.SERVICE_START_PENDING:
		d.Running = true
	case windows.SERVICE_STOPPED:
		code := windows.Errno(status.Win32ExitCode)
		d.Failed = code != 0 && code != windows.ERROR_SERVICE_NEVER_STARTED
	}
	return d, nil
}

// clock is W32Time. Whether it has synchronised is not told without its own
// command, and off domains it runs only at times: see Disabled and Failed.
func clock(ctx context.Context) (ClockService, error) {
	d, err := daemon(ctx, "W32Time")
	if err != nil || !d.Installed {
		return ClockService{}, err
	}
	return ClockService{Name: d.Name, Running: d.Running, Disabled: d.Disabled, Failed: d.Failed}, nil
}
