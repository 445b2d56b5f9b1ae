package report

import (
	"fmt"
	"net/netip"
	"strings"

	"kpdoctor/checks"
)

// Summary is what a check found in one plain sentence, for someone who keeps
// accounts. It is made of the evidence alone, in "zh" or "en".
func Summary(r checks.Result, lang string) string {
	switch r.Status {
	case checks.Skip:
		return skipped(r, lang)
	case checks.Error:
		return say(lang, "%s：没能测量", "%s: could not be measured", subject(r, lang))
	}
	s := ""
	switch e := r.Evidence.(type) {
	case *checks.HostEvidence:
		s = hostSummary(e, lang)
	case *checks.AdapterEvidence:
		s = adapterSummary(e, lang)
	case *checks.GatewayEvidence:
		s = gatewaySummary(e, lang)
	case *checks.ProxyEvidence:
		s = proxySummary(e, lang)
	case *checks.VPNEvidence:
		s = vpnSummary(e, lang)
	case *checks.DNSEvidence:
		s = dnsSummary(e, lang)
	case *checks.PingEvidence:
		s = pingSummary(r, e, lang)
	case *checks.PortEvidence:
		s = portSummary(r, e, lang)
	case *checks.CertificateEvidence:
		s = certificateSummary(r, e, lang)
	case *checks.ServiceEvidence:
		s = serviceSummary(r, e, lang)
	case *checks.ReferenceEvidence:
		s = referenceSummary(r, e, lang)
	case *checks.ClockEvidence:
		s = clockSummary(e, lang)
	case *checks.DeviceEvidence:
		s = deviceSummary(e, lang)
	case *checks.SoftwareEvidence:
		s = softwareSummary(e, lang)
	}
	if s == "" {
		s = say(lang, "%s：%s", "%s: %s", subject(r, lang), StatusWord(r.Status, lang))
	}
	return s
}

// skipped says why a check was not asked. A reason that is no failure is told
// by what was looked at before.
func skipped(r checks.Result, lang string) string {
	zh, en := "%s：前一步没有通过，没有检查", "%s: not checked, an earlier step failed"
	ping, pinged := r.Evidence.(*checks.PingEvidence)
	switch {
	case strings.HasPrefix(r.Reason, stopped):
		zh, en = "%s：检查中途停止，没有做", "%s: not checked, the run was stopped"
	case pinged:
		return pingSummary(r, ping, lang) // asked, and nothing came: nobody's failure
	case r.Kind() == "device":
		zh, en = "%s：没有插，也不是必需的", "%s: none is plugged in, and none is required"
	case r.Kind() == "gateway":
		zh, en = "%s：没有可问的网关", "%s: there is none to ask"
	case r.Kind() == "software", r.Target == "":
		zh, en = "%s：没有检查", "%s: not checked"
	}
	return say(lang, zh, en, subject(r, lang))
}

// subject is what a check is about, to stand before a colon.
func subject(r checks.Result, lang string) string {
	t, ok := subjects[r.Kind()]
	switch {
	case !ok && r.Target != "":
		return r.Target
	case !ok:
		return r.ID
	case r.Target == "" || !strings.Contains(t.zh, "%s"):
		return strings.TrimSpace(strings.ReplaceAll(t.in(lang), "%s", ""))
	}
	host, port := splitTarget(r.Target)
	if port == "" {
		return fmt.Sprintf(strings.ReplaceAll(t.in(lang), "%d", ""), host)
	}
	return strings.NewReplacer("%s", host, "%d", port).Replace(t.in(lang))
}

var subjects = map[string]term{
	"host":        {"这台电脑", "This PC"},
	"adapter":     {"网卡", "Network adapter"},
	"gateway":     {"网关（路由器）", "Gateway"},
	"proxy":       {"代理", "Proxy"},
	"vpn":         {"VPN", "VPN"},
	"dns":         {"%s 的网址查询", "Name %s"},
	"ping":        {"%s 的 ping", "Ping %s"},
	"port":        {"%s 的 %d 端口", "%s port %d"},
	"certificate": {"%s 的证书", "Certificate of %s"},
	"service":     {"%s 的服务", "Service of %s"},
	"reference":   {"对照网站 %s", "Reference %s"},
	"clock":       {"电脑时间", "Clock"},
	"device":      {"税控设备", "Tax device"},
	"software":    {"开票软件", "Invoicing software"},
}

// splitTarget takes "host:port" or "host:port/path" apart; a bare host has no port.
func splitTarget(target string) (host, port string) {
	target, _, _ = strings.Cut(strings.TrimPrefix(strings.TrimPrefix(target, "https://"), "http://"), "/")
	if _, err := netip.ParseAddr(target); err == nil {
		return target, ""
	}
	i := strings.LastIndexByte(target, ':')
	if i < 0 || strings.HasSuffix(target, "]") {
		return strings.Trim(target, "[]"), ""
	}
	return strings.Trim(target[:i], "[]"), target[i+1:]
}

// duration puts milliseconds in words: "42 毫秒", "3.2 秒", "6 分 12 秒", "2 小时".
func duration(ms float64, lang string) string {
	s := ms / 1000
	switch {
	case ms < 1000:
		return say(lang, "%.0f 毫秒", "%.0f ms", ms)
	case s < 10 && ms-float64(int(s))*1000 >= 50:
		return say(lang, "%.1f 秒", "%.1f s", s)
	case s < 60:
		return say(lang, "%.0f 秒", "%.0f s", s)
	case s < 3600:
		return say(lang, "%d 分 %d 秒", "%d min %d s", int(s)/60, int(s)%60)
	case s < 48*3600:
		return say(lang, "%d 小时 %d 分", "%d h %d min", int(s)/3600, int(s)%3600/60)
	}
	return say(lang, "%.0f 天", "%.0f days", s/86400)
}

// size puts bytes in words: "512 MB", "1.5 GB", in the steps of 1024 that
// Windows shows.
func size(bytes uint64) string {
	const mb, gb = 1 << 20, 1 << 30
	if bytes < gb {
		return fmt.Sprintf("%d MB", bytes/mb)
	}
	return strings.Replace(fmt.Sprintf("%.1f GB", float64(bytes)/gb), ".0 ", " ", 1)
}

// short keeps a measured text from filling the line.
func short(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
