package env

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// storage finds what keeps USB storage off this computer: modprobe's files and
// the kernel's parameters, which say nothing where the module is loaded all the
// same, and buses that admit no new device.
func (s system) storage(context.Context) ([]StorageBlock, error) {
	var all []StorageBlock
	read := func(path string) string {
		text, _ := os.ReadFile(path) // what cannot be read blocks nothing that is known
		return strings.TrimSpace(string(text))
	}
	if _, err := os.Stat(filepath.Join(s.root, "/sys/module/usb_storage")); err != nil {
		for _, dir := range []string{"/etc/modprobe.d", "/run/modprobe.d", "/usr/lib/modprobe.d"} {
			files, _ := filepath.Glob(filepath.Join(s.root, dir, "*.conf"))
			for _, file := range files {
				if modprobeBlocks(read(file)) {
					all = append(all, StorageBlock{Source: strings.TrimPrefix(file, s.root)})
				}
			}
		}
		if p := kernelBlocks(read(filepath.Join(s.root, "/proc/cmdline"))); p != "" {
			all = append(all, StorageBlock{Source: "/proc/cmdline " + p})
		}
	}
	buses, _ := filepath.Glob(filepath.Join(s.root, "/sys/bus/usb/devices/usb*/authorized_default"))
	closed := 0
	for _, bus := range buses {
		if read(bus) == "0" {
			closed++
		}
	}
	if closed > 0 && closed == len(buses) {
		all = append(all, StorageBlock{Source: "authorized_default=0"})
	}
	return all, nil
}
