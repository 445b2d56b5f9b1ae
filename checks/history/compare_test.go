package history

import (
	"strings"
	"testing"
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/report"
)

// place is what one run sees of a PC and its line.
type place struct {
	adapter, gateway, mac, address, resolver, proxy, vpn, os, software, issuer, reference, hosts, public string
	mtu                                                                                                  int
	offset                                                                                               time.Duration // of the server's time from this PC's
}

var office = place{
	adapter: "以太网", gateway: "192.168.1.1", mac: "50:D2:F5:11:22:33", address: "192.168.1.20/24", resolver: "192.168.1.1:53", os: "10.0.22631",
	software: "3.0", issuer: "GlobalSign", reference: "DigiCert", public: "36.112.1.10", mtu: 1500,
}

func (p place) report(verdict diagnose.Verdict, codes ...string) *report.Report {
	r := run(start, verdict, codes...)
	add := func(id string, ev checks.Evidence) {
		r.Checks = append(r.Checks, report.Check{ID: id, Status: checks.Pass, Evidence: ev})
	}
	chain := func(issuer string) []checks.Handshake {
		return []checks.Handshake{{Chain: []checks.Cert{{Issuer: "CN=x", Organization: issuer}}}}
	}
	add("host", &checks.HostEvidence{OS: "windows", Platform: "Windows 11", Version: p.os})
	add("adapter", &checks.AdapterEvidence{
		Adapters: []checks.AdapterInfo{{Name: "其他", Addresses: []string{"172.16.0.1/12"}}, {Name: p.adapter, MTU: p.mtu, Addresses: []string{p.address, "fe80::1/64"}}},
		Routes:   []checks.RouteInfo{{To: "0.0.0.0/0", Gateway: "172.16.0.9", Adapter: "其他", Metric: 900}, {To: "0.0.0.0/0", Gateway: p.gateway, Adapter: p.adapter, Metric: 25}},
	})
	add("gateway", &checks.GatewayEvidence{Gateways: []checks.GatewayInfo{{Address: p.gateway, Neighbour: "answers", MAC: p.mac}}})
	proxy := &checks.ProxyEvidence{Use: "system"}
	if p.proxy != "" {
		proxy.Proxies = []checks.ProxyInfo{{Address: p.proxy}}
	}
	add("proxy", proxy)
	add("vpn", &checks.VPNEvidence{Tunnel: p.vpn})
	dns := &checks.DNSEvidence{Name: "etax.example", Answers: []checks.DNSAnswer{{Role: "reference", Type: "A", Addresses: []string{p.public}}}}
	if p.hosts != "" {
		dns.Hosts = []checks.HostsLine{{Address: p.hosts}}
	}
	add("dns:etax.example", dns)
	add("certificate:etax.example:443", &checks.CertificateEvidence{EndpointInfo: checks.EndpointInfo{Endpoint: "etax.example:443"}, Handshakes: chain(p.issuer)})
	add("reference:https://www.example/", &checks.ReferenceEvidence{Target: "www.example:443", Handshake: &chain(p.reference)[0]})
	add("clock", &checks.ClockEvidence{Zone: "Asia/Shanghai", NTP: []checks.NTPAnswer{{Stratum: 2, OffsetMS: float64(p.offset.Milliseconds())}, {Failure: "timeout"}}})
	add("software", &checks.SoftwareEvidence{Name: "开票软件", Version: p.software})
	r.Network = &report.Network{Resolvers: []string{p.resolver}}
	return r
}

