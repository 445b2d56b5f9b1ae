package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
)

func formats(r *Report) map[string]func(io.Writer) error {
	return map[string]func(io.Writer) error{"json": r.WriteJSON, "text": r.WriteText, "html": r.WriteHTML}
}

// maskOf makes a mask as the office's report has it.
func maskOf(host env.Host) *mask {
	v := healthy()
	v.Host = host
	return newMask(Assemble(v, beijing(), Options{}), nil)
}

func TestMaskText(t *testing.T) {
	m := maskOf(env.Host{Name: "DESKTOP-7Q2RKLM", User: `CORP01\zhangli`})
	for _, c := range []struct{ in, want string }{
		{"dial tcp 192.168.31.57:50122->36.112.1.10:8443", "dial tcp inner-1:50122->36.112.1.10:8443"},
		{"inner 10.1.2.3/8, 172.16.0.9 and 100.64.9.9.", "inner inner-2/8, inner-3 and inner-4."},
		{"again 10.1.2.3", "again inner-2"},
		{"[fd12::7]:53 or fe80::1%eth0", "[inner6-1]:53 or linklocal6-1%eth0"},
		{"169.254.1.2", "linklocal-1"},
		{"::ffff:10.1.2.3", "inner-2"},
		{"127.0.0.1:53 [::1]:53 0.0.0.0/0 ::/0 198.18.0.1", "127.0.0.1:53 [::1]:53 0.0.0.0/0 ::/0 198.18.0.1"},
		{"223.5.5.5 and 8.8.8.8", "223.5.5.5 and 8.8.8.8"},
		{"version 1.10.0.0.1, 10.0.22631", "version 1.10.0.0.1, 10.0.22631"},
		{"3c:52:82:aa:bb:cc 3C-52-82-AA-BB-CC 3c52.82aa.bbcc enx3c5282aabbcc", "mac-1 mac-1 mac-1 enxmac-1"},
		{"unknown 00:11:22:33:44:55", "unknown mac-2"},
		{"00:00:00:00:00:00", "00:00:00:00:00:00"},
		{"DESKTOP-7Q2RKLM desktop-7q2rklm.local", "pc-1 pc-1.local"},
		{"zhangli, not zhanglinda", "user-1, not zhanglinda"},
		{`C:\Users\zhangli\AppData and /home/other/x`, `C:\Users\user-1\AppData and /home/user-2/x`},
		{`C:\Users\Public\x`, `C:\Users\Public\x`},
		{"file:///home/zhangli/a", "file:///home/user-1/a"},
		{"CORP01", "pc-2"},
		{"http://zhangli:s3cret!@proxy.corp:3128/", "http://***@proxy.corp:3128/"},
		{"u:p@ss/w@10.1.2.3:8080", "***@inner-2:8080"},
		{"dppt.beijing.chinatax.gov.cn:8443", "dppt.beijing.chinatax.gov.cn:8443"},
		{"serial UK2209A71853 plugged", "serial serial-1 plugged"},
		{"已用 zhangli登录", "已用 user-1登录"},
	} {
		if got := m.field("detail", c.in); got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.in, got, c.want)
		}
	}
	if got := m.field("version", "10.1.2.3"); got != "10.1.2.3" {
		t.Errorf("a version became %q", got)
	}
}

// Names that are ordinary words must neither tear the text nor stop the report.
func TestOrdinaryNamesAreLeft(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine's work: run without the race detector")
	}
	for _, name := range []string{"pc", "dns", "port", "Administrator", "server", "dppt", "beijing", "summary", "财务", "的", "x", "2026", "section", "chinatax.gov.cn", "fail", "host"} {
		for _, lang := range []string{"zh", "en"} {
			v := filtered()
			v.Host = env.Host{Name: name, User: name}
			plainly := made(v, filteredDiagnosis, lang)
			m := plainly.Redacted()
			for i := range m.Diagnosis.Causes {
				if diff := cmp.Diff(plainly.Diagnosis.Causes[i], m.Diagnosis.Causes[i]); diff != "" {
					t.Errorf("a PC called %q tears the words:\n%s", name, diff)
				}
			}
			for i, c := range m.Checks {
				if c.ID != plainly.Checks[i].ID || c.Status != plainly.Checks[i].Status {
					t.Errorf("a PC called %q tears check %q into %q", name, plainly.Checks[i].ID, c.ID)
				}
			}
			for format, write := range formats(m) {
				if err := write(io.Discard); err != nil {
					t.Errorf("a PC called %q: %s: %v", name, format, err)
				}
			}
		}
	}
}

