package env

import (
	"fmt"
	"time"

	"golang.org/x/sys/windows/registry"
)

// zone reads the system's zone from the registry. One that the table does not
// know keeps its Windows name, and the offsets that Go read from the system.
func zone() (string, *time.Location, error) {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE,
		`SYSTEM\CurrentControlSet\Control\TimeZoneInformation`, registry.QUERY_VALUE)
	if err != nil {
		return "", nil, fmt.Errorf("reading the time zone: %w", err)
	}
	defer key.Close()
	name, _, err := key.GetStringValue("TimeZoneKeyName")
	if err != nil {
		return "", nil, fmt.Errorf("reading the time zone: %w", err)
	}
	if iana, known := windowsZones[name]; known {
		return zoneNamed(iana)
	}
	return name, time.Local, nil
}
