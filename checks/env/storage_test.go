package env

import (
	"reflect"
	"testing"
)

func TestRegistryBlocks(t *testing.T) {
	const services, policy = `HKLM\SYSTEM\CurrentControlSet\Services\`, `\Software\Policies\Microsoft\Windows\RemovableStorageDevices`
	for name, c := range map[string]struct {
		values map[string]uint64
		want   []StorageBlock
	}{
		"as Windows comes":     {map[string]uint64{services + "USBSTOR Start": 3, services + "UASPStor Start": 3}, nil},
		"nothing set":          {nil, nil},
		"switched off":         {map[string]uint64{services + "USBSTOR Start": 4, services + "UASPStor Start": 3}, []StorageBlock{{Source: services + "USBSTOR Start=4"}}},
		"the new one alone":    {map[string]uint64{services + "USBSTOR Start": 3, services + "UASPStor Start": 4}, []StorageBlock{{Source: services + "UASPStor Start=4", Partial: true}}},
		"by policy":            {map[string]uint64{"HKLM" + policy + " Deny_All": 1}, []StorageBlock{{Source: "HKLM" + policy + " Deny_All=1"}}},
		"by the user's policy": {map[string]uint64{"HKCU" + policy + " Deny_All": 1}, []StorageBlock{{Source: "HKCU" + policy + " Deny_All=1"}}},
		"policy set to allow":  {map[string]uint64{"HKLM" + policy + " Deny_All": 0}, nil},
	} {
		got := registryBlocks(func(root, key, value string) (uint64, bool) {
			n, ok := c.values[root+`\`+key+" "+value]
			return n, ok
		})
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestModprobeBlocks(t *testing.T) {
	for text, want := range map[string]bool{
		"blacklist usb-storage\n":                                         true,
		"# x\n  blacklist usb_storage":                                    true,
		"install usb-storage /bin/false\n":                                true,
		"install usb_storage /usr/bin/true":                               true,
		"# blacklist usb-storage\n":                                       false,
		"blacklist uas\n":                                                 false,
		"blacklist usb-storage-extra\n":                                   false,
		"options usb-storage quirks=1234:5678:u":                          false,
		"install usb-storage /sbin/modprobe --ignore-install usb-storage": false,
		"": false,
	} {
		if got := modprobeBlocks(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	for text, want := range map[string]string{
		"quiet modprobe.blacklist=floppy,usb_storage ro": "modprobe.blacklist=floppy,usb_storage",
		"module_blacklist=usb-storage":                   "module_blacklist=usb-storage",
		"quiet modprobe.blacklist=nouveau":               "",
		"usb-storage.quirks=1:2:u":                       "",
	} {
		if got := kernelBlocks(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
