package report

import (
	"time"

	"kpdoctor/checks"
	"kpdoctor/checks/diagnose"
	"kpdoctor/checks/env"
	"kpdoctor/checks/profile"
)

// The examples are visits to made-up offices. Diagnoses are written by hand:
// these tests are about the record, not about the judgement.

func yes() *bool { b := true; return &b }

func beijing() *profile.Profile {
	return &profile.Profile{
		Name: "北京 · 电子发票服务平台", Region: "beijing", Software: "browser", Proxy: "system", Limits: profile.DefaultLimits(),
		Endpoints: []profile.Endpoint{
			{Name: "电子发票服务平台", URL: "https://dppt.beijing.chinatax.gov.cn:8443/", Scheme: "https", Host: "dppt.beijing.chinatax.gov.cn", Port: 8443, Role: profile.Primary, Proof: profile.ProofResponse},
		},
		References: profile.References{
			DNS: []string{"223.5.5.5:53"}, Ping: []string{"223.5.5.5"}, NTP: []string{"ntp.ntsc.ac.cn:123"},
			HTTPS: []profile.URL{{Text: "https://www.baidu.com/", Scheme: "https", Host: "www.baidu.com", Port: 443, Path: "/"}},
		},
		Device:   &profile.Device{Kind: "ukey", Required: true},
		Contacts: []profile.Contact{{Blame: "local_network", Name: "信息科 王工", Phone: "010-12345678"}},
	}
}

const endpoint = "dppt.beijing.chinatax.gov.cn:8443"

var info = checks.EndpointInfo{Endpoint: endpoint, Name: "电子发票服务平台", Scheme: "https", Role: "primary", Proof: "response"}

// officeHost is the PC of all examples, with what must never be seen.
var officeHost = env.Host{Name: "DESKTOP-7Q2RKLM", User: `DESKTOP-7Q2RKLM\zhangli`, OS: "windows", Platform: "Microsoft Windows 11 Pro", Version: "10.0.22631", Arch: "amd64"}

