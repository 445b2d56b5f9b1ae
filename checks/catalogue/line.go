package catalogue

var gatewayUnreachable = &Cause{
	Code: "gateway.unreachable", Layer: Network, Blame: LocalNetwork,
	Repairs: []string{"neighbour.forget"},
	ZH: Words{
		Title:   "单位的路由器没有回应",
		Explain: "电脑已接入单位网络，但出门的第一站路由器[（{gateway}）]没有任何回应，外面的网站也都连不上。",
		Steps: []string{
			"看看同事的电脑、连着单位 Wi-Fi 的手机能不能上网：都不能，多半是路由器或交换机的问题。",
			"把网线重新插紧；用 Wi-Fi 的，断开后重新连接。",
			"经负责人同意，把路由器断电 1 分钟再通电，等 3 分钟后再检测。",
			"急着开票，单位又允许的，可以先连手机热点。",
			"告诉单位的网络管理员：“网关[ {gateway} ]没有回应，请检查路由器和交换机。”",
		},
		Proof:  "默认网关既不回答 ARP（邻居发现），也不回答别的询问，而且外面的参照服务器全都没有回应。只是不回 ping 的路由器不算。",
		Limits: "本程序分不清是路由器、交换机还是中间网线的问题。",
	},
	EN: Words{
		Title:   "The office router does not answer",
		Explain: "This PC is on your network, but the router[ {gateway}], the first stop on the way out, does not answer at all, and nothing beyond it does.",
		Steps: []string{
			"See whether colleagues' PCs and phones on the office Wi-Fi work: if none does, it is the router or the switch.",
			"Plug the cable in again firmly, or leave the Wi-Fi and join it again.",
			"With the person in charge agreeing, switch the router off for a minute, wait three minutes and check again.",
			"In a hurry, and if your firm allows it, use a phone hotspot for now.",
			"Tell your network administrator: the gateway[ {gateway}] does not answer, please check router and switch.",
		},
		Proof:  "The default gateway answers neither ARP or neighbour discovery nor anything else, and no reference beyond answers. A router that only ignores ping does not count.",
		Limits: "This program cannot tell the router, the switch and the cable between them apart.",
	},
}

var internetUnreachable = &Cause{
	Code: "internet.unreachable", Layer: Network, Blame: ISP,
	Repairs: []string{"neighbour.forget", "winsock.reset"},
	ZH: Words{
		Title:   "宽带不通，外网都连不上",
		Explain: "单位的路由器[（{gateway}）]有回应，但从这里连不上税务服务器[，别的服务器（试过 {reference}）也连不上：受影响的不只是开票，所有上网的软件都一样]。",
		Steps: []string{
			"用手机连单位 Wi-Fi 打开一个网页，看看是不是也不通。",
			"看光猫上有没有红灯（常标着 LOS 或“光信号”）；经负责人同意，把光猫和路由器断电 1 分钟再通电。",
			"问一下宽带是否欠费或正在检修。",
			"急着开票，单位又允许的，可以先连手机热点。",
			"打宽带运营商客服（电信 10000、联通 10010、移动 10086），告诉他：“路由器正常，外网全部不通，请查线路。”",
		},
		Proof:  "网关在，但网关以外的参照服务器用任何方式都没有回应。",
		Limits: "如果单位的防火墙把外网全部拦住，看上去也是这样；请先问一下网络管理员。",
	},
	EN: Words{
		Title:   "The internet line is down",
		Explain: "Your router[ {gateway}] answers, but the tax server cannot be reached[, nor can others (asked: {reference}): everything that needs the internet is hurt, not only invoicing].",
		Steps: []string{
			"Open a web page on a phone that uses the office Wi-Fi: does it fail too?",
			"Look for a red light on the fibre modem (often LOS); with the person in charge agreeing, switch modem and router off for a minute.",
			"Ask whether the bill is paid and whether work on the line was announced.",
			"In a hurry, and if your firm allows it, use a phone hotspot for now.",
			"Call your internet provider (China Telecom 10000, Unicom 10010, Mobile 10086): the router is fine and nothing beyond it answers, please check the line.",
		},
		Proof:  "The gateway is there; no reference beyond it answers by any protocol.",
		Limits: "It looks the same where the office firewall blocks everything outside; ask your network administrator first.",
	},
}

