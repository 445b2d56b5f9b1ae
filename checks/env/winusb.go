package env

import (
	"strconv"
	"strings"
)

// classHub is the USB class of hubs, which nobody plugs in to sign with.
const classHub = "09"

// parseInstanceID reads a Windows device instance id,
// USB\VID_1EA8&PID_F003\661234567890; false for hubs and for the parts of a
// composite device (&MI_00). A last part with "&" is Windows's own, no serial.
func parseInstanceID(id string) (d USBDevice, ok bool) {
	parts := strings.Split(strings.ToUpper(id), `\`)
	if len(parts) != 3 || parts[0] != "USB" {
		return USBDevice{}, false
	}
	var fields [2]string
	for field := range strings.SplitSeq(parts[1], "&") {
		switch {
		case strings.HasPrefix(field, "VID_"):
			fields[0] = field[4:]
		case strings.HasPrefix(field, "PID_"):
			fields[1] = field[4:]
		case strings.HasPrefix(field, "MI_"):
			return USBDevice{}, false
		}
	}
	vendor, errVendor := strconv.ParseUint(fields[0], 16, 16)
	product, errProduct := strconv.ParseUint(fields[1], 16, 16)
	if errVendor != nil || errProduct != nil {
		return USBDevice{}, false
	}
	d = USBDevice{VendorID: uint16(vendor), ProductID: uint16(product)}
	if serial := id[strings.LastIndex(id, `\`)+1:]; !strings.Contains(serial, "&") {
		d.Serial = serial
	}
	return d, true
}

// classOfCompatible takes the class of compatible ids such as
// USB\Class_08&SubClass_06&Prot_50; "" where they name none.
func classOfCompatible(ids []string) string {
	for _, id := range ids {
		if rest, found := strings.CutPrefix(strings.ToUpper(id), `USB\CLASS_`); found && len(rest) >= 2 {
			return strings.ToLower(rest[:2])
		}
	}
	return ""
}
