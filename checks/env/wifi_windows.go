package env

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	wlanapi            = windows.NewLazySystemDLL("wlanapi.dll")
	wlanOpenHandle     = wlanapi.NewProc("WlanOpenHandle")
	wlanCloseHandle    = wlanapi.NewProc("WlanCloseHandle")
	wlanQueryInterface = wlanapi.NewProc("WlanQueryInterface")
	wlanFreeMemory     = wlanapi.NewProc("WlanFreeMemory")
)

// signal is the strength of a Wi-Fi adapter's network in percent; nil where it is
// not told: no service, not joined, or since Windows 11 24H2 no leave to know places.
func signal(adapter string) *int {
	for _, proc := range []*windows.LazyProc{wlanOpenHandle, wlanCloseHandle, wlanQueryInterface, wlanFreeMemory} {
		if has(proc) != nil {
			return nil
		}
	}
	id, err := windows.GUIDFromString(adapter)
	if err != nil {
		return nil
	}
	var version, handle uintptr
	if code, _, _ := wlanOpenHandle.Call(2, 0, uintptr(unsafe.Pointer(&version)), uintptr(unsafe.Pointer(&handle))); code != 0 {
		return nil
	}
	defer wlanCloseHandle.Call(handle, 0)
	const currentConnection = 7 // wlan_intf_opcode_current_connection
	var size uint32
	var data *byte
	code, _, _ := wlanQueryInterface.Call(handle, uintptr(unsafe.Pointer(&id)), currentConnection, 0,
		uintptr(unsafe.Pointer(&size)), uintptr(unsafe.Pointer(&data)), 0)
	if code != 0 || data == nil {
		return nil
	}
	defer wlanFreeMemory.Call(uintptr(unsafe.Pointer(data)))
	percent, ok := signalOf(unsafe.Slice(data, size))
	if !ok {
		return nil
	}
	return &percent
}
