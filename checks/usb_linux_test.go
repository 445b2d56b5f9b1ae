package checks

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// A plugged device as sysfs shows it; its kind is "" where it is no tax device.
type plugged struct{ id, maker, product, class, kind string }

// The documented devices: domain/README.md 2.1 and 2.2, each with the strings
// that are known of it.
var documented = []plugged{
	{"101d:0003", "Aisino", "USB Flash Disk", "08", kindGoldenTax}, {"101d:0003", "Aisno", "USB Flash Disk", "08", kindGoldenTax},
	{"101d:0003", "", "ChinaTax SWUKey", "08", kindUKey}, {"101d:0005", "", "", "08", kindUKey},
	{"1432:07dc", "NISEC", "", "08", kindTaxControl}, {"1432:07d0", "ChinaTax SWUKey", "ChinaTax SWUKey", "08", kindUKey},
	{"14d6:a002", "", "", "08", kindUKey}, {"3254:ff10", "", "", "08", kindUKey}, {"1677:6101", "", "", "08", kindUKey},
	{"2012:2010", "", "", "08", kindUKey}, {"3a59:4458", "", "", "08", kindUKey}, {"287f:00d4", "USB_MSC", "", "08", kindUKey},
	{"1ea8:b00b", "", "ChinaTax SWUKey", "08", kindUKey}, {"1ea8:b00b", "", "USB Key", "08", kindUKey}, {"1ea8:b00b", "ShuiWu", "UKEY", "08", kindUKey},
	{"d449:0001", "SWUKEY", "", "08", kindUKey}, {"163c:5480", "", "", "08", kindUKey}, {"2ec9:1001", "RONGANCHINA", "SWUKey", "08", kindUKey},

	{"1483:1200", "", "", "0b", kindCAKey}, {"5448:0001", "", "", "0b", kindCAKey}, {"5448:0003", "", "HaitaiCCIDRSAKey", "0b", kindCAKey},
	{"5448:0004", "", "", "0b", kindCAKey}, {"5448:0103", "", "", "0b", kindCAKey}, {"5448:0203", "", "", "0b", kindCAKey},
	{"096e:0702", "FEITIAN", "ePass3003", "0b", kindCAKey}, {"096e:0703", "", "", "0b", kindCAKey}, {"096e:0303", "", "ePass3000GM", "0b", kindCAKey},
	{"096e:0312", "", "", "03", kindCAKey}, {"096e:0319", "", "", "03", kindCAKey}, {"096e:0803", "", "", "0b", kindCAKey},
	{"1ea8:c001", "", "", "0b", kindCAKey}, {"1ea8:c01b", "", "", "0b", kindCAKey}, {"1ea8:c02c", "", "", "0b", kindCAKey},
	{"1ea8:c11b", "", "", "0b", kindCAKey}, {"1ea8:c140", "", "", "0b", kindCAKey}, {"1ea8:c104", "", "", "0b", kindCAKey},
	{"163c:0401", "", "", "0b", kindCAKey}, {"163c:0415", "", "", "0b", kindCAKey}, {"163c:0423", "", "", "0b", kindCAKey}, {"6513:0089", "", "", "0b", kindCAKey},
	{"22fb:1014", "", "USK218", "08", kindCAKey}, {"055c:e618", "Longmai", "mToken GM3000", "03", kindCAKey}, {"1d99:0001", "", "", "0b", kindCAKey}, {"6588:1514", "", "", "0b", kindCAKey},
}

// Impostors: what an accountant also has in her ports. The first six are
// documented too, and on purpose not taken for a tax device.
var impostors = []plugged{
	{"1432:07e2", "NISEC", "", "08", ""}, {"0680:1901", "", "", "08", ""}, {"0680:2006", "", "", "08", ""}, {"0680:2008", "", "", "08", ""},
	{"04b4:1234", "Cypress", "", "00", ""}, {"5488:0004", "HT", "", "0b", ""},
	{"096e:0850", "FT", "FIDO U2F", "03", ""}, {"096e:0858", "FT", "FIDO KB", "03", ""}, {"096e:085b", "FT", "FIDO NFC", "03", ""}, {"096e:0880", "FS", "ePass FIDO", "03", ""},
	{"096e:0006", "FT", "ROCKEY2", "03", ""}, {"0529:0001", "AKS", "HASP HL 3.25", "ff", ""}, {"1bc0:8101", "SenseShield", "Elite 5", "03", ""},
	{"0951:1666", "Kingston", "DataTraveler 3.0", "08", ""}, {"0781:5567", "SanDisk", "Cruzer Blade", "08", ""}, {"090c:1000", "General", "USB Flash Disk", "08", ""}, {"abcd:1234", "General", "UDisk", "08", ""},
	{"0bda:0129", "Generic", "USB2.0-CRW", "ff", ""}, {"058f:9540", "Generic", "EMV Smartcard Reader", "0b", ""}, {"072f:90cc", "ACS", "CCID USB Reader", "0b", ""},
	{"05ac:12a8", "Apple Inc.", "iPhone", "06", ""}, {"18d1:4ee1", "Google", "Pixel", "06", ""}, {"2717:ff40", "Xiaomi", "Mi Phone", "06", ""}, {"12d1:107e", "HUAWEI", "P10 smartphone", "06", ""},
	{"1ea8:f00d", "ExcelSecu", "USB Key Of Some Bank", "03", ""}, {"163c:0001", "WatchData", "Bank Key", "03", ""}, {"101d:0009", "Aisino", "Printer", "07", ""}, {"046d:c31c", "Logitech", "USB Keyboard", "03", ""},
}

