package env

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

const usbDevices = "/sys/bus/usb/devices"

// usbName is a device as sysfs names it: bus, and the ports that lead to it.
var usbName = regexp.MustCompile(`^[0-9]+-[0-9]+(\.[0-9]+)*$`)

// readDevice: "" reads the names of the devices that are switched off, with
// their vendor and product: "1-2 1234:5678". A name reads "on" or "off".
func (s system) readDevice(_ context.Context, name string) ([]byte, error) {
	dir := filepath.Join(s.root, usbDevices)
	if name == "" {
		entries, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("listing USB devices: %w", err)
		}
		var off []string
		for _, e := range entries {
			at := filepath.Join(dir, e.Name())
			if usbName.MatchString(e.Name()) && attribute(at, "authorized") == "0" {
				off = append(off, e.Name()+" "+attribute(at, "idVendor")+":"+attribute(at, "idProduct"))
			}
		}
		return []byte(strings.Join(off, "\n")), nil
	}
	if !usbName.MatchString(name) {
		return nil, fmt.Errorf("asking for device %q: %w", name, errors.ErrUnsupported)
	}
	if !exists(filepath.Join(dir, name)) {
		return nil, fmt.Errorf("asking for device %s: %w", name, ErrGone)
	}
	switch attribute(filepath.Join(dir, name), "authorized") {
	case "1":
		return []byte("on"), nil
	case "0":
		return []byte("off"), nil
	}
	return nil, nil
}

func (s system) writeDevice(_ context.Context, name string, value []byte) error {
	bit := map[string]string{"on": "1", "off": "0"}[string(value)]
	if !usbName.MatchString(name) || bit == "" {
		return fmt.Errorf("switching device %q to %q: %w", name, value, errors.ErrUnsupported)
	}
	path := filepath.Join(s.root, usbDevices, name, "authorized")
	if err := os.WriteFile(path, []byte(bit), 0); err != nil {
		return fmt.Errorf("switching device %s: %w", name, err)
	}
	return nil
}

// rescanUSB lets the kernel look again for a driver for what has none. No
// device is opened, and what works is left alone.
func (s system) rescanUSB(context.Context, string) error {
	faces, err := filepath.Glob(filepath.Join(s.root, usbDevices, "*:*"))
	if err != nil {
		return fmt.Errorf("listing USB devices: %w", err)
	}
	probe := filepath.Join(s.root, "/sys/bus/usb/drivers_probe")
	if !exists(probe) {
		return fmt.Errorf("looking for USB devices again: %w", errors.ErrUnsupported)
	}
	for _, face := range faces {
		if exists(filepath.Join(face, "driver")) {
			continue
		}
		err := os.WriteFile(probe, []byte(filepath.Base(face)), 0)
		if err != nil && !errors.Is(err, os.ErrNotExist) && errors.Is(err, os.ErrPermission) {
			return fmt.Errorf("looking for USB devices again: %w", err)
		}
	}
	return nil
}
