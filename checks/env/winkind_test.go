package env

import (
	"reflect"
	"testing"
	"time"
)

func TestWindowsKind(t *testing.T) {
	for _, c := range []struct {
		ifType      uint32
		description string
		gateway     bool
		want        AdapterKind
	}{
		{6, "Realtek PCIe GbE Family Controller", true, Ethernet},
		{71, "Intel(R) Wi-Fi 6 AX201 160MHz", false, WiFi},
		{71, "Microsoft Wi-Fi Direct Virtual Adapter", false, Virtual},
		{24, "Software Loopback Interface 1", false, Loopback},
		{6, "VMware Virtual Ethernet Adapter for VMnet8", false, Virtual},
		{6, "VMware Virtual Ethernet Adapter for VMnet8", true, Ethernet},
		{6, "Hyper-V Virtual Ethernet Adapter", false, Virtual},
		{6, "TAP-Windows Adapter V9", true, Tunnel},
		{6, "Sangfor SSL VPN CS Support System VNIC", false, Tunnel},
		{53, "WireGuard Tunnel", false, Tunnel},
		{23, "宽带连接", true, Tunnel},
		{131, "Teredo Tunneling Pseudo-Interface", false, Tunnel},
		{243, "Quectel Mobile Broadband", false, Mobile},
	} {
		if got := windowsKind(c.ifType, c.description, c.gateway); got != c.want {
			t.Errorf("type %d %q (gateway %v): %s, want %s", c.ifType, c.description, c.gateway, got, c.want)
		}
	}
}

func TestCardType(t *testing.T) {
	for description, want := range map[string]AdapterKind{
		"Intel(R) Wi-Fi 6 AX201 160MHz": WiFi, "Realtek 8821CE Wireless LAN 802.11ac PCI-E NIC": WiFi, "Realtek PCIe GbE Family Controller": Ethernet,
	} {
		if got := windowsKind(cardType(description), description, false); got != want {
			t.Errorf("%s: %s", description, got)
		}
	}
}

func TestInternetSettings(t *testing.T) {
	bypass := []string{"<local>", "*.chinatax.gov.cn"}
	for _, c := range []struct {
		name string
		set  internetSettings
		want []Proxy
	}{
		{"nothing", internetSettings{}, nil},
		{"set and off", internetSettings{server: "10.0.0.8:3128"}, nil},
		{"one for all", internetSettings{enabled: true, server: "10.0.0.8:3128", override: "<local>;*.chinatax.gov.cn"},
			[]Proxy{{Source: "WinINET", URL: "http://10.0.0.8:3128", Bypass: bypass}}},
		{"by scheme", internetSettings{enabled: true, server: "http=10.0.0.8:80;https=10.0.0.9:81;ftp=x:1;socks=10.0.0.7:1080"},
			[]Proxy{{Source: "WinINET", Scheme: "http", URL: "http://10.0.0.8:80"}, {Source: "WinINET", Scheme: "https", URL: "http://10.0.0.9:81"},
				{Source: "WinINET", URL: "socks5://10.0.0.7:1080"}}},
		{"a PAC file", internetSettings{pac: "http://pac.example/x.pac"}, []Proxy{{Source: "PAC", URL: "http://pac.example/x.pac", PAC: true}}},
	} {
		got := c.set.proxies("WinINET")
		for i := range got {
			if len(got[i].Bypass) == 0 {
				got[i].Bypass = nil
			}
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestInstanceID(t *testing.T) {
	for id, want := range map[string]USBDevice{
		`USB\VID_1EA8&PID_F003\661234567890`:    {VendorID: 0x1ea8, ProductID: 0xf003, Serial: "661234567890"},
		`USB\Vid_096e&Pid_0807\5&1a2b3c4d&0&2`:  {VendorID: 0x096e, ProductID: 0x0807},
		`USB\VID_1EA8&PID_F003&REV_0100\AbC001`: {VendorID: 0x1ea8, ProductID: 0xf003, Serial: "AbC001"},
	} {
		if got, ok := parseInstanceID(id); !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v %v", id, got, ok)
		}
	}
	for _, id := range []string{`USB\ROOT_HUB30\4&1&0&0`, `USB\VID_1EA8&PID_F003&MI_00\6&1&0&0000`, `HID\VID_1EA8&PID_F003\1`, `USB\VID_XXXX&PID_F003\1`, ``} {
		if got, ok := parseInstanceID(id); ok {
			t.Errorf("%s is %+v", id, got)
		}
	}
	if got := classOfCompatible([]string{`USB\COMPAT_VID_1EA8`, `USB\Class_0B&SubClass_00&Prot_00`, `USB\Class_0B`}); got != "0b" {
		t.Errorf("class %q", got)
	}
}

func TestWindowsZonesExist(t *testing.T) {
	for windows, iana := range windowsZones {
		if _, err := time.LoadLocation(iana); err != nil {
			t.Errorf("%s: %v", windows, err)
		}
	}
	for _, iana := range windowsZones {
		if windowsZones[windowsZoneOf(iana)] != iana {
			t.Errorf("%s is %q", iana, windowsZoneOf(iana))
		}
	}
	if name := windowsZoneOf("Asia/None"); name != "" {
		t.Errorf("no zone is %q", name)
	}
	if windowsZones["China Standard Time"] != "Asia/Shanghai" {
		t.Error("China has another zone")
	}
}
