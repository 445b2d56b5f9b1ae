package env

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/windows/registry"
)

// TestLooksAtHost: what Windows is set to is read as it was set.
func TestLooksAtHost(t *testing.T) {
	mayChange(t)
	number := func(root registry.Key, path, name string, n uint32) {
		raw(t, root, path, name, func(k registry.Key) error { return k.SetDWordValue(name, n) })
	}
	before, err := windowsHost(t.Context())
	if err != nil || before.Session != "console" || before.MemTotal == 0 || len(before.Disks) == 0 || before.WantsRestart == nil || *before.WantsRestart || len(before.TLSOff) != 0 {
		t.Errorf("%v %+v", err, before)
	}
	t.Logf("edition %q, guards %v, untold %q", before.Edition, before.Guards, before.Untold)
	number(registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client`, "Enabled", 0)
	number(registry.CURRENT_USER, internetSettingsKey, "SecureProtocols", 0x80)
	raw(t, registry.LOCAL_MACHINE, `SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired`, "", func(registry.Key) error { return nil })
	raw(t, registry.LOCAL_MACHINE, `SOFTWARE\Microsoft\Windows NT\CurrentVersion`, "EditionID", func(k registry.Key) error { return k.SetStringValue("EditionID", "Core") })
	raw(t, registry.LOCAL_MACHINE, firewallKey+`\FirewallRules`, "{Y}", func(k registry.Key) error {
		return k.SetStringValue("{Y}", `v2.31|Action=Block|Active=TRUE|Dir=Out|Protocol=6|RPort=9443|App=C:\开票\kp.exe|Name=拦截|`)
	})
	number(registry.LOCAL_MACHINE, firewallKey+`\PublicProfile`, "EnableFirewall", 1)
	number(registry.LOCAL_MACHINE, firewallKey+`\PublicProfile`, "DefaultOutboundAction", 1)
	after, err := windowsHost(t.Context())
	if err != nil || after.Edition != "Core" || !*after.WantsRestart || len(after.TLSOff) != 2 ||
		!slices.Contains(after.FirewallBlocks, "拦截 → 9443 (kp.exe)") || !slices.Contains(after.FirewallBlocks, "PublicProfile") {
		t.Errorf("%v %+v", err, after)
	}
}

// TestLooksAtCards: a card that the device manager has switched off is told with
// the name that people see.
func TestLooksAtCards(t *testing.T) {
	mayChange(t)
	const id = `PCI\VEN_8086&DEV_15BC&SUBSYS_00000000&REV_10\3&11583659&0&FE`
	text := func(path, name, value string) {
		raw(t, registry.LOCAL_MACHINE, path, name, func(k registry.Key) error { return k.SetStringValue(name, value) })
	}
	text(`SYSTEM\CurrentControlSet\Enum\`+id, "DeviceDesc", "Intel(R) Ethernet Connection (7) I219-V")
	text(`SYSTEM\CurrentControlSet\Enum\`+id, "ClassGUID", networkClass)
	text(networkConnections+`\`+guid+`\Connection`, "PnpInstanceID", id)
	text(networkConnections+`\`+guid+`\Connection`, "Name", "以太网 2")
	find := func() (a Adapter, found bool) {
		all, err := adapters(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(all, func(a Adapter) bool { return a.Name == "以太网 2" })
		if at < 0 {
			return a, false
		}
		return all[at], true
	}
	if a, found := find(); found {
		t.Errorf("a card that is on, and that the network does not know: %+v", a)
	}
	raw(t, registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Enum\`+id, "ConfigFlags", func(k registry.Key) error { return k.SetDWordValue("ConfigFlags", 1) })
	if a, found := find(); !found || a.Enabled || a.Carrier || a.Kind != Ethernet || !strings.HasPrefix(a.Driver, "Intel") {
		t.Errorf("%v %+v", found, a)
	}
	if got, err := adapterDevice("以太网 2"); err != nil || !strings.EqualFold(got, id) {
		t.Errorf("%q %v", got, err)
	}
}

// TestLooksAtReaders: a smart card reader is told by its name, as long as it works.
func TestLooksAtReaders(t *testing.T) {
	mayChange(t)
	const path = `SYSTEM\CurrentControlSet\Enum\USB\VID_096E&PID_0503\1`
	for name, value := range map[string]string{"DeviceDesc": "飞天诚信 读卡器", "ClassGUID": "{50DD5230-BA8A-11D1-BF5D-0000F805F530}"} {
		raw(t, registry.LOCAL_MACHINE, path, name, func(k registry.Key) error { return k.SetStringValue(name, value) })
	}
	if all, err := readers(t.Context()); err != nil || !slices.Equal(all, []string{"飞天诚信 读卡器"}) {
		t.Errorf("%q %v", all, err)
	}
	raw(t, registry.LOCAL_MACHINE, path, "ConfigFlags", func(k registry.Key) error { return k.SetDWordValue("ConfigFlags", 1) })
	if all, err := readers(t.Context()); err != nil || len(all) > 0 {
		t.Errorf("one that is off: %q %v", all, err)
	}
	off, err := Controls().Read(t.Context(), DeviceSwitch, "")
	if err != nil || !strings.Contains(string(off), "096e:0503") {
		t.Errorf("devices that are off: %q %v", off, err)
	}
}

// TestLooksAtTime: a time service that is told to ask nobody does not synchronise.
func TestLooksAtTime(t *testing.T) {
	mayChange(t)
	if c, err := clock(t.Context()); err != nil || c.Name != "" {
		t.Errorf("Wine has a time service: %+v %v", c, err)
	}
	if n, err := conflicts(t.Context(), "eth0", netip.IPv4Unspecified()); err != nil || n != nil {
		t.Errorf("%v %v", n, err)
	}
}
