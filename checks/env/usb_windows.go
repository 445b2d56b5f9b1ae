package env

import (
	"context"
	"fmt"

	"golang.org/x/sys/windows"
)

// usb lists what is plugged in, hubs aside, as SetupAPI tells it; no device is
// opened.
func usb(ctx context.Context) ([]USBDevice, error) {
	set, err := windows.SetupDiGetClassDevsEx(nil, "USB", 0, windows.DIGCF_ALLCLASSES|windows.DIGCF_PRESENT, 0, "")
	if err != nil {
		return nil, fmt.Errorf("listing USB devices: %w", err)
	}
	defer set.Close()
	var all []USBDevice
	for i := 0; ; i++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		data, err := set.EnumDeviceInfo(i)
		if err == windows.ERROR_NO_MORE_ITEMS {
			return all, nil
		}
		if err != nil {
			continue // one that cannot be read hides no other
		}
		id, err := set.DeviceInstanceID(data)
		if err != nil {
			continue
		}
		d, ok := parseInstanceID(id)
		if !ok {
			continue
		}
		text := func(property windows.SPDRP) string {
			value, _ := set.DeviceRegistryProperty(data, property)
			s, _ := value.(string)
			return s
		}
		d.Driver = text(windows.SPDRP_SERVICE)
		d.Manufacturer = text(windows.SPDRP_MFG)
		if d.Product = text(windows.SPDRP_FRIENDLYNAME); d.Product == "" {
			d.Product = text(windows.SPDRP_DEVICEDESC)
		}
		if value, err := set.DeviceRegistryProperty(data, windows.SPDRP_COMPATIBLEIDS); err == nil {
			ids, _ := value.([]string)
			d.Class = classOfCompatible(ids)
		}
		var status, problem uint32
		if err := windows.CM_Get_DevNode_Status(&status, &problem, data.DevInst, 0); err == nil && status&windows.DN_HAS_PROBLEM != 0 {
			d.Problem = int(problem)
		}
		if d.Class != classHub {
			all = append(all, d)
		}
	}
}
