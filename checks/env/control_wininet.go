package env

import (
	"encoding/binary"
	"strings"
)

// Values of WinINET's settings below HKCU\…\Internet Settings. The blobs hold the
// same once more, for each connection: DefaultConnectionSettings is what counts.
var internetValues = []string{
	"ProxyEnable", "ProxyServer", "ProxyOverride", "AutoConfigURL", "AutoDetect",
	`Connections\DefaultConnectionSettings`, `Connections\SavedLegacySettings`,
}

const (
	winHTTPValue    = "WinHttpSettings"
	componentsValue = "DisabledComponents"
)

// Flags of WinINET's and WinHTTP's blobs: wininet.h, PROXY_TYPE_*.
const (
	useProxy = 2
	usePAC   = 4
)

// blobFlags is where a blob keeps its flags: behind its version and a counter.
const blobFlags = 8

// winINETOff makes a value of WinINET that differs from old in that the named
// proxy, or the PAC file, is not used. A proxy's address stays where it was.
func winINETOff(name string, old []byte) []byte {
	all, err := readRegistryValues(old)
	if err != nil {
		return nil
	}
	flag := uint32(useProxy)
	if name == "PAC" {
		flag = usePAC
		if v := all.find("AutoConfigURL"); v != nil {
			*v = registryValue{Name: v.Name} // there is no switch beside it
		}
	} else if v := all.find("ProxyEnable"); v != nil && v.There {
		v.setNumber(0)
	}
	for _, blob := range internetValues[5:] {
		all.find(blob).clear(flag)
	}
	return all.bytes()
}

// winHTTPOff makes a value of WinHTTP that goes direct.
func winHTTPOff(old []byte) []byte {
	all, err := readRegistryValues(old)
	if err != nil {
		return nil
	}
	all.find(winHTTPValue).clear(useProxy)
	return all.bytes()
}

// clear takes a flag out of a blob of connection settings.
func (v *registryValue) clear(flag uint32) {
	if v == nil || v.Type != registryBinary || len(v.Data) < blobFlags+4 {
		return
	}
	at := v.Data[blobFlags:]
	binary.LittleEndian.PutUint32(at, binary.LittleEndian.Uint32(at)&^flag)
}

// preferIPv4 is the bit of DisabledComponents that puts IPv4 above IPv6 in the
// table of prefix policies. Source: learn.microsoft.com, "Guidance for configuring IPv6".
const preferIPv4 = 0x20

// componentsIPv4First makes a value of DisabledComponents that prefers IPv4; ok
// is false where somebody switched parts of IPv6 off, which stays.
func componentsIPv4First(old registryValues) (value []byte, ok bool) {
	v := old.find(componentsValue)
	if n := v.number(); v == nil || n&preferIPv4 == 0 && n != 0 || v.There && v.Type != registryNumber {
		return nil, false
	} else if n == 0 {
		v.setNumber(preferIPv4)
	}
	return old.bytes(), true
}

// registryVariableOff takes a variable of the registry out where it is the one, and
// leads to address; line is what it said.
func registryVariableOff(variable, address string, old []byte) (value []byte, line string) {
	all, err := readRegistryValues(old)
	if err != nil || len(all) != 1 || !strings.EqualFold(all[0].Name, variable) || !strings.Contains(all[0].text(), address) {
		return old, ""
	}
	line = all[0].Name + "=" + all[0].text()
	all[0] = registryValue{Name: all[0].Name}
	return all.bytes(), line
}
