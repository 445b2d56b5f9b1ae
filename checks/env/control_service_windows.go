package env

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sys/windows"
)

// servicePatience is what Windows itself gives a service to start or to end.
const servicePatience = 30 * time.Second

// withService opens a service with these rights; errors.Is the error
// ERROR_SERVICE_DOES_NOT_EXIST where there is none.
func withService(name string, rights uint32, do func(windows.Handle) error) error {
	failed := func(err error) error { return fmt.Errorf("opening service %s: %w", name, err) }
	manager, err := windows.OpenSCManager(nil, nil, windows.SC_MANAGER_CONNECT)
	if err != nil {
		return failed(err)
	}
	defer windows.CloseServiceHandle(manager)
	wide, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return failed(err)
	}
	service, err := windows.OpenService(manager, wide, rights)
	if err != nil {
		return failed(err)
	}
	defer windows.CloseServiceHandle(service)
	return do(service)
}

func readServiceState(ctx context.Context, name string) ([]byte, error) {
	d, start, err := serviceConfig(name)
	if err != nil || !d.Installed {
		return nil, err
	}
	words := serviceWords(d.Running, start)
	if words == "" {
		return nil, fmt.Errorf("reading service %s: start type %d: %w", name, start, errors.ErrUnsupported)
	}
	return []byte(words), nil
}

func writeServiceState(ctx context.Context, name string, value []byte) error {
	running, start, err := readServiceWords(value)
	if err != nil {
		return err
	}
	now, startNow, err := serviceConfig(name)
	if err != nil {
		return err
	}
	if !now.Installed {
		return fmt.Errorf("changing service %s: %w", name, windows.ERROR_SERVICE_DOES_NOT_EXIST)
	}
	const rights = windows.SERVICE_CHANGE_CONFIG | windows.SERVICE_START | windows.SERVICE_STOP | windows.SERVICE_QUERY_STATUS
	err = withService(name, rights, func(s windows.Handle) error {
		// A service that is disabled cannot be started, one that runs can be disabled.
		if start != startNow {
			const keep = windows.SERVICE_NO_CHANGE
			if err := windows.ChangeServiceConfig(s, keep, start, keep, nil, nil, nil, nil, nil, nil, nil); err != nil {
				return err
			}
		}
		switch {
		case running && !now.Running:
			return startService(ctx, s)
		case !running && now.Running:
			return stopService(ctx, s)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("changing service %s: %w", name, err)
	}
	return nil
}

func startService(ctx context.Context, s windows.Handle) error {
	if err := windows.StartService(s, 0, nil); err != nil && err != windows.ERROR_SERVICE_ALREADY_RUNNING {
		return err
	}
	return awaitService(ctx, s, windows.SERVICE_RUNNING)
}

func stopService(ctx context.Context, s windows.Handle) error {
	var status windows.SERVICE_STATUS
	if err := windows.ControlService(s, windows.SERVICE_CONTROL_STOP, &status); err != nil && err != windows.ERROR_SERVICE_NOT_ACTIVE {
		return err
	}
	return awaitService(ctx, s, windows.SERVICE_STOPPED)
}

// awaitService waits until a service is in a state. Windows tells of changes only
// to a thread that sleeps in a special way: it is asked again and again.
func awaitService(ctx context.Context, s windows.Handle, want uint32) error {
	ctx, cancel := context.WithTimeout(ctx, servicePatience)
	defer cancel()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		var status windows.SERVICE_STATUS
		if err := windows.QueryServiceStatus(s, &status); err != nil {
			return err
		}
		switch {
		case status.CurrentState == want:
			return nil
		case want == windows.SERVICE_RUNNING && status.CurrentState == windows.SERVICE_STOPPED:
			return fmt.Errorf("it ended at once: %w", windows.Errno(status.Win32ExitCode))
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-again.C:
		}
	}
}

// restartService ends and starts a service. Those that need it stay as they are:
// Windows refuses where some run.
func restartService(ctx context.Context, name string) error {
	err := withService(name, windows.SERVICE_START|windows.SERVICE_STOP|windows.SERVICE_QUERY_STATUS, func(s windows.Handle) error {
		if err := stopService(ctx, s); err != nil {
			return err
		}
		return startService(ctx, s)
	})
	if err != nil {
		return fmt.Errorf("restarting service %s: %w", name, err)
	}
	return nil
}
