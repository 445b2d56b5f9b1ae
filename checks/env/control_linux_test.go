package env

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
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

// A file keeps its mode, owner, inode, second name and the link that leads to it.
func TestFileKeepsAllButItsBytes(t *testing.T) {
	root := t.TempDir()
	real := write(t, root, "etc/real-hosts", "127.0.0.1 localhost\r\n", 0o640)
	if os.Geteuid() == 0 {
		if err := os.Chown(real, 0, 4); err != nil {
			t.Fatal(err)
		}
	}
	link := filepath.Join(root, "etc/hosts")
	if err := os.Symlink("real-hosts", link); err != nil {
		t.Fatal(err)
	}
	var before, after unix.Stat_t
	if err := unix.Stat(real, &before); err != nil {
		t.Fatal(err)
	}
	c := ControlsAt(root)
	for _, text := range []string{"x", "\xef\xbb\xbf# 比较长的一行\r\n127.0.0.1 localhost\r\n", ""} {
		put(t, c, HostsText, "", []byte(text))
		if got := value(t, c, HostsText, ""); got != text {
			t.Errorf("%q reads back as %q", text, got)
		}
	}
	if err := unix.Stat(real, &after); err != nil {
		t.Fatal(err)
	}
	if before.Ino != after.Ino || before.Mode != after.Mode || before.Uid != after.Uid || before.Gid != after.Gid {
		t.Errorf("%+v became %+v", before, after)
	}
	if to, err := os.Readlink(link); err != nil || to != "real-hosts" {
		t.Errorf("the link is %q, %v", to, err)
	}
}

