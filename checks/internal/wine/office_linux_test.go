package wine

import (
	"crypto/sha1"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kpdoctor/checks"
	"kpdoctor/checks/internal/fault"
	"kpdoctor/checks/internal/lab"
	"kpdoctor/checks/report"
)

const taxName, taxPort = "dppt.lab.chinatax.gov.cn", 8443

// enter puts a clone of the prefix on the lab's PC: its network is Windows's.
func enter(t *testing.T, l *lab.Lab) *prefix {
	t.Helper()
	p := clone(t)
	p.wrap = []string{"ip", "netns", "exec", l.Client.Name}
	l.Program = []string{"wine", kpcheck}
	l.Env = append(l.Env, p.environ()...)
	p.registry(t, chinaTime+trusted(l.Root()))
	return p
}

const chinaTime = `[HKEY_LOCAL_MACHINE\System\CurrentControlSet\Control\TimeZoneInformation]
"TimeZoneKeyName"="China Standard Time"

`

// trusted is a .reg that puts a root into the machine's store.
func trusted(der []byte) string {
	blob := []byte{32, 0, 0, 0, 1, 0, 0, 0, byte(len(der)), byte(len(der) >> 8), 0, 0} // property 32: the certificate
	return fmt.Sprintf("[HKEY_LOCAL_MACHINE\\Software\\Microsoft\\SystemCertificates\\Root\\Certificates\\%X]\n\"Blob\"=hex:%s\n\n",
		sha1.Sum(der), hexadecimal(append(blob, der...)))
}

func hexadecimal(b []byte) string {
	parts := make([]string, len(b))
	for i, c := range b {
		parts[i] = fmt.Sprintf("%02x", c)
	}
	return strings.Join(parts, ",")
}

// An office is a network, what Windows is set to, and what must be found.
type office struct {
	name    string
	profile func(*lab.Profile)
	fault   func(*lab.Lab)                   // what is broken outside
	windows func(*prefix, *lab.Lab)          // what is set inside
	want    []string                         // codes
	verdict string                           // "": as lab.Scenario
	facts   func(*testing.T, *report.Report) // what else must have been seen
}

