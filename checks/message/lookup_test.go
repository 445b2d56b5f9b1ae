package message

import (
	"strings"
	"testing"
	"time"
)

// Messages as users paste them: with the rest of the dialog, with a scanner's
// slips, from memory.
var real = []struct{ text, want string }{
	// 航信 and 统一受理
	{"-960011120", "aisino.ssl_connect"},
	{"发票上传失败！错误代码：-960011120，请与税务机关联系", "aisino.ssl_connect"},
	{"错误号：－９６００１１１２０", "aisino.ssl_connect"},
	{"错误码(-9600 11120)", "aisino.ssl_connect"},
	{"—96OO1112O", "aisino.ssl_connect"},
	{"960011036 连接异常", "aisino.connect"},
	{"[-960011121]无法连接", "aisino.connect"},
	{"提示 -960011093 SSL连接超时", "aisino.ssl_timeout"},
	{"测试失败 -960011114", "aisino.test"},
	{"返回码=-960011101", "aisino.no_device"},
	{"-960032032 证书口令已锁", "aisino.pin_locked"},
	{"-960032031", "aisino.pin_wrong"},
	{"-960031167", "sub.no_key"},
	{"-960033113", "sub.busy"},
	{"-960033083 ", "sub.address"},
	{"-960031500", "aisino.base_key"},
	{"-960099999", "aisino.unknown"},
	{"CA99 因数字证书异常，已停止网络连接。请修改安全接入服务器地址或重启开票软件！", "aisino.ca99"},
	{"ＣＡ９９因数字证书异常", "aisino.ca99"},
	{"因数字证书异常 已停止网络联接", "aisino.ca99"},
	{"[9999]远程服务返回的报文中没有发现数据节点", "aisino.empty"},
	{"9999", "aisino.empty"},
	{"没有正确配置服务器地址(https://…)", "aisino.address"},
	{"代理服务器端口不能为空", "aisino.proxy_port"},
	{"TCD_768", "offline.start"},
	{"tcd 769 自动上传", "offline.start"},
	{"ERROR@95@打开加密设备--网络通信错误", "sub.busy"},
	{"ERROR@98@证书已挂失", "sub.certificate_state"},
	{"ERROR@103@证书状态未知ph=-14202", "sub.certificate_state"},
	{"打开设备失败-未插USBKEY(0xA7)", "sub.no_key"},
	{"打开加密设备错误(187)", "sub.no_driver"},
	{"83 非法IP来源", "sub.address"},
	// 百旺 and 税务UKey
	{"09d11f", "offline.time"},
	{"09D11F：超过离线开票限定时长", "offline.time"},
	{"返回码 0x09D11F", "offline.time"},
	{"09dllf 开票失败", "offline.time"},
	{"离线时间超限", "offline.time"},
	{"发票开具失败！超过离线开票限定时长，请联网上传", "offline.time"},
	{"离线开票时间超限了怎么办", "offline.time"},
	{"时间离线超限", "offline.time"},
	{"09d122", "offline.deadline"},
	{"0963c2", "device.pin_left"},
	{"0963C0", "aisino.pin_locked"},
	{"09c000 设备未打开", "device.closed"},
	{"096a80", "device.clock"},
	{"税务UKey 错误 092400", "device.command"},
	{"092403", "device.date"},
	{"金税盘 246", "offline.deadline"},
	{"金税盘返回：已到上传截止日期有未上传发票(246)", "offline.deadline"},
	{"金税盘错误号：1521", "golden.stopped"},
	{"金税盘错误 83", "golden.clock"},
	{"税控盘报硬件错误 0x4", "device.hardware"},
	{"请插入税务u盾", "sub.no_key"},
	{"未检测到税控设备，请检查", "sub.no_key"},
	{"口令锁死", "aisino.pin_locked"},
	{"证书密码被锁定", "aisino.pin_locked"},
	{"证书口令错误，剩余次数3", "sub.pin"},
	// platforms
	{"key1=98 网络调用异常,请重新登录", "key1.network"},
	{"登录失败 key1:05", "key1.account"},
	{"生成ServerHello--密码算法ID错误", "helper.missing"},
	{"加载税务安全证书应用客户端……", "helper.missing"},
	{"证书身份验证失败", "helper.other_taxpayer"},
	{"7000 读取证书信息失败", "helper.read"},
	{"验证口令失败", "sub.pin"},
	{"首次查验前请点此安装根证书", "verify.root"},
	{"数电票接口返回 1101", "einvoice.login"},
	{"乐企 code:1102 需要实名", "einvoice.real_name"},
	{"电子税务局返回[2116]请求失败", "einvoice.data"},
	{"开票失败：授信额度不在有效期内", "einvoice.limit"},
	{"授信额度", "einvoice.limit"},
	{"剩余授信额度不足，无法开具", "einvoice.limit"},
	{"已抄报，未清卡", "filing.not_cleared"},
	{"金税设备已到锁死期，不能开票", "filing.locked"},
	{"离线限额", "offline.amount"},
	// Winsock, WinINet, HRESULT
	{"TCP 11001", "net.name_not_found"},
	{"11001", "net.name_not_found"},
	{"Socket Error # 10060\nConnection timed out.", "net.timeout"},
	{"错误10060-连接超时", "net.timeout"},
	{"连接服务器失败(10061)", "net.refused"},
	{"WSAECONNRESET", "net.cut"},
	{"Winsock error 10013", "net.blocked_here"},
	{"由于目标计算机积极拒绝，无法连接。 118.112.187.42:7001", "net.refused"},
	{"0x80072EE7", "net.name_not_found"},
	{"80072ee2", "net.timeout"},
	{"错误代码：-2147012889", "net.name_not_found"},
	{"hr=2147954429", "net.cannot_connect"},
	{"0x8007274C", "net.timeout"},
	{"Ox8O072F8F", "tls.failed"},
	{"处理了证书链，但是在不受信任提供程序信任的根证书中终止。 (0x800B0109)", "cert.untrusted"},
	{"SEC_E_CERT_EXPIRED (0x80090328)", "cert.date"},
	{"由于吊销服务器已脱机，吊销功能无法检查吊销。0x80092013", "cert.revocation_offline"},
	{"WinHttp 12029", "net.cannot_connect"},
	{"请求被中止: 未能创建 SSL/TLS 安全通道。", "tls.failed"},
	{"基础连接已经关闭: 未能为 SSL/TLS 安全通道建立信任关系。", "cert.invalid"},
	// browsers
	{"无法访问此网站\n找不到 dppt.beijing.chinatax.gov.cn 的服务器 IP 地址。\nDNS_PROBE_FINISHED_NXDOMAIN", "net.name_not_found"},
	{"net::ERR_NAME_NOT_RESOLVED", "net.name_not_found"},
	{"ERR CONNECTION TIMED OUT", "net.timeout"},
	{"ERR_CONNECTION_\nREFUSED", "net.refused"},
	{"err_connection_reset", "net.cut"},
	{"您的连接不是私密连接 攻击者可能会试图从 etax.shanghai.chinatax.gov.cn 窃取您的信息 NET::ERR_CERT_DATE_INVALID", "cert.date"},
	{"NET::ERR_CERT_AUTHORITY_INVAL1D", "cert.untrusted"},
	{"您的连接不是私密连接", "cert.untrusted"},
	{"NET::ERR_CERT_COMMON_NAME_INVALID", "cert.name"},
	{"ERR_SSL_VERSION_OR_CIPHER_MISMATCH", "tls.version"},
	{"此网站无法提供安全连接 ERR_SSL_PROTOCOL_ERROR", "tls.failed"},
	{"ERR_BAD_SSL_CLIENT_AUTH_CERT", "tls.client_certificate"},
	{"ERR_PROXY_CONNECTION_FAILED", "proxy.down"},
	{"ERR_TUNNEL_CONNECTION_FAILED", "proxy.tunnel"},
	{"ERR_INTERNET_DISCONNECTED", "net.offline"},
	{"PR_CONNECT_RESET_ERROR", "net.cut"},
	{"错误代码：SEC_ERROR_UNKNOWN_ISSUER", "cert.untrusted"},
	{"INET_E_RESOURCE_NOT_FOUND", "net.name_not_found"},
	{"HTTP ERROR 403", "http.denied"},
	{"412 Precondition Failed", "http.browser_check"},
	{"502 Bad Gateway\nnginx", "http.overloaded"},
	{"该网页无法正常运作 HTTP ERROR 503", "http.overloaded"},
	{"您的时钟慢了", "clock.browser"},
	// what everybody quotes
	{"打开税务UKey失败，返回167", "sub.no_key"},
	{"错误编号:246 金税盘", "offline.deadline"},
	{"远程名称无法解析", "net.name_not_found"},
	{"无法连接到代理服务器", "proxy.down"},
	{"数字账户提示授信额度为0", "einvoice.limit"},
	{"ukey锁死了", "aisino.pin_locked"},
	{"电脑时间不对", "clock.browser"},
	{"您当前的IP被禁止访问", "http.denied"},
	{"SocketException: 由于目标计算机积极拒绝,无法连接。127.0.0.1:28000", "net.refused"},
	{"网络连接超时", "phrase.timeout"},
	{"网络链接超時", "phrase.timeout"},
	{"与服务器通讯超时", "phrase.timeout"},
	{"网 络 连 接 超 时 !", "phrase.timeout"},
	{"网络连援超时", "phrase.timeout"},
	{"正在连接中...", "phrase.timeout"},
	{"安全接入服务器连接失败", "phrase.secure_access"},
	{"连接安全接入服务器失败！请检查网络", "phrase.secure_access"},
	{"安全接人服务器连接失败", "phrase.secure_access"},
	{"无法获取开票接口", "phrase.no_interface"},
	{"电子税务局网页打不开了", "phrase.page"},
	{"发票上传失败", "phrase.upload"},
	{"网络异常", "phrase.timeout"},
	{"查验平台提示网络异常", "verify.network"},
	{"SSL Certificate chain invalid", "cert.chain_phrase"},
	{"获取连接失败", "phrase.get_connection"},
	{"curl: (6) Could not resolve host: lqpt.chinatax.gov.cn", "net.name_not_found"},
	{"javax.net.ssl.SSLHandshakeException: PKIX path building failed", "cert.untrusted"},
}

