package report

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kpdoctor/checks"
)

// TestSummary: what is said about each kind in each state, word for word in
// Chinese; English must be there, and neither may be long.
func TestSummary(t *testing.T) {
	no, x := false, time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	port := func(a ...checks.Attempt) checks.Evidence {
		return &checks.PortEvidence{EndpointInfo: info, Attempts: a}
	}
	tls := func(h checks.Handshake) checks.Evidence {
		return &checks.CertificateEvidence{EndpointInfo: info, ExpiringMS: 14 * 86400e3, Handshakes: []checks.Handshake{h}}
	}
	chain := func(v checks.Verdict) checks.Evidence {
		return tls(checks.Handshake{Complete: true, Verified: v == checks.Verdict{NameFits: true, InDate: true, Trusted: true, Weak: v.Weak, ExpiresInMS: v.ExpiresInMS}, Verify: &v, Chain: []checks.Cert{{NotAfter: x}}})
	}
	page := func(a checks.Answer) checks.Evidence {
		return &checks.ServiceEvidence{EndpointInfo: info, SlowMS: 3000, Answers: []checks.Answer{a}}
	}
	dns := func(sys []string, a ...checks.DNSAnswer) checks.Evidence {
		return &checks.DNSEvidence{Name: "dppt.beijing.chinatax.gov.cn", SlowMS: 1000, Answers: a, System: checks.SystemNames{Addresses: sys}}
	}
	card := func(a checks.AdapterInfo) checks.Evidence {
		return &checks.AdapterEvidence{Adapters: []checks.AdapterInfo{a}, Routes: []checks.RouteInfo{}}
	}
	key := func(d ...checks.DeviceInfo) checks.Evidence {
		return &checks.DeviceEvidence{Kind: "ukey", Required: true, Devices: d}
	}
	for _, c := range []struct {
		id     string
		status checks.Status
		ev     checks.Evidence
		want   string
	}{
		{"host", "pass", healthy().Results[0].Evidence, "Microsoft Windows 11 Pro，内存和磁盘够用"},
		{"host", "fail", &checks.HostEvidence{OSSupported: true, MinFreeBytes: 1 << 30, Disks: []checks.DiskEvidence{{Path: `C:\`, TotalBytes: 9 << 30, FreeBytes: 300 << 20}}}, `磁盘 C:\ 只剩 300 MB，至少要有 1 GB`},
		{"host", "warn", &checks.HostEvidence{OSSupported: true, MinMemoryBytes: 2 << 30, MemoryBytes: 1 << 30}, "内存只有 1 GB，开票软件至少要 2 GB"},
		{"host", "warn", &checks.HostEvidence{OS: "linux", Platform: "debian", Version: "9"}, "debian 9 不在开票软件支持的系统之列"},
		{"adapter", "pass", healthy().Results[1].Evidence, "网卡“以太网”已连接，有网络地址"},
		{"adapter", "fail", &checks.AdapterEvidence{}, "没有找到网卡"},
		{"adapter", "fail", card(checks.AdapterInfo{Name: "WLAN", Kind: "wifi"}), "网卡“WLAN”在系统里被停用了"},
		{"adapter", "fail", card(checks.AdapterInfo{Name: "WLAN", Kind: "wifi", Enabled: true}), "网卡“WLAN”没有连上：网线或无线没接通"},
		{"adapter", "fail", card(checks.AdapterInfo{Name: "WLAN", Kind: "wifi", Enabled: true, Carrier: true, Addresses: []string{"169.254.3.3/16"}}), "网卡“WLAN”没有拿到网络地址"},
		{"adapter", "fail", card(checks.AdapterInfo{Name: "WLAN", Kind: "wifi", Enabled: true, Carrier: true, Addresses: []string{"10.0.0.3/16"}}), "网卡“WLAN”没有通往外面的路（没有网关）"},
		{"gateway", "pass", healthy().Results[2].Evidence, "网关 192.168.31.1 有回应，平均 2 毫秒"},
		{"gateway", "fail", &checks.GatewayEvidence{Gateways: []checks.GatewayInfo{{Address: "10.0.0.1", Neighbour: "silent"}}}, "网关 10.0.0.1 没有回应"},
		{"gateway", "warn", &checks.GatewayEvidence{Gateways: []checks.GatewayInfo{{Address: "10.0.0.1", Neighbour: "answers"}, {Address: "fe80::1", Neighbour: "silent"}}}, "2 个网关中 fe80::1 没有回应"},
		{"gateway", "fail", &checks.GatewayEvidence{Conflicts: []checks.ConflictInfo{{Address: "10.0.0.7"}}}, "本机地址 10.0.0.7 被另一台设备占用"},
		{"proxy", "pass", &checks.ProxyEvidence{Use: "system"}, "没有使用代理"},
		{"proxy", "fail", &checks.ProxyEvidence{Proxies: []checks.ProxyInfo{{Address: "10.0.0.8:3128", Connect: []checks.Attempt{{Failure: "refused"}}}}}, "代理 10.0.0.8:3128 连不上：拒绝连接"},
		{"proxy", "fail", &checks.ProxyEvidence{Proxies: []checks.ProxyInfo{{Address: "p:80", Connect: []checks.Attempt{{Open: true}}, Tunnels: []checks.TunnelInfo{{Role: "primary", Status: 407}}}}}, "代理 p:80 要求登录（407）"},
		{"vpn", "fail", &checks.VPNEvidence{Tunnel: "tun0", Through: []checks.Attempt{{}}, Beside: []checks.Attempt{{Open: true}}}, "VPN“tun0”不通，绕过它就连得上"},
		{"dns:d", "pass", dns([]string{"36.112.1.10"}), "dppt.beijing.chinatax.gov.cn 的地址查到了（36.112.1.10）"},
		{"dns:d", "fail", dns(nil), "dppt.beijing.chinatax.gov.cn：电脑没有设置 DNS 服务器"},
		{"dns:d", "fail", silent().Results[4].Evidence, "dppt.beijing.chinatax.gov.cn：DNS 服务器没有回应，公共 DNS 能查到"},
		{"dns:d", "fail", dns(nil, checks.DNSAnswer{Role: "configured", Rcode: "NXDOMAIN"}), "dppt.beijing.chinatax.gov.cn：DNS 说没有这个网址"},
		{"dns:d", "fail", dns(nil, checks.DNSAnswer{Role: "configured", Rcode: "SERVFAIL"}), "dppt.beijing.chinatax.gov.cn：DNS 服务器答复出错（SERVFAIL）"},
		{"dns:d", "warn", dns(nil, checks.DNSAnswer{Role: "configured", Addresses: []string{"1.1.1.1"}, RTTMS: 2400}), "dppt.beijing.chinatax.gov.cn 的地址查到了，但用了 2.4 秒，偏慢"},
		{"ping:223.5.5.5", "pass", healthy().Results[5].Evidence, "223.5.5.5：20 次 ping 都有回应，平均 9 毫秒"},
		{"ping:223.5.5.5", "skip", nil, "223.5.5.5 的 ping：前一步没有通过，没有检查"},
		{"ping:223.5.5.5", "skip", &checks.PingEvidence{Targets: []checks.PingInfo{{Sent: 20}}}, "223.5.5.5 不回应 ping（许多服务器都这样）"},
		{"ping:223.5.5.5", "warn", &checks.PingEvidence{Targets: []checks.PingInfo{{Sent: 20, Received: 15, AvgMS: 60}}}, "223.5.5.5：20 次 ping 丢了 5 次，平均 60 毫秒"},
		{"port:" + endpoint, "pass", port(checks.Attempt{Open: true, MS: 42}), "dppt.beijing.chinatax.gov.cn 的 8443 端口连得上（42 毫秒）"},
		{"port:" + endpoint, "fail", port(checks.Attempt{Failure: "timeout", MS: 3000}), "dppt.beijing.chinatax.gov.cn 的 8443 端口：3 秒没有回应"},
		{"port:" + endpoint, "fail", port(checks.Attempt{Failure: "refused", MS: 30}), "dppt.beijing.chinatax.gov.cn 的 8443 端口：拒绝连接"},
		{"port:" + endpoint, "warn", port(checks.Attempt{Open: true}, checks.Attempt{Failure: "timeout"}), "dppt.beijing.chinatax.gov.cn 的 8443 端口：2 个地址中 1 个连得上"},
		{"port:" + endpoint, "skip", nil, "dppt.beijing.chinatax.gov.cn 的 8443 端口：前一步没有通过，没有检查"},
		{"port:" + endpoint, "error", nil, "dppt.beijing.chinatax.gov.cn 的 8443 端口：没能测量"},
		{"certificate:" + endpoint, "pass", chain(checks.Verdict{NameFits: true, InDate: true, Trusted: true, ExpiresInMS: 9e12}), "dppt.beijing.chinatax.gov.cn 的证书有效，到 2027-03-01"},
		{"certificate:" + endpoint, "fail", chain(checks.Verdict{NameFits: true, Trusted: true, Expired: true}), "dppt.beijing.chinatax.gov.cn 的证书过期了"},
		{"certificate:" + endpoint, "fail", chain(checks.Verdict{InDate: true, Trusted: true}), "dppt.beijing.chinatax.gov.cn 的证书是别的网站的"},
		{"certificate:" + endpoint, "fail", chain(checks.Verdict{NameFits: true, InDate: true, NoIssuer: true}), "dppt.beijing.chinatax.gov.cn 的证书查不到颁发者"},
		{"certificate:" + endpoint, "fail", chain(checks.Verdict{NameFits: true, InDate: true}), "dppt.beijing.chinatax.gov.cn 的证书不受这台电脑信任"},
		{"certificate:" + endpoint, "warn", chain(checks.Verdict{NameFits: true, InDate: true, Trusted: true, ExpiresInMS: 5 * 86400e3}), "dppt.beijing.chinatax.gov.cn 的证书还有 5 天到期"},
		{"certificate:" + endpoint, "fail", tls(checks.Handshake{Failure: "reset"}), "dppt.beijing.chinatax.gov.cn：加密握手时连接被切断"},
		{"certificate:" + endpoint, "fail", tls(checks.Handshake{Failure: "not_tls"}), "dppt.beijing.chinatax.gov.cn：对方不是加密服务"},
		{"clock", "pass", healthy().Results[8].Evidence, "电脑时间准确（相差 140 毫秒）"},
		{"clock", "fail", &checks.ClockEvidence{ZoneFits: true, MaxSkewMS: 300000, NTP: []checks.NTPAnswer{{OffsetMS: 372000}}}, "电脑时间慢了 6 分 12 秒"},
		{"clock", "fail", &checks.ClockEvidence{ZoneFits: true, MaxSkewMS: 300000, NTP: []checks.NTPAnswer{{OffsetMS: -3 * 86400e3}}}, "电脑时间快了 3 天"},
		{"clock", "fail", &checks.ClockEvidence{Zone: "Europe/London", ZoneWanted: "Asia/Shanghai"}, "时区是 Europe/London，应当是 Asia/Shanghai"},
		{"device", "pass", healthy().Results[9].Evidence, "税务UKey 已插好"},
		{"device", "fail", key(), "没有找到税务UKey"},
		{"device", "fail", key(checks.DeviceInfo{Kind: "golden_tax"}), "没有插税务UKey，插的是金税盘"},
		{"device", "fail", key(checks.DeviceInfo{Matches: true, Problem: 28}), "税务UKey 已插上，但驱动有问题（代码 28）"},
		{"device", "fail", key(checks.DeviceInfo{Matches: true, Readable: &no}), "税务UKey 已插上，但当前用户没有权限打开"},
		{"device", "skip", key(), "税控设备：没有插，也不是必需的"},
		{"software", "fail", &checks.SoftwareEvidence{Name: "开票软件", Processes: []string{"a"}}, "开票软件没有运行"},
		{"software", "fail", &checks.SoftwareEvidence{Ports: []checks.LocalPort{{Port: 28000}}}, "读证书的小程序没有回应（本机端口 28000）"},
		{"software", "fail", &checks.SoftwareEvidence{Ports: []checks.LocalPort{{Port: 28000, Open: true, Owner: "game.exe"}}}, "读证书的小程序要用的端口 28000 被“game.exe”占着"},
		{"service:" + endpoint, "pass", page(checks.Answer{Status: 200, Expected: true, FirstByteMS: 300}), "dppt.beijing.chinatax.gov.cn 正常答复（300 毫秒）"},
		{"service:" + endpoint, "pass", page(checks.Answer{Status: 403, Expected: true, FirstByteMS: 300}), "dppt.beijing.chinatax.gov.cn 通，答复的是网站的防护系统（403）"},
		{"service:" + endpoint, "warn", page(checks.Answer{Status: 200, Expected: true, FirstByteMS: 5200}), "dppt.beijing.chinatax.gov.cn 有答复，但等了 5.2 秒，偏慢"},
		{"service:" + endpoint, "fail", page(checks.Answer{Failure: "timeout", FirstByteMS: 8000}), "dppt.beijing.chinatax.gov.cn 连得上，但 8 秒没有答复"},
		{"service:" + endpoint, "fail", page(checks.Answer{Status: 503}), "dppt.beijing.chinatax.gov.cn：服务器太忙（503）"},
		{"service:" + endpoint, "fail", page(checks.Answer{Status: 503, Maintenance: true}), "dppt.beijing.chinatax.gov.cn 正在维护（503）"},
		{"service:" + endpoint, "fail", page(checks.Answer{Status: 403}), "dppt.beijing.chinatax.gov.cn：服务器拒绝访问（403）"},
		{"service:" + endpoint, "fail", page(checks.Answer{Status: 505}), "dppt.beijing.chinatax.gov.cn：服务器内部出错（505）"},
		{"reference:https://www.baidu.com/", "pass", healthy().Results[11].Evidence, "对照网站 www.baidu.com 正常"},
		{"reference:http://r/", "warn", &checks.ReferenceEvidence{Scheme: "http", Target: "r:80", Status: 302, Location: "http://portal/"}, "对照网站 r 被换成了别的网页"},
		{"teapot:1", "fail", nil, "teapot:1：有问题"},
	} {
		_, target, _ := strings.Cut(c.id, ":")
		r := checks.Result{ID: c.id, Status: c.status, Evidence: c.ev, Target: target}
		if c.id == "teapot:1" {
			r.Target = ""
		}
		if got := Summary(r, "zh"); got != c.want {
			t.Errorf("%s %s\n got %s\nwant %s", c.id, c.status, got, c.want)
		}
		en := Summary(r, "en")
		if regexp.MustCompile(`\p{Han}`).MatchString(strings.ReplaceAll(strings.ReplaceAll(en, "开票软件", ""), "以太网", "")) || en == "" {
			t.Errorf("%s %s: in English %q", c.id, c.status, en)
		}
		for _, s := range []string{Summary(r, "zh"), en} {
			if n := utf8.RuneCountInString(s); n > 80 || strings.Contains(s, "%!") {
				t.Errorf("%d characters: %s", n, s)
			}
		}
	}
}

// Nothing that evidence may hold breaks a summary.
func TestSummaryOfAnything(t *testing.T) {
	for seed := range uint64(100) {
		for _, r := range visitOf(seed).Results {
			for _, lang := range []string{"zh", "en"} {
				if s := Summary(r, lang); s == "" || strings.Contains(s, "%!") || strings.Contains(s, "NaN") {
					t.Errorf("seed %d, %s: %q", seed, r.ID, s)
				}
			}
		}
	}
}
