package catalogue

import (
	"strconv"
	"strings"
)

// Facts are the placeholders that words may use, and the form of each value.
// Values are machine values in no language: [Cause.Say] turns lists,
// durations, device kinds and places into words. A value in another form is
// shown as it is.
var Facts = map[string]string{
	"targets":         `the problem's targets, joined by ", "`,
	"host":            "the tax server's name or address, without port",
	"port":            "a TCP port",
	"address":         "an IP address, or the address of a web page",
	"addresses":       `IP addresses, joined by ", "`,
	"adapter":         "an adapter, by the system's name",
	"gateway":         "the router's address",
	"resolver":        `DNS servers, joined by ", "`,
	"reference":       `references that were asked, joined by ", "`,
	"proxy":           "a proxy, host:port",
	"source":          "where a proxy or policy is set: env.Proxy.Source, profile, or a registry key",
	"status":          "an HTTP status, or a DNS answer's code: 503, SERVFAIL",
	"issuer":          "a certificate's issuer",
	"subject":         "a certificate's subject",
	"product":         "a program or security product, by name",
	"names":           `any names, joined by ", "; the first three are said`,
	"date":            "2006-01-02",
	"days":            "a whole number of days",
	"offset":          "a Go duration, without sign: 6m12s",
	"fastslow":        "fast or slow: how this PC's clock is off",
	"zone":            "an IANA zone",
	"zone_wanted":     "an IANA zone",
	"file":            "a path or a drive",
	"line":            "a line number",
	"device":          "a device kind of the profile, or a device's own name",
	"expected_device": "a device kind of the profile",
	"problem_code":    "a Device Manager problem code",
	"problem":         "not supplied: made from problem_code",
	"service":         "a system service, by name",
	"process":         "a program, by its process name",
	"loss":            "a share of lost pings in percent, no sign: 12",
	"ms":              "milliseconds: 850",
	"limit":           "the limit, in the form and unit of what it limits (loss, ms, offset)",
	"version":         "the version, cipher suite or key that was found",
	"from":            "the IP address of the router or firewall that answered",
	"free":            "a size with unit: 1.2 GiB",
	"need":            `a size or version that is needed, or the profile's systems: "windows>=10, linux"`,
	"mac":             "a MAC address",
	"unsure":          `those of the targets whose address is our own table's and in no document, joined by ", "`,
	"season":          `what time of the tax year it is, and about when it ends: "filing 2026-11-16", "peak 2026-11-16"`,
	"table":           "the date of that table: 2026-11",
}

// speak turns machine values into words and supplies {targets} where it is
// missing, the one placeholder that may stand outside square brackets.
func speak(facts map[string]string, lang string) map[string]string {
	out := map[string]string{"targets": pick(lang, "税务服务器", "the tax server")}
	for name, v := range facts {
		if v == "" || v == "?" { // not known
			continue
		}
		switch name {
		case "targets", "addresses", "resolver", "reference":
			v = list(v, lang)
		case "names", "unsure":
			v = few(v, lang)
		case "season":
			v = filing(v, lang)
		case "table":
			v = month(v, lang)
		case "offset":
			v = duration(v, lang)
		case "ms":
			v = milliseconds(v, lang)
		case "limit":
			if facts["ms"] != "" {
				v = milliseconds(v, lang)
			} else {
				v = duration(v, lang)
			}
		case "days":
			v = days(v, lang)
		case "free":
			v = size(v)
		case "need":
			v = size(systems(v, lang))
		case "fastslow":
			v = word(v, lang)
		case "device", "expected_device":
			v = DeviceName(v, lang)
		case "source":
			v = place(v, lang)
		case "problem_code":
			if code, err := strconv.Atoi(v); err == nil {
				out["problem"] = ProblemCode(code, lang)
			}
		}
		out[name] = v
	}
	return out
}

func pick(lang, zh, en string) string {
	if lang == "en" {
		return en
	}
	return zh
}

func list(v, lang string) string {
	return strings.ReplaceAll(v, ", ", pick(lang, "、", ", "))
}

// few is a list cut to three: a certificate may hold a hundred names.
func few(v, lang string) string {
	all := strings.Split(v, ", ")
	if len(all) <= 3 {
		return list(v, lang)
	}
	return list(strings.Join(all[:3], ", "), lang) + pick(lang, " 等", " and others")
}

func word(v, lang string) string {
	switch v {
	case "fast":
		return pick(lang, "快", "fast")
	case "slow":
		return pick(lang, "慢", "slow")
	}
	return v
}

// DeviceName names a device kind of the profile; another value is returned as it is.
func DeviceName(kind, lang string) string {
	switch kind {
	case "ukey":
		return pick(lang, "税务UKey", "tax UKey")
	case "golden_tax":
		return pick(lang, "金税盘", "golden tax disk")
	case "tax_control":
		return pick(lang, "税控盘", "tax control disk")
	case "ca_key":
		return pick(lang, "CA 证书 Key", "CA key")
	}
	return kind
}

// place says where a proxy is set, from env.Proxy.Source.
func place(source, lang string) string {
	switch source {
	case "WinINET":
		return pick(lang, "系统设置的“代理”页", "the Proxy page of Settings")
	case "WinHTTP":
		return pick(lang, "系统服务的代理（WinHTTP）", "the proxy of system services (WinHTTP)")
	case "PAC":
		return pick(lang, "自动配置脚本（PAC）", "an automatic configuration script (PAC)")
	case "gnome":
		return pick(lang, "桌面的网络设置", "the desktop's network settings")
	case "profile":
		return pick(lang, "开票软件自己的代理设置", "the invoicing software's own proxy setting")
	}
	if name, ok := strings.CutPrefix(source, "env:"); ok {
		return pick(lang, "环境变量 ", "the environment variable ") + name
	}
	return source
}
