package checks

import (
	"context"
	"fmt"
	"slices"

	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// usbPhantom is the Windows problem code of a device that was here once and is
// not connected now.
const usbPhantom = 45

// classHID is the USB class of keys that need no smart-card service.
const classHID = "03"

// deviceCheck asks whether the tax device is on a port and usable as far as
// can be told without opening it: presence, driver, rights, service.
func deviceCheck(p *profile.Profile) Check {
	return Check{ID: "device", Stage: StageDevice, Run: runDevice}
}

func runDevice(ctx context.Context, j *Job) (Finding, error) {
	want := j.Profile.Device
	usb, err := j.Env.USB(ctx)
	if err != nil {
		return Finding{}, fmt.Errorf("listing USB devices: %w", err)
	}
	e := &DeviceEvidence{Kind: want.Kind, Required: want.Required, Accepts: []string{}, Devices: []DeviceInfo{}}
	for _, id := range want.USB {
		e.Accepts = append(e.Accepts, id.String())
	}
	for _, d := range usb {
		info := deviceInfo(d, want)
		switch {
		case d.Problem == usbPhantom:
		case info.Kind == "" && !info.Matches:
			e.Others++
		default:
			e.Devices = append(e.Devices, info)
		}
	}
	e.Storage = askStorage(ctx, j.Env, want.Kind)
	e.Services = askServices(ctx, j.Env, want.Service)
	if slices.ContainsFunc(e.Services, func(d DaemonInfo) bool { return d.Running }) {
		e.Readers, _ = j.Env.Readers(ctx) // a fact beside the devices: what cannot be told is left out
	}
	f := judgeDevice(e)
	f.Evidence = e
	return f, nil
}

// askStorage asks what switches USB storage off, which tax disks are: not for
// CA keys, and nil where it cannot be told.
func askStorage(ctx context.Context, e *env.Env, kind string) *StorageInfo {
	if kind == kindCAKey {
		return nil
	}
	found, err := e.Storage(ctx)
	if err != nil {
		return nil
	}
	info := &StorageInfo{Blocks: []StorageBlock{}}
	for _, b := range found {
		info.Blocks = append(info.Blocks, StorageBlock{Source: b.Source, Partial: b.Partial})
	}
	return info
}

// askServices returns the states of services of which one is enough. Where one
// cannot be asked and no other runs, nothing is known, so nothing is recorded.
func askServices(ctx context.Context, e *env.Env, names []string) []DaemonInfo {
	var infos []DaemonInfo
	unknown, running := false, false
	for _, name := range names {
		d, err := e.Daemon(ctx, name)
		if err != nil {
			unknown = true
			continue
		}
		running = running || d.Running
		infos = append(infos, DaemonInfo{Name: name, Installed: d.Installed, Running: d.Running, Disabled: d.Disabled})
	}
	if unknown && !running {
		return nil
	}
	return infos
}

func deviceInfo(d env.USBDevice, want *profile.Device) DeviceInfo {
	id := profile.USBID{Vendor: d.VendorID, Product: d.ProductID}
	return DeviceInfo{
		ID: id.String(), Kind: usbKind(d), Matches: deviceMatches(d, want),
		Manufacturer: d.Manufacturer, Product: d.Product, Serial: d.Serial,
		Problem: d.Problem, Driver: d.Driver, Class: d.Class, Readable: d.Readable,
	}
}

// deviceMatches reports whether the profile accepts d: by its list, or without
// one by kind. 101d:0003 is two kinds of device, so a listed one that calls
// itself a 税务UKey serves only where a 税务UKey is wanted, and one that calls
// itself a 金税盘 does not serve there.
func deviceMatches(d env.USBDevice, want *profile.Device) bool {
	if len(want.USB) == 0 {
		return usbKind(d) == want.Kind
	}
	listed := slices.Contains(want.USB, profile.USBID{Vendor: d.VendorID, Product: d.ProductID})
	if want.Kind == kindUKey {
		return listed && !saysGoldenTax(d)
	}
	return listed && !saysUKey(d)
}

// Usable reports whether nothing that was measured speaks against the device.
func (d DeviceInfo) Usable() bool {
	return d.Problem == 0 && (d.Readable == nil || *d.Readable)
}

// ServiceStopped reports whether a CA key that needs the smart-card service is
// there and none of the services that would do is running. Tax disks are mass
// storage and HID keys talk for themselves: neither needs one.
func (e *DeviceEvidence) ServiceStopped() bool {
	if e.Kind != kindCAKey || len(e.Services) == 0 {
		return false
	}
	needed := slices.ContainsFunc(e.Devices, func(d DeviceInfo) bool { return d.Matches && d.Class != classHID })
	running := slices.ContainsFunc(e.Services, func(s DaemonInfo) bool { return s.Running })
	return needed && !running
}

// driverDisabled is the Windows problem code of a device whose driver's service
// is switched off, as USBSTOR Start=4 does.
const driverDisabled = 32

// StorageBlocked is the setting that keeps the tax disk off this PC: USB storage
// is switched off, and no disk is seen, or one without a driver that may run.
func (e *DeviceEvidence) StorageBlocked() (source string, blocked bool) {
	if e.Storage == nil {
		return "", false
	}
	i := slices.IndexFunc(e.Storage.Blocks, func(b StorageBlock) bool { return !b.Partial })
	if i < 0 {
		return "", false
	}
	stopped := func(d DeviceInfo) bool { return d.Problem == driverDisabled || d.Problem == 0 && d.Driver == "" }
	for _, d := range e.Devices {
		if d.Matches && !stopped(d) {
			return "", false
		}
	}
	return e.Storage.Blocks[i].Source, true
}

// Rivals returns the ids of the devices among which the software may pick the
// wrong one: those it accepts, and other tax devices. A CA key beside a tax
// device is no rival.
func (e *DeviceEvidence) Rivals() []string {
	var ids []string
	for _, d := range e.Devices {
		if d.Matches || e.Kind != kindCAKey && d.Kind != "" && d.Kind != kindCAKey {
			ids = append(ids, d.ID)
		}
	}
	return ids
}

func judgeDevice(e *DeviceEvidence) Finding {
	bad := Fail
	if !e.Required {
		bad = Warn
	}
	var matching, usable int
	for _, d := range e.Devices {
		if d.Matches {
			matching++
			if d.Usable() {
				usable++
			}
		}
	}
	_, blocked := e.StorageBlocked()
	switch {
	case matching == 0 && !e.Required:
		return Finding{Status: Skip, Reason: "no such device is plugged in, and none is required"}
	case matching == 0, usable == 0, e.ServiceStopped(), blocked:
		return Finding{Status: bad}
	case len(e.Rivals()) > 1:
		return Finding{Status: Warn}
	}
	return Finding{Status: Pass}
}
