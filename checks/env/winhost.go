package env

import (
	"encoding/binary"
	"fmt"
)

// tlsOff names the switches of Windows that keep TLS 1.2 or later from programs
// which use Windows's own TLS: SCHANNEL's for the machine, SecureProtocols for
// WinINET. Source: learn.microsoft.com, "TLS registry settings", "Enable TLS 1.2".
func tlsOff(read numberReader) []string {
	var all []string
	for _, version := range []string{"1.2", "1.3"} {
		key := `SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS ` + version + `\Client`
		if on, found := read("HKLM", key, "Enabled"); found && on == 0 {
			all = append(all, `HKLM\`+key+" Enabled=0")
		} else if off, found := read("HKLM", key, "DisabledByDefault"); found && off != 0 {
			all = append(all, `HKLM\`+key+" DisabledByDefault=1")
		}
	}
	const own, policy = `Software\Microsoft\Windows\CurrentVersion\Internet Settings`, `Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings`
	const tls12, tls13 = 0x800, 0x2000
	for _, place := range [][2]string{{"HKLM", policy}, {"HKCU", policy}, {"HKCU", own}} {
		if set, found := read(place[0], place[1], "SecureProtocols"); found {
			if set&(tls12|tls13) == 0 {
				all = append(all, fmt.Sprintf(`%s\%s SecureProtocols=%#x`, place[0], place[1], set))
			}
			break // a policy wins
		}
	}
	return all
}

// wantsRestart reports whether Windows waits for a restart to finish an update;
// there reports whether a key of HKLM is.
func wantsRestart(there func(key string) bool) bool {
	const version = `SOFTWARE\Microsoft\Windows\CurrentVersion\`
	return there(version+`Component Based Servicing\RebootPending`) || there(version+`WindowsUpdate\Auto Update\RebootRequired`)
}

// signalOf reads the strength, in percent, of a WLAN_CONNECTION_ATTRIBUTES of
// wlanapi.h; ok is false where the card has not joined a network.
func signalOf(b []byte) (percent int, ok bool) {
	const connected = 1  // wlan_interface_state_connected
	const signalAt = 576 // behind the profile's name, the SSID, the BSSID and the PHY
	if len(b) < signalAt+4 || binary.LittleEndian.Uint32(b) != connected {
		return 0, false
	}
	n := binary.LittleEndian.Uint32(b[signalAt:])
	return int(n), n <= 100
}
