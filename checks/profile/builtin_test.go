package profile

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestEveryBuiltinProfileIsRight(t *testing.T) {
	regions := Builtin()
	if len(regions) != 36 {
		t.Fatalf("%d tax authorities, want 36", len(regions))
	}
	for _, l := range regions {
		if l.Initials == "" || len(l.Softwares) != 5 {
			t.Errorf("%s: initials %q, softwares %v", l.Spelling, l.Initials, l.Softwares)
		}
		for _, software := range l.Softwares {
			p, err := ByRegion(l.Spelling, software)
			if err != nil {
				t.Errorf("%s %s: %v", l.Spelling, software, err)
				continue
			}
			primary := slices.ContainsFunc(p.Endpoints, func(e Endpoint) bool { return e.Role == Primary })
			if p.Region != l.Spelling || p.Software != software || !strings.HasPrefix(p.Name, l.Name) || !primary {
				t.Errorf("%s %s: region %q, software %q, name %q, primary %v", l.Spelling, software, p.Region, p.Software, p.Name, primary)
			}
			if len(p.References.DNS) != 2 || len(p.References.HTTPS) != 2 {
				t.Errorf("%s %s: references %+v", l.Spelling, software, p.References)
			}
		}
	}
}

func TestBuiltinEndpoints(t *testing.T) {
	for _, c := range []struct {
		region, software string
		want             []string // scheme://target role proof
		device           string
	}{
		{"beijing", "browser", []string{
			"https://etax.beijing.chinatax.gov.cn:8443 primary response",
			"https://tpass.beijing.chinatax.gov.cn:8443 primary response",
			"https://dppt.beijing.chinatax.gov.cn:8443 primary response",
			"tls://fpcy.beijing.chinatax.gov.cn:443 support record"}, ""},
		{"beijing", "ukey", []string{
			"tlcp://tysl.beijing.chinatax.gov.cn:8443 primary record",
			"tls://tysl.beijing.chinatax.gov.cn:9443 support record"}, "ukey"},
		{"yunnan", "ukey", []string{
			"tls://yunnan.chinatax.gov.cn:9006 primary record",
			"tls://yunnan.chinatax.gov.cn:9008 support record"}, "ukey"},
		{"xizang", "golden_tax", []string{
			"https://218.206.186.23:1002 primary record",
			"https://218.206.186.23:7001 support record"}, "golden_tax"},
		{"shenzhen", "leqi", []string{"https://lqpt.chinatax.gov.cn:8443 primary response"}, ""},
	} {
		p, err := ByRegion(c.region, c.software)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range p.Endpoints {
			got = append(got, e.Scheme+"://"+e.Target()+" "+string(e.Role)+" "+string(e.Proof))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s %s:\n got %q\nwant %q", c.region, c.software, got, c.want)
		}
		if kind := p.Device; (kind == nil) != (c.device == "") || kind != nil && (kind.Kind != c.device || len(kind.USB) == 0) {
			t.Errorf("%s %s: device %+v, want %q", c.region, c.software, p.Device, c.device)
		}
	}
	p, _ := ByRegion("beijing", "browser")
	for status, served := range map[int]bool{200: true, 403: true, 412: true, 499: true, 500: false, 503: false, 511: true, 512: false} {
		if got := p.Endpoints[0].Expects(status); got != served {
			t.Errorf("expects(%d) = %v", status, got)
		}
	}
}

func TestUnknownRegionNamesTheNearest(t *testing.T) {
	for _, c := range []struct{ region, software, key, want string }{
		{"shanx", "browser", "--region", "did you mean shanxi, shaanxi"},
		{"北京", "browser", "--region", "did you mean beijing?"},
		{"sz", "browser", "--region", "did you mean shenzhen?"},
		{"atlantis", "browser", "--region", "kpcheck profiles"},
		{"beijing", "browsr", "--software", `did you mean "browser"?`},
		{"beijing", "custom", "--software", "--url"},
	} {
		_, err := ByRegion(c.region, c.software)
		var e *Error
		if !errors.As(err, &e) || e.Key != c.key || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %s: %v, want %s … %s", c.region, c.software, err, c.key, c.want)
		}
	}
}

func TestFindRegion(t *testing.T) {
	for typed, want := range map[string]string{
		"深": "shenzhen", "深圳市": "shenzhen", "sz": "shenzhen", "SZ": "shenzhen", "shenz": "shenzhen",
		"4403": "shenzhen", "440301": "shenzhen", "914403": "shenzhen", "91440300MA5EQXL91B": "shenzhen", "44": "guangdong",
		"914401": "guangdong", "110105": "beijing", "911101": "beijing", "9111": "beijing", "440300123456789": "shenzhen",
		"sx": "shanxi shaanxi", "陕西省": "shaanxi", "内蒙古自治区": "neimenggu", "ｂｊ": "beijing",
		"西": "xizang shanxi jiangxi guangxi shaanxi", "99": "", "没有": "", "hain": "hainan", "chang": "", "511101": "sichuan beijing",
	} {
		var got []string
		for _, l := range FindRegion(typed) {
			got = append(got, l.Spelling)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %v, want %s", typed, got, want)
		}
	}
	if n := len(FindRegion(" ")); n != 36 {
		t.Errorf("nothing typed finds %d", n)
	}
}

func TestCustom(t *testing.T) {
	p, err := Custom([]string{"https://DPPT.beijing.chinatax.gov.cn:8443/", "tcp://10.0.0.1:7001"})
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Endpoints[0]; got.Host != "dppt.beijing.chinatax.gov.cn" || got.Port != 8443 || got.Proof != ProofResponse || p.Endpoints[1].Proof != ProofOpen {
		t.Errorf("endpoints %+v", p.Endpoints)
	}
	if p.Name != "dppt.beijing.chinatax.gov.cn:8443" || len(p.References.NTP) != 2 || p.Limits != DefaultLimits() {
		t.Errorf("profile %+v", p)
	}
	for _, urls := range [][]string{nil, {""}, {"https://"}, {"ftp://a.b/"}, {"https://a.b:0/"}, {"https://a.b/", "https://A.B:443"}, {"tcp://a.b"}, {"https://u:secret@a.b/"}} {
		_, err := Custom(urls)
		if err == nil || !strings.HasPrefix(err.Error(), "--url: ") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", urls, err)
		}
	}
}

func TestTypedURL(t *testing.T) {
	for typed, want := range map[string]string{
		" ｄｐｐｔ。beijing.chinatax。gov.cn：8443／ ": "https://dppt.beijing.chinatax.gov.cn:8443/",
		"218.206.186.23:1002": "https://218.206.186.23:1002",
		"tlcp://a.b:1":        "tlcp://a.b:1",
		"":                    "",
	} {
		if got := TypedURL(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestHosts(t *testing.T) {
	p, err := Custom([]string{"https://a.example:8443/", "https://[2001:db8::1]:9/"})
	if err != nil {
		t.Fatal(err)
	}
	p.Proxy = "http://proxy.example:8080"
	want := []string{"a.example:8443", "[2001:db8::1]:9", "a.example:443", "a.example:80", "[2001:db8::1]:443", "[2001:db8::1]:80",
		"connect.rom.miui.com:80", "wifi.vivo.com.cn:80", "www.baidu.com:443", "www.aliyun.com:443",
		"223.5.5.5:53", "119.29.29.29:53", "ntp.ntsc.ac.cn:123", "ntp.aliyun.com:123", "223.5.5.5", "119.29.29.29", "proxy.example:8080"}
	if got := p.Hosts(); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}
