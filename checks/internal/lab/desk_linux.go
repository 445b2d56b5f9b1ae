package lab

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// What stands on the desk is played inside the mount namespace that ip netns
// exec makes: nothing of it shows outside.

// inside runs lines of shell as root before kpcheck, in its mount namespace.
func (l *Lab) inside(lines string) {
	path := filepath.Join(l.Dir, fmt.Sprintf("inside-%d.sh", len(l.Wrap)))
	l.must(os.WriteFile(path, []byte("set -e\n"+lines+"\nexec \"$@\"\n"), 0o755))
	l.Wrap = append(l.Wrap, "sh", path)
}

// AsUser runs kpcheck without any rights but to read this lab's files.
func (l *Lab) AsUser() {
	l.must(os.Chmod(l.Dir, 0o755))
	l.must(os.Chmod(filepath.Dir(l.Dir), 0o755)) // a test's folder is its owner's alone
	l.Wrap = append(l.Wrap, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
}

// A Device is one USB device as sysfs shows it.
type Device struct {
	ID, Product, Class string
	Closed             bool // nobody but root may open it
}

// USB plugs devices in.
func (l *Lab) USB(devices ...Device) {
	var b strings.Builder
	b.WriteString("mount -t tmpfs none /sys/bus\nmkdir -p /sys/bus/usb/devices\n")
	dev := filepath.Join(l.Dir, "dev") // what programs need of the real one, and no right to make a device
	b.WriteString("mkdir -p " + dev + "\nmount -t tmpfs -o mode=755 none " + dev + "\nfor n in null zero random urandom; do touch " + dev + "/$n; mount --bind /dev/$n " + dev + "/$n; done\n")
	b.WriteString("mount --rbind " + dev + " /dev\nmkdir -p /dev/bus/usb/001\n")
	for i, d := range devices {
		vendor, product, _ := strings.Cut(d.ID, ":")
		dir := fmt.Sprintf("/sys/bus/usb/devices/1-%d", i+1)
		fmt.Fprintf(&b, "mkdir -p %s/1-%d:1.0\ncd %s\n", dir, i+1, dir)
		fmt.Fprintf(&b, "echo %s > idVendor; echo %s > idProduct; echo '%s' > product; echo 00 > bDeviceClass; echo 1 > busnum; echo %d > devnum; echo %s > 1-%d:1.0/bInterfaceClass\n",
			vendor, product, d.Product, i+1, d.Class, i+1)
		mode := "666"
		if d.Closed {
			mode = "600"
		}
		fmt.Fprintf(&b, "touch /dev/bus/usb/001/%03d; chmod %s /dev/bus/usb/001/%03d\n", i+1, mode, i+1)
	}
	b.WriteString("cd /")
	l.inside(b.String())
}

// Systemd makes the PC one with systemd, whose every unit is in this state.
func (l *Lab) Systemd(state ...string) {
	bin := filepath.Join(l.Dir, "bin")
	l.must(os.MkdirAll(bin, 0o755))
	block := strings.Join(state, "\n") + "\n\n"
	script := "#!/bin/sh\nfor a; do case $a in *.service) printf '" + strings.ReplaceAll(block, "\n", "\\n") + "' ;; *.socket) printf 'LoadState=not-found\\nActiveState=inactive\\nUnitFileState=\\n\\n' ;; esac; done\n"
	l.must(os.WriteFile(filepath.Join(bin, "systemctl"), []byte(script), 0o755))
	l.inside("mount -t tmpfs none /run\nmkdir -p /run/systemd/system\nmount -t overlay overlay -o lowerdir=" + bin + ":/usr/bin /usr/bin")
}

// within runs a program where kpcheck will run, and returns what it says.
func (l *Lab) within(args ...string) (string, error) {
	return l.Client.command("", "ip", append(append([]string{"netns", "exec", l.Client.Name}, l.Wrap...), args...)...)
}