func TestFileThatIsNotThere(t *testing.T) {
	root := t.TempDir()
	write(t, root, "etc/other", "", 0o644)
	c := ControlsAt(root)
	if b, err := c.Read(t.Context(), Precedence, ""); b != nil || err != nil {
		t.Fatalf("%q, %v", b, err)
	}
	put(t, c, Precedence, "", []byte{})
	if b, err := c.Read(t.Context(), Precedence, ""); b == nil || err != nil {
		t.Errorf("an empty file reads as %v, %v", b, err)
	}
	put(t, c, Precedence, "", nil)
	if _, err := os.Stat(filepath.Join(root, "etc/gai.conf")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}

// What is no ordinary file, or could be swapped by others, is never written.
func TestHostileFiles(t *testing.T) {
	for _, tc := range []struct {
		name string
		make func(t *testing.T, root, hosts string)
		root bool
	}{
		{"a folder", func(t *testing.T, _, hosts string) { check(t, os.Mkdir(hosts, 0o755)) }, false},
		{"a pipe", func(t *testing.T, _, hosts string) { check(t, unix.Mkfifo(hosts, 0o644)) }, false},
		{"a link to nowhere", func(t *testing.T, _, hosts string) { check(t, os.Symlink("gone", hosts)) }, false},
		{"a link to a device", func(t *testing.T, _, hosts string) { check(t, os.Symlink("/dev/null", hosts)) }, false},
		{"a link in a circle", func(t *testing.T, _, hosts string) { check(t, os.Symlink("hosts", hosts)) }, false},
		{"a link to what others can swap", func(t *testing.T, root, hosts string) {
			away := write(t, root, "home/hosts", "x", 0o644)
			check(t, os.Chown(filepath.Dir(away), 65534, 65534))
			check(t, os.Symlink(away, hosts))
		}, true},
		{"another's", func(t *testing.T, root, hosts string) {
			write(t, root, "etc/hosts", "x", 0o644)
			check(t, os.Chown(hosts, 65534, 65534))
		}, true},
		{"open to all", func(t *testing.T, root, _ string) { write(t, root, "etc/hosts", "x", 0o666) }, true},
		{"too large", func(t *testing.T, root, hosts string) {
			write(t, root, "etc/hosts", "x", 0o644)
			check(t, os.Truncate(hosts, maxFile+1))
		}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.root && os.Geteuid() != 0 {
				t.Skip("needs root to make files another's")
			}
			root := t.TempDir()
			check(t, os.Mkdir(filepath.Join(root, "etc"), 0o755))
			tc.make(t, root, filepath.Join(root, "etc/hosts"))
			c := ControlsAt(root)
			_, readErr := c.Read(t.Context(), HostsText, "")
			lockedErr := c.Locked(t.Context(), HostsText, "")
			if readErr == nil && lockedErr == nil {
				t.Error("it may be read and written")
			}
			if lockedErr != nil && c.Write(t.Context(), HostsText, "", []byte("6.6.6.6 x\n")) == nil {
				t.Error("it was written although it is locked")
			}
		})
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestImmutableFileIsLeftAlone(t *testing.T) {
	root := t.TempDir()
	path := write(t, root, "etc/hosts", "x", 0o644)
	if out, err := exec.Command("chattr", "+i", path).CombinedOutput(); err != nil {
		t.Skipf("NOT TESTED: this file system has no immutable files: %s", out)
	}
	defer exec.Command("chattr", "-i", path).Run()
	c := ControlsAt(root)
	if err := c.Locked(t.Context(), HostsText, ""); !errors.Is(err, ErrLocked) {
		t.Errorf("locked: %v", err)
	}
	if err := c.Write(t.Context(), HostsText, "", nil); !errors.Is(err, ErrLocked) {
		t.Errorf("writing: %v", err)
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

// NetworkManager is played by a script: what it is told is checked here, not that it obeys.
func TestResolversByNetworkManager(t *testing.T) {
	root := t.TempDir()
	write(t, root, "etc/resolv.conf", "# Generated by NetworkManager\nnameserver 192.0.2.53\n", 0o644)
	write(t, root, "run/NetworkManager/state", "", 0o644)
	log := script(t, root, "usr/bin/nmcli", `case "$*" in
*GENERAL.DEVICES*) echo enp3s0 ;;
*ffffffff*) exit 10 ;;
*--active*) echo "`+uuid+`:802-3-ethernet"; echo "ffffffff-0123-0123-0123-0123456789ab:tun" ;;
*show*) printf '192.0.2.53\nyes\n2001\\:db8\\:\\:1\nyes\n' ;;
esac`)
	c := ControlsAt(root)
	if got := value(t, c, ResolverList, ""); got != "nm:"+uuid {
		t.Fatalf("connections %q", got)
	}
	old := value(t, c, ResolverList, "nm:"+uuid)
	if old != "192.0.2.53\nyes\n2001:db8::1\nyes\n" {
		t.Fatalf("servers %q", old)
	}
	put(t, c, ResolverList, "nm:"+uuid, ResolverValue("nm:"+uuid, []byte(old), nil))
	lines := logged(t, log)
	want := "<connection><modify><uuid><" + uuid + "><ipv4.dns><><ipv4.ignore-auto-dns><no><ipv6.dns><><ipv6.ignore-auto-dns><no>"
	if got := lines[len(lines)-3]; got != want {
		t.Errorf("told %s", got)
	}
	if got := lines[len(lines)-1]; got != "<device><reapply><enp3s0>" {
		t.Errorf("the connection is cut by %s", got)
	}
	if _, err := c.Read(t.Context(), ResolverList, "nm:ffffffff-0123-0123-0123-0123456789ab"); !errors.Is(err, ErrGone) {
		t.Errorf("a connection that was deleted: %v", err)
	}
	for _, hostile := range []string{"nm:x; reboot", "nm:--help", "nm:" + uuid + "\n"} {
		if err := c.Write(t.Context(), ResolverList, hostile, []byte(old)); !errors.Is(err, errors.ErrUnsupported) {
			t.Errorf("%q: %v", hostile, err)
		}
	}
	if err := c.Write(t.Context(), ResolverList, "nm:"+uuid, []byte("--x\nno\n\nno\n")); err == nil {
		t.Error("a server that is none was passed on")
	}
}

func TestResolversByResolvedAreNotChanged(t *testing.T) {
	root := t.TempDir()
	write(t, root, "run/systemd/resolve/stub-resolv.conf", "nameserver 127.0.0.53\n", 0o644)
	write(t, root, "etc/other", "", 0o644)
	check(t, os.Symlink("../run/systemd/resolve/stub-resolv.conf", filepath.Join(root, "etc/resolv.conf")))
	if _, err := ControlsAt(root).Read(t.Context(), ResolverList, ""); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("%v", err)
	}
}

// TestResolversOfOtherPrograms: what another program writes anew is not changed behind it.
func TestResolversOfOtherPrograms(t *testing.T) {
	for _, tc := range []struct {
		text, link string
		ok         bool
	}{
		{"# kept by hand\nnameserver 192.0.2.53\n", "", true},
		{"# Generated by dhcpcd from eth0.dhcp\nnameserver 192.0.2.53\n", "", true},
		{"# Generated by NetworkManager\nnameserver 192.0.2.53\n", "", true}, // which does not run
		{"nameserver 192.0.2.53\n", "real-resolv.conf", true},
		{"# Generated by resolvconf\nnameserver 192.0.2.53\n", "", false},
		{"# resolv.conf(5) file generated by tailscale\nnameserver 100.100.100.100\n", "", false},
		{"# This file was automatically generated by WSL.\nnameserver 192.0.2.53\n", "", false},
		{"nameserver 192.0.2.53\n", "../run/resolvconf/resolv.conf", false},
		{"nameserver 192.0.2.53\n", "../run/systemd/resolve/resolv.conf", false},
	} {
		root := t.TempDir()
		path := "etc/resolv.conf"
		if tc.link != "" {
			write(t, root, "etc/other", "", 0o644)
			check(t, os.Symlink(tc.link, filepath.Join(root, path)))
			path = filepath.Join("etc", tc.link)
		}
		write(t, root, path, tc.text, 0o644)
		names, err := ControlsAt(root).Read(t.Context(), ResolverList, "")
		if ok := err == nil && string(names) == "file"; ok != tc.ok || !ok && !errors.Is(err, errors.ErrUnsupported) {
			t.Errorf("%q by %q: %q, %v", tc.text, tc.link, names, err)
		}
	}
}

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