// What the profile names stays, even inner addresses.
func TestProfileIsNotMasked(t *testing.T) {
	p := beijing()
	p.Endpoints[0].URL, p.Endpoints[0].Host = "https://10.8.0.9:8443/", "10.8.0.9"
	p.References.DNS = []string{"10.8.0.53:53"}
	v := healthy()
	v.change("dns:dppt.beijing.chinatax.gov.cn", checks.Fail, &checks.DNSEvidence{Name: "dppt.beijing.chinatax.gov.cn", Answers: []checks.DNSAnswer{
		{Server: "10.8.0.53:53", Role: "reference"}, {Server: "10.8.0.54:53", Role: "configured", Addresses: []string{"10.8.0.9"}}}}, "")
	r := Assemble(v, p, Options{}).Redacted()
	for range 2 {
		var b bytes.Buffer
		if err := r.WriteJSON(&b); err != nil {
			t.Fatal(err)
		}
		out := b.String()
		for _, want := range []string{"https://10.8.0.9:8443/", "10.8.0.53:53", `"10.8.0.9"`} {
			if !strings.Contains(out, want) {
				t.Errorf("%s was masked", want)
			}
		}
		if strings.Contains(out, "10.8.0.54") {
			t.Error("an inner resolver was not masked")
		}
		r = reread(t, r).Redacted()
	}
}

// This PC's own public address, and its network's, are masked and stay public.
func TestOwnPublicAddress(t *testing.T) {
	v := healthy()
	v.change("adapter", checks.Pass, &checks.AdapterEvidence{Adapters: []checks.AdapterInfo{{Name: "eth0", Kind: "ethernet", Enabled: true, Carrier: true,
		Addresses: []string{"61.135.9.7/30", "240e:36:1:2:3e52:82ff:feaa:bbcc/64"}}},
		Routes: []checks.RouteInfo{{To: "0.0.0.0/0", Gateway: "61.135.9.5"}, {To: "240e:36:1:2::/64"}}}, "")
	r := Assemble(v, beijing(), Options{}).Redacted()
	var b bytes.Buffer
	if err := r.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"61.135.9", "240e:36"} {
		if strings.Contains(b.String(), secret) {
			t.Errorf("%s is still there", secret)
		}
	}
	for _, c := range r.Checks {
		if e, ok := c.Evidence.(*checks.AdapterEvidence); ok {
			a := e.Adapters[0].Addresses
			if checks.Scope(a[0]) != checks.ScopePublic || checks.Family(a[1]) != 6 || !strings.HasSuffix(a[0], "/30") {
				t.Errorf("own addresses became %q", a)
			}
		}
	}
}

func TestRedactedTwiceIsTheSame(t *testing.T) {
	r := made(silent(), silentDiagnosis, "zh")
	once := r.Redacted()
	var a, b, before, after bytes.Buffer
	if err := r.WriteJSON(&before); err != nil {
		t.Fatal(err)
	}
	once.WriteJSON(&a)
	reread(t, once).Redacted().WriteJSON(&b)
	if diff := cmp.Diff(a.String(), b.String()); diff != "" {
		t.Errorf("masking a masked report changes it:\n%s", diff)
	}
	r.WriteJSON(&after)
	if before.String() != after.String() {
		t.Error("Redacted changed the report itself")
	}
}

func TestKeyMakesPseudonymsStable(t *testing.T) {
	one := made(silent(), silentDiagnosis, "zh").RedactedWith([]byte("fleet"))
	other := made(healthy(), diagnose.Diagnosis{Verdict: diagnose.OK}, "zh").RedactedWith([]byte("fleet"))
	if a, b := one.Network.Resolvers[0], other.Network.Resolvers[0]; a != b || checks.Scope(a) != checks.ScopePrivate {
		t.Errorf("the same resolver is %q and %q", a, b)
	}
	if a := made(silent(), silentDiagnosis, "zh").RedactedWith([]byte("else")).Network.Resolvers[0]; a == one.Network.Resolvers[0] {
		t.Error("another key gives the same pseudonym")
	}
}