func TestRealMessages(t *testing.T) {
	for _, tt := range real {
		got := Lookup(tt.text)
		if len(got) == 0 || got[0].ID != tt.want {
			t.Errorf("%q: %v, want %s", tt.text, ids(got), tt.want)
		}
	}
}

// What is no message of ours stays unknown: a wrong answer is worse than none.
var unrelated = []string{
	"", " ", "？", "打印机脱机", "打印机无法连接", "打印机驱动未安装", "打印机错误 10060",
	"发票代码 044001900111", "发票号码：12345678", "24442000000012345678", "发票代码044001900111 号码 00083167",
	"91440300MA5ABCDE1X", "91440300708461136T", "440300123456789",
	"13800138000", "0755-83831234", "400-810-9600", "12366",
	"2026-11-22", "2026年11月22日 10:06:05", "09:24:00", "20261101",
	"1101.00", "¥9,999.00", "金额 10060 元", "价税合计 12029.50", "83", "95", "167", "246", "403", "1101", "1521", "4", "98%",
	"123456", "092411", "000000", "ERROR 1045 mysql", "ERROR 1045 (28000): Access denied for user 'root'@'localhost'",
	"ERROR 2003 (HY000): Can't connect to MySQL server on '10.0.0.5' (10061)", "ORA-12154: TNS:could not resolve the connect identifier",
	"蓝屏 0x0000007B", "0x0000007B INACCESSIBLE_BOOT_DEVICE", "0xc000007b", "0x80070005", "应用程序无法正常启动(0xc0000142)",
	"今天天气不错", "怎么开发票", "你好", "公司地址：北京市海淀区", "请问几点上班", "合同已经签好了", "发票", "网络", "证书", "超时", "失败",
	"192.168.1.1", "118.112.187.42:7001", "https://dppt.beijing.chinatax.gov.cn:8443/", "what is this", "the quick brown fox",
	"3f2504e0-4f89-096a80-9a0c", "微信登录超时", "QQ邮箱连接失败", "qq 12345", "共83张发票", "金税盘编号 661234567890",
	"合同编号 HT-2026-0095 金额 10060.00", "订单号 20261122100600", "会计从业资格证书已过期怎么办", "驾驶证过期", "USB 3.0 接口",
	"CPU温度 95 度", "房间号 403", "税收分类编码 1101", "ISBN 9600111208", "请提供贵公司开户行及账号 6222 0212 0000 1234", "http://example.com/404",
	"快递单号 960011120345", "电脑开机很慢", "Excel 打不开", "显卡驱动未安装",
}

