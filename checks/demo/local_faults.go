package demo

import (
	"fmt"
	"net"
	"time"

	"kpdoctor/checks/env"
	"kpdoctor/checks/internal/fault"
)

// localFaults lie in this PC: its clock, what is plugged in, what runs.
var localFaults = []injection{
	{"clock.skewed", func(w *world) { w.shift = 400 * day }},
	{"clock.timezone", func(w *world) { w.office.zone = otherZone(w.place, w.now) }},
	{"clock.not_syncing", func(w *world) {
		no := false
		w.office.clock.Running, w.office.clock.Disabled, w.office.clock.Synchronised = false, true, &no
	}},
	{"device.missing", func(w *world) { w.needs("ukey") }},
	{"device.driver", func(w *world) {
		d := ukey()
		d.Problem, d.Driver = 28, ""
		w.needs("ukey", d)
	}},
	{"device.storage_blocked", func(w *world) {
		d := ukey()
		d.Problem, d.Driver = 32, "USBSTOR"
		w.office.storage = []env.StorageBlock{{Source: `HKLM\SYSTEM\CurrentControlSet\Services\USBSTOR Start=4`}}
		w.needs("ukey", d)
	}},
	{"device.service_stopped", func(w *world) {
		for _, name := range smartCard {
			w.office.daemons[name] = env.Daemon{Installed: true}
		}
		w.needs("ca_key", env.USBDevice{VendorID: 0x5448, ProductID: 0x0103, Manufacturer: "Haitai", Product: "HaitaiCCIDRSAKey", Class: "0b"})
	}},
	{"device.no_permission", func(w *world) {
		d, no := ukey(), false
		d.Readable = &no
		w.needs("ukey", d)
	}},
	{"device.wrong_kind", func(w *world) {
		w.needs("ukey", env.USBDevice{VendorID: 0x1432, ProductID: 0x07dc, Product: "TaxControl", Class: "08"})
	}},
	{"device.several", func(w *world) { w.needs("ukey", ukey(), ukey()) }},
	{"software.not_running", func(w *world) { w.runs(false) }},
	{"software.helper_down", func(w *world) {
		w.runs(true)
		w.helper(false)
	}},
	{"software.helper_port_taken", func(w *world) {
		w.runs(true)
		w.helper(true)
	}},
	{"host.os_unsupported", func(w *world) {
		w.tables += "\n[host]\nos = [\"windows>=10\"]\n"
		w.office.host = func(h *env.Host) { h.OS, h.Platform, h.Version = "windows", "Microsoft Windows 7", "6.1.7601" }
	}},
	{"host.disk_full", func(w *world) {
		w.tables += "\n[host]\nmin_free_disk = \"1GiB\"\n"
		w.office.host = func(h *env.Host) {
			if len(h.Disks) == 0 {
				h.Disks = []env.Disk{{Path: "/", Total: 128 << 30}}
			}
			h.Disks[0].Free = 7 << 20
		}
	}},
	{"host.memory_low", func(w *world) {
		w.tables += "\n[host]\nmin_memory = \"2GiB\"\n"
		w.office.host = func(h *env.Host) { h.MemTotal, h.MemFree = 1<<30, 200<<20 }
	}},
}

var smartCard = []string{"SCardSvr", "pcscd"}

// otherZone is a zone whose offset is not this PC's.
func otherZone(own *time.Location, now time.Time) string {
	_, mine := now.In(own).Zone()
	if mine == 9*3600 {
		return "America/Los_Angeles"
	}
	return "Asia/Tokyo"
}

func ukey() env.USBDevice {
	return env.USBDevice{VendorID: 0x1ea8, ProductID: 0xb00b, Manufacturer: "ShuiWu", Product: "ChinaTax SWUKey", Serial: "661234567890", Class: "08", Driver: "usb-storage"}
}

// needs makes the profile ask for a device, and plugs some in.
func (w *world) needs(kind string, plugged ...env.USBDevice) {
	w.tables += fmt.Sprintf("\n[device]\nkind = %q\nrequired = true\n", kind)
	if kind == "ca_key" {
		w.tables += "service = [\"SCardSvr\", \"pcscd\"]\n"
	}
	w.office.usb = plugged
}

// runs makes the profile ask for an invoicing program, running or not.
func (w *world) runs(running bool) {
	w.tables += "\n[invoice_software]\nname = \"演示开票软件\"\nprocesses = [\"demokp\"]\n"
	if running {
		w.office.processes = []env.Process{{PID: 4711, Name: "demokp"}}
	}
}

// helper makes the profile ask for a local port, on which nobody listens, or
// another program.
func (w *world) helper(taken bool) {
	w.late = append(w.late, func() error {
		a, err := fault.Closed()
		if err != nil {
			return err
		}
		port := uint16(a.(*net.TCPAddr).Port)
		if taken {
			l, err := listen()
			if err != nil {
				return err
			}
			s := fault.Mute(l)
			w.keep(s)
			port = s.Addr.Port()
			w.office.listeners = map[uint16]env.Process{port: {PID: 4712, Name: "othertool"}}
		}
		w.tables += fmt.Sprintf("local_ports = [%d]\n", port)
		return nil
	})
}
