package env

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// profilerItem is one entry of `system_profiler SPUSBDataType -json`: a bus, a
// hub or a device, with what hangs on it. Source: Apple's own output; ids read
// "0x101d" or "0x05ac (Apple Inc.)", Apple's own vendor id "apple_vendor_id".
type profilerItem struct {
	Name         string         `json:"_name"`
	VendorID     string         `json:"vendor_id"`
	ProductID    string         `json:"product_id"`
	Manufacturer string         `json:"manufacturer"`
	Serial       string         `json:"serial_num"`
	Items        []profilerItem `json:"_items"`
}

// decodeProfiler lists the devices of a system profile; buses, which have no
// ids, are left out. Class, driver and rights are not told there.
func decodeProfiler(text []byte) ([]USBDevice, error) {
	var profile struct {
		Buses []profilerItem `json:"SPUSBDataType"`
	}
	if err := json.Unmarshal(text, &profile); err != nil {
		return nil, fmt.Errorf("reading the system profile of USB: %w", err)
	}
	var found []USBDevice
	var walk func([]profilerItem)
	walk = func(items []profilerItem) {
		for _, i := range items {
			vendor, vendorErr := profilerID(i.VendorID)
			product, productErr := profilerID(i.ProductID)
			if vendorErr == nil && productErr == nil {
				found = append(found, USBDevice{VendorID: vendor, ProductID: product, Manufacturer: i.Manufacturer, Product: i.Name, Serial: i.Serial})
			}
			walk(i.Items)
		}
	}
	walk(profile.Buses)
	return found, nil
}

func profilerID(s string) (uint16, error) {
	if s == "apple_vendor_id" {
		return 0x05ac, nil
	}
	s, _, _ = strings.Cut(s, " ")
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "0x"), 16, 16)
	return uint16(n), err
}
