package lab

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"

	"kpdoctor/checks/internal/fault"
)

// extra adds tables to the profile.
func extra(lines ...string) func(*Profile) {
	return func(p *Profile) { p.Extra = strings.Join(lines, "\n") }
}

const wantsKey = "[device]\nkind = \"ukey\"\nrequired = true\nusb = [\"101d:0005\"]\n"

var ukey = Device{ID: "101d:0005", Product: "税务UKey", Class: "03"}

// here is the name of this process, which plays programs of the desk.
func here() string {
	name, _ := os.ReadFile("/proc/self/comm")
	return strings.TrimSpace(string(name))
}

// desk are faults of the tax device, the software and the PC itself.
var desk = []Scenario{
	{
		Name: "device/missing", Want: []string{"device.missing"}, Blame: "tax_device", Profile: extra(wantsKey),
		Prove: func(l *Lab) error { return usbIs(l, "") },
	},
	{
		Name: "device/another kind", Want: []string{"device.wrong_kind"}, Profile: extra(wantsKey),
		Fault: func(l *Lab) { l.USB(Device{ID: "1432:07dc", Product: "JSP", Class: "08"}) },
		Prove: func(l *Lab) error { return usbIs(l, "1432") },
	},
	{
		Name: "device/may not be opened", Want: []string{"device.no_permission"}, Profile: extra(wantsKey),
		Fault: func(l *Lab) { k := ukey; k.Closed = true; l.USB(k); l.AsUser() },
		Prove: func(l *Lab) error {
			if out, err := l.within("dd", "if=/dev/bus/usb/001/001", "count=0"); err == nil {
				return errors.New("proof: the device opens: " + out)
			}
			return nil
		},
	},
	{
		Name: "device/two of them", Want: []string{"device.several"}, Verdict: "degraded", Profile: extra(wantsKey),
		Fault: func(l *Lab) { l.USB(ukey, Device{ID: "1ea8:b00b", Product: "UKey", Class: "03"}) },
		Prove: func(l *Lab) error { return usbIs(l, "101d\n1ea8") },
	},
	{
		Name: "device/smart-card service stopped", Want: []string{"device.service_stopped"},
		Profile: extra("[device]\nkind = \"ca_key\"\nrequired = true\nusb = [\"096e:0702\"]\nservice = [\"pcscd\"]\n"),
		Fault: func(l *Lab) {
			l.USB(Device{ID: "096e:0702", Product: "ePass3003", Class: "0b"})
			l.Systemd("LoadState=loaded", "ActiveState=inactive", "UnitFileState=enabled")
		},
		Prove: func(l *Lab) error { return systemd(l, "ActiveState=inactive") },
	},
	{
		Name: "software/not running", Want: []string{"software.not_running"}, Blame: "invoice_software",
		Profile: extra("[invoice_software]\nname = \"开票软件\"\nprocesses = [\"no-such-invoicing-program\"]\n"),
	},
	{
		Name: "software/helper does not answer", Want: []string{"software.helper_down"}, Targets: []string{"127.0.0.1:28000"},
		Profile: extra("[invoice_software]\nname = \"证书客户端\"\nprocesses = [\"" + here() + "\"]\nlocal_ports = [28000]\n"),
		Prove:   func(l *Lab) error { return l.Refuses("127.0.0.1:28000", syscall.ECONNREFUSED) },
	},
	{
		Name: "software/another program on the helper's port", Want: []string{"software.helper_port_taken"},
		Profile: extra("[invoice_software]\nname = \"开票软件\"\nprocesses = [\"sleep\"]\nlocal_ports = [8081]\n"),
		Fault:   func(l *Lab) { running(l); helper(l, 8081) },
		Prove:   func(l *Lab) error { return l.Connects("127.0.0.1:8081") },
	},
	{
		Name: "host/disk full", Want: []string{"host.disk_full"}, Profile: extra("[host]\nmin_free_disk = \"1048576GiB\"\n"),
	},
	{
		Name: "host/little memory", Want: []string{"host.memory_low"}, Verdict: "degraded", Profile: extra("[host]\nmin_memory = \"65536GiB\"\n"),
	},
	{
		Name: "host/system not supported", Want: []string{"host.os_unsupported"}, Verdict: "degraded", Profile: extra("[host]\nos = [\"windows>=10\"]\n"),
	},
}

// running starts a program named sleep, which plays the invoicing software.
func running(l *Lab) {
	c := exec.Command("sleep", "120")
	l.must(c.Start())
	l.later(process{c})
}

// process ends a program with the lab.
type process struct{ *exec.Cmd }

func (p process) Close() error {
	p.Process.Kill()
	return p.Wait()
}

// helper is a program that listens on a port of this PC.
func helper(l *Lab, port int) {
	ln, err := l.Client.Listen(fmt.Sprintf("127.0.0.1:%d", port))
	l.must(err)
	var c io.Closer = fault.Mute(ln)
	l.later(c)
}

func usbIs(l *Lab, want string) error {
	out, _ := l.within("sh", "-c", "cat /sys/bus/usb/devices/*/idVendor 2>/dev/null")
	if strings.TrimSpace(out) != want {
		return fmt.Errorf("proof: on the ports: %q", out)
	}
	return nil
}

func systemd(l *Lab, want string) error {
	out, err := l.within("systemctl", "show", "chronyd.service")
	if err != nil || !strings.Contains(out, want) {
		return fmt.Errorf("proof: systemd says %q %v", out, err)
	}
	return nil
}
