package catalogue

var routeUnreachable = &Cause{
	Code: "route.unreachable", Layer: Network, Blame: ISP,
	ZH: Words{
		Title:   "线路半路上到不了税务服务器",
		Explain: "发往 {targets} 的数据在半路被退了回来，途中的路由器[ {from} ]说“到不了”；到别的网站没有问题。",
		Steps: []string{
			"等 10 分钟再检测一次，线路调整时会这样。",
			"正在用 VPN 的，退出后再检测一次。",
			"连手机热点试一次：能用，就说明是单位这条宽带的线路问题。",
			"告诉单位的网络管理员，再打宽带运营商客服（电信 10000、联通 10010、移动 10086）：“到 {targets} 路由不可达[，由 {from} 返回]，请查线路。”",
		},
		Proof:  "途中的路由器对这个目标回答“不可达”（ICMP 代码 0、1；ICMPv6 代码 0、3），别的目标正常。",
		Limits: "退回数据的也可能是单位自己的路由器，看一下它的地址就知道。",
	},
	EN: Words{
		Title:   "The line does not reach the tax server",
		Explain: "Data for {targets} is sent back half way: a router[, {from},] says it cannot be reached. Other sites are fine.",
		Steps: []string{
			"Wait ten minutes and check again; lines that are being rearranged do this.",
			"If a VPN is on, leave it and check again.",
			"Try once over a phone hotspot: if that works, the fault is in your office line.",
			"Tell your network administrator, then your internet provider (China Telecom 10000, Unicom 10010, Mobile 10086): {targets} is unreachable[, says {from}], please check the route.",
		},
		Proof:  "A router on the way answers unreachable (ICMP code 0, 1; ICMPv6 0, 3) for this target; others work.",
		Limits: "The router that answers may be your own; its address tells.",
	},
}

var portRefused = &Cause{
	Code: "port.refused", Layer: Transport, Blame: TaxServer,
	ZH: Words{
		Title:   "税务服务器的这个端口没有开",
		Explain: "线路是通的，但对方明确拒绝了到 {targets} 的连接：这个端口上没有服务在运行。可能正在维护，也可能端口填错了。[{unsure} 取自本程序 {table} 的地址表，没有核实过，可能不对：请把开票软件“参数设置 → 安全接入服务器地址”里的地址（用浏览器开票的，抄浏览器地址栏里的）填进本程序，再检测一次。]",
		Steps: []string{
			"用开票软件的，打开“参数设置 → 安全接入服务器地址”，核对地址和端口，点“测试”。",
			"看看电子税务局有没有维护通知，等 15 到 30 分钟再检测。",
			"打 12366 或开票软件的服务商，告诉他们：“{targets} 拒绝连接，请问端口有没有变？”",
		},
		Proof:  "目标主机对这个端口回答 RST：没有程序在听。",
		Limits: "有的防火墙也会冒充服务器回答拒绝，用手机热点再试一次可以区分。",
	},
	EN: Words{
		Title:   "The tax server's port is closed",
		Explain: "The line works, but {targets} refuses the connection: nothing is running on that port. It may be under maintenance, or the port is mistyped.[ {unsure} is from this program's own table of {table}; it is not verified and may be wrong. Enter the address that your invoicing software shows (参数设置 → 安全接入服务器地址), or the one in your browser, and check again.]",
		Steps: []string{
			"With invoicing software, open the secure access server address (参数设置 → 安全接入服务器地址), compare address and port, and press its test button.",
			"Look for a maintenance notice on the tax site; wait 15 to 30 minutes and check again.",
			"Call 12366 or the software's service provider and say: {targets} refuses connections, has the port changed?",
		},
		Proof:  "The server's host answers with RST on this port: nothing listens.",
		Limits: "Some firewalls refuse in the server's name; a try over a phone hotspot tells.",
	},
}