// TestOffice runs kpcheck.exe on the PC of a lab: real networks, real faults,
// the registry and the files of Windows.
func TestOffice(t *testing.T) {
	need(t)
	if why := lab.Missing(); len(why) > 0 {
		t.Fatalf("a lab needs more: %s", strings.Join(why, ", "))
	}
	for _, o := range offices {
		t.Run(o.name, func(t *testing.T) {
			t.Parallel()
			s := lab.Scenario{Name: o.name, Profile: o.profile, Want: o.want}
			s.Fault = func(l *lab.Lab) {
				p := enter(t, l)
				if o.windows != nil {
					p.t = t
					o.windows(p, l)
				}
				if o.fault != nil {
					o.fault(l)
				}
			}
			out, err := s.Play(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range out.Wrong {
				if o.verdict != "" && strings.HasPrefix(w, "verdict ") && string(out.Verdict) == o.verdict {
					continue
				}
				t.Errorf("%s; causes %q", w, out.Got)
			}
			if o.facts != nil {
				o.facts(t, out.Report)
			}
			if t.Failed() {
				for _, c := range out.Report.Checks {
					t.Logf("%-8s %s: %s %s", c.Status, c.ID, c.Summary, c.Reason)
				}
			}
		})
	}
}

func ip(l *lab.Lab, lines string) {
	if err := l.Client.IP(lines); err != nil {
		panic(err)
	}
}

var offices = []office{
	{name: "healthy", facts: func(t *testing.T, r *report.Report) {
		a := evidence[checks.AdapterEvidence](t, r, "adapter")
		at := slices.IndexFunc(a.Adapters, func(a checks.AdapterInfo) bool { return a.Name == "eth0" })
		if at < 0 || !slices.Contains(a.Adapters[at].Addresses, "192.168.1.100/24") || a.Adapters[at].MAC != "52:54:00:c1:1e:01" || !a.Adapters[at].Carrier {
			t.Errorf("adapters %+v", a.Adapters)
		}
		if !slices.ContainsFunc(a.Routes, func(r checks.RouteInfo) bool {
			return r.To == "0.0.0.0/0" && r.Gateway == "192.168.1.1" && r.Adapter == "eth0"
		}) {
			t.Errorf("routes %+v", a.Routes)
		}
		d := evidence[checks.DNSEvidence](t, r, "dns:"+taxName)
		if !slices.ContainsFunc(d.Answers, func(a checks.DNSAnswer) bool { return a.Role == "configured" && a.Server == "192.168.1.1:53" }) {
			t.Errorf("resolvers %+v", d.Answers)
		}
		if c := evidence[checks.ClockEvidence](t, r, "clock"); c.Zone != "Asia/Shanghai" {
			t.Errorf("zone %s", c.Zone)
		}
	}},
	// Wine tells an adapter that is off as one without a cable.
	{name: "adapter off", want: []string{"adapter.unplugged"}, fault: func(l *lab.Lab) { ip(l, "link set eth0 down\n") }},
	{name: "no address", want: []string{"adapter.no_address"}, fault: func(l *lab.Lab) { ip(l, "addr flush dev eth0\n") }},
	{name: "no gateway", want: []string{"adapter.no_gateway"}, fault: func(l *lab.Lab) { ip(l, "route del default\n") }},
	{name: "resolver silent", want: []string{"dns.resolver_down"}, fault: func(l *lab.Lab) { l.Inner.Silence() }},
	{name: "port closed", want: []string{"port.refused"}, fault: func(l *lab.Lab) { l.Stop(taxName, taxPort) }},
	{name: "router drops the port", want: []string{"port.filtered"}, fault: func(l *lab.Lab) { l.Drop(l.Router, "forward", "tcp dport 8443", "drop") }},
	{name: "root not trusted", want: []string{"cert.untrusted_root"}, fault: func(l *lab.Lab) {
		root, err := fault.NewRoot(fault.Subject{CommonName: "Another Root"})
		if err != nil {
			panic(err)
		}
		c, err := root.Leaf(fault.Subject{CommonName: taxName, Names: []string{taxName}})
		if err != nil {
			panic(err)
		}
		l.Cert(taxName, taxPort, c, fault.Welcome())
	}},
	{name: "dead proxy in the internet settings", want: []string{"proxy.unreachable"}, windows: func(p *prefix, _ *lab.Lab) {
		p.registry(p.t, `[HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings]
"ProxyEnable"=dword:00000001
"ProxyServer"="192.168.1.1:3128"
"ProxyOverride"="<local>"
`)
	}, facts: func(t *testing.T, r *report.Report) {
		e := evidence[checks.ProxyEvidence](t, r, "proxy")
		if len(e.Settings) != 1 || e.Settings[0].Source != "WinINET" || e.Settings[0].URL != "http://192.168.1.1:3128" {
			t.Errorf("%+v", e.Settings)
		}
	}},
	{name: "hosts file in GBK", want: []string{"dns.hosts_override"}, windows: func(p *prefix, _ *lab.Lab) {
		hosts := "# \xbf\xaa\xc6\xb1\r\n203.0.113.99\t" + taxName + "\r\n" // 开票
		p.write(p.t, "drive_c/windows/system32/drivers/etc/hosts", []byte(hosts))
	}, facts: func(t *testing.T, r *report.Report) {
		e := evidence[checks.DNSEvidence](t, r, "dns:"+taxName)
		if len(e.Hosts) != 1 || e.Hosts[0].Line != 2 || e.Hosts[0].Address != "203.0.113.99" || !strings.HasSuffix(e.Hosts[0].Path, `drivers\etc\hosts`) {
			t.Errorf("%+v", e.Hosts)
		}
	}},
	{name: "tax key in", profile: withKey, windows: func(p *prefix, _ *lab.Lab) { p.registry(p.t, taxKey+usbHub) }, facts: func(t *testing.T, r *report.Report) {
		e := evidence[checks.DeviceEvidence](t, r, "device")
		if len(e.Devices) != 1 || !e.Devices[0].Matches || e.Devices[0].ID != "1ea8:f003" || e.Devices[0].Serial != "661234567890" || e.Devices[0].Product != "税务Ukey" {
			t.Errorf("%+v", e)
		}
	}},
	{name: "tax key out", profile: withKey, want: []string{"device.missing"}},
	{name: "service switched off", profile: func(p *lab.Profile) {
		p.Extra += "[device]\nkind = \"ca_key\"\nrequired = true\nusb = [\"1ea8:f003\"]\nservice = [\"KpTest\"]\n"
	}, want: []string{"device.service_stopped"},
		windows: func(p *prefix, _ *lab.Lab) {
			p.registry(p.t, taxKey+`[HKEY_LOCAL_MACHINE\System\CurrentControlSet\Services\KpTest]
"ImagePath"="C:\\kp.exe"
"Start"=dword:00000004
"Type"=dword:00000010
"ErrorControl"=dword:00000001
"ObjectName"="LocalSystem"
`)
			p.restart(p.t) // services are read at the start
		}, facts: func(t *testing.T, r *report.Report) {
			if e := evidence[checks.DeviceEvidence](t, r, "device"); len(e.Services) != 1 || e.Services[0] != (checks.DaemonInfo{Name: "KpTest", Installed: true, Disabled: true}) {
				t.Errorf("%+v", e.Services)
			}
		}},
	{name: "USB storage blocked", profile: withKey, want: []string{"device.storage_blocked"}, windows: func(p *prefix, _ *lab.Lab) {
		p.registry(p.t, taxKey+`[HKEY_LOCAL_MACHINE\System\CurrentControlSet\Services\USBSTOR]
"Start"=dword:00000004
`)
	}, facts: func(t *testing.T, r *report.Report) {
		if e := evidence[checks.DeviceEvidence](t, r, "device"); e.Storage == nil || len(e.Storage.Blocks) != 1 || !strings.Contains(e.Storage.Blocks[0].Source, "USBSTOR") {
			t.Errorf("%+v", e.Storage)
		}
	}},
	{name: "client installed, 32 bits", profile: withClient, want: []string{"software.not_running"}, windows: func(p *prefix, _ *lab.Lab) {
		p.registry(p.t, `[HKEY_LOCAL_MACHINE\Software\Wow6432Node\Microsoft\Windows\CurrentVersion\Uninstall\kp]
"DisplayName"="增值税发票开票软件（税务UKey版）"
"DisplayVersion"="2.0.50"
"DisplayIcon"="C:\\kp\\开票.exe,0"
`)
	}, facts: func(t *testing.T, r *report.Report) {
		if e := evidence[checks.SoftwareEvidence](t, r, "software"); e.Installed == nil || !*e.Installed {
			t.Errorf("%+v", e)
		}
	}},
}

func withKey(p *lab.Profile) {
	p.Extra += "[device]\nkind = \"ukey\"\nrequired = true\nusb = [\"1ea8:f003\"]\n"
}

func withClient(p *lab.Profile) {
	p.Extra += "[invoice_software]\nname = \"增值税发票开票软件（税务UKey版）\"\nprocesses = [\"开票.exe\"]\n"
}

// taxKey is a device as SetupAPI keeps it; hex(7) is a list of texts in UTF-16.
var taxKey = `[HKEY_LOCAL_MACHINE\System\CurrentControlSet\Enum\USB\VID_1EA8&PID_F003\661234567890]
"DeviceDesc"="税务Ukey"
"Class"="SmartCardReader"
"ClassGUID"="{50dd5230-ba8a-11d1-bf5d-0000f805f530}"
"HardwareID"=hex(7):` + hexadecimal(wide("USB\\VID_1EA8&PID_F003\x00\x00")) + `
"CompatibleIDs"=hex(7):` + hexadecimal(wide("USB\\Class_0B&SubClass_00\x00\x00")) + `

`

var usbHub = `[HKEY_LOCAL_MACHINE\System\CurrentControlSet\Enum\USB\VID_05E3&PID_0608\5&1&0&1]
"DeviceDesc"="Generic USB Hub"
"Class"="USB"
"ClassGUID"="{36fc9e60-c465-11cf-8056-444553540000}"
"CompatibleIDs"=hex(7):` + hexadecimal(wide("USB\\Class_09\x00\x00")) + `

`

func wide(s string) (b []byte) {
	for _, c := range s { // no character beyond the first plane
		b = append(b, byte(c), byte(c>>8))
	}
	return b
}

// TestPaths: Chinese, spaces and more than the 260 characters of old Windows do
// no harm, of the program and of its report.
func TestPaths(t *testing.T) {
	need(t)
	p := clone(t)
	home := filepath.Join(p.dir, "drive_c", "开票 资料", strings.Repeat("很长的文件夹", 5))
	long := home
	for len([]rune(long)) < 300 { // beyond the 260 of old Windows
		long = filepath.Join(long, strings.Repeat("长", 60))
	}
	if err := os.MkdirAll(long, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{home, long} {
		exe := filepath.Join(dir, "kpcheck 检查.exe")
		if out, err := os.ReadFile(kpcheck); err != nil || os.WriteFile(exe, out, 0o755) != nil {
			t.Fatal(err)
		}
		report := filepath.Join(dir, "报告 一.html")
		r := p.run(t, exe, "demo", "--fault", "port.refused", "--format", "html", "--output", windowsPath(p, report))
		if text, err := os.ReadFile(report); r.code != 1 || err != nil || !strings.Contains(string(text), "<html") {
			t.Errorf("in %d characters: exit %d %v: %s", len([]rune(dir)), r.code, err, r.stderr)
		}
	}
}

// windowsPath is a path of the prefix as Windows says it.
func windowsPath(p *prefix, path string) string {
	inside, err := filepath.Rel(filepath.Join(p.dir, "drive_c"), path)
	if err != nil {
		return path
	}
	return `C:\` + strings.ReplaceAll(inside, "/", `\`)
}
