package profile

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestFullProfile(t *testing.T) {
	p, err := Load("testdata/valid/full.toml")
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Endpoints) != 5 || len(p.Endpoints[0].Roots) != 1 || len(p.References.Roots) != 1 {
		t.Fatalf("endpoints or roots missing: %+v", p)
	}
	root := p.Endpoints[0].Roots
	p.Endpoints[0].Roots, p.References.Roots = nil, nil
	want := &Profile{
		Name: "北京 · 电子发票服务平台", Region: "beijing", Software: "browser",
		Endpoints: []Endpoint{
			{Name: "电子发票服务平台", URL: "https://dppt.beijing.chinatax.gov.cn:8443/", Scheme: "https", Host: "dppt.beijing.chinatax.gov.cn", Port: 8443,
				Path: "/", Role: Primary, Proof: ProofResponse, Expect: []StatusRange{{100, 499}, {511, 511}}},
			{URL: "TLCP://税务.Example.:7001", Scheme: "tlcp", Host: "xn--zfr703g.example", Port: 7001, Role: Support, Proof: ProofRecord},
			{URL: "tls://[2001:DB8:0::1]:9443", Scheme: "tls", Host: "2001:db8::1", Port: 9443, Role: Primary, Proof: ProofTLS},
			{URL: "tcp://10.0.0.1:7001/", Scheme: "tcp", Host: "10.0.0.1", Port: 7001, Path: "/", Role: Primary, Proof: ProofOpen},
			{URL: "http://a.example/x%20y?q=1#top", Scheme: "http", Host: "a.example", Port: 80, Path: "/x%20y?q=1", Role: Primary, Proof: ProofResponse, Expect: DefaultExpect()},
		},
		References: References{
			DNS:   []string{"223.5.5.5:53", "dns.example:5353", "[::1]:53", "[::1]:54"},
			HTTP:  []URL{{"http://a.example/generate_204", "http", "a.example", 80, "/generate_204"}},
			HTTPS: []URL{{"https://www.a.example/", "https", "www.a.example", 443, "/"}},
			Ping:  []string{"223.5.5.5", "a.example"},
			NTP:   []string{"ntp.ntsc.ac.cn:123", "127.0.0.1:12345"},
		},
		Limits: Limits{ConnectTimeout: 1500 * time.Millisecond, SlowDNS: 500 * time.Millisecond, SlowResponse: 90 * time.Minute,
			ResponseTimeout: 24 * time.Hour, MaxRTT: time.Second, MaxLoss: 1, MaxSkew: 10 * time.Minute, Timezone: "UTC", CertExpiring: 30 * 24 * time.Hour},
		Device:   &Device{Kind: "ukey", USB: []USBID{{0x1432, 0x07d0}}, Service: []string{"SCardSvr", "pcscd"}},
		Invoice:  &InvoiceSoftware{Name: "开票软件", MinVersion: "3.0", Processes: []string{"fwkp.exe"}, LocalPorts: []uint16{8081, 28000}},
		Host:     &Host{MinFreeDisk: 1 << 30, MinMemory: 3 << 29, OS: []string{"windows>=10.0", "linux"}},
		Proxy:    "http://proxy.example:8080",
		Contacts: []Contact{{"local_network", "网管", "8001"}},
	}
	if !reflect.DeepEqual(p, want) {
		t.Errorf("got  %+v\nwant %+v", p, want)
	}

	notepad, err := Load("testdata/valid/notepad.toml") // the same with a BOM and CRLF
	if err != nil {
		t.Fatal(err)
	}
	if got := notepad.Endpoints[0].Roots; len(got) != 1 || !got[0].Equal(root[0]) {
		t.Errorf("roots with BOM and CRLF: %v", got)
	}
	notepad.Endpoints[0].Roots, notepad.References.Roots = nil, nil
	if !reflect.DeepEqual(notepad, want) {
		t.Errorf("with BOM and CRLF: %+v", notepad)
	}
}

func TestDefaults(t *testing.T) {
	p, err := Load("testdata/valid/minimal.toml")
	if err != nil {
		t.Fatal(err)
	}
	if p.Name != "a.example:443" || p.Software != "custom" || p.Proxy != "system" || p.Limits != DefaultLimits() ||
		p.Device != nil || p.Invoice != nil || p.Host != nil || len(p.References.DNS) != 0 {
		t.Errorf("got %+v", p)
	}
	e := p.Endpoints[0]
	if e.Role != Primary || e.Proof != ProofResponse {
		t.Errorf("got %+v", e)
	}
	var refused []int
	for status := 100; status < 600; status++ {
		if !e.Expects(status) {
			refused = append(refused, status)
		}
	}
	if len(refused) != 106 || !reflect.DeepEqual(refused[:6], []int{401, 403, 404, 407, 410, 429}) || refused[6] != 500 {
		t.Errorf("does not expect %v", refused)
	}
}

func TestLoadRefusesWhatIsNoFile(t *testing.T) {
	folder := t.TempDir()
	large := filepath.Join(folder, "large.toml")
	if err := os.WriteFile(large, bytes.Repeat([]byte("#\n"), maxText), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(folder, "none.toml"), folder, large} {
		if _, err := Load(path); err == nil || !strings.HasPrefix(err.Error(), path+": ") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// TestRootsStayInTheFolder: a link out of the profile's folder is no plain name.
func TestRootsStayInTheFolder(t *testing.T) {
	outside, err := filepath.Abs("testdata/valid/private-root.pem")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(folder, "link.pem")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	file := filepath.Join(folder, "p.toml")
	text := "schema = \"kpdoctor.profile/v1\"\n[[endpoints]]\nurl = \"https://a.example/\"\nroots = [\"link.pem\"]\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(file); err == nil || !strings.Contains(err.Error(), ":4: endpoints.roots: ") {
		t.Errorf("a root behind a link: %v", err)
	}
}

// FuzzParse: whatever a stranger sends, there is either a usable profile or one
// line that names the file.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"testdata/valid/*.toml", "testdata/invalid/*.toml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatal(pattern, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	pem, err := os.ReadFile("testdata/valid/private-root.pem")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := Parse("some\nfile.toml", text, func(name string) ([]byte, error) {
			if !plainName(name) {
				t.Errorf("asked to open %q", name)
			}
			return pem, nil
		})
		if err != nil {
			if e, ok := err.(*Error); !ok || !strings.HasPrefix(err.Error(), "some file.toml:") || strings.ContainsAny(err.Error()+e.In("zh"), "\r\n\x1b") {
				t.Errorf("error %q", err)
			}
			return
		}
		if len(p.Endpoints) == 0 {
			t.Error("no endpoints and no error")
		}
		for _, target := range p.Hosts() {
			if host, port, err := net.SplitHostPort(target); err == nil && (host == "" || port == "0") {
				t.Errorf("host %q", target)
			}
		}
	})
}
