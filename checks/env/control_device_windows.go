package env

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

var (
	cfgmgr32           = windows.NewLazySystemDLL("cfgmgr32.dll")
	cmLocateDevNode    = cfgmgr32.NewProc("CM_Locate_DevNodeW")
	cmEnableDevNode    = cfgmgr32.NewProc("CM_Enable_DevNode")
	cmDisableDevNode   = cfgmgr32.NewProc("CM_Disable_DevNode")
	cmReenumerate      = cfgmgr32.NewProc("CM_Reenumerate_DevNode")
	cmGetDevNodeStatus = cfgmgr32.NewProc("CM_Get_DevNode_Status")
)

// configManager calls a function of CfgMgr32, whose answers are CONFIGRETs. The
// directive keeps what the arguments point to where it is.
//
//go:uintptrescapes
func configManager(proc *windows.LazyProc, args ...uintptr) error {
	if err := has(proc); err != nil {
		return err
	}
	const denied = 0x33 // CR_ACCESS_DENIED of cfgmgr32.h
	switch code, _, _ := proc.Call(args...); code {
	case 0:
		return nil
	case denied:
		return os.NewSyscallError(proc.Name, windows.ERROR_ACCESS_DENIED)
	default:
		return fmt.Errorf("%s: CONFIGRET %#x", proc.Name, code)
	}
}

// locate finds a device by its instance id; "" is the root of all.
func locate(id string) (node uint32, err error) {
	var name *uint16
	if id != "" {
		if name, err = windows.UTF16PtrFromString(id); err != nil {
			return 0, err
		}
	}
	err = configManager(cmLocateDevNode, uintptr(unsafe.Pointer(&node)), uintptr(unsafe.Pointer(name)), 0)
	return node, err
}

// deviceOff reports whether Windows has switched a device off.
func deviceOff(id string) (bool, error) {
	node, err := locate(id)
	if err != nil {
		return false, err
	}
	var status, problem uint32
	if err := configManager(cmGetDevNodeStatus, uintptr(unsafe.Pointer(&status)), uintptr(unsafe.Pointer(&problem)), uintptr(node), 0); err != nil {
		return false, err
	}
	return status&windows.DN_HAS_PROBLEM != 0 && problem == problemDisabled, nil
}

// switchDevice switches a device on or off, for good.
func switchDevice(id string, on bool) error {
	node, err := locate(id)
	if err != nil {
		return err
	}
	if on {
		return configManager(cmEnableDevNode, uintptr(node), 0)
	}
	const persist = 0x8 // CM_DISABLE_PERSIST
	return configManager(cmDisableDevNode, uintptr(node), persist)
}

// readDeviceSwitch is "on" or "off"; of "" the USB devices that are off: their
// instance id and vendor:product, one a line.
func readDeviceSwitch(ctx context.Context, name string) ([]byte, error) {
	if name != "" {
		off, err := deviceOff(name)
		if err != nil {
			return nil, fmt.Errorf("looking at device %s: %w", name, err)
		}
		return onOff(!off), nil
	}
	var list bytes.Buffer
	err := eachDevice(ctx, nil, "USB", func(d deviceEntry) {
		if u, ok := parseInstanceID(d.id); ok && d.problem == problemDisabled {
			fmt.Fprintf(&list, "%s %04x:%04x\n", d.id, u.VendorID, u.ProductID)
		}
	})
	return list.Bytes(), err
}

func onOff(on bool) []byte {
	if on {
		return []byte("on")
	}
	return []byte("off")
}

func writeDeviceSwitch(_ context.Context, name string, value []byte) error {
	if _, ok := parseInstanceID(name); !ok {
		return fmt.Errorf("switching device %q: no USB device", name)
	}
	if err := switchDevice(name, string(value) == "on"); err != nil {
		return fmt.Errorf("switching device %s %s: %w", name, value, err)
	}
	return nil
}

// rescanUSB lets Windows look at all its buses again, as "scan for hardware changes" does.
func rescanUSB(context.Context, string) error {
	root, err := locate("")
	if err == nil {
		err = configManager(cmReenumerate, uintptr(root), 0)
	}
	if err != nil {
		return fmt.Errorf("looking for devices again: %w", err)
	}
	return nil
}

// networkConnections holds, for each adapter by its GUID, the name that people
// see and the device that it is.
const networkConnections = `SYSTEM\CurrentControlSet\Control\Network\` + networkClass

// networkClass is the class of network adapters: devguid.h.
const networkClass = "{4D36E972-E325-11CE-BFC1-08002BE10318}"

// connectionNames are the names that people see, by their devices in upper case.
func connectionNames() (map[string]string, error) {
	names := map[string]string{}
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, networkConnections, registry.ENUMERATE_SUB_KEYS|registry.WOW64_64KEY)
	if errors.Is(err, registry.ErrNotExist) {
		return names, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the names of the adapters: %w", err)
	}
	defer k.Close()
	guids, err := k.ReadSubKeyNames(-1)
	if err != nil {
		return nil, fmt.Errorf("reading the names of the adapters: %w", err)
	}
	for _, guid := range guids {
		path := networkConnections + `\` + guid + `\Connection`
		if id := registryString(registry.LOCAL_MACHINE, path, "PnpInstanceID"); id != "" {
			names[strings.ToUpper(id)] = registryString(registry.LOCAL_MACHINE, path, "Name")
		}
	}
	return names, nil
}

// adapterDevice is the device of an adapter by the name that people see.
func adapterDevice(name string) (string, error) {
	names, err := connectionNames()
	if err != nil {
		return "", err
	}
	for id, shown := range names {
		if shown == name {
			return id, nil
		}
	}
	return "", fmt.Errorf("finding the device of adapter %s: %w", name, errors.ErrUnsupported)
}

func readAdapterSwitch(_ context.Context, name string) ([]byte, error) {
	id, err := adapterDevice(name)
	if err != nil {
		return nil, err
	}
	off, err := deviceOff(id)
	if err != nil {
		return nil, fmt.Errorf("looking at adapter %s: %w", name, err)
	}
	if off {
		return []byte("down"), nil
	}
	return []byte("up"), nil
}

func writeAdapterSwitch(_ context.Context, name string, value []byte) error {
	id, err := adapterDevice(name)
	if err != nil {
		return err
	}
	if strings.HasPrefix(id, `ROOT\`) && string(value) == "down" {
		return fmt.Errorf("switching adapter %s off: it is no card", name)
	}
	if err := switchDevice(id, string(value) == "up"); err != nil {
		return fmt.Errorf("switching adapter %s %s: %w", name, value, err)
	}
	return nil
}
