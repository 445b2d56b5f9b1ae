package report

import (
	"kpdoctor/checks"
)

func certificateSummary(r checks.Result, e *checks.CertificateEvidence, lang string) string {
	host, _ := splitTarget(e.Endpoint)
	var bad, good *checks.Handshake
	for i, h := range e.Handshakes {
		if served := h.Verified || e.Proof == "record" && h.Record; served && good == nil {
			good = &e.Handshakes[i]
		} else if !served && bad == nil {
			bad = &e.Handshakes[i]
		}
	}
	switch {
	case bad != nil && (good == nil || r.Status == checks.Fail):
		return handshakeSummary(host, bad, lang)
	case good == nil:
		return ""
	case bad != nil:
		return say(lang, "%s 有的地址证书不对（%s）", "%s: not the right certificate at %s", host, bad.Address)
	case !good.Verified:
		return say(lang, "%s 有加密应答（上传端口，正常）", "%s answers with TLS (an upload port, fine)", host)
	}
	if v := good.Verify; v != nil && r.Status == checks.Warn {
		switch {
		case v.Weak:
			return say(lang, "%s 的证书算法偏弱", "The certificate of %s is weak", host)
		case v.ExpiresInMS <= e.ExpiringMS:
			return say(lang, "%s 的证书%s到期", "The certificate of %s expires %s", host, within(v.ExpiresInMS, lang))
		}
	}
	if len(good.Chain) > 0 {
		return say(lang, "%s 的证书有效，到 %s", "The certificate of %s is valid until %s", host, good.Chain[0].NotAfter.Format("2006-01-02"))
	}
	return say(lang, "%s 的证书有效", "The certificate of %s is valid", host)
}

// within says how much time is left, in whole days as in the cause's words.
func within(ms float64, lang string) string {
	days := int(ms / 86400e3)
	if days < 1 {
		return term{"不到 1 天就", "in less than a day"}.in(lang)
	}
	return say(lang, "还有 %d 天", "in %d days", days)
}

// handshakeSummary says why a handshake is not good enough.
func handshakeSummary(host string, h *checks.Handshake, lang string) string {
	v := h.Verify
	if v == nil || !h.Complete && h.Failure != "" {
		switch h.Failure {
		case "reset", "closed":
			return say(lang, "%s：加密握手时连接被切断", "%s: cut off during the TLS handshake", host)
		case "timeout":
			return say(lang, "%s：加密握手 %s没有回应", "%s: no answer to the handshake in %s", host, duration(h.MS, lang))
		case "":
			return say(lang, "%s：加密握手没有完成", "%s: the TLS handshake did not complete", host)
		}
		return say(lang, "%s：%s", "%s: %s", host, failed(h.Failure, lang))
	}
	switch {
	case v.Expired:
		return say(lang, "%s 的证书过期了", "The certificate of %s has expired", host)
	case v.NotYet:
		return say(lang, "%s 的证书还没生效（也可能是电脑时间不对）", "The certificate of %s is not valid yet", host)
	case !v.NameFits:
		return say(lang, "%s 的证书是别的网站的", "The certificate is not for %s", host)
	case v.Revoked:
		return say(lang, "%s 的证书已被吊销", "The certificate of %s was revoked", host)
	case v.NoIssuer:
		return say(lang, "%s 的证书查不到颁发者", "No issuer is known for the certificate of %s", host)
	case !v.Trusted:
		return say(lang, "%s 的证书不受这台电脑信任", "This PC does not trust the certificate of %s", host)
	}
	return say(lang, "%s 的证书没有通过核对", "The certificate of %s does not verify", host)
}

func serviceSummary(r checks.Result, e *checks.ServiceEvidence, lang string) string {
	host, _ := splitTarget(e.Endpoint)
	if len(e.Answers) == 0 {
		return ""
	}
	a := e.Answers[0]
	for _, other := range e.Answers {
		if bad := !other.Expected; bad == (r.Status == checks.Fail) {
			a = other
			break
		}
	}
	switch {
	case a.Expected && e.SlowMS > 0 && a.FirstByteMS > e.SlowMS:
		return say(lang, "%s 有答复，但等了 %s，偏慢", "%s answers, but only after %s", host, duration(a.FirstByteMS, lang))
	case a.Expected && (a.Status == 403 || a.Status == 412): // what the tax sites' firewalls answer to programs
		return say(lang, "%s 通，答复的是网站的防护系统（%d）", "%s is up; the site's WAF answered (%d)", host, a.Status)
	case a.Expected:
		return say(lang, "%s 正常答复（%s）", "%s answers (%s)", host, duration(a.FirstByteMS, lang))
	case a.Status == 0 && a.Failure == "timeout":
		return say(lang, "%s 连得上，但 %s没有答复", "%s connects, but no answer in %s", host, duration(a.FirstByteMS, lang))
	case a.Status == 0:
		return say(lang, "%s：%s", "%s: %s", host, failed(a.Failure, lang))
	case a.Maintenance, a.Status >= 500 && a.RetryAfter != "":
		return say(lang, "%s 正在维护（%d）", "%s is under maintenance (%d)", host, a.Status)
	}
	if t, ok := statusWordsHTTP[a.Status]; ok {
		return say(lang, "%s：%s（%d）", "%s: %s (%d)", host, t.in(lang), a.Status)
	}
	if a.Status >= 500 {
		return say(lang, "%s：服务器内部出错（%d）", "%s: the server has an error (%d)", host, a.Status)
	}
	return say(lang, "%s：答复不是预期的（%d）", "%s: not the answer expected (%d)", host, a.Status)
}

var statusWordsHTTP = map[int]term{
	401: {"服务器要求登录", "the server wants a login"},
	403: {"服务器拒绝访问", "the server denies access"},
	404: {"服务器上没有这个页面", "the server has no such page"},
	407: {"代理要求登录", "the proxy wants a login"},
	410: {"服务器上已经没有这个页面", "the page is gone from the server"},
	429: {"服务器嫌访问太频繁", "the server says: too many requests"},
	502: {"服务器后面的系统没有接上", "the server's back end fails"},
	503: {"服务器太忙", "the server is overloaded"},
	504: {"服务器后面的系统没有答复", "the server's back end is silent"},
}
