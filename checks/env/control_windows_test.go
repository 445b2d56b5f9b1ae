package env

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// change lets tests change the Windows that they run on: checks/internal/wine
// sets it, whose Windows is thrown away.
var change = flag.Bool("change", false, "change this Windows")

func mayChange(t *testing.T) *Control {
	t.Helper()
	if !*change {
		t.Skip("NOT TESTED: changing Windows: make test-windows does, in Wine")
	}
	return Controls()
}

// raw puts a value into the registry past the code that is tested.
func raw(t *testing.T, root registry.Key, path, name string, set func(registry.Key) error) {
	t.Helper()
	k, _, err := registry.CreateKey(root, path, registry.ALL_ACCESS)
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	if err := set(k); err != nil {
		t.Fatalf("%s %s: %v", path, name, err)
	}
}

const guid = "{12345678-ABCD-ABCD-ABCD-123456789ABC}"

// A turn is a value of Windows, and another that it is turned to.
type turn struct {
	kind    Kind
	name    string
	prepare func(*testing.T)
	to      func(old []byte) []byte
	seen    func(t *testing.T, turned bool) // by other means
}

func turns() []turn {
	ctx := context.Background()
	text := func(path, name, value string) func(*testing.T) {
		return func(t *testing.T) {
			raw(t, registry.LOCAL_MACHINE, path, name, func(k registry.Key) error { return k.SetStringValue(name, value) })
		}
	}
	proxySeen := func(source string) func(*testing.T, bool) {
		return func(t *testing.T, off bool) {
			all, err := proxies(ctx)
			found := false
			for _, p := range all {
				found = found || p.Source == source
			}
			if err != nil || found == off {
				t.Errorf("off %v: %+v %v", off, all, err)
			}
		}
	}
	return []turn{
		{kind: DesktopProxy, name: "WinINET", prepare: func(t *testing.T) {
			for _, v := range internetFixture() {
				if !v.There {
					continue
				}
				p, _ := internetPlace("WinINET")
				if err := p.writeOne(v); err != nil {
					t.Fatal(err)
				}
			}
		}, to: func(old []byte) []byte { return ProxyOff("WinINET", old) }, seen: proxySeen("WinINET")},
		{kind: DesktopProxy, name: "PAC", to: func(old []byte) []byte { return ProxyOff("PAC", old) }, seen: proxySeen("PAC")},
		{kind: SystemProxy, name: "WinHTTP", prepare: func(t *testing.T) {
			b := blob(1|useProxy, "192.0.2.77:3128", "<local>")
			b[0], b[4] = 0x18, 0 // the version and the counter that Wine reads
			raw(t, registry.LOCAL_MACHINE, `SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\Connections`, winHTTPValue,
				func(k registry.Key) error { return k.SetBinaryValue(winHTTPValue, b) })
		}, to: func(old []byte) []byte { return ProxyOff("WinHTTP", old) }, seen: proxySeen("WinHTTP")},
		{kind: Variables, name: "user HTTPS_PROXY", prepare: func(t *testing.T) {
			raw(t, registry.CURRENT_USER, "Environment", "HTTPS_PROXY", func(k registry.Key) error { return k.SetExpandStringValue("HTTPS_PROXY", "http://192.0.2.77:3128") })
		}, to: func(old []byte) []byte {
			value, _ := VariableOff("user HTTPS_PROXY", old, "HTTPS_PROXY", "192.0.2.77:3128")
			return value
		}},
		{kind: Variables, name: "machine ALL_PROXY", to: func([]byte) []byte {
			v := registryValue{Name: "ALL_PROXY"}
			v.setText("socks5://192.0.2.7")
			return registryValues{v}.bytes()
		}},
		{kind: Precedence, to: func(old []byte) []byte { value, _ := IPv4First(old); return value }, seen: func(t *testing.T, turned bool) {
			n, found := registryUint(registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Services\Tcpip6\Parameters`, componentsValue)
			if found != turned || turned && n != 0x20 {
				t.Errorf("turned %v: %#x %v", turned, n, found)
			}
		}},
		{kind: ResolverList, name: guid, prepare: text(`SYSTEM\CurrentControlSet\Services\Tcpip\Parameters\Interfaces\`+guid, "NameServer", "8.8.8.8,8.8.4.4"),
			to: func(old []byte) []byte { return ResolverValue(guid, old, nil) }, seen: func(t *testing.T, turned bool) {
				if setByHand(guid) == turned {
					t.Errorf("turned %v: by hand %v", turned, !turned)
				}
			}},
		{kind: ResolverList, name: guid, to: func(old []byte) []byte {
			return ResolverValue(guid, old, []netip.Addr{netip.MustParseAddr("223.5.5.5"), netip.MustParseAddr("2400:3200::1")})
		}},
		{kind: HostsText, to: func([]byte) []byte { return []byte("\xef\xbb\xbf# \xbf\xaa\r\n203.0.113.9 a.example") }},
		{kind: HostsText, prepare: func(t *testing.T) {
			path, err := hostsPath()
			if err == nil {
				err = errors.Join(os.WriteFile(path, []byte("1.2.3.4 x\r\n"), 0o666), os.Chmod(path, 0o444))
			}
			if err != nil {
				t.Fatal(err)
			}
		}, to: func(old []byte) []byte { return append([]byte("# "), old...) }, seen: func(t *testing.T, _ bool) {
			path, _ := hostsPath()
			if a, err := attributesOf(path); err != nil || a&windows.FILE_ATTRIBUTE_READONLY == 0 {
				t.Errorf("no longer read-only: %#x %v", a, err)
			}
		}},
		{kind: ServiceState, name: "Spooler", to: func([]byte) []byte { return []byte("running enabled") }, seen: func(t *testing.T, turned bool) {
			if d, err := daemon(ctx, "Spooler"); err != nil || d.Running != turned {
				t.Errorf("turned %v: %+v %v", turned, d, err)
			}
		}},
		{kind: ServiceState, name: "Spooler", to: func([]byte) []byte { return []byte("stopped disabled") }, seen: func(t *testing.T, turned bool) {
			if d, err := daemon(ctx, "Spooler"); err != nil || d.Disabled != turned {
				t.Errorf("turned %v: %+v %v", turned, d, err)
			}
		}},
		{kind: Winsock, prepare: func(t *testing.T) {
			text(winsockKey, "WinSock_Registry_Version", "2.0")(t)
			raw(t, registry.LOCAL_MACHINE, winsockKey+`\Protocol_Catalog9\Catalog_Entries\000000000001`, "PackedCatalogItem",
				func(k registry.Key) error { return k.SetBinaryValue("PackedCatalogItem", bytes.Repeat([]byte{7}, 888)) })
		}, to: func(old []byte) []byte {
			all, _ := readRegistryValues(old)
			all.find("WinSock_Registry_Version").setText("2.1")
			return all.bytes()
		}},
	}
}

// TestTurns: a value read, turned, read, put back and read is the old one to the byte.
func TestTurns(t *testing.T) {
	c := mayChange(t)
	for _, one := range turns() {
		t.Run(string(one.kind)+" "+one.name, func(t *testing.T) {
			if one.prepare != nil {
				one.prepare(t)
			}
			look := func(turned bool) []byte {
				t.Helper()
				v, err := c.Read(t.Context(), one.kind, one.name)
				if err != nil {
					t.Fatal(err)
				}
				if one.seen != nil {
					one.seen(t, turned)
				}
				return v
			}
			write := func(v []byte) {
				t.Helper()
				if err := c.Write(t.Context(), one.kind, one.name, v); err != nil {
					t.Fatal(err)
				}
			}
			old := look(false)
			to := one.to(old)
			if bytes.Equal(old, to) {
				t.Fatalf("nothing to turn: %s", old)
			}
			write(to)
			if got := look(true); !bytes.Equal(got, to) {
				t.Errorf("turned to\n%s it is\n%s", to, got)
			}
			write(old)
			if got := look(false); !bytes.Equal(got, old) || (got == nil) != (old == nil) {
				t.Errorf("put back to\n%s it is\n%s", old, got)
			}
		})
	}
}

// TestHostsMoved: a hosts file that a setting moved is found, and not written.
func TestHostsMoved(t *testing.T) {
	c := mayChange(t)
	const parameters = `SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`
	was := registryString(registry.LOCAL_MACHINE, parameters, "DataBasePath")
	raw(t, registry.LOCAL_MACHINE, parameters, "DataBasePath", func(k registry.Key) error { return k.SetExpandStringValue("DataBasePath", `%TEMP%`) })
	defer raw(t, registry.LOCAL_MACHINE, parameters, "DataBasePath", func(k registry.Key) error { return k.SetStringValue("DataBasePath", was) })
	own := filepath.Join(os.Getenv("TEMP"), "hosts")
	if err := os.WriteFile(own, []byte("203.0.113.9 moved.example\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	defer os.Remove(own)
	path, text, err := hostsFile(t.Context())
	if err != nil || !strings.EqualFold(path, own) || !bytes.Contains(text, []byte("moved.example")) {
		t.Errorf("%s %q %v", path, text, err)
	}
	if err := c.Write(t.Context(), HostsText, "", []byte("x")); !errors.Is(err, ErrLocked) {
		t.Errorf("written all the same: %v", err)
	}
}

// TestHeldByPolicy: what a policy keeps is locked.
func TestHeldByPolicy(t *testing.T) {
	c := mayChange(t)
	number := func(path, name string, n uint32) func() {
		raw(t, registry.LOCAL_MACHINE, path, name, func(k registry.Key) error { return k.SetDWordValue(name, n) })
		return func() {
			raw(t, registry.LOCAL_MACHINE, path, name, func(k registry.Key) error { return k.DeleteValue(name) })
		}
	}
	for _, p := range []struct {
		kind       Kind
		name       string
		path, what string
		n          uint32
	}{
		{DesktopProxy, "WinINET", `SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings`, "ProxySettingsPerUser", 0},
		{FirewallRule, "out kpdoctor_8443", firewallPolicyKey + `\PublicProfile`, "AllowLocalPolicyMerge", 0},
		{TimeZone, "", `SYSTEM\CurrentControlSet\Services\tzautoupdate`, "Start", 3},
	} {
		if err := c.Locked(t.Context(), p.kind, p.name); err != nil {
			t.Errorf("%s: %v", p.kind, err)
		}
		undo := number(p.path, p.what, p.n)
		if err := c.Locked(t.Context(), p.kind, p.name); !errors.Is(err, ErrLocked) {
			t.Errorf("%s by %s: %v", p.kind, p.what, err)
		}
		undo()
	}
	raw(t, registry.LOCAL_MACHINE, firewallKey+`\FirewallRules`, "{X}", func(k registry.Key) error {
		return k.SetStringValue("{X}", "v2.31|Action=Block|Active=TRUE|Dir=Out|Protocol=6|RPort=8443|Name=禁止开票|")
	})
	if err := c.Locked(t.Context(), FirewallRule, "out kpdoctor_8443"); !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), "禁止开票") {
		t.Errorf("a rule that blocks: %v", err)
	}
}

// TestProxyOfTheMachine: where a policy says so, the machine's proxy counts.
func TestProxyOfTheMachine(t *testing.T) {
	mayChange(t)
	const policies = `SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings`
	raw(t, registry.LOCAL_MACHINE, policies, "", func(k registry.Key) error { return k.SetDWordValue("ProxySettingsPerUser", 0) })
	defer raw(t, registry.LOCAL_MACHINE, policies, "", func(k registry.Key) error { return k.DeleteValue("ProxySettingsPerUser") })
	raw(t, registry.LOCAL_MACHINE, internetSettingsKey, "", func(k registry.Key) error {
		return errors.Join(k.SetDWordValue("ProxyEnable", 1), k.SetStringValue("ProxyServer", "192.0.2.5:8080"))
	})
	all, err := winINET()
	if err != nil || len(all) != 1 || all[0].URL != "http://192.0.2.5:8080" {
		t.Errorf("%+v %v", all, err)
	}
}

// TestFolders: a folder of one's own is made and taken; one that lies where only
// administrators write, but is another's, is refused.
func TestFolders(t *testing.T) {
	mayChange(t)
	config, err := os.UserConfigDir()
	if err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(config, "kpdoctor", "repairs")
	if err := OwnFolder(own); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(own, "a.jsonl")
	f, err := OpenOwn(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL|os.O_APPEND)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("one\n"); err != nil {
		t.Error(err)
	}
	f.Close()
	if f, err = OpenOwn(file, os.O_WRONLY|os.O_APPEND); err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString("two\n")
	f.Close()
	if text, _ := os.ReadFile(file); err != nil || string(text) != "one\ntwo\n" {
		t.Errorf("%q %v", text, err)
	}
	if f, err := OpenOwn(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL); err == nil {
		f.Close()
		t.Error("made twice")
	}
	second := filepath.Join(own, "b.jsonl")
	if err := os.Link(file, second); err != nil {
		t.Logf("no second name in Wine: %v", err)
	} else if f, err := OpenOwn(second, os.O_RDONLY); !errors.Is(err, ErrLocked) {
		f.Close()
		t.Errorf("a file with two names: %v", err)
	}
	if f, err := OpenOwn(own, os.O_RDONLY); err == nil {
		f.Close()
		t.Error("a folder was opened as a file")
	}
	if err := os.MkdirAll(AdminFolder, 0o777); err != nil { // a stranger was first
		t.Fatal(err)
	}
	if err := OwnFolder(filepath.Join(AdminFolder, "journal")); Lent() && !errors.Is(err, ErrLocked) {
		t.Errorf("a stranger's folder was taken for the administrators': %v", err)
	}
	if err := OwnFolder("journal"); err == nil {
		t.Error("a path that is not absolute was taken")
	}
}

// TestActs: what Wine can do of them.
func TestActs(t *testing.T) {
	c := mayChange(t)
	if err := c.Do(t.Context(), FlushDNS, ""); err != nil {
		t.Error(err)
	}
	if err := c.Do(t.Context(), RestartService, "Spooler"); err != nil {
		t.Error(err)
	}
	if d, err := daemon(t.Context(), "Spooler"); err != nil || !d.Running {
		t.Errorf("after its restart: %+v %v", d, err)
	}
	// Wine has no such programs or functions: an error, and no end of the program.
	for act, name := range map[Act]string{SyncClock: "", RescanUSB: "", RenewLease: "none such", RestartProgram: "none-such.exe", ForgetNeighbour: "none such"} {
		if err := c.Do(t.Context(), act, name); err == nil {
			t.Errorf("%s was done in Wine", act)
		}
	}
	if ties, err := c.Ties(t.Context()); err != nil || ties.Joined {
		t.Errorf("%+v %v", ties, err)
	}
}
