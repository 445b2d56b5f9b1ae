package wine

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kpdoctor/checks/internal/lab"
)

// A mending is a fault of Windows's settings that kpcheck.exe mends and brings back.
type mending struct {
	name    string
	profile func(*lab.Profile)
	windows func(*prefix, *lab.Lab)
	cause   string
	repair  string
	keys    []string // of the registry: what may change
	hosts   bool     // the hosts file may change
	result  string   // "": fixed
}

// TestRepairs: break, diagnose, rehearse, mend, look, undo, look: in Wine on the PC
// of a lab. What is not to change is compared to the byte.
func TestRepairs(t *testing.T) {
	need(t)
	if why := lab.Missing(); len(why) > 0 {
		t.Fatalf("a lab needs more: %s", strings.Join(why, ", "))
	}
	for _, m := range mendings {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			m.play(t)
		})
	}
}

const internetKey = `HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings`

var mendings = []mending{
	{name: "hosts", cause: "dns.hosts_override", repair: "hosts.comment", hosts: true, windows: func(p *prefix, _ *lab.Lab) {
		text := "# \xbf\xaa\xc6\xb1\r\n203.0.113.99\t" + taxName + " other.example\r\n127.0.0.1 localhost" // GBK, and no last end of line
		p.write(p.t, hostsName, []byte(text))
	}},
	{name: "WinINET", cause: "proxy.unreachable", repair: "proxy.off", keys: []string{internetKey}, windows: func(p *prefix, _ *lab.Lab) {
		p.registry(p.t, `[HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings]
"ProxyEnable"=dword:00000001
"ProxyServer"="192.168.1.1:3128"
"ProxyOverride"="<local>"

[HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings\Connections]
"DefaultConnectionSettings"=hex:46,00,00,00,07,00,00,00,03,00,00,00,10,00,00,00,31,39,32,2e,31,36,38,2e,31,2e,31,3a,33,31,32,38,07,00,00,00,3c,6c,6f,63,61,6c,3e,00,00,00,00
`)
	}},
	{name: "user's variable", cause: "proxy.unreachable", repair: "proxy.variable_off", keys: []string{`HKCU\Environment`}, windows: func(p *prefix, _ *lab.Lab) {
		p.registry(p.t, `[HKEY_CURRENT_USER\Environment]
"HTTPS_PROXY"="http://192.168.1.1:3128"
`)
		p.restart(p.t) // programs get it from the next start on
	}},
	{name: "card service switched off", cause: "device.service_stopped", repair: "device.start_service", keys: []string{`HKLM\System\CurrentControlSet\Services\SCardSvr`},
		profile: func(p *lab.Profile) {
			p.Extra += "[device]\nkind = \"ca_key\"\nrequired = true\nusb = [\"1ea8:f003\"]\nservice = [\"SCardSvr\"]\n"
		},
		windows: func(p *prefix, _ *lab.Lab) {
			// A program of Wine plays the service.
			p.registry(p.t, taxKey+`[HKEY_LOCAL_MACHINE\System\CurrentControlSet\Services\SCardSvr]
"ImagePath"="C:\\windows\\system32\\spoolsv.exe"
"Start"=dword:00000004
"Type"=dword:00000010
"ErrorControl"=dword:00000001
"ObjectName"="LocalSystem"
"PreshutdownTimeout"=dword:00000000
`) // Wine writes the last one down itself, at any change
			p.restart(p.t)
		}},
}

const hostsName = "drive_c/windows/system32/drivers/etc/hosts"

// told is what kpcheck repair and undo print.
type told struct {
	Result, Repair, Error string
	exit                  int
	text                  string
}

func (m mending) play(t *testing.T) {
	profile := lab.Scenario{Name: m.name, Profile: m.profile}
	err := profile.With(t.TempDir(), func(l *lab.Lab, file string) error {
		p := enter(t, l)
		p.t = t
		m.windows(p, l)
		broken := p.state(t, m.keys)
		say := func(args ...string) told {
			t.Helper()
			if args[0] == "repair" {
				args = append(args, "--profile", file, "--redact", "off", "--deadline", "30s")
			}
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
			defer cancel()
			r := finish(t, p.wine(ctx, append(append([]string{kpcheck}, args...), "--format", "json", "--lang", "en")...))
			s := told{exit: r.code, text: r.stderr}
			if err := json.Unmarshal([]byte(r.stdout), &s); err != nil {
				t.Fatalf("%q: exit %d: %v: %s%s", args, r.code, err, r.stdout, r.stderr)
			}
			return s
		}
		if s := say("repair", m.cause, "--dry-run"); s.exit != 0 || s.Result != "planned" || s.Repair != m.repair {
			t.Fatalf("rehearsal: exit %d, %s by %s: %s %s", s.exit, s.Result, s.Repair, s.Error, s.text)
		}
		if d := differs(broken, p.state(t, m.keys), nil, false); d != "" {
			t.Errorf("the rehearsal changed %s", d)
		}
		want := m.result
		if want == "" {
			want = "fixed"
		}
		if s := say("repair", m.cause, "--yes"); s.Result != want || s.Repair != m.repair {
			t.Fatalf("exit %d, %s by %s: %s %s", s.exit, s.Result, s.Repair, s.Error, s.text)
		}
		mended := p.state(t, m.keys)
		if differs(broken, mended, nil, false) == "" {
			t.Error("nothing was changed")
		}
		if d := differs(broken, mended, m.keys, m.hosts); d != "" {
			t.Errorf("it also changed %s", d)
		}
		if s := say("undo"); s.exit != 0 || s.Result != "undone" {
			t.Fatalf("undo: exit %d, %s: %s %s", s.exit, s.Result, s.Error, s.text)
		}
		if d := differs(broken, p.state(t, m.keys), nil, false); d != "" {
			t.Errorf("undo did not bring back %s", d)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// state is what repairs may change: the hosts file, and keys of the registry as
// Wine exports them. "HKLM" and "HKCU" stand for what lies beside them.
func (p *prefix) state(t *testing.T, keys []string) map[string]string {
	t.Helper()
	text, _ := os.ReadFile(filepath.Join(p.dir, hostsName)) // may not be there
	all := map[string]string{"hosts": string(text)}
	for _, key := range append([]string{internetKey, `HKCU\Environment`, `HKLM\System\CurrentControlSet\Services`,
		`HKLM\System\CurrentControlSet\Control\Session Manager\Environment`}, keys...) {
		r := p.run(t, "reg", "export", key, `C:\state.reg`, "/y")
		text, err := os.ReadFile(filepath.Join(p.dir, "drive_c/state.reg"))
		if r.code != 0 || err != nil {
			t.Fatalf("exporting %s: exit %d %v", key, r.code, err)
		}
		all[key] = string(text)
	}
	return all
}

// differs names what is not the same, but for the keys (and what lies above
// them) and the hosts file that may differ.
func differs(a, b map[string]string, may []string, hosts bool) string {
	for name, text := range a {
		allowed := name == "hosts" && hosts
		for _, key := range may {
			allowed = allowed || strings.HasPrefix(key, name)
		}
		if !allowed && text != b[name] {
			return name + ":" + lines(text, b[name], "-") + lines(b[name], text, "+")
		}
	}
	return ""
}

// lines are those of a that b has not; reg exports UTF-16.
func lines(a, b, mark string) (all string) {
	a, b = strings.ReplaceAll(a, "\x00", ""), strings.ReplaceAll(b, "\x00", "")
	for line := range strings.Lines(a) {
		if !strings.Contains(b, line) {
			all += "\n" + mark + line
		}
	}
	return all
}
