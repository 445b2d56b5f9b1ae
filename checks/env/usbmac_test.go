package env

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Written by hand after the form of Apple's output; never seen from a real Mac
// with a tax device.
func TestDecodeProfiler(t *testing.T) {
	got, err := decodeProfiler([]byte(`{"SPUSBDataType":[{"_name":"USB31Bus","host_controller":"AppleT8103USBXHCI","_items":[
		{"_name":"USB Hub","vendor_id":"0x2109 (VIA Labs, Inc.)","product_id":"0x2817","_items":[
			{"_name":"ChinaTax SWUKey","manufacturer":"ShuiWu","vendor_id":"0x1ea8","product_id":"0xb00b","serial_num":"661234567890"}]},
		{"_name":"Keyboard","vendor_id":"apple_vendor_id","product_id":"0x0341"},
		{"_name":"odd","vendor_id":"none","product_id":"0x1"}]}]}`))
	want := []USBDevice{
		{VendorID: 0x2109, ProductID: 0x2817, Product: "USB Hub"},
		{VendorID: 0x1ea8, ProductID: 0xb00b, Manufacturer: "ShuiWu", Product: "ChinaTax SWUKey", Serial: "661234567890"},
		{VendorID: 0x05ac, ProductID: 0x0341, Product: "Keyboard"},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := decodeProfiler([]byte("no json")); err == nil {
		t.Error("nonsense is no empty list")
	}
}