// TestCompare changes one thing at a time, and that alone is told.
func TestCompare(t *testing.T) {
	good := office.report(diagnose.OK)
	for _, c := range []struct {
		code    string
		change  func(*place)
		key     string
		matters bool
		zh, en  string
	}{
		{"dns.resolver_down", func(p *place) { p.resolver = "8.8.8.8:53" }, "resolver", true, "DNS 服务器从 192.168.1.1 变成 8.8.8.8", "the DNS server changed from 192.168.1.1 to 8.8.8.8"},
		{"cert.expired", func(p *place) { p.resolver = "8.8.8.8:53" }, "resolver", false, "DNS 服务器从 192.168.1.1 变成 8.8.8.8", "the DNS server changed from 192.168.1.1 to 8.8.8.8"},
		{"gateway.unreachable", func(p *place) { p.mac = "00:11:22:33:44:55" }, "gateway_mac", true, "路由器（硬件地址）从 50:d2:f5:11:22:33 变成 00:11:22:33:44:55", "the router itself (its hardware address) changed from 50:d2:f5:11:22:33 to 00:11:22:33:44:55"},
		{"proxy.unreachable", func(p *place) { p.proxy = "10.0.0.8:3128" }, "proxy", true, "代理：原来没有，现在是 10.0.0.8:3128", "the proxy: there was none, now it is 10.0.0.8:3128"},
		{"vpn.captures_traffic", func(p *place) { p.vpn = "tun0" }, "vpn", true, "VPN：原来没有，现在是 tun0", "the VPN: there was none, now it is tun0"},
		{"cert.not_yet_valid", func(p *place) { p.offset = 6 * time.Minute }, "clock", true, "电脑时间从 准 变成 慢了 6 分钟", "this PC's clock changed from right to 6 minutes slow"},
		{"dns.hosts_override", func(p *place) { p.hosts = "10.9.9.9" }, "hosts", true, "hosts 文件里的地址（etax.example）：原来没有，现在是 10.9.9.9", "the address in the hosts file (etax.example): there was none, now it is 10.9.9.9"},
		{"cert.untrusted_root", func(p *place) { p.issuer = "Other CA" }, "issuer", true, "服务器证书的签发者（etax.example:443）从 GlobalSign 变成 Other CA", "the issuer of the server's certificate (etax.example:443) changed from GlobalSign to Other CA"},
		{"software.outdated", func(p *place) { p.software = "2.9" }, "software", true, "开票软件版本从 开票软件 3.0 变成 开票软件 2.9", "the invoicing program's version changed from 开票软件 3.0 to 开票软件 2.9"},
		{"host.os_unsupported", func(p *place) { p.os = "10.0.26100" }, "os", true, "操作系统版本从 Windows 11 10.0.22631 变成 Windows 11 10.0.26100", "the system's version changed from Windows 11 10.0.22631 to Windows 11 10.0.26100"},
		{"internet.small_mtu", func(p *place) { p.mtu = 1400 }, "mtu", true, "网卡的包长（MTU）从 1500 变成 1400", "the adapter's packet size (MTU) changed from 1500 to 1400"},
		{"server.unreachable", func(p *place) { p.public = "203.0.113.9" }, "public", true, "公共 DNS 给出的地址（etax.example）从 36.112.1.10 变成 203.0.113.9", "the address that public DNS gives (etax.example) changed from 36.112.1.10 to 203.0.113.9"},
		{"lan.lossy", func(p *place) { p.address = "192.168.7.20/24" }, "network", true, "本机所在网段从 192.168.1.0/24 变成 192.168.7.0/24", "this PC's network changed from 192.168.1.0/24 to 192.168.7.0/24"},
	} {
		p := office
		c.change(&p)
		got := Compare(good, p.report(diagnose.Broken, c.code))
		if len(got) != 1 || got[0].Key != c.key || got[0].Matters != c.matters {
			t.Errorf("%s: %+v", c.key, got)
			continue
		}
		if zh, en := got[0].Words("zh"), got[0].Words("en"); zh != c.zh || en != c.en {
			t.Errorf("%s: %s; %s", c.key, zh, en)
		}
	}
	p := office
	p.public, p.offset, p.address = "36.112.9.9", 20*time.Second, "192.168.1.77/24" // what moves about by itself
	if got := Compare(good, p.report(diagnose.Broken, "port.filtered")); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// Issuers of unrelated sites that become the same are one thing: a program that
// intercepts.
func TestCompareIntercepted(t *testing.T) {
	p := office
	p.issuer, p.reference = "某某安全卫士", "某某安全卫士"
	got := Compare(office.report(diagnose.OK), p.report(diagnose.Broken, "tls.intercepted"))
	if len(got) != 1 || got[0].Key != "interceptor" || !got[0].Matters || !strings.Contains(got[0].Words("zh"), "某某安全卫士") {
		t.Errorf("%+v", got)
	}
}

// What matters for the cause comes first, and what was not measured is not told.
func TestCompareOrder(t *testing.T) {
	p := office
	p.resolver, p.os, p.proxy = "8.8.8.8:53", "10.0.26100", "10.0.0.8:3128"
	now := p.report(diagnose.Broken, "host.os_unsupported")
	got := Compare(office.report(diagnose.OK), now)
	if len(got) != 3 || got[0].Key != "os" || got[1].Key != "resolver" || got[2].Key != "proxy" {
		t.Errorf("%+v", got)
	}
	good := Entry{Started: start}
	if said := Compared(&good, got, "zh"); said != "上次正常：10月30日 09:00；自那以后 操作系统版本从 Windows 11 10.0.22631 变成 Windows 11 10.0.26100" {
		t.Error(said)
	}
	if said := Compared(&good, nil, "zh"); said != "上次正常：10月30日 09:00；自那以后，这台电脑的网络设置没有变化" {
		t.Error(said)
	}
	if said := Compared(nil, got, "zh"); said != "" {
		t.Error(said)
	}
	for i := range now.Checks {
		now.Checks[i].Status = checks.Skip
	}
	now.Network = nil
	if got := Compare(office.report(diagnose.OK), now); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}
