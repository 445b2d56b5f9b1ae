package env

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

var (
	kernel32                      = windows.NewLazySystemDLL("kernel32.dll")
	setDynamicTimeZoneInformation = kernel32.NewProc("SetDynamicTimeZoneInformation")
	getDynamicTimeZoneInformation = kernel32.NewProc("GetDynamicTimeZoneInformation")
)

// dynamicZone is DYNAMIC_TIME_ZONE_INFORMATION of timezoneapi.h.
type dynamicZone struct {
	Bias         int32
	StandardName [32]uint16
	StandardDate windows.Systemtime
	StandardBias int32
	DaylightName [32]uint16
	DaylightDate windows.Systemtime
	DaylightBias int32
	KeyName      [128]uint16
	DaylightOff  uint8
}

func readTimeZone(context.Context, string) ([]byte, error) {
	if err := has(getDynamicTimeZoneInformation); err != nil {
		return nil, err
	}
	var now dynamicZone
	getDynamicTimeZoneInformation.Call(uintptr(unsafe.Pointer(&now)))
	key := windows.UTF16ToString(now.KeyName[:])
	name, known := windowsZones[key]
	if !known || now.DaylightOff != 0 {
		return nil, fmt.Errorf("reading the time zone %q exactly: %w", key, errors.ErrUnsupported)
	}
	return []byte(name), nil
}

// zoneKeys is where Windows keeps its zones.
const zoneKeys = `SOFTWARE\Microsoft\Windows NT\CurrentVersion\Time Zones\`

func writeTimeZone(_ context.Context, _ string, value []byte) error {
	failed := func(err error) error { return fmt.Errorf("setting the time zone %s: %w", value, err) }
	if err := has(setDynamicTimeZoneInformation); err != nil {
		return failed(err)
	}
	name := windowsZoneOf(string(value))
	if name == "" {
		return failed(errors.ErrUnsupported)
	}
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, zoneKeys+name, registry.QUERY_VALUE)
	if err != nil {
		return failed(err)
	}
	defer k.Close()
	rules, _, err := k.GetBinaryValue("TZI")
	if err != nil {
		return failed(err)
	}
	next, err := zoneRules(rules)
	if err != nil {
		return failed(err)
	}
	for value, to := range map[string][]uint16{"Std": next.StandardName[:31], "Dlt": next.DaylightName[:31]} {
		text, _, _ := k.GetStringValue(value) // a name for people: its lack changes no time
		wide, err := windows.UTF16FromString(text)
		if err == nil {
			copy(to, wide)
		}
	}
	wide, err := windows.UTF16FromString(name)
	if err != nil {
		return failed(err)
	}
	copy(next.KeyName[:127], wide)
	if err := withPrivilege("SeTimeZonePrivilege", func() error {
		if ok, _, err := setDynamicTimeZoneInformation.Call(uintptr(unsafe.Pointer(next))); ok == 0 {
			return os.NewSyscallError("SetDynamicTimeZoneInformation", err)
		}
		return nil
	}); err != nil {
		return failed(err)
	}
	return nil
}

// lockedTimeZone: Windows sets the zone by itself, and would set it again.
func lockedTimeZone(context.Context, string) error {
	if start, found := registryUint(registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Services\tzautoupdate`, "Start"); found && start == 3 {
		return fmt.Errorf("%w: Windows sets the time zone by itself", ErrLocked)
	}
	return nil
}

// zoneRules reads a TZI of the registry: three biases in minutes, and the two
// dates on which they change.
func zoneRules(b []byte) (*dynamicZone, error) {
	const size = 3*4 + 2*16
	if len(b) != size {
		return nil, fmt.Errorf("its rules have %d bytes", len(b))
	}
	z := &dynamicZone{
		Bias:         int32(binary.LittleEndian.Uint32(b[0:])),
		StandardBias: int32(binary.LittleEndian.Uint32(b[4:])),
		DaylightBias: int32(binary.LittleEndian.Uint32(b[8:])),
	}
	for at, to := range map[int]*windows.Systemtime{12: &z.StandardDate, 28: &z.DaylightDate} {
		copy(unsafe.Slice((*byte)(unsafe.Pointer(to)), 16), b[at:])
	}
	return z, nil
}

// withPrivilege lends this process one of the privileges that it may have.
func withPrivilege(name string, do func() error) error {
	var token windows.Token
	if err := windows.OpenProcessToken(windows.CurrentProcess(), windows.TOKEN_ADJUST_PRIVILEGES|windows.TOKEN_QUERY, &token); err != nil {
		return err
	}
	defer token.Close()
	wide, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return err
	}
	with := windows.Tokenprivileges{PrivilegeCount: 1}
	if err := windows.LookupPrivilegeValue(nil, wide, &with.Privileges[0].Luid); err != nil {
		return err
	}
	with.Privileges[0].Attributes = windows.SE_PRIVILEGE_ENABLED
	if err := windows.AdjustTokenPrivileges(token, false, &with, 0, nil, nil); err != nil {
		return err
	}
	with.Privileges[0].Attributes = 0
	defer windows.AdjustTokenPrivileges(token, false, &with, 0, nil, nil)
	return do()
}

func readTimeService(ctx context.Context, _ string) ([]byte, error) {
	now, err := readServiceState(ctx, "W32Time")
	if err != nil {
		return nil, err
	}
	if now == nil {
		return nil, fmt.Errorf("reading the time service: %w", errors.ErrUnsupported)
	}
	return []byte(timeServiceWord(now)), nil
}

func writeTimeService(ctx context.Context, _ string, value []byte) error {
	now, err := readServiceState(ctx, "W32Time")
	if err != nil {
		return err
	}
	state, err := timeServiceState(string(value), now)
	if err != nil {
		return err
	}
	return writeServiceState(ctx, "W32Time", []byte(state))
}

// syncClock asks the time service to ask its servers now. Whether the clock is
// right then, a new measurement tells and not the exit status.
func syncClock(ctx context.Context, _ string) error {
	return runSystem(ctx, "w32tm.exe", "/resync", "/rediscover")
}
