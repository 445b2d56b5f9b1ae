package report

import (
	"strings"

	"kpdoctor/checks"
)

func hostSummary(e *checks.HostEvidence, lang string) string {
	name := short(osName(e), 24)
	if full := e.FullDisks(); len(full) > 0 {
		d := full[0]
		return say(lang, "磁盘 %s 只剩 %s，至少要有 %s", "Disk %s has only %s left of at least %s",
			d.Path, size(d.FreeBytes), size(uint64(e.MinFreeBytes)))
	}
	if !e.OSSupported {
		return say(lang, "%s 不在开票软件支持的系统之列", "The invoicing software does not support %s", name)
	}
	if e.MemoryLow() {
		return say(lang, "内存只有 %s，开票软件至少要 %s", "Memory is %s, the software needs %s",
			size(e.MemoryBytes), size(uint64(e.MinMemoryBytes)))
	}
	return say(lang, "%s，内存和磁盘够用", "%s, enough memory and disk", name)
}

// osName is the system as a person knows it.
func osName(e *checks.HostEvidence) string {
	name := e.Platform
	if name == "" {
		name = e.OS
	}
	if e.Version != "" && !strings.Contains(strings.ToLower(name), "windows") {
		name += " " + e.Version
	}
	return name
}

func adapterSummary(e *checks.AdapterEvidence, lang string) string {
	trouble, names := e.Trouble()
	name := "–"
	if len(names) > 0 {
		name = short(names[0], 20)
	}
	switch trouble {
	case checks.AdapterMissing:
		return say(lang, "没有找到网卡", "No network adapter was found")
	case checks.AdapterDisabled:
		return say(lang, "网卡“%s”在系统里被停用了", "Adapter “%s” is switched off", name)
	case checks.AdapterUnplugged:
		return say(lang, "网卡“%s”没有连上：网线或无线没接通", "Adapter “%s” is not connected: no cable or Wi-Fi", name)
	case checks.AdapterNoAddress:
		return say(lang, "网卡“%s”没有拿到网络地址", "Adapter “%s” was given no address", name)
	case checks.AdapterNoGateway:
		return say(lang, "网卡“%s”没有通往外面的路（没有网关）", "Adapter “%s” has no way out (no gateway)", name)
	}
	up := 0
	for _, a := range e.Adapters {
		if a.Kind != "loopback" && a.Enabled && a.Carrier && len(a.Addresses) > 0 {
			up++
			if up == 1 {
				name = short(a.Name, 20)
			}
		}
	}
	if up > 1 {
		return say(lang, "%d 块网卡已连接，有网络地址", "%d adapters are connected and have addresses", up)
	}
	return say(lang, "网卡“%s”已连接，有网络地址", "Adapter “%s” is connected and has an address", name)
}

func gatewaySummary(e *checks.GatewayEvidence, lang string) string {
	if len(e.Conflicts) > 0 {
		return say(lang, "本机地址 %s 被另一台设备占用", "Another machine uses this PC's address %s", e.Conflicts[0].Address)
	}
	if len(e.Gateways) == 0 {
		return say(lang, "没有设置网关（路由器）", "No gateway is set")
	}
	if n := len(e.Gateways); n > 1 {
		for _, g := range e.Gateways {
			if g.Neighbour == "silent" {
				return say(lang, "%d 个网关中 %s 没有回应", "Of %d gateways %s does not answer", n, g.Address)
			}
		}
	}
	for _, g := range e.Gateways {
		if g.Ping != nil && g.Ping.Received > 0 {
			return say(lang, "网关 %s 有回应，平均 %s", "Gateway %s answers, %s on average", g.Address, duration(g.Ping.AvgMS, lang))
		}
	}
	for _, g := range e.Gateways {
		if g.Neighbour == "answers" || g.TCP != nil && (g.TCP.Open || g.TCP.Failure == "refused") {
			return say(lang, "网关 %s 有回应", "Gateway %s answers", g.Address)
		}
	}
	if g := e.Gateways[0]; g.Neighbour == "silent" {
		return say(lang, "网关 %s 没有回应", "Gateway %s does not answer", g.Address)
	}
	return say(lang, "网关 %s 不回应 ping（可能是设置如此）", "Gateway %s ignores ping (it may be set to)", e.Gateways[0].Address)
}

func proxySummary(e *checks.ProxyEvidence, lang string) string {
	if len(e.Proxies) == 0 {
		if len(e.Settings) > 0 {
			return say(lang, "系统设有代理，但开票网址不经过它", "A proxy is set, but not for these addresses")
		}
		return say(lang, "没有使用代理", "No proxy is used")
	}
	for _, p := range e.Proxies {
		if p.DNS != "" {
			return say(lang, "代理 %s 的名字解析不出来", "The proxy's name %s does not resolve", p.Address)
		}
		if !anyOpen(p.Connect) {
			return say(lang, "代理 %s 连不上：%s", "Proxy %s cannot be reached: %s", p.Address, worst(p.Connect, lang))
		}
		for _, t := range p.Tunnels {
			switch {
			case t.Role == "reference" || t.Status/100 == 2:
			case t.Status == 407:
				return say(lang, "代理 %s 要求登录（407）", "Proxy %s wants a login (407)", p.Address)
			case t.Status == 0:
				return say(lang, "代理 %s 对 %s 没有答复", "Proxy %s gave no answer for %s", p.Address, t.Target)
			default:
				return say(lang, "代理 %s 不放行 %s（%d）", "Proxy %s refuses %s (%d)", p.Address, t.Target, t.Status)
			}
		}
	}
	return say(lang, "代理 %s 工作正常", "Proxy %s works", e.Proxies[0].Address)
}

func vpnSummary(e *checks.VPNEvidence, lang string) string {
	name := short(e.Tunnel, 20)
	switch {
	case e.Tunnel == "":
		return say(lang, "没有使用 VPN", "No VPN is used")
	case anyOpen(e.Through):
		return say(lang, "VPN“%s”工作正常", "VPN “%s” works", name)
	case anyOpen(e.Beside):
		return say(lang, "VPN“%s”不通，绕过它就连得上", "VPN “%s” carries nothing, past it all is well", name)
	case len(e.Through) == 0:
		return say(lang, "使用 VPN“%s”上网", "The way out is VPN “%s”", name)
	}
	return say(lang, "VPN“%s”没有回应", "Nothing answers through VPN “%s”", name)
}

func anyOpen(attempts []checks.Attempt) bool {
	for _, a := range attempts {
		if a.Open {
			return true
		}
	}
	return false
}

// worst puts the first failure among attempts in words.
func worst(attempts []checks.Attempt, lang string) string {
	for _, a := range attempts {
		if !a.Open {
			return after(a.Failure, a.MS, lang)
		}
	}
	return failed("other", lang)
}

// after is a failure in words, with how long was waited where that is the point.
func after(failure string, ms float64, lang string) string {
	if failure == "timeout" && ms >= 500 {
		return say(lang, "%s没有回应", "no answer in %s", duration(ms, lang))
	}
	return failed(failure, lang)
}