// healthy is an office where all is well.
func healthy() Visit {
	at := func(ms int) time.Duration { return time.Duration(ms) * time.Millisecond }
	return Visit{
		Started: time.Date(2026, 11, 22, 11, 14, 40, 0, time.FixedZone("CST", 8*3600)), Took: at(1234), Complete: true,
		Host: officeHost, Zone: "Asia/Shanghai",
		Results: []checks.Result{
			{ID: "host", Stage: checks.StageHost, Status: checks.Pass, Took: at(20), Evidence: &checks.HostEvidence{
				OS: "windows", Platform: "Microsoft Windows 11 Pro", Version: "10.0.22631", Arch: "amd64", MemoryBytes: 16 << 30, MemoryFreeBytes: 8 << 30, OSSupported: true,
				Disks: []checks.DiskEvidence{{Path: `C:\`, TotalBytes: 500 << 30, FreeBytes: 120 << 30}}}},
			{ID: "adapter", Stage: checks.StageAdapter, Status: checks.Pass, Took: at(31), Evidence: &checks.AdapterEvidence{
				Adapters: []checks.AdapterInfo{
					{Name: "以太网", Kind: "ethernet", Enabled: true, Carrier: true, MAC: "3c:52:82:aa:bb:cc", MTU: 1500, Addresses: []string{"192.168.31.57/24", "fe80::3e52:82ff:feaa:bbcc/64"}, DHCP: yes()},
					{Name: "Loopback", Kind: "loopback", Enabled: true, Carrier: true, Addresses: []string{"127.0.0.1/8"}},
				},
				Routes: []checks.RouteInfo{{To: "0.0.0.0/0", Gateway: "192.168.31.1", Adapter: "以太网", Metric: 25}, {To: "192.168.31.0/24", Adapter: "以太网"}}}},
			{ID: "gateway", Stage: checks.StageAdapter, Status: checks.Pass, Took: at(12), Evidence: &checks.GatewayEvidence{Gateways: []checks.GatewayInfo{
				{Address: "192.168.31.1", Adapter: "以太网", Neighbour: "answers", MAC: "50:d2:f5:11:22:33", Ping: &checks.PingInfo{Address: "192.168.31.1", Sent: 5, Received: 5, AvgMS: 1.8, Method: "IcmpSendEcho"}}}}},
			{ID: "proxy", Stage: checks.StageAdapter, Status: checks.Pass, Took: at(3), Evidence: &checks.ProxyEvidence{Use: "system"}},
			{ID: "dns:dppt.beijing.chinatax.gov.cn", Stage: checks.StageDNS, Target: "dppt.beijing.chinatax.gov.cn", Status: checks.Pass, Started: at(5), Took: at(24), Evidence: &checks.DNSEvidence{
				Name: "dppt.beijing.chinatax.gov.cn", Endpoints: []string{endpoint}, System: checks.SystemNames{Addresses: []string{"36.112.1.10"}, MS: 18},
				Answers: []checks.DNSAnswer{
					{Server: "192.168.31.1:53", Role: "configured", Type: "A", Rcode: "NOERROR", Addresses: []string{"36.112.1.10"}, RTTMS: 18},
					{Server: "223.5.5.5:53", Role: "reference", Type: "A", Rcode: "NOERROR", Addresses: []string{"36.112.1.10"}, RTTMS: 9}}, SlowMS: 1000}},
			{ID: "ping:223.5.5.5", Stage: checks.StagePing, Target: "223.5.5.5", Status: checks.Pass, Started: at(5), Took: at(410), Evidence: &checks.PingEvidence{
				Role: "reference", Targets: []checks.PingInfo{{Address: "223.5.5.5", Sent: 20, Received: 20, MinMS: 8, AvgMS: 9.4, MaxMS: 14, Method: "IcmpSendEcho"}}, MaxLoss: 0.05, MaxRTTMS: 300}},
			{ID: "port:" + endpoint, Stage: checks.StagePort, Target: endpoint, Status: checks.Pass, Started: at(31), Took: at(42), Evidence: &checks.PortEvidence{
				EndpointInfo: info, Attempts: []checks.Attempt{{Address: "36.112.1.10", Port: 8443, Sources: []string{"configured", "reference"}, Open: true, MS: 41.5}}}},
			{ID: "certificate:" + endpoint, Stage: checks.StageCertificate, Target: endpoint, Status: checks.Pass, Started: at(75), Took: at(60), Evidence: &checks.CertificateEvidence{
				EndpointInfo: info, ExpiringMS: 14 * 86400e3, Handshakes: []checks.Handshake{{Address: "36.112.1.10", ServerName: "dppt.beijing.chinatax.gov.cn", Complete: true, Verified: true, Record: true, Version: "TLS 1.2", Suite: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", MS: 58,
					Chain:  []checks.Cert{{Subject: "CN=*.beijing.chinatax.gov.cn", Issuer: "CN=GlobalSign RSA OV SSL CA 2018", Names: []string{"*.beijing.chinatax.gov.cn"}, NotBefore: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC), Signature: "SHA256-RSA", Key: "RSA 2048", SHA256: "ab12"}},
					Verify: &checks.Verdict{NameFits: true, InDate: true, Trusted: true, ExpiresInMS: 99 * 86400e3}}}}},
			{ID: "clock", Stage: checks.StageClock, Status: checks.Pass, Started: at(6), Took: at(35), Evidence: &checks.ClockEvidence{
				Now: time.Date(2026, 11, 22, 11, 14, 40, 0, time.FixedZone("CST", 8*3600)), Zone: "Asia/Shanghai", ZoneWanted: "Asia/Shanghai", ZoneFits: true, MaxSkewMS: 300000,
				NTP: []checks.NTPAnswer{{Server: "ntp.ntsc.ac.cn:123", Address: "114.118.7.161", OffsetMS: 140, RTTMS: 30, Stratum: 1}}, Service: "w32time", Running: true}},
			{ID: "device", Stage: checks.StageDevice, Status: checks.Pass, Took: at(15), Evidence: &checks.DeviceEvidence{
				Kind: "ukey", Required: true, Accepts: []string{"101d:0003"}, Devices: []checks.DeviceInfo{{ID: "101d:0003", Kind: "ukey", Product: "TAX UKEY", Serial: "UK2209A71853", Matches: true}}, Others: 3}},
			{ID: "service:" + endpoint, Stage: checks.StageService, Target: endpoint, Status: checks.Pass, Started: at(140), Took: at(310), Evidence: &checks.ServiceEvidence{
				EndpointInfo: info, SlowMS: 3000, ResponseMS: 8000, Answers: []checks.Answer{{Address: "36.112.1.10", Status: 200, Expected: true, FirstByteMS: 300, Server: "nginx", Title: "电子发票服务平台"}}}},
			{ID: "reference:https://www.baidu.com/", Stage: checks.StageService, Target: "www.baidu.com:443", Status: checks.Pass, Started: at(30), Took: at(120), Evidence: &checks.ReferenceEvidence{
				URL: "https://www.baidu.com/", Scheme: "https", Target: "www.baidu.com:443", Status: 200, FirstByteMS: 60, Attempts: []checks.Attempt{{Address: "110.242.68.66", Port: 443, Open: true, MS: 11}}}},
		},
	}
}

// change replaces the result with the id.
func (v Visit) change(id string, status checks.Status, ev checks.Evidence, reason string) Visit {
	for i := range v.Results {
		if v.Results[i].ID == id {
			v.Results[i].Status, v.Results[i].Evidence, v.Results[i].Reason = status, ev, reason
		}
	}
	return v
}

// filtered is an office whose firewall drops port 8443, and whose clock keeps
// a wrong zone besides.
func filtered() Visit {
	v := healthy()
	v.Took = 4321 * time.Millisecond
	v = v.change("port:"+endpoint, checks.Fail, &checks.PortEvidence{EndpointInfo: info,
		Attempts: []checks.Attempt{{Address: "36.112.1.10", Port: 8443, Sources: []string{"configured", "reference"}, Failure: "timeout", Errno: "WSAETIMEDOUT", MS: 3000, Retransmits: 2,
			Detail: "timeout: dial tcp4 192.168.31.57:50122->36.112.1.10:8443: i/o timeout"}},
		Controls: []checks.Attempt{{Address: "36.112.1.10", Port: 443, Open: true, MS: 21}}}, "")
	v = v.change("certificate:"+endpoint, checks.Skip, nil, "no open connection to "+endpoint)
	v = v.change("service:"+endpoint, checks.Skip, nil, "no connection to "+endpoint+" that may carry a request")
	for i := range v.Results {
		if v.Results[i].ID == "port:"+endpoint {
			v.Results[i].Took = 3002 * time.Millisecond
		}
	}
	return v.change("clock", checks.Fail, &checks.ClockEvidence{
		Now: time.Date(2026, 11, 22, 3, 14, 40, 0, time.UTC), Zone: "Europe/London", ZoneWanted: "Asia/Shanghai", MaxSkewMS: 300000,
		NTP: []checks.NTPAnswer{{Server: "ntp.ntsc.ac.cn:123", OffsetMS: 140, RTTMS: 30, Stratum: 1}}}, "")
}

var filteredDiagnosis = diagnose.Diagnosis{Verdict: diagnose.Broken,
	Causes: []diagnose.Problem{
		{Code: "port.filtered", Targets: []string{endpoint}, Confidence: 0.9, Evidence: []string{"port:" + endpoint}, Facts: map[string]string{"port": "8443"}},
		{Code: "clock.timezone", Targets: []string{"clock"}, Confidence: 1, Evidence: []string{"clock"}, Facts: map[string]string{"zone": "Europe/London", "zone_wanted": "Asia/Shanghai"}},
	},
	RuledOut: []string{"adapter.unplugged", "dns.resolver_down", "proxy.unreachable"}, Fine: []string{"adapter", "gateway", "internet", "dns"}}

// silent is an office whose own resolver is dead.
func silent() Visit {
	v := healthy()
	return v.change("dns:dppt.beijing.chinatax.gov.cn", checks.Fail, &checks.DNSEvidence{
		Name: "dppt.beijing.chinatax.gov.cn", Endpoints: []string{endpoint}, System: checks.SystemNames{Failure: "timeout", MS: 3500}, SlowMS: 1000,
		Answers: []checks.DNSAnswer{
			{Server: "192.168.31.1:53", Role: "configured", Type: "A", Failure: "timeout", RTTMS: 3500},
			{Server: "223.5.5.5:53", Role: "reference", Type: "A", Rcode: "NOERROR", Addresses: []string{"36.112.1.10"}, RTTMS: 9}}}, "")
}

var silentDiagnosis = diagnose.Diagnosis{Verdict: diagnose.Broken,
	Causes: []diagnose.Problem{{Code: "dns.resolver_down", Targets: []string{"192.168.31.1:53"}, Confidence: 0.95, Evidence: []string{"dns:dppt.beijing.chinatax.gov.cn"},
		Facts: map[string]string{"resolver": "192.168.31.1:53"}}},
	Fine: []string{"adapter", "gateway", "internet"}}

// made is a report with a diagnosis that a person wrote, and a fixed id.
func made(v Visit, d diagnose.Diagnosis, lang string) *Report {
	p := beijing()
	r := Assemble(v, p, Options{App: "kpcheck", Version: "0.1.0", Commit: "5b82fd3", Lang: lang})
	r.ID = "20261122T111440+0800-7f3a"
	r.Diagnosis = words(d, p, r.Host.OS, lang)
	return whole(r)
}

// examples are what the golden files hold.
func examples() map[string]*Report {
	stopped := healthy()
	stopped.Complete = false
	stopped = stopped.change("service:"+endpoint, checks.Skip, nil, "the run was stopped while this was asked")
	return map[string]*Report{
		"healthy.zh":  made(healthy(), diagnose.Diagnosis{Verdict: diagnose.OK, Fine: []string{"adapter", "gateway", "internet", "dns", "clock", "device"}}, "zh").Redacted(),
		"filtered.zh": made(filtered(), filteredDiagnosis, "zh").Redacted(),
		"filtered.en": made(filtered(), filteredDiagnosis, "en").Redacted(),
		"silent.zh":   made(silent(), silentDiagnosis, "zh").Redacted(),
		"silent.en":   made(silent(), silentDiagnosis, "en"),
		"stopped.zh":  made(stopped, diagnose.Diagnosis{Verdict: diagnose.Inconclusive}, "zh").Redacted(),
	}
}