func TestUnrelatedTextsAreNotMapped(t *testing.T) {
	for _, text := range unrelated {
		if got := Lookup(text); got != nil {
			t.Errorf("%q: %s (%.2f), want nothing", text, got[0].ID, got[0].Score)
		}
	}
}

func TestLookupSaysWhatWasFound(t *testing.T) {
	for _, tt := range []struct{ text, lang, want string }{
		{"-960031167", "zh", "代码 -960031167 是 -960031000（打开设备失败）加上 167（没有插设备），这样拆是推断。"},
		{"-960031167", "en", "-960031167 is -960031000 (opening the key failed) plus 167 (no key plugged in)"},
		{"0963c3", "zh", "还剩 3 次机会"},
		{"0963cA", "en", "tries left: 10"},
		{"net::err_name_not_resolved", "zh", "代码 ERR_NAME_NOT_RESOLVED 的意思是“名称无法解析”。"},
		{"-2147012889", "en", "0x80072EE7 means: name not resolved. "},
	} {
		got := Lookup(tt.text)
		if len(got) == 0 || !strings.Contains(got[0].In(tt.lang).Meaning, tt.want) {
			t.Errorf("%s: %+v, want %q", tt.text, got, tt.want)
		}
	}
	if got := Lookup("-960031167")[0]; got.Mark != Inference {
		t.Errorf("reading a sub-code into -960031167 is marked %s", got.Mark)
	}
	if got := Lookup("安全接入服务器连接失败"); got[0].Code != "" || got[0].Score >= 1 || !got[0].IsNetwork {
		t.Errorf("found by likeness, yet %+v", got[0])
	}
	if got := Lookup("离线时间超限")[0]; got.IsNetwork || got.Kind != Business {
		t.Errorf("the offline limit is no network fault: %+v", got)
	}
	if got := Lookup("上传失败 -960011120 之后显示 CA99"); len(got) < 2 || got[0].ID != "aisino.ssl_connect" || got[1].ID != "aisino.ca99" {
		t.Errorf("two codes in one text: %v", ids(got))
	}
}

