package catalogue

import (
	"slices"
	"strings"
)

// BlameName names a culprit in one or two words.
func BlameName(b Blame, lang string) string {
	switch b {
	case ThisPC:
		return pick(lang, "这台电脑", "this PC")
	case LocalNetwork:
		return pick(lang, "单位网络", "the office network")
	case ISP:
		return pick(lang, "宽带运营商", "the internet provider")
	case TaxServer:
		return pick(lang, "税务服务器", "the tax server")
	case TaxDevice:
		return pick(lang, "税控设备", "the tax device")
	case InvoiceSoftware:
		return pick(lang, "开票软件", "the invoicing software")
	case Account:
		return pick(lang, "账号权限", "the account's rights")
	}
	return string(b)
}

// BlameWho says who can mend it, as one to call.
func BlameWho(b Blame, lang string) string {
	switch b {
	case ThisPC:
		return pick(lang, "单位的电脑维护人员", "whoever looks after your firm's PCs")
	case LocalNetwork:
		return pick(lang, "单位的网络管理员（没有的话，找办公楼物业的网络服务人员）", "your network administrator (or the building's network service)")
	case ISP:
		return pick(lang, "宽带运营商客服（电信 10000、联通 10010、移动 10086）", "your internet provider (China Telecom 10000, Unicom 10010, Mobile 10086)")
	case TaxServer:
		return pick(lang, "12366 纳税服务热线，或主管税务机关", "the tax hotline 12366, or your tax office")
	case TaxDevice:
		return pick(lang, "税控设备的服务商，或主管税务机关", "the tax device's service provider, or your tax office")
	case InvoiceSoftware:
		return pick(lang, "开票软件的服务商", "the invoicing software's service provider")
	case Account:
		return pick(lang, "主管税务机关，或 12366 纳税服务热线", "your tax office, or the tax hotline 12366")
	}
	return string(b)
}

// LayerName names a layer for people.
func LayerName(l Layer, lang string) string {
	switch l {
	case Network:
		return pick(lang, "网络线路", "network")
	case Transport:
		return pick(lang, "连接", "transport")
	case Application:
		return pick(lang, "服务", "application")
	case Security:
		return pick(lang, "安全", "security")
	case Data:
		return pick(lang, "设备与软件", "devices and software")
	}
	return string(l)
}

// stretches of the road from this PC to the tax server, nearest first.
var stretches = []struct{ key, zh, en string }{
	{"adapter", "本机网卡", "the network card"},
	{"gateway", "路由器", "the router"},
	{"internet", "外网", "the internet line"},
	{"dns", "网址查询", "name lookup"},
	{"port", "服务器端口", "the server's port"},
	{"certificate", "服务器证书", "the server's certificate"},
	{"clock", "电脑时间", "this PC's clock"},
	{"device", "税控设备", "the tax device"},
	{"service", "税务服务器", "the tax server"},
}

// Fine says in one sentence which stretches of the road work: "本机网卡、路由器、外网都正常。"
// An unknown key is left out; no key is "".
func Fine(keys []string, lang string) string {
	var said []string
	for _, s := range stretches {
		if slices.Contains(keys, s.key) {
			said = append(said, pick(lang, s.zh, s.en))
		}
	}
	switch {
	case len(said) == 0:
		return ""
	case lang == "en":
		return english(said)
	case len(said) == 1:
		return said[0] + "正常。"
	}
	return strings.Join(said, "、") + "都正常。"
}

func english(said []string) string {
	verb, text := " is fine.", said[0]
	if n := len(said); n > 1 {
		verb, text = " are fine.", strings.Join(said[:n-1], ", ")+" and "+said[n-1]
	}
	return strings.ToUpper(text[:1]) + text[1:] + verb
}
