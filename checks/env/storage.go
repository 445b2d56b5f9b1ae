package env

import "strings"

// StorageBlock is one setting that switches USB storage off. It is often a rule
// of the firm on purpose: it is told, never changed.
type StorageBlock struct {
	Source  string // a registry value, a file, or a kernel parameter: HKLM\…\USBSTOR Start=4
	Partial bool   // it stops the newer protocol (UAS) alone, which tax disks do not speak
}

// numberReader reads a number of the registry; root is HKLM or HKCU.
type numberReader func(root, key, value string) (n uint64, found bool)

// registryBlocks asks for the values that lockdown tools and policies set.
// Source: domain/README.md 2.3.
func registryBlocks(read numberReader) []StorageBlock {
	const services, policy = `SYSTEM\CurrentControlSet\Services\`, `Software\Policies\Microsoft\Windows\RemovableStorageDevices`
	var all []StorageBlock
	for _, name := range []string{"USBSTOR", "UASPStor"} {
		if start, ok := read("HKLM", services+name, "Start"); ok && start == 4 { // 4: never
			all = append(all, StorageBlock{Source: `HKLM\` + services + name + " Start=4", Partial: name == "UASPStor"})
		}
	}
	for _, root := range []string{"HKLM", "HKCU"} {
		if deny, ok := read(root, policy, "Deny_All"); ok && deny == 1 {
			all = append(all, StorageBlock{Source: root + `\` + policy + " Deny_All=1"})
		}
	}
	return all
}

// modprobeBlocks reports whether a file of modprobe.d keeps usb-storage out: by
// "blacklist usb-storage", or by an "install" that loads nothing.
func modprobeBlocks(text string) bool {
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) < 2 || !isUSBStorage(f[1]) {
			continue
		}
		if f[0] == "blacklist" || f[0] == "install" && len(f) > 2 && (strings.HasSuffix(f[2], "/true") || strings.HasSuffix(f[2], "/false")) {
			return true
		}
	}
	return false
}

// kernelBlocks finds the kernel parameter that keeps usb-storage out; "" for none.
func kernelBlocks(cmdline string) string {
	for field := range strings.FieldsSeq(cmdline) {
		name, list, _ := strings.Cut(field, "=")
		if name != "modprobe.blacklist" && name != "module_blacklist" {
			continue
		}
		for module := range strings.SplitSeq(list, ",") {
			if isUSBStorage(module) {
				return field
			}
		}
	}
	return ""
}

func isUSBStorage(module string) bool {
	return strings.ReplaceAll(module, "_", "-") == "usb-storage"
}
