package env

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// usb lists what is plugged in, hubs aside, as sysfs tells it; no device is
// opened. A computer without USB has none.
func (s system) usb(ctx context.Context) ([]USBDevice, error) {
	dir := filepath.Join(s.root, "/sys/bus/usb/devices")
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listing USB devices: %w", err)
	}
	var all []USBDevice
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if strings.Contains(e.Name(), ":") { // an interface
			continue
		}
		if d, ok := s.usbDevice(filepath.Join(dir, e.Name())); ok {
			all = append(all, d)
		}
	}
	return all, nil
}

// usbDevice reads one folder; false for hubs and what is no device.
func (s system) usbDevice(dir string) (USBDevice, bool) {
	vendor, errVendor := strconv.ParseUint(attribute(dir, "idVendor"), 16, 16)
	product, errProduct := strconv.ParseUint(attribute(dir, "idProduct"), 16, 16)
	class := strings.ToLower(attribute(dir, "bDeviceClass"))
	if errVendor != nil || errProduct != nil || class == classHub {
		return USBDevice{}, false
	}
	d := USBDevice{
		VendorID:     uint16(vendor),
		ProductID:    uint16(product),
		Manufacturer: attribute(dir, "manufacturer"),
		Product:      attribute(dir, "product"),
		Serial:       attribute(dir, "serial"),
		Class:        class,
		Readable:     s.mayOpen(attribute(dir, "busnum"), attribute(dir, "devnum")),
	}
	for _, face := range interfacesOf(dir) {
		if d.Class == "" || d.Class == "00" || d.Class == "ef" { // "see the interface"
			d.Class = strings.ToLower(attribute(face, "bInterfaceClass"))
		}
		if target, err := os.Readlink(filepath.Join(face, "driver")); err == nil && d.Driver == "" {
			d.Driver = filepath.Base(target)
		}
	}
	return d, true
}

// interfacesOf lists the folders of a device's interfaces, the first first.
func interfacesOf(dir string) []string {
	name := filepath.Base(dir)
	if inside, _ := filepath.Glob(filepath.Join(dir, name+":*")); len(inside) > 0 {
		return inside
	}
	beside, _ := filepath.Glob(dir + ":*")
	return beside
}

// mayOpen asks the node's rights, not the device.
func (s system) mayOpen(bus, device string) *bool {
	b, errBus := strconv.Atoi(bus)
	d, errDevice := strconv.Atoi(device)
	if errBus != nil || errDevice != nil {
		return nil
	}
	node := filepath.Join(s.root, fmt.Sprintf("/dev/bus/usb/%03d/%03d", b, d))
	err := unix.Access(node, unix.R_OK|unix.W_OK)
	if err != nil && err != unix.EACCES && err != unix.EPERM && err != unix.EROFS {
		return nil
	}
	may := err == nil
	return &may
}

func attribute(dir, name string) string {
	text, _ := os.ReadFile(filepath.Join(dir, name))
	return strings.TrimSpace(string(text))
}
