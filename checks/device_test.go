package checks

import (
	"context"
	"errors"
	"slices"
	"testing"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

func usb(vendor, product uint16) env.USBDevice {
	return env.USBDevice{VendorID: vendor, ProductID: product, Driver: "usb-storage", Class: "08"}
}

func TestUSBKind(t *testing.T) {
	named := func(d env.USBDevice, maker, product string) env.USBDevice {
		d.Manufacturer, d.Product = maker, product
		return d
	}
	for _, c := range []struct {
		name   string
		device env.USBDevice
		want   string
	}{
		{"golden tax disk", named(usb(0x101d, 0x0003), "Aisino", "USB Flash Disk"), kindGoldenTax},
		{"the same id as a UKey", named(usb(0x101d, 0x0003), "", "ChinaTax SWUKey"), kindUKey},
		{"tax control disk", named(usb(0x1432, 0x07dc), "NISEC", ""), kindTaxControl},
		{"UKey", usb(0x287f, 0x00d4), kindUKey},
		{"UKey of an unknown maker", named(usb(0xffff, 0x0001), "SWUKEY", ""), kindUKey},
		{"ShuiWu UKEY", named(usb(0xffff, 0x0002), "ShuiWu", "UKEY"), kindUKey},
		{"CA key", usb(0x096e, 0x0703), kindCAKey},
		{"FIDO key of the same vendor", named(usb(0x096e, 0x0858), "FT", "FIDO KB"), ""},
		{"key to tick invoices", usb(0x1432, 0x07e2), ""},
		{"mouse", named(usb(0x046d, 0xc077), "Logitech", "USB Optical Mouse"), ""},
		{"memory stick", named(usb(0x0951, 0x1666), "Kingston", "USB Flash Disk"), ""},
	} {
		if got := usbKind(c.device); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDeviceStatus(t *testing.T) {
	no := false
	ukey, golden, control, caKey, mouse := usb(0x101d, 0x0005), usb(0x101d, 0x0003), usb(0x1432, 0x07dc), usb(0x096e, 0x0303), usb(0x046d, 0xc077)
	caKey.Class = "0b"
	with := func(d env.USBDevice, change func(*env.USBDevice)) env.USBDevice { change(&d); return d }
	broken := with(ukey, func(d *env.USBDevice) { d.Problem = 43 })
	gone := with(ukey, func(d *env.USBDevice) { d.Problem = 45 })
	locked := with(ukey, func(d *env.USBDevice) { d.Readable = &no })
	sameID := with(golden, func(d *env.USBDevice) { d.Product = "ChinaTax SWUKey" })
	hid := with(caKey, func(d *env.USBDevice) { d.Class = "03" })

	needUKey := profile.Device{Kind: kindUKey, Required: true}
	needGolden := profile.Device{Kind: kindGoldenTax, Required: true, USB: []profile.USBID{{Vendor: 0x101d, Product: 3}}}
	needCA := profile.Device{Kind: kindCAKey, Required: true, Service: []string{"SCardSvr", "pcscd"}}
	own := profile.Device{Kind: kindUKey, Required: true, USB: []profile.USBID{{Vendor: 0x046d, Product: 0xc077}}}
	optional := profile.Device{Kind: kindUKey}

	for name, c := range map[string]struct {
		want     profile.Device
		plugged  []env.USBDevice
		services map[string]env.Daemon
		status   Status
		others   int
	}{
		"there":                            {needUKey, []env.USBDevice{mouse, ukey}, nil, Pass, 1},
		"missing":                          {needUKey, []env.USBDevice{mouse}, nil, Fail, 1},
		"was here once":                    {needUKey, []env.USBDevice{gone}, nil, Fail, 0},
		"no driver":                        {needUKey, []env.USBDevice{broken}, nil, Fail, 0},
		"not allowed to open":              {needUKey, []env.USBDevice{locked}, nil, Fail, 0},
		"another kind":                     {needUKey, []env.USBDevice{golden}, nil, Fail, 0},
		"another kind under the listed id": {needGolden, []env.USBDevice{sameID}, nil, Fail, 0},
		"the listed id":                    {needGolden, []env.USBDevice{golden}, nil, Pass, 0},
		"an id only the profile knows":     {own, []env.USBDevice{mouse}, nil, Pass, 0},
		"two tax devices":                  {needUKey, []env.USBDevice{ukey, control}, nil, Warn, 0},
		"beside a CA key":                  {needUKey, []env.USBDevice{ukey, caKey}, nil, Pass, 0},
		"optional, missing":                {optional, nil, nil, Skip, 0},
		"optional, broken":                 {optional, []env.USBDevice{broken}, nil, Warn, 0},
		"CA key, service runs":             {needCA, []env.USBDevice{caKey}, map[string]env.Daemon{"SCardSvr": {}, "pcscd": {Installed: true, Running: true}}, Pass, 0},
		"CA key, service stopped":          {needCA, []env.USBDevice{caKey}, map[string]env.Daemon{"SCardSvr": {Installed: true}, "pcscd": {}}, Fail, 0},
		"CA key, services cannot be asked": {needCA, []env.USBDevice{caKey}, map[string]env.Daemon{"SCardSvr": {Installed: true}}, Pass, 0},
		"CA key that talks for itself":     {needCA, []env.USBDevice{hid}, map[string]env.Daemon{"SCardSvr": {Installed: true}, "pcscd": {}}, Pass, 0},
		"tax disk, service stopped":        {profile.Device{Kind: kindUKey, Required: true, Service: []string{"SCardSvr"}}, []env.USBDevice{ukey}, map[string]env.Daemon{"SCardSvr": {Installed: true}}, Pass, 0},
	} {
		e := &env.Env{
			USB:     func(context.Context) ([]env.USBDevice, error) { return c.plugged, nil },
			Storage: func(context.Context) ([]env.StorageBlock, error) { return nil, nil },
			Readers: func(context.Context) ([]string, error) { return []string{"ePass 0"}, nil },
			Daemon: func(_ context.Context, name string) (env.Daemon, error) {
				d, ok := c.services[name]
				if !ok {
					return d, errors.ErrUnsupported
				}
				return d, nil
			},
		}
		f, err := runDevice(t.Context(), &Job{Env: e, Profile: &profile.Profile{Device: &c.want}})
		if e, ok := f.Evidence.(*DeviceEvidence); ok && (len(e.Readers) > 0) != slices.ContainsFunc(e.Services, func(d DaemonInfo) bool { return d.Running }) {
			t.Errorf("%s: readers %q with services %+v", name, e.Readers, e.Services)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if ev := f.Evidence.(*DeviceEvidence); f.Status != c.status || ev.Others != c.others {
			t.Errorf("%s: %s, %+v; want %s, %d others", name, f.Status, ev, c.status, c.others)
		}
	}
}

func TestStorageBlocked(t *testing.T) {
	off := []env.StorageBlock{{Source: "USBSTOR Start=4"}}
	with := func(problem int, driver string) []env.USBDevice {
		d := usb(0x101d, 0x0005)
		d.Problem, d.Driver = problem, driver
		return []env.USBDevice{d}
	}
	for name, c := range map[string]struct {
		kind    string
		blocks  []env.StorageBlock
		unknown bool
		plugged []env.USBDevice
		blocked bool
		status  Status
	}{
		"off, driver disabled":                 {kindUKey, off, false, with(32, "USBSTOR"), true, Fail},
		"off, none seen":                       {kindUKey, off, false, nil, true, Fail},
		"off, no driver bound":                 {kindUKey, off, false, with(0, ""), true, Fail},
		"off, and yet it works":                {kindUKey, off, false, with(0, "usb-storage"), false, Pass},
		"off, broken in another way":           {kindUKey, off, false, with(43, "USBSTOR"), false, Fail},
		"on, driver disabled":                  {kindUKey, nil, false, with(32, "USBSTOR"), false, Fail},
		"the newer protocol alone":             {kindUKey, []env.StorageBlock{{Source: "UASPStor Start=4", Partial: true}}, false, nil, false, Fail},
		"cannot be told":                       {kindUKey, off, true, nil, false, Fail},
		"a CA key is no storage, so not asked": {kindCAKey, off, false, nil, false, Fail},
	} {
		e := &env.Env{
			USB: func(context.Context) ([]env.USBDevice, error) { return c.plugged, nil },
			Storage: func(context.Context) ([]env.StorageBlock, error) {
				if c.unknown {
					return nil, errors.ErrUnsupported
				}
				return c.blocks, nil
			},
		}
		f, err := runDevice(t.Context(), &Job{Env: e, Profile: &profile.Profile{Device: &profile.Device{Kind: c.kind, Required: true}}})
		if err != nil {
			t.Fatal(err)
		}
		ev := f.Evidence.(*DeviceEvidence)
		if _, blocked := ev.StorageBlocked(); blocked != c.blocked || f.Status != c.status || (ev.Storage == nil) != (c.unknown || c.kind == kindCAKey) {
			t.Errorf("%s: blocked %v, %s; want %v, %s", name, blocked, f.Status, c.blocked, c.status)
		}
	}
}

func TestDeviceRivals(t *testing.T) {
	e := &DeviceEvidence{Kind: kindUKey, Devices: []DeviceInfo{{ID: "a", Kind: kindUKey, Matches: true}, {ID: "b", Kind: kindGoldenTax}, {ID: "c", Kind: kindCAKey}}}
	if got := e.Rivals(); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("got %q", got)
	}
}

func TestDeviceUnknown(t *testing.T) {
	e := &env.Env{USB: func(context.Context) ([]env.USBDevice, error) { return nil, errors.ErrUnsupported }}
	if _, err := runDevice(t.Context(), &Job{Env: e, Profile: &profile.Profile{Device: &profile.Device{}}}); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("got %v", err)
	}
}
