package env

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
)

func TestTLSOffOnWindows(t *testing.T) {
	const client = `SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client`
	const own, policy = `Software\Microsoft\Windows\CurrentVersion\Internet Settings`, `Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings`
	for _, c := range []struct {
		name string
		set  map[string]uint64
		want []string // parts, one an entry
	}{
		{"nothing set", nil, nil},
		{"TLS 1.2 on", map[string]uint64{`HKLM\` + client + " Enabled": 1, `HKLM\` + client + " DisabledByDefault": 0}, nil},
		{"TLS 1.2 off", map[string]uint64{`HKLM\` + client + " Enabled": 0}, []string{`TLS 1.2\Client Enabled=0`}},
		{"off by default", map[string]uint64{`HKLM\` + client + " DisabledByDefault": 1}, []string{"DisabledByDefault=1"}},
		{"only TLS 1.0 in WinINET", map[string]uint64{`HKCU\` + own + " SecureProtocols": 0x80}, []string{"SecureProtocols=0x80"}},
		{"usual", map[string]uint64{`HKCU\` + own + " SecureProtocols": 0xa80}, nil},
		{"a policy wins", map[string]uint64{`HKLM\` + policy + " SecureProtocols": 0x2800, `HKCU\` + own + " SecureProtocols": 0x80}, nil},
	} {
		got := tlsOff(func(root, key, value string) (uint64, bool) { n, ok := c.set[root+`\`+key+" "+value]; return n, ok })
		if !slices.EqualFunc(got, c.want, strings.Contains) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestRestartOnWindows(t *testing.T) {
	for _, key := range []string{`Component Based Servicing\RebootPending`, `WindowsUpdate\Auto Update\RebootRequired`} {
		if !wantsRestart(func(k string) bool { return strings.HasSuffix(k, key) }) {
			t.Error(key)
		}
	}
	if wantsRestart(func(string) bool { return false }) {
		t.Error("for nothing")
	}
}

// TestWinSignal reads hand-made bytes: wlanapi.h's WLAN_CONNECTION_ATTRIBUTES.
func TestWinSignal(t *testing.T) {
	made := func(state, signal uint32) []byte {
		b := binary.LittleEndian.AppendUint32(nil, state)
		b = binary.LittleEndian.AppendUint32(b, 0) // by a profile
		b = append(b, make([]byte, 512)...)        // its name
		b = binary.LittleEndian.AppendUint32(b, 3) // SSID
		b = append(b, "kai"+strings.Repeat("\x00", 29)...)
		b = binary.LittleEndian.AppendUint32(b, 1)  // infrastructure
		b = append(b, 2, 0, 0, 0, 0, 1, 0, 0)       // BSSID, and two bytes to the next number
		b = binary.LittleEndian.AppendUint32(b, 10) // PHY
		b = binary.LittleEndian.AppendUint32(b, 0)  // its index
		b = binary.LittleEndian.AppendUint32(b, signal)
		b = binary.LittleEndian.AppendUint32(b, 866000)
		b = binary.LittleEndian.AppendUint32(b, 780000)
		return append(b, make([]byte, 16)...) // security
	}
	if n, ok := signalOf(made(1, 87)); !ok || n != 87 {
		t.Errorf("%d %v", n, ok)
	}
	for name, b := range map[string][]byte{"not joined": made(4, 87), "cut off": made(1, 87)[:577], "more than all": made(1, 101), "nothing": nil} {
		if n, ok := signalOf(b); ok {
			t.Errorf("%s: %d", name, n)
		}
	}
}
