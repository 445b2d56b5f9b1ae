package env

import (
	"context"

	"golang.org/x/sys/windows"
)

// readerClass is the class of smart card readers: devguid.h.
var readerClass = windows.GUID{Data1: 0x50dd5230, Data2: 0xba8a, Data3: 0x11d1, Data4: [8]byte{0xbf, 0x5d, 0x00, 0x00, 0xf8, 0x05, 0xf5, 0x30}}

// readers lists smart card readers as the device manager has them. The smart card
// service is not asked: nothing here comes near a card.
func readers(ctx context.Context) ([]string, error) {
	var all []string
	err := eachDevice(ctx, &readerClass, "", func(d deviceEntry) {
		name := d.text(windows.SPDRP_FRIENDLYNAME)
		if name == "" {
			name = d.text(windows.SPDRP_DEVICEDESC)
		}
		if d.problem == 0 && name != "" {
			all = append(all, name)
		}
	})
	return all, err
}
