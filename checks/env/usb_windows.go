package env

import (
	"context"
	"fmt"

	"golang.org/x/sys/windows"
)

// problemDisabled is CM_PROB_DISABLED, Code 22 of the device manager.
const problemDisabled = 22

// A deviceEntry is one device of SetupAPI. text and texts read its properties; they
// work as long as eachDevice's func runs.
type deviceEntry struct {
	id      string
	problem int // 0: none
	text    func(windows.SPDRP) string
	texts   func(windows.SPDRP) []string
}

// eachDevice calls f with each device of an enumerator ("USB", "PCI"; "" for
// all) or, where it is not nil, of a class that is there. No device is opened.
func eachDevice(ctx context.Context, class *windows.GUID, enumerator string, f func(deviceEntry)) error {
	which := windows.DIGCF(windows.DIGCF_PRESENT)
	if class == nil {
		which |= windows.DIGCF_ALLCLASSES
	}
	set, err := windows.SetupDiGetClassDevsEx(class, enumerator, 0, which, 0, "")
	if err != nil {
		return fmt.Errorf("listing %s devices: %w", enumerator, err)
	}
	defer set.Close()
	for i := 0; ; i++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, err := set.EnumDeviceInfo(i)
		if err == windows.ERROR_NO_MORE_ITEMS {
			return nil
		}
		if err != nil {
			continue // one that cannot be read hides no other
		}
		id, err := set.DeviceInstanceID(data)
		if err != nil {
			continue
		}
		f(deviceEntry{
			id: id, problem: problemOf(set, data),
			text: func(property windows.SPDRP) string {
				value, _ := set.DeviceRegistryProperty(data, property)
				s, _ := value.(string)
				return s
			},
			texts: func(property windows.SPDRP) []string {
				value, _ := set.DeviceRegistryProperty(data, property)
				all, _ := value.([]string)
				return all
			},
		})
	}
}

// problemOf is a device's problem code. The registry tells too that a device was
// switched off, where the configuration manager does not.
func problemOf(set windows.DevInfo, data *windows.DevInfoData) int {
	var status, problem uint32
	if err := windows.CM_Get_DevNode_Status(&status, &problem, data.DevInst, 0); err == nil && status&windows.DN_HAS_PROBLEM != 0 {
		return int(problem)
	}
	const disabled = 1 // CONFIGFLAG_DISABLED of regstr.h
	if value, err := set.DeviceRegistryProperty(data, windows.SPDRP_CONFIGFLAGS); err == nil {
		if flags, ok := value.(uint32); ok && flags&disabled != 0 {
			return problemDisabled
		}
	}
	return 0
}

// usb lists what is plugged in, hubs aside.
func usb(ctx context.Context) ([]USBDevice, error) {
	var all []USBDevice
	err := eachDevice(ctx, nil, "USB", func(entry deviceEntry) {
		d, ok := parseInstanceID(entry.id)
		if !ok {
			return
		}
		d.Problem = entry.problem
		d.Driver = entry.text(windows.SPDRP_SERVICE)
		d.Manufacturer = entry.text(windows.SPDRP_MFG)
		if d.Product = entry.text(windows.SPDRP_FRIENDLYNAME); d.Product == "" {
			d.Product = entry.text(windows.SPDRP_DEVICEDESC)
		}
		d.Class = classOfCompatible(entry.texts(windows.SPDRP_COMPATIBLEIDS))
		if d.Class != classHub {
			all = append(all, d)
		}
	})
	return all, err
}