var internetCaptivePortal = &Cause{
	Code: "internet.captive_portal", Layer: Network, Blame: LocalNetwork,
	ZH: Words{
		Title:   "这个网络要先登录才能上网",
		Explain: "打开普通网页时，出来的不是原来的网页，而是上网登录页或提示页[（{address}）]。登录之前，税务服务器也连不上。",
		Steps: []string{
			"打开浏览器，随便访问一个网站，等登录页出来后按提示登录。",
			"登录页只需要上网账号或手机号；税号、开票密码、证书口令都不要填在上面。",
			"登录页没有出来，就断开网络再连一次。",
			"登录后再检测一次；还不行，请告诉单位的网络管理员：“上网认证通不过，请帮我登录或把这台电脑免认证。”",
		},
		Proof:  "应当回答 204 空页的参照网址，回来的却是网页或跳转，而且税务服务器因此连不上。",
		Limits: "宽带欠费时运营商也会弹出提示页，看上去和登录页一样。",
	},
	EN: Words{
		Title:   "This network wants you to log in first",
		Explain: "An ordinary web page is replaced by a login or notice page[ ({address})]. Until you log in the tax server cannot be reached either.",
		Steps: []string{
			"Open a browser, visit any site, and log in on the page that appears.",
			"That page needs only a network account or a phone number: never enter a tax number, invoicing password or certificate PIN there.",
			"If no page appears, leave the network and join it again.",
			"Check again; if it still fails, tell your network administrator: I cannot log in to the network, please help or exempt this PC.",
		},
		Proof:  "A reference that must answer 204 answers with a page or a redirect, and the tax server is hurt by it.",
		Limits: "A provider's notice of an unpaid bill looks the same.",
	},
}

var lanLossy = &Cause{
	Code: "lan.lossy", Layer: Network, Blame: LocalNetwork, Degraded: true,
	ZH: Words{
		Title:   "单位内部网络不稳，时断时续",
		Explain: "从这台电脑到单位路由器[（{gateway}）]这一段就有数据丢失[，丢了 {loss}%][（正常应低于 {limit}%）]。开票会忽快忽慢，有时提示超时。",
		Steps: []string{
			"用网线的：两头重新插紧，换一根网线试试。",
			"用 Wi-Fi 的：坐近一点，或者改用网线。",
			"换一个墙上的网口，再检测一次。",
			"告诉单位的网络管理员：“到网关丢包[ {loss}%]，请检查网线、交换机或 Wi-Fi。”",
		},
		Proof:  "20 次以上的 ping，到网关丢失的比例也超过上限；有两个互不相干的目标，或 TCP 重传可以印证。",
		Limits: "本程序分不清是网线、Wi-Fi 信号还是交换机的问题。",
	},
	EN: Words{
		Title:   "The office network loses data",
		Explain: "Data is lost already between this PC and the router[ {gateway}][: {loss}%][ (below {limit}% is normal)]. Invoicing is fast one moment, slow the next, and at times runs into timeouts.",
		Steps: []string{
			"With a cable: plug both ends in firmly, then try another cable.",
			"With Wi-Fi: move closer, or use a cable.",
			"Try another wall socket and check again.",
			"Tell your network administrator: packets are lost on the way to the gateway[, {loss}%], please check cable, switch or Wi-Fi.",
		},
		Proof:  "Of 20 or more pings the share lost is above the limit to the gateway too; on two independent targets, or TCP agrees.",
		Limits: "This program cannot tell the cable, the Wi-Fi signal and the switch apart.",
	},
}