var portRejected = &Cause{
	Code: "port.rejected", Layer: Transport, Blame: LocalNetwork,
	ZH: Words{
		Title:   "防火墙禁止连接税务服务器",
		Explain: "去 {targets} 的路上，有设备[（{from}）]明确回答“禁止通过”。这是防火墙的规定，不是断网。[{unsure} 取自本程序 {table} 的地址表，没有核实过，可能不对：请把开票软件“参数设置 → 安全接入服务器地址”里的地址（用浏览器开票的，抄浏览器地址栏里的）填进本程序，再检测一次。]",
		Steps: []string{
			"连手机热点试一次：能用，就说明是单位的防火墙禁止的。",
			"告诉单位的网络管理员：“防火墙[ {from} ]拒绝了到 {targets} 的连接，请放行这个地址和端口。”",
			"热点也不行的，打 12366 或宽带运营商客服，说同样的话。",
		},
		Proof:  "收到明确的管理性拒绝（ICMP 代码 9、10、13；ICMPv6 代码 1、5、6），针对这个端口或整台主机；谁发的就是证据。",
		Limits: "本程序只看得到回答者的地址，看不到它归谁管。",
	},
	EN: Words{
		Title:   "A firewall forbids the tax server",
		Explain: "On the way to {targets} a device[ ({from})] answers \"not allowed\". That is a firewall's rule, not a broken line.[ {unsure} is from this program's own table of {table}; it is not verified and may be wrong. Enter the address that your invoicing software shows (参数设置 → 安全接入服务器地址), or the one in your browser, and check again.]",
		Steps: []string{
			"Try once over a phone hotspot: if that works, the office firewall forbids it.",
			"Tell your network administrator: the firewall[ {from}] rejects {targets}, please allow that address and port.",
			"If the hotspot fails too, tell 12366 or your internet provider the same.",
		},
		Proof:  "An explicit administrative rejection (ICMP code 9, 10, 13; ICMPv6 1, 5, 6) of the port or the whole host; who sent it is evidence.",
		Limits: "This program sees the address that answered, not whose it is.",
	},
}

var portFiltered = &Cause{
	Code: "port.filtered", Layer: Transport, Blame: LocalNetwork,
	ZH: Words{
		Title:   "去税务服务器的端口被拦住了",
		Explain: "服务器那头是有回应的，唯独发往 {targets} 的连接没有回音。很多单位的防火墙只放行 443 端口，而税务服务常用 8443 等别的端口。[{unsure} 取自本程序 {table} 的地址表，没有核实过，可能不对：请把开票软件“参数设置 → 安全接入服务器地址”里的地址（用浏览器开票的，抄浏览器地址栏里的）填进本程序，再检测一次。]",
		Steps: []string{
			"连手机热点试一次：能用，就说明是单位的防火墙拦的；还不行，多半是运营商或服务器那一头。",
			"热点能用的，告诉单位的网络管理员：“请放行到 {targets} 的 TCP 连接。”",
			"用开票软件的，再核对一下“参数设置 → 安全接入服务器地址”里的端口。",
			"热点也不行的，打 12366 或宽带运营商客服：“{targets} 连接超时，同一台服务器的别的端口有回应。”",
		},
		Proof:  "这个端口的连接被悄悄丢弃，而同一台主机的别的端口或 ping 有回应。",
		Limits: "不用手机热点对比，本程序分不清是单位、运营商还是服务器自己的防火墙。",
	},
	EN: Words{
		Title:   "The tax server's port is filtered",
		Explain: "The server itself answers, only connections to {targets} get no reply. Many office firewalls let only port 443 pass, while tax services often use 8443 and other ports.[ {unsure} is from this program's own table of {table}; it is not verified and may be wrong. Enter the address that your invoicing software shows (参数设置 → 安全接入服务器地址), or the one in your browser, and check again.]",
		Steps: []string{
			"Try once over a phone hotspot: if that works, the office firewall blocks it; if not, it is more likely the provider or the server's end.",
			"If the hotspot works, tell your network administrator: please allow TCP connections to {targets}.",
			"With invoicing software, compare the port in its settings (参数设置 → 安全接入服务器地址).",
			"If the hotspot fails too, tell 12366 or your internet provider: {targets} times out while another port of the same server answers.",
		},
		Proof:  "This port is silently dropped while the same host answers on another port or to ping.",
		Limits: "Without the hotspot test this program cannot tell the office's, the provider's and the server's own firewall apart.",
	},
}

