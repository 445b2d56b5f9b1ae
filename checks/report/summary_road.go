package report

import (
	"kpdoctor/checks"
)

func dnsSummary(e *checks.DNSEvidence, lang string) string {
	if len(e.Hosts) > 0 {
		return say(lang, "%s 被本机 hosts 文件指到 %s", "%s is pinned to %s by the hosts file", e.Name, e.Hosts[0].Address)
	}
	var configured, silent, refs int
	rcode, quickest, first := "", -1.0, ""
	for _, a := range e.Answers {
		if a.Role != "configured" {
			if len(a.Addresses) > 0 {
				refs++
			}
			continue
		}
		configured++
		switch {
		case len(a.Addresses) > 0:
			if quickest < 0 || a.RTTMS < quickest {
				quickest, first = a.RTTMS, a.Addresses[0]
			}
		case a.Failure != "":
			silent++
		case a.Rcode != "" && a.Rcode != "NOERROR":
			rcode = a.Rcode
		}
	}
	switch {
	case quickest >= 0 && e.SlowMS > 0 && quickest > e.SlowMS:
		return say(lang, "%s 的地址查到了，但用了 %s，偏慢", "%s resolves, but it took %s", e.Name, duration(quickest, lang))
	case quickest >= 0 && apart(e):
		return say(lang, "%s 查到的地址是 %s，公共 DNS 查到的不是它", "%s resolves to %s, public DNS says otherwise", e.Name, first)
	case quickest >= 0:
		return say(lang, "%s 的地址查到了（%s）", "%s resolves (%s)", e.Name, first)
	case len(e.System.Addresses) > 0:
		return say(lang, "%s 的地址查到了（%s）", "%s resolves (%s)", e.Name, e.System.Addresses[0])
	case configured == 0:
		return say(lang, "%s：电脑没有设置 DNS 服务器", "%s: no DNS server is set on this PC", e.Name)
	case silent == configured && refs > 0:
		return say(lang, "%s：DNS 服务器没有回应，公共 DNS 能查到", "%s: your DNS is silent, a public one answers", e.Name)
	case silent == configured:
		return say(lang, "%s：DNS 服务器没有回应", "%s: the DNS servers do not answer", e.Name)
	case rcode == "NXDOMAIN" && refs > 0:
		return say(lang, "%s：DNS 说没有这个网址，公共 DNS 能查到", "%s: your DNS knows no such name, public ones do", e.Name)
	case rcode == "NXDOMAIN":
		return say(lang, "%s：DNS 说没有这个网址", "%s: DNS says there is no such name", e.Name)
	case rcode != "":
		return say(lang, "%s：DNS 服务器答复出错（%s）", "%s: the DNS server fails (%s)", e.Name, rcode)
	}
	return say(lang, "%s：没有查到地址", "%s: no address was found", e.Name)
}

// apart reports whether the servers that this PC is set to use and the public
// ones share no address. That alone is no fault: a CDN answers each as it likes.
func apart(e *checks.DNSEvidence) bool {
	own, public := map[string]bool{}, map[string]bool{}
	for _, a := range e.Answers {
		for _, address := range a.Addresses {
			if a.Role == "configured" {
				own[address] = true
			} else {
				public[address] = true
			}
		}
	}
	for address := range own {
		if public[address] {
			return false
		}
	}
	return len(own) > 0 && len(public) > 0
}

func pingSummary(r checks.Result, e *checks.PingEvidence, lang string) string {
	sent, received := 0, 0
	var rtt float64
	for _, t := range e.Targets {
		sent, received = sent+t.Sent, received+t.Received
		rtt += t.AvgMS * float64(t.Received)
	}
	switch {
	case sent == 0:
		return say(lang, "%s：没能发出 ping", "%s: no ping could be sent", r.Target)
	case received == 0:
		return say(lang, "%s 不回应 ping（许多服务器都这样）", "%s ignores ping (as many servers do)", r.Target)
	case received < sent:
		return say(lang, "%s：%d 次 ping 丢了 %d 次，平均 %s", "%s: of %d pings %d were lost, %s on average",
			r.Target, sent, sent-received, duration(rtt/float64(received), lang))
	}
	return say(lang, "%s：%d 次 ping 都有回应，平均 %s", "%s: all %d pings came back, %s on average",
		r.Target, sent, duration(rtt/float64(received), lang))
}

func portSummary(r checks.Result, e *checks.PortEvidence, lang string) string {
	host, port := splitTarget(e.Endpoint)
	open, quickest := 0, 0.0
	for _, a := range e.Attempts {
		if a.Open {
			if open == 0 || a.MS < quickest {
				quickest = a.MS
			}
			open++
		}
	}
	switch {
	case len(e.Attempts) == 0:
		return ""
	case open == 0 && r.Status == checks.Warn:
		return say(lang, "%s 的 %s 端口不能直连，走代理", "%s port %s: not directly, a proxy is used", host, port)
	case open == 0:
		return say(lang, "%s 的 %s 端口：%s", "%s port %s: %s", host, port, worst(e.Attempts, lang))
	case open < len(e.Attempts):
		return say(lang, "%s 的 %s 端口：%d 个地址中 %d 个连得上", "%s port %s: of %d addresses %d are open",
			host, port, len(e.Attempts), open)
	}
	return say(lang, "%s 的 %s 端口连得上（%s）", "%s port %s is open (%s)", host, port, duration(quickest, lang))
}

func referenceSummary(r checks.Result, e *checks.ReferenceEvidence, lang string) string {
	host, _ := splitTarget(e.Target)
	switch {
	case r.Status == checks.Pass:
		return say(lang, "对照网站 %s 正常", "Reference %s works", host)
	case e.Location != "" || e.Scheme == "http" && e.Status >= 200 && e.Status < 400:
		return say(lang, "对照网站 %s 被换成了别的网页", "Reference %s: another page came instead", host)
	case e.Handshake != nil && e.Handshake.Complete && !e.Handshake.Verified:
		return say(lang, "对照网站 %s 的证书不对", "Reference %s: its certificate is not right", host)
	case e.Handshake != nil && e.Handshake.Failure != "":
		return say(lang, "对照网站 %s：%s", "Reference %s: %s", host, after(e.Handshake.Failure, e.Handshake.MS, lang))
	case len(e.Attempts) > 0 && !anyOpen(e.Attempts):
		return say(lang, "对照网站 %s：%s", "Reference %s: %s", host, worst(e.Attempts, lang))
	case e.Failure != "":
		return say(lang, "对照网站 %s：%s", "Reference %s: %s", host, after(e.Failure, e.FirstByteMS, lang))
	}
	return say(lang, "对照网站 %s 没有正常答复", "Reference %s did not answer as it should", host)
}
