package env

import (
	"bytes"
	"encoding/binary"
	"testing"
)

// blob is a DefaultConnectionSettings as Windows 11 writes it: version, counter,
// flags, then three texts with their lengths, and 32 bytes that are none of ours.
func blob(flags uint32, texts ...string) []byte {
	b := binary.LittleEndian.AppendUint32(nil, 0x46)
	b = binary.LittleEndian.AppendUint32(b, 7)
	b = binary.LittleEndian.AppendUint32(b, flags)
	for _, s := range texts {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(s)))
		b = append(b, s...)
	}
	return append(b, make([]byte, 32)...)
}

func internetFixture() registryValues {
	all := registryValues{}
	for _, name := range internetValues {
		all = append(all, registryValue{Name: name})
	}
	all.find("ProxyEnable").setNumber(1)
	all.find("ProxyServer").setText("10.0.0.8:3128")
	all.find("AutoConfigURL").setText("http://pac.example/x.pac")
	*all.find(internetValues[5]) = registryValue{internetValues[5], true, registryBinary, blob(1|useProxy|usePAC|8, "10.0.0.8:3128", "<local>", "http://pac.example/x.pac")}
	return all
}

func TestWinINETOff(t *testing.T) {
	old := internetFixture().bytes()
	got, err := readRegistryValues(ProxyOff("WinINET", old))
	if err != nil {
		t.Fatal(err)
	}
	flags := func(all registryValues) uint32 {
		return binary.LittleEndian.Uint32(all.find(internetValues[5]).Data[8:])
	}
	if got.find("ProxyEnable").number() != 0 || got.find("ProxyServer").text() != "10.0.0.8:3128" || flags(got) != 1|usePAC|8 ||
		got.find("AutoConfigURL").text() == "" || got.find(internetValues[6]).There {
		t.Errorf("proxy off: %s", got.bytes())
	}
	if got, err = readRegistryValues(ProxyOff("PAC", old)); err != nil {
		t.Fatal(err)
	}
	if got.find("AutoConfigURL").There || got.find("ProxyEnable").number() != 1 || flags(got) != 1|useProxy|8 {
		t.Errorf("PAC off: %s", got.bytes())
	}
	// What is off already stays to the byte.
	off := ProxyOff("WinINET", old)
	if again := ProxyOff("WinINET", off); !bytes.Equal(off, again) {
		t.Errorf("twice: %s", again)
	}
	if ProxyOff("WinINET", []byte("nonsense")) != nil {
		t.Error("nonsense has an off")
	}
	short := registryValues{{winHTTPValue, true, registryBinary, []byte{0x28, 0, 0}}}
	if got := ProxyOff("WinHTTP", short.bytes()); !bytes.Equal(got, short.bytes()) {
		t.Errorf("a blob that is cut off: %s", got)
	}
}

func TestWinHTTPOff(t *testing.T) {
	old := registryValues{{winHTTPValue, true, registryBinary, blob(1|useProxy, "192.0.2.77:3128", "<local>")}}
	got, err := readRegistryValues(ProxyOff("WinHTTP", old.bytes()))
	if err != nil || got[0].Data[8] != 1 || !bytes.Contains(got[0].Data, []byte("192.0.2.77:3128")) {
		t.Errorf("%v %s", err, got.bytes())
	}
}

func TestIPv4FirstOnWindows(t *testing.T) {
	for _, c := range []struct {
		old  registryValue
		want uint32
		ok   bool
	}{
		{registryValue{Name: componentsValue}, 0x20, true},
		{registryValue{componentsValue, true, 4, []byte{0, 0, 0, 0}}, 0x20, true},
		{registryValue{componentsValue, true, 4, []byte{0x20, 0, 0, 0}}, 0x20, true},
		{registryValue{componentsValue, true, 4, []byte{0xff, 0, 0, 0}}, 0xff, true}, // IPv6 is off, and IPv4 first
		{registryValue{componentsValue, true, 4, []byte{0x01, 0, 0, 0}}, 0, false},
		{registryValue{componentsValue, true, 1, []byte{0x31, 0}}, 0, false},
	} {
		if old := (registryValues{c.old}).bytes(); PrecedenceNeeds(old) != "computer" || PrecedenceNeeds(nil) != "program" {
			t.Errorf("%s needs %s", old, PrecedenceNeeds(old))
		}
		value, ok := IPv4First(registryValues{c.old}.bytes())
		got, _ := readRegistryValues(value)
		if ok != c.ok || got.find(componentsValue).number() != c.want {
			t.Errorf("%+v: %v %s", c.old, ok, value)
		}
	}
}

func TestVariableOffOnWindows(t *testing.T) {
	v := registryValue{Name: "HTTPS_PROXY", There: true, Type: 2}
	v.setText("http://192.0.2.77:3128")
	old := registryValues{v}.bytes()
	value, line := VariableOff("user HTTPS_PROXY", old, "https_proxy", "192.0.2.77:3128")
	if line != "HTTPS_PROXY=http://192.0.2.77:3128" || string(value) != "\"HTTPS_PROXY\" -\n" {
		t.Errorf("%q %s", line, value)
	}
	for _, other := range [][2]string{{"HTTP_PROXY", "192.0.2.77:3128"}, {"HTTPS_PROXY", "192.0.2.78:3128"}} {
		if value, line := VariableOff("machine HTTPS_PROXY", old, other[0], other[1]); line != "" || !bytes.Equal(value, old) {
			t.Errorf("%v: %q %s", other, line, value)
		}
	}
}