// A name that a summary cuts short must not be left in part.
func TestCutNameIsMasked(t *testing.T) {
	v := healthy()
	v.change("adapter", checks.Pass, &checks.AdapterEvidence{Adapters: []checks.AdapterInfo{{Name: "连接到 DESKTOP-7Q2RKLM 的网线", Kind: "ethernet", Enabled: true, Carrier: true, Addresses: []string{"10.0.0.2/8"}}}}, "")
	r := Assemble(v, beijing(), Options{Lang: "zh"})
	for _, c := range r.Redacted().Checks {
		if strings.Contains(c.Summary, "DESKTOP") {
			t.Error(c.Summary)
		}
	}
}

// A masked report that still holds a secret is not written.
func TestWriteRefusesSecrets(t *testing.T) {
	r := made(filtered(), filteredDiagnosis, "zh").Redacted()
	r.Diagnosis.Causes[0].Explanation += " zhangli"
	for format, write := range formats(r) {
		var b bytes.Buffer
		err := write(&b)
		if err == nil || !strings.Contains(err.Error(), "a private user") || strings.Contains(err.Error(), "zhangli") {
			t.Errorf("%s: error %v", format, err)
		}
		if b.Len() > 0 {
			t.Errorf("%s: %d bytes went out", format, b.Len())
		}
	}
}

// FuzzRedacted plants secrets all over a report: none may come out, in any
// format, and it must come out.
func FuzzRedacted(f *testing.F) {
	f.Add("DESKTOP-7Q2RKLM", "zhangli", "UK2209A71853", "Zhang&Li's 5G", byte(0), byte(0))
	f.Add("caiwu-03", "王小明", "0012-AB", `"quoted"`, byte(1), byte(1))
	f.Add(`PC"<b>`, `a\b`, "12345678", "家里的WiFi", byte(2), byte(2))
	f.Add("x", "li", "1", "2026", byte(3), byte(3))
	f.Add("\x86PC-7", "user\xff\xfe", "A\x001", "\u202ehome", byte(4), byte(4))
	f.Fuzz(func(t *testing.T, pc, user, serial, wifi string, where, mac byte) {
		hw := fmt.Sprintf("02:42:ac:%02x:00:%02x", mac, mac^0x5a)
		inner := fmt.Sprintf("10.%d.77.%d", mac, where)
		v := filtered()
		v.Host.Name, v.Host.User = pc, user
		note := strings.Join([]string{"at", pc, "by", user, "with", serial, "over", wifi, hw, inner, "end"}, " ")
		v.change("device", checks.Fail, &checks.DeviceEvidence{Kind: "ukey", Devices: []checks.DeviceInfo{{ID: "101d:0003", Serial: serial, Product: note}}}, note)
		v.change("adapter", checks.Fail, &checks.AdapterEvidence{Adapters: []checks.AdapterInfo{{Name: note, MAC: hw, Addresses: []string{inner + "/8"}}}}, note)
		v.change("port:"+endpoint, checks.Error, &checks.PortEvidence{EndpointInfo: info, Attempts: []checks.Attempt{{Address: inner, Failure: "other", Detail: note}}}, note)
		d := filteredDiagnosis
		d.Causes = []diagnose.Problem{{Code: "port.filtered", Targets: []string{note}, Facts: map[string]string{"targets": note}}}
		r := made(v, d, []string{"zh", "en"}[where%2])
		r.private = r.private.and(private{wifi: []string{wifi}})
		r = r.Redacted()
		known := r.private.secrets(r.keep)
		for format, write := range formats(r) {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatalf("%s: %v", format, err)
			}
			out := b.String()
			for _, s := range []string{hw, strings.ReplaceAll(hw, ":", "-"), inner} {
				if strings.Contains(strings.ToLower(out), s) {
					t.Errorf("%s holds %s", format, s)
				}
			}
			for _, s := range known {
				if kept := strings.Join(sortedTerms(r.keep), "\n"); strings.Contains(kept, s.value) {
					continue // what the profile says too is no secret there
				}
				if !s.word && strings.Contains(lower(out), s.value) {
					t.Errorf("%s holds %q", format, s.value)
				}
			}
		}
	})
}