// plug makes a folder in which sysfs and /dev show the devices, one node each.
func plug(t *testing.T, all ...plugged) (root string) {
	t.Helper()
	root = t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for i, d := range all {
		vendor, product, _ := strings.Cut(d.id, ":")
		dir := fmt.Sprintf("sys/bus/usb/devices/1-%d", i+1)
		for name, text := range map[string]string{
			"idVendor": vendor, "idProduct": product, "bDeviceClass": "00", "manufacturer": d.maker, "product": d.product,
			"serial": "0001", "busnum": "1", "devnum": fmt.Sprint(i + 2),
		} {
			write(dir+"/"+name, text+"\n")
		}
		write(fmt.Sprintf("%s:1.0/bInterfaceClass", dir), d.class+"\n")
		write(fmt.Sprintf("dev/bus/usb/001/%03d", i+2), "")
	}
	return root
}

// askDevice runs the device check through the real reader of sysfs.
func askDevice(t *testing.T, e *env.Env, want profile.Device) (Status, *DeviceEvidence) {
	t.Helper()
	f, err := runDevice(t.Context(), &Job{Env: e, Profile: &profile.Profile{Device: &want}})
	if err != nil {
		t.Fatal(err)
	}
	return f.Status, f.Evidence.(*DeviceEvidence)
}

// wanted is the device that the built-in profile of a kind asks for.
func wanted(t *testing.T, kind string) profile.Device {
	t.Helper()
	if kind == kindCAKey {
		return profile.Device{Kind: kindCAKey, Required: true}
	}
	p, err := profile.ByRegion("beijing", kind)
	if err != nil {
		t.Fatal(err)
	}
	return *p.Device
}

func TestEveryDocumentedDevice(t *testing.T) {
	for _, d := range documented {
		root := plug(t, d, plugged{"046d:c31c", "Logitech", "USB Keyboard", "03", ""})
		for _, kind := range []string{kindUKey, kindGoldenTax, kindTaxControl, kindCAKey} {
			status, e := askDevice(t, env.SystemAt(root), wanted(t, kind))
			if len(e.Devices) != 1 || e.Devices[0].Kind != d.kind || e.Others != 1 {
				t.Fatalf("%s %q %q: %+v", d.id, d.maker, d.product, e)
			}
			if fits := kind == d.kind; e.Devices[0].Matches != fits || (status == Pass) != fits {
				t.Errorf("%s %q %q where a %s is wanted: %s, %+v", d.id, d.maker, d.product, kind, status, e.Devices[0])
			}
		}
	}
	for id, kind := range usbKinds {
		seen := false
		for _, d := range documented {
			seen = seen || d.id == fmt.Sprintf("%04x:%04x", id>>16, id&0xffff) && d.kind == kind
		}
		if !seen {
			t.Errorf("%08x is in the table and in no test", id)
		}
	}
}

func TestImpostors(t *testing.T) {
	root := plug(t, impostors...)
	for _, kind := range []string{kindUKey, kindGoldenTax, kindTaxControl, kindCAKey} {
		status, e := askDevice(t, env.SystemAt(root), wanted(t, kind))
		if status != Fail || len(e.Devices) > 0 || e.Others != len(impostors) {
			t.Errorf("%s: %s, %d others, taken for tax devices: %+v", kind, status, e.Others, e.Devices)
		}
	}
}

// TestNoNodeIsOpened lets the kernel watch: nothing of /dev is opened while the
// check runs. Opening one afterwards shows that the watch sees it.
func TestNoNodeIsOpened(t *testing.T) {
	root := plug(t, append(append([]plugged{}, documented...), impostors...)...)
	nodes := filepath.Join(root, "dev/bus/usb/001")
	watch, err := unix.InotifyInit1(unix.IN_NONBLOCK | unix.IN_CLOEXEC)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(watch)
	if _, err := unix.InotifyAddWatch(watch, nodes, unix.IN_OPEN|unix.IN_ACCESS|unix.IN_MODIFY|unix.IN_ATTRIB); err != nil {
		t.Fatal(err)
	}
	events := func() int {
		buf := make([]byte, 4096)
		n, err := unix.Read(watch, buf)
		if err == unix.EAGAIN {
			return 0
		}
		return n
	}
	_, e := askDevice(t, env.SystemAt(root), wanted(t, kindUKey))
	if n := events(); n > 0 {
		t.Errorf("%d bytes of events: a node was opened or changed", n)
	}
	for _, d := range e.Devices {
		if d.Readable == nil || !*d.Readable {
			t.Fatalf("the rights to %s were not asked, so the test shows nothing", d.ID)
		}
	}
	f, err := os.Open(filepath.Join(nodes, "002"))
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	if events() == 0 {
		t.Error("the watch is blind")
	}
}
