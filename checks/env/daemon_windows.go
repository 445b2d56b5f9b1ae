package env

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
	"golang.org/x/sys/windows/svc/mgr"
)

// daemon asks the service manager with the rights that every user has.
func daemon(_ context.Context, name string) (Daemon, error) {
	d, _, err := serviceConfig(name)
	return d, err
}

// serviceConfig is a service and its start type (winsvc.h).
func serviceConfig(name string) (Daemon, uint32, error) {
	d := Daemon{Name: name}
	var start uint32
	err := withService(name, windows.SERVICE_QUERY_STATUS|windows.SERVICE_QUERY_CONFIG, func(handle windows.Handle) error {
		var status windows.SERVICE_STATUS
		if err := windows.QueryServiceStatus(handle, &status); err != nil {
			return fmt.Errorf("asking for service %s: %w", name, err)
		}
		config, err := (&mgr.Service{Name: name, Handle: handle}).Config()
		if err != nil {
			return fmt.Errorf("asking for service %s: %w", name, err)
		}
		start = config.StartType
		d.Installed, d.Disabled = true, start == mgr.StartDisabled
		switch status.CurrentState {
		case windows.SERVICE_RUNNING, windows.SERVICE_START_PENDING:
			d.Running = true
		case windows.SERVICE_STOPPED:
			code := windows.Errno(status.Win32ExitCode)
			d.Failed = code != 0 && code != windows.ERROR_SERVICE_NEVER_STARTED
		}
		return nil
	})
	if errors.Is(err, windows.ERROR_SERVICE_DOES_NOT_EXIST) {
		return d, 0, nil
	}
	return d, start, err
}

// clock is W32Time. When it last synchronised is not told without its own
// command, and off domains it runs only at times: see Disabled and Failed.
// One that is told to ask nobody (NoSync) does not synchronise.
func clock(ctx context.Context) (ClockService, error) {
	d, err := daemon(ctx, "W32Time")
	if err != nil || !d.Installed {
		return ClockService{}, err
	}
	c := ClockService{Name: d.Name, Running: d.Running, Disabled: d.Disabled, Failed: d.Failed}
	if registryString(registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Services\W32Time\Parameters`, "Type") == "NoSync" {
		no := false
		c.Synchronised = &no
	}
	return c, nil
}
