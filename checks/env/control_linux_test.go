package env

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// write makes a file below a test's root.
func write(t *testing.T, root, name, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(root, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func put(t *testing.T, c *Control, kind Kind, name string, value []byte) {
	t.Helper()
	if err := c.Write(t.Context(), kind, name, value); err != nil {
		t.Fatal(err)
	}
}

func value(t *testing.T, c *Control, kind Kind, name string) string {
	t.Helper()
	b, err := c.Read(t.Context(), kind, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestVariablesAreAFixedListOfFiles(t *testing.T) {
	root := t.TempDir()
	write(t, root, "etc/shadow", "secret", 0o600)
	c := ControlsAt(root)
	for _, name := range []string{"/etc/shadow", "", "/etc/../etc/environment", "/etc/environment\x00"} {
		if _, err := c.Read(t.Context(), Variables, name); !errors.Is(err, errors.ErrUnsupported) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// script makes a stand-in for a system program: it writes its arguments, each in
// angle brackets, to a log, and goes on with lines of its own.
func script(t *testing.T, root, name, lines string) (log string) {
	t.Helper()
	log = filepath.Join(root, filepath.Base(name)+".log")
	write(t, root, name, "#!/bin/sh\nfor a; do printf '<%s>' \"$a\"; done >> "+log+"\necho >> "+log+"\n"+lines, 0o755)
	return log
}

func logged(t *testing.T, path string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

const uuid = "0123abcd-0123-0123-0123-0123456789ab"

// systemd, too, is played by a script.
func TestServicesBySystemd(t *testing.T) {
	root := t.TempDir()
	write(t, root, "run/systemd/system/x", "", 0o644)
	log := script(t, root, "usr/bin/systemctl", `case "$*" in
*masked*) printf 'LoadState=loaded\nActiveState=inactive\nUnitFileState=masked\n' ;;
*gone*) printf 'LoadState=not-found\nActiveState=inactive\nUnitFileState=\n' ;;
show*) printf 'LoadState=loaded\nActiveState=inactive\nUnitFileState=disabled\n' ;;
esac`)
	c := ControlsAt(root)
	if got := value(t, c, ServiceState, "pcscd"); got != "stopped disabled" {
		t.Errorf("it is %q", got)
	}
	put(t, c, ServiceState, "pcscd", []byte("running enabled"))
	lines := logged(t, log)
	if got := strings.Join(lines[len(lines)-2:], " "); got != "<enable><--><pcscd.service> <start><--><pcscd.service>" {
		t.Errorf("told %s", got)
	}
	if b, err := c.Read(t.Context(), ServiceState, "gone"); b != nil || err != nil {
		t.Errorf("one that is not there: %q, %v", b, err)
	}
	if err := c.Write(t.Context(), ServiceState, "masked", []byte("running enabled")); !errors.Is(err, ErrLocked) {
		t.Errorf("a masked one: %v", err)
	}
	for _, name := range []string{"--user", "a b", "../x", ""} {
		if _, err := c.Read(t.Context(), ServiceState, name); !errors.Is(err, errors.ErrUnsupported) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestZoneAndTimeBySystemd(t *testing.T) {
	root := t.TempDir()
	write(t, root, "run/systemd/system/x", "", 0o644)
	log := script(t, root, "usr/bin/timedatectl", `case "$*" in *Timezone*) echo UTC ;; *NTP*) echo no ;; esac`)
	c := ControlsAt(root)
	if zone, ntp := value(t, c, TimeZone, ""), value(t, c, TimeService, ""); zone != "UTC" || ntp != "off" {
		t.Errorf("zone %q, time service %q", zone, ntp)
	}
	put(t, c, TimeZone, "", []byte("Asia/Shanghai"))
	put(t, c, TimeService, "", []byte("on"))
	lines := logged(t, log)
	if got := strings.Join(lines[len(lines)-2:], " "); got != "<set-timezone><Asia/Shanghai> <set-ntp><true>" {
		t.Errorf("told %s", got)
	}
	for _, zone := range []string{"../../etc/passwd", "-x", "Asia/Shang hai"} {
		if err := c.Write(t.Context(), TimeZone, "", []byte(zone)); err == nil {
			t.Errorf("zone %q was passed on", zone)
		}
	}
}

func TestUSBSwitchAndRescan(t *testing.T) {
	root := t.TempDir()
	dir := "sys/bus/usb/devices/1-2"
	write(t, root, dir+"/authorized", "0\n", 0o644)
	write(t, root, dir+"/idVendor", "1234\n", 0o644)
	write(t, root, dir+"/idProduct", "5678\n", 0o644)
	write(t, root, "sys/bus/usb/devices/1-3:1.0/x", "", 0o644)
	write(t, root, "sys/bus/usb/devices/1-4:1.0/driver/x", "", 0o644)
	probe := write(t, root, "sys/bus/usb/drivers_probe", "", 0o644)
	c := ControlsAt(root)
	if got := value(t, c, DeviceSwitch, ""); got != "1-2 1234:5678" {
		t.Errorf("off are %q", got)
	}
	put(t, c, DeviceSwitch, "1-2", []byte("on"))
	if text, _ := os.ReadFile(filepath.Join(root, dir, "authorized")); text[0] != '1' {
		t.Errorf("authorized is %q", text)
	}
	if err := c.Do(t.Context(), RescanUSB, ""); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(probe); string(text) != "1-3:1.0" {
		t.Errorf("asked for %q: only what has no driver is looked at again", text)
	}
	for _, name := range []string{"../../../etc", "usb1", "1-2/../1-2"} {
		if err := c.Write(t.Context(), DeviceSwitch, name, []byte("on")); !errors.Is(err, errors.ErrUnsupported) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestCachesAndClockServices(t *testing.T) {
	root := t.TempDir()
	if c := ControlsAt(root); c.Acts[FlushDNS] != nil || c.Acts[RenewLease] != nil {
		t.Error("a PC with no cache and no client can flush and renew")
	}
	write(t, root, "run/systemd/resolve/x", "", 0o644)
	log := script(t, root, "usr/bin/resolvectl", "")
	c := ControlsAt(root)
	if err := c.Do(t.Context(), FlushDNS, ""); err != nil || logged(t, log)[0] != "<flush-caches>" {
		t.Errorf("%v, %q", err, logged(t, log))
	}
	if err := c.Do(t.Context(), ResetWinsock, ""); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("Winsock: %v", err)
	}
}

// Rules and chains with odd names never reach nft.
func TestHostileRules(t *testing.T) {
	root := t.TempDir()
	log := script(t, root, "usr/sbin/nft", "echo '{\"nftables\":[]}'")
	c := ControlsAt(root)
	for _, tc := range [][2]string{
		{"nft inet a;b c output x", "tcp dport 1"}, {"nft inet a c output x\"", "tcp dport 1"}, {"nft netdev a c output x", "tcp dport 1"},
		{"nft inet a c output", "tcp dport 1"}, {"nft inet a c output x", "tcp dport 1; flush ruleset"}, {"nft inet a c output x", "ip daddr 0.0.0.0/0"},
	} {
		if err := c.Write(t.Context(), FirewallRule, tc[0], []byte(tc[1])); !errors.Is(err, errors.ErrUnsupported) {
			t.Errorf("%q: %v", tc, err)
		}
	}
	if _, err := os.Stat(log); err == nil {
		t.Errorf("nft was told %q", logged(t, log))
	}
}

func TestRemoteSessions(t *testing.T) {
	table := "  sl  local_address rem_address   st\n" +
		"   0: 6401A8C0:0D3D 0701A8C0:C001 01 00000000\n" + // 192.168.1.100:3389 from 192.168.1.7
		"   1: 0100007F:0016 0100007F:C001 01 00000000\n" + // from here
		"   2: 00000000:0016 00000000:0000 0A 00000000\n" // listening
	all := remoteSessions(table)
	if len(all) != 1 || all[0].Kind != "rdp" || all[0].Peer.String() != "192.168.1.7" {
		t.Errorf("%+v", all)
	}
	if got := searchDomains("domain a.example\nsearch corp.example lan\n"); len(got) != 2 || got[0] != "corp.example" {
		t.Errorf("search domains %q", got)
	}
}
