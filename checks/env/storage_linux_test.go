package env

import (
	"reflect"
	"testing"
)

func TestStorage(t *testing.T) {
	const bus = "sys/bus/usb/devices/"
	for name, c := range map[string]struct {
		files map[string]string
		want  []StorageBlock
	}{
		"open":                     {map[string]string{bus + "usb1/authorized_default": "1\n", "proc/cmdline": "quiet\n"}, nil},
		"kept out by modprobe":     {map[string]string{"etc/modprobe.d/office.conf": "blacklist usb-storage\n"}, []StorageBlock{{Source: "/etc/modprobe.d/office.conf"}}},
		"kept out, yet loaded":     {map[string]string{"etc/modprobe.d/office.conf": "blacklist usb-storage\n", "sys/module/usb_storage/refcnt": "0\n"}, nil},
		"kept out by the kernel":   {map[string]string{"proc/cmdline": "quiet modprobe.blacklist=usb-storage\n"}, []StorageBlock{{Source: "/proc/cmdline modprobe.blacklist=usb-storage"}}},
		"no new device":            {map[string]string{bus + "usb1/authorized_default": "0\n", bus + "usb2/authorized_default": "0\n"}, []StorageBlock{{Source: "authorized_default=0"}}},
		"no new device on one":     {map[string]string{bus + "usb1/authorized_default": "0\n", bus + "usb2/authorized_default": "1\n"}, nil},
		"a file of another ending": {map[string]string{"etc/modprobe.d/office.conf.bak": "blacklist usb-storage\n"}, nil},
	} {
		if got, err := plant(t, c.files).storage(t.Context()); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, %v; want %+v", name, got, err, c.want)
		}
	}
}
