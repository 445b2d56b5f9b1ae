package env

import (
	"context"
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
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
		var err error
		if start, err = startTypeOf(handle); err != nil {
			return fmt.Errorf("asking for service %s: %w", name, err)
		}
		d.Installed, d.Disabled = true, start == windows.SERVICE_DISABLED
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

// startTypeOf reads how a service starts, and nothing that not every Windows tells.
func startTypeOf(service windows.Handle) (uint32, error) {
	b := make([]byte, 8<<10) // the most that there can be: QueryServiceConfigW
	config := (*windows.QUERY_SERVICE_CONFIG)(unsafe.Pointer(&b[0]))
	var needed uint32
	err := windows.QueryServiceConfig(service, config, uint32(len(b)), &needed)
	return config.StartType, err
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