// A caller may change what it got without changing what the next one gets.
func TestMatchesAreTheCallers(t *testing.T) {
	a := Lookup("-960011120")[0]
	a.ZH.Steps[0], a.Hints[0] = "x", "x"
	if b := Lookup("-960011120")[0]; b.ZH.Steps[0] == "x" || b.Hints[0] == "x" {
		t.Error("two callers share their steps or hints")
	}
}

func TestUsual(t *testing.T) {
	all := Usual(-1)
	if len(all) < 12 || len(Usual(5)) != 5 || len(Usual(0)) != 0 {
		t.Fatalf("%d usual ones, and %d of the first 5", len(all), len(Usual(5)))
	}
	seen := map[string]bool{}
	for _, p := range all {
		if got := Lookup(p.Say); len(got) == 0 || got[0].ID != p.ID {
			t.Errorf("%q leads to %v, not to %s", p.Say, ids(got), p.ID)
		}
		if seen[p.Say] {
			t.Errorf("%q twice", p.Say)
		}
		seen[p.Say] = true
	}
}

func TestNearest(t *testing.T) {
	for text, want := range map[string]string{
		"83": "金税盘 83", "-96001112": "-96001112", "09d11e": "09d11f", "ERR_NAME_NOT_RESOLVE": "ERR_NAME_NOT_RESOLVED", "403": "HTTP 403", "授权额度": "授信额度",
	} {
		if got := strings.Join(Nearest(text, 3), "|"); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if got := Nearest("今天天气不错", 3); got != nil {
		t.Errorf("near to the weather: %v", got)
	}
}

func TestLongTextIsClipped(t *testing.T) {
	for name, text := range map[string]string{
		"hanzi":  strings.Repeat("网络连接超时发票", 1<<20/24),
		"digits": strings.Repeat("9", 1<<20), "codes": strings.Repeat("-960011120 ", 1<<20/11),
		"dashes": strings.Repeat("-9 ", 1<<20/3), "letters": strings.Repeat("l", 1<<20), "bytes": strings.Repeat("\xff\xc0", 1<<19),
		"names": strings.Repeat("CA 99 ", 1<<20/6), "ligatures": strings.Repeat("ﷺ", 1<<18),
	} {
		start := time.Now()
		Lookup(text)
		Nearest(text, 3)
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s: 1 MB took %v", name, took)
		}
	}
	noise := strings.Repeat("2026-11-22 10:06:05 INFO 正常\n", 40000)
	if got := Lookup(noise + "ERROR -960011036"); len(got) == 0 || got[0].ID != "aisino.connect" {
		t.Errorf("at the end of a long log: %v", ids(got))
	}
}

func FuzzLookup(f *testing.F) {
	for _, r := range real {
		f.Add(r.text)
	}
	for _, u := range unrelated {
		f.Add(u)
	}
	f.Add("0x")
	f.Add("-")
	f.Add("\xff-960")
	f.Fuzz(func(t *testing.T, text string) {
		got := Lookup(text)
		if len(got) > most {
			t.Fatalf("%d meanings", len(got))
		}
		for i, m := range got {
			if m.Score <= 0 || m.Score > 1 || i > 0 && m.Score > got[i-1].Score || m.ZH.Title == "" || strings.Contains(m.ZH.Meaning, "{") {
				t.Fatalf("%+v", m)
			}
		}
		Nearest(text, 3)
	})
}