var internetLossy = &Cause{
	Code: "internet.lossy", Layer: Network, Blame: ISP, Degraded: true,
	ZH: Words{
		Title:   "宽带线路不稳，时断时续",
		Explain: "到单位路由器这一段没有问题，出了路由器就有数据丢失[，丢了 {loss}%][（正常应低于 {limit}%）]。开票会忽快忽慢，有时提示超时。",
		Steps: []string{
			"先停掉正在下载、看视频、传网盘的程序，再检测一次。",
			"经负责人同意，把光猫和路由器断电 1 分钟再通电。",
			"急着开票，单位又允许的，可以先连手机热点。",
			"打宽带运营商客服（电信 10000、联通 10010、移动 10086），告诉他：“出口线路丢包[ {loss}%]，到网关不丢，请查线路。”",
		},
		Proof:  "20 次以上的 ping，丢失的比例超过上限，而到网关不丢；有两个互不相干的目标，或 TCP 重传可以印证。",
		Limits: "单位的带宽被别人占满时，看上去也是这样。",
	},
	EN: Words{
		Title:   "The internet line loses data",
		Explain: "As far as the router all is well; beyond it data is lost[: {loss}%][ (below {limit}% is normal)]. Invoicing is fast one moment, slow the next, and at times runs into timeouts.",
		Steps: []string{
			"Stop downloads, videos and cloud drives, and check again.",
			"With the person in charge agreeing, switch modem and router off for a minute.",
			"In a hurry, and if your firm allows it, use a phone hotspot for now.",
			"Call your internet provider (China Telecom 10000, Unicom 10010, Mobile 10086): packets are lost beyond our gateway[, {loss}%], please check the line.",
		},
		Proof:  "Of 20 or more pings the share lost is above the limit only beyond the gateway; on two independent targets, or TCP agrees.",
		Limits: "It looks the same where others in the office fill the line.",
	},
}

var internetSlow = &Cause{
	Code: "internet.slow", Layer: Network, Blame: ISP, Degraded: true,
	ZH: Words{
		Title:   "宽带线路很慢",
		Explain: "不只是税务服务器，到别的服务器一来一回也很慢[，约 {ms}][（正常应在 {limit} 以内）]。慢在线路上，开票要多等。",
		Steps: []string{
			"先停掉正在下载、开视频会议、传网盘的程序，再检测一次。",
			"正在用 VPN 或加速器的，退出后再检测一次。",
			"经负责人同意，把光猫和路由器断电 1 分钟再通电。",
			"还是慢，打宽带运营商客服（电信 10000、联通 10010、移动 10086），告诉他：“延迟很高[，约 {ms}]，请查线路。”",
		},
		Proof:  "到参照服务器的往返时间也超过上限，不只是到税务服务器。",
		Limits: "单位的带宽被别人占满时，看上去也是这样。",
	},
	EN: Words{
		Title:   "The internet line is slow",
		Explain: "Not only the tax server, other servers too take long to answer[: about {ms}][ (within {limit} is normal)]. The line is slow, and invoicing waits for it.",
		Steps: []string{
			"Stop downloads, video meetings and cloud drives, and check again.",
			"If a VPN or accelerator is on, leave it and check again.",
			"With the person in charge agreeing, switch modem and router off for a minute.",
			"Still slow? Call your internet provider (China Telecom 10000, Unicom 10010, Mobile 10086): the delay is high[, about {ms}], please check the line.",
		},
		Proof:  "Round trips to references too are above the limit, not only those to the tax server.",
		Limits: "It looks the same where others in the office fill the line.",
	},
}

var internetSmallMTU = &Cause{
	Code: "internet.small_mtu", Layer: Network, Blame: ISP,
	ZH: Words{
		Title:   "线路上较大的数据传不过去",
		Explain: "和 {targets} 能接通，可是一传较大的数据就没有下文，改成小块传送又正常。线路上有设备丢掉了大的数据包，开票软件会一直停在“正在连接”。",
		Steps: []string{
			"正在用 VPN 或加速器的，退出后再检测一次。",
			"经负责人同意，把光猫和路由器断电 1 分钟再通电，再检测一次。",
			"连手机热点试一次：能用，就说明问题在单位的宽带或路由器上。",
			"告诉单位的网络管理员或宽带运营商：“大包不通，请检查 MTU 和 MSS 设置（拨号宽带一般是 1492）。”",
		},
		Proof:  "TCP 能连上，TLS 握手卡住；把每段数据（MSS）改小后握手完成。",
		Limits: "本程序不能确定是单位的路由器，还是运营商的设备丢掉了大包。",
	},
	EN: Words{
		Title:   "Large packets are lost on the line",
		Explain: "A connection to {targets} opens, but as soon as larger pieces of data are sent nothing comes back; small pieces pass. A device on the line drops large packets, and the software hangs at \"connecting\".",
		Steps: []string{
			"If a VPN or accelerator is on, leave it and check again.",
			"With the person in charge agreeing, switch modem and router off for a minute and check again.",
			"Try once over a phone hotspot: if that works, the fault is in the office line or router.",
			"Tell your network administrator or provider: large packets are lost, please check MTU and MSS (dial-up broadband usually has 1492).",
		},
		Proof:  "TCP opens and the TLS handshake stalls; with a smaller segment size it completes.",
		Limits: "This program cannot tell whether your router or the provider's equipment drops them.",
	},
}