var portBlockedHere = &Cause{
	Code: "port.blocked_here", Layer: Transport, Blame: ThisPC,
	Repairs: []string{"firewall.allow_port"},
	ZH: Words{
		Title:   "这台电脑的安全软件拦住了连接",
		Explain: "到 {targets} 的连接没有出门，就被这台电脑自己拒绝了[（可能是 {product}）]。多半是防火墙或安全软件的规则。",
		Steps: []string{
			"打开安全软件（360安全卫士、火绒、腾讯电脑管家、联想电脑管家等），看拦截记录，把开票软件或浏览器加入信任区。",
			"再看“Windows 安全中心 → 防火墙和网络保护 → 高级设置 → 出站规则”，有没有针对开票软件或浏览器的“阻止”规则，拍张照片。",
			"关掉浏览器或开票软件再打开，重新检测。加一条允许就够了，不必动别的防护。",
			"把照片发给单位的电脑维护人员，告诉他：“请允许开票软件连接 {targets}。”",
		},
		Proof:  "系统在本机就拒绝了连接（WSAEACCES、EPERM），或读到了对应的阻止规则。读不到规则时，只说可能。",
		Limits: "本程序看不到安全软件内部的规则，不一定能说出是哪一个。",
	},
	EN: Words{
		Title:   "Security software here blocks it",
		Explain: "The connection to {targets} never left: this PC itself refused it[ (perhaps {product})]. Most likely a rule of the firewall or the security software.",
		Steps: []string{
			"Open your security software (360, Huorong, Tencent or Lenovo PC Manager …), look at what it blocked, and add the invoicing software or browser to its trusted list.",
			"Then look in Windows Security → Firewall & network protection → Advanced settings → Outbound Rules for a Block rule on the invoicing software or browser; take a photo.",
			"Close the browser or invoicing software, open it again, and check again. One allowing rule is enough; leave all other protection as it is.",
			"Send the photo to whoever looks after your PCs: please let the invoicing software connect to {targets}.",
		},
		Proof:  "This PC refuses the connection (WSAEACCES, EPERM), or a matching rule can be read; where rules cannot be read it is only said that it could be.",
		Limits: "This program cannot see inside security software and may not know which one it is.",
	},
}

var portExhausted = &Cause{
	Code: "port.exhausted", Layer: Transport, Blame: ThisPC,
	Repairs: []string{"winsock.reset"},
	ZH: Words{
		Title:   "这台电脑的网络连接用光了",
		Explain: "电脑上同时打开的连接太多，没有空余给新的连接用，所以税务服务器也连不上。[占得最多的程序是 {process}。]",
		Steps: []string{
			"保存好手头的工作，关掉下载、网盘等程序[，尤其是 {process}]，再检测一次。",
			"还不行，重启电脑。",
			"重启后过一阵又这样，用安全软件做一次全盘查杀。",
			"请单位的电脑维护人员检查，告诉他：“本机端口耗尽[，{process} 占得最多]。”",
		},
		Proof:  "系统没有空余的本机端口或缓冲区（EADDRNOTAVAIL、WSAENOBUFS）；占用连接的程序是证据。",
		Limits: "",
	},
	EN: Words{
		Title:   "This PC has no connections left",
		Explain: "So many connections are open on this PC that none is left for a new one, so the tax server is not reached. [The program that holds most is {process}.]",
		Steps: []string{
			"Save your work, close downloads, cloud drives and the like[, above all {process}], and check again.",
			"If that does not help, restart the PC.",
			"If it comes back after a while, scan the whole PC with your security software.",
			"Tell whoever looks after your PCs: the local ports are used up[, mostly by {process}].",
		},
		Proof:  "No local port or buffer is left (EADDRNOTAVAIL, WSAENOBUFS); the program that holds the connections is evidence.",
		Limits: "",
	},
}