var vpnCapturesTraffic = &Cause{
	Code: "vpn.captures_traffic", Layer: Network, Blame: ThisPC,
	Repairs: []string{"route.drop"},
	ZH: Words{
		Title:   "通往税务服务器的路被 VPN 占了",
		Explain: "发往税务服务器的数据被送进了 VPN 或虚拟网卡[“{adapter}”]，在里面没有回应；不走它，服务器是有回应的。",
		Steps: []string{
			"在屏幕右下角找到 VPN、加速器或远程办公软件的图标，右键退出，再检测一次。",
			"也看一下“设置 → 网络和 Internet → VPN”，连着的请断开。（统信、麒麟：控制中心 → 网络 → VPN。）",
			"退出后还不行，重启电脑再检测。",
			"单位要求一直开着 VPN 的，告诉网络管理员：“请让税务服务器[（{host}）]不走 VPN。”",
		},
		Proof:  "到目标的路由指向 VPN 或隧道网卡，那里不通；绕开它直接从网卡出去，目标有回应。",
		Limits: "",
	},
	EN: Words{
		Title:   "A VPN swallows the way to the server",
		Explain: "Data for the tax server is sent into a VPN or virtual adapter[ \"{adapter}\"] where nothing answers; past it the server does answer.",
		Steps: []string{
			"Find the icon of your VPN, accelerator or remote office program at the lower right, right-click it, quit, and check again.",
			"Also see Settings → Network & internet → VPN and disconnect what is connected. (UOS, Kylin: Control Center → Network → VPN.)",
			"If that does not help, restart the PC and check again.",
			"If your firm wants the VPN on at all times, tell your network administrator: please let the tax server[ ({host})] go past the VPN.",
		},
		Proof:  "The route to the target runs into a VPN or tunnel that carries nothing; past it, by the card itself, the target answers.",
		Limits: "",
	},
}

var ipv6Broken = &Cause{
	Code: "ipv6.broken", Layer: Network, Blame: LocalNetwork, Degraded: true,
	Repairs: []string{"ipv6.prefer_ipv4"},
	ZH: Words{
		Title:   "IPv6 线路不通，连接要多等",
		Explain: "单位网络给了电脑 IPv6 地址，但用 IPv6 连哪里都没有回应，用普通的 IPv4 就正常。软件先试 IPv6，每次都要多等一会儿[（约 {ms}）]。",
		Steps: []string{
			"经负责人同意，把光猫和路由器断电 1 分钟再通电，再检测一次。",
			"告诉单位的网络管理员：“IPv6 不通，请修好，或在路由器上关掉 IPv6。”",
			"修好之前想快一点：按 Win+R，输入 ncpa.cpl 回车，右键点网卡 → 属性，去掉“Internet 协议版本 6”前面的勾；修好后记得勾回来。",
		},
		Proof:  "有 AAAA 回答和 IPv6 路由，但到参照服务器的 IPv6 也不通；IPv4 正常，而且确实耗费了时间。没有 IPv6 的网络不算故障。",
		Limits: "本程序分不清是单位的路由器，还是运营商的 IPv6 不通。",
	},
	EN: Words{
		Title:   "IPv6 is dead and makes you wait",
		Explain: "Your network gives this PC IPv6 addresses, but nothing answers over IPv6 while ordinary IPv4 works. Software tries IPv6 first and each time waits a little longer[ (about {ms})].",
		Steps: []string{
			"With the person in charge agreeing, switch modem and router off for a minute and check again.",
			"Tell your network administrator: IPv6 does not work, please mend it or switch it off on the router.",
			"To be quicker until then: Win+R, ncpa.cpl, right-click the card → Properties, clear Internet Protocol Version 6; tick it again once it is mended.",
		},
		Proof:  "AAAA answers and an IPv6 route exist, IPv6 fails to the references too, IPv4 works, and it costs time. A network without IPv6 is no fault.",
		Limits: "This program cannot tell whether your router's or the provider's IPv6 is dead.",
	},
}
